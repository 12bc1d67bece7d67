"""A file that appears whole under its name, or not at all."""

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from tieline.model.errors import StorageError, UsageError

_HINTS = {
    errno.ENOSPC: "The disk is full: free some space, or write elsewhere with -o",
    errno.EDQUOT: "The disk quota is used up: free some space, or write elsewhere",
    errno.EFBIG: "The file would be larger than is allowed here: write elsewhere",
    errno.EROFS: "The disk is read-only: write elsewhere with -o",
    errno.EACCES: "You may not write there: write elsewhere with -o",
    errno.EPERM: "You may not write there: write elsewhere with -o",
    errno.ENOENT: "The folder does not exist: make it first",
    errno.ENOTDIR: "A part of the folder's name is a file: name another folder",
    errno.ENAMETOOLONG: "The name is too long: choose a shorter one",
}


def refused(path: str, error: OSError) -> StorageError:
    """Return the error that says why the disk refused, and what to do."""
    hint = _HINTS.get(error.errno or 0, "Check the disk, or write elsewhere with -o")
    said = error.strerror or str(error) or type(error).__name__
    return StorageError(f"the file cannot be written ({said})", where=path, hint=hint)


class PlacedFile:
    """Bytes written beside the target and renamed onto it by `place`.

    What is there already and is no ordinary file (a pipe, a device) is written to
    directly. A link keeps pointing where it points.
    """

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        if self._path.is_dir():
            what = "this is a folder"
            raise UsageError(what, where=str(path), hint="Name a file in it")
        self._part: Path | None = None
        target = self._path
        try:
            if not target.exists() or stat.S_ISREG(target.stat().st_mode):
                self._part = target.with_name(f".{target.name}.part-{os.getpid()}")
                target = self._part
            self.stream: BinaryIO = target.open("wb")
        except OSError as error:
            raise refused(str(path), error) from None

    def place(self) -> None:
        """Write out what is buffered and rename the file onto its target.

        Raises:
            StorageError: the disk refuses; nothing is left behind.
        """
        try:
            self.stream.flush()
            if self._part is not None:
                os.fsync(self.stream.fileno())
            self.stream.close()
            if self._part is not None:
                self._part.replace(self._path)
        except OSError as error:
            self.discard()
            raise refused(str(self._path), error) from None

    def discard(self) -> None:
        """Throw the bytes away."""
        with contextlib.suppress(OSError):
            self.stream.close()
        if self._part is not None:
            with contextlib.suppress(OSError):
                self._part.unlink(missing_ok=True)
