"""Files that are wholly there or not at all."""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

from tieline.model.errors import ProjectError, StorageError

PART = ".part-"
"""Ends, with the number of the process, the name of a file that is not whole yet."""

_CHUNK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def disk_errors(where: Path) -> Generator[None, None, None]:
    """Turn the system's errors inside the block into ours.

    Raises:
        StorageError: the disk is full, read-only or gone.
    """
    try:
        yield
    except OSError as error:
        place = str(error.filename or where)
        if error.errno in _FULL:
            what, hint = "the disk is full", "Free space there and run it again"
        elif error.errno in _REFUSED:
            what = "writing is not allowed here"
            hint = "Check the permissions, or choose another folder with -C DIR"
        else:
            what = error.strerror or str(error)
            hint = "Check the disk and run it again"
        hint += "; nothing was changed"
        raise StorageError(what, where=place, hint=hint) from error


def sync_folder(path: Path) -> None:
    """Make renames inside a folder last through a power cut; no-op on Windows."""
    if os.name == "nt":  # folders cannot be opened there, and renames are journaled
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make a file's bytes last through a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by `data`: a reader sees the old bytes or the new, whole.

    Two processes may do so at once; the later one's bytes stay.
    """
    part = path.with_name(f"{path.name}{PART}{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def move_folder(source: Path, target: Path) -> None:
    """Rename a finished folder into place; its files are synced first."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            sync_file(path)
    sync_folder(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    sync_folder(target.parent)


def remove_folder(path: Path) -> bool:
    """Remove a folder; tell whether it is gone (Windows keeps files in use)."""
    shutil.rmtree(path, ignore_errors=True)
    return not path.exists()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in chunks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def read_whole(path: Path, *, hint: str) -> bytes:
    """Return the bytes of a file of the project.

    Raises:
        ProjectError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        what = error.strerror or str(error)
        raise ProjectError(what, where=str(path), hint=hint) from error
