"""A spool beside the output: what is finished stays, and a later run goes on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec

from tieline.model.errors import StorageError, UsageError
from tieline.model.query import Result, Run

_CHUNK = 1 << 20
_FLUSH_EVERY = 200
# Options whose name on the command line is another.
_SPELT = {
    "countries": "country",
    "datasets": "dataset",
    "why": "why-selected",
    "with_decided": "all",
}


class SpoolHead(msgspec.Struct, frozen=True, kw_only=True):
    """The spool's first line: all that has to be the same for going on.

    `options` holds what was asked for, before defaults that depend on the day.
    """

    input_sha256: str
    options: dict[str, Any]
    run: Run


def spool_path(out: Path) -> Path:
    """Return where the unfinished part of `out` is kept."""
    return out.with_name(f".{out.name}.unfinished.ndjson")


def read_head(path: Path) -> SpoolHead | None:
    """Return the first line of a spool, None where there is no whole one."""
    try:
        with path.open("rb") as file:
            line = file.readline()
    except FileNotFoundError:
        return None
    if not line.endswith(b"\n"):
        return None
    try:
        return msgspec.json.decode(line, type=SpoolHead)
    except msgspec.MsgspecError as error:
        hint = "Delete it and screen again from the start"
        what = "the unfinished part is not readable"
        raise UsageError(what, where=str(path), hint=hint) from error


def check_head(path: Path, old: SpoolHead, new: SpoolHead) -> None:
    """Refuse to go on when input, options or editions are others than before.

    Raises:
        UsageError: naming what differs.
    """
    differs: list[str] = []
    if old.input_sha256 != new.input_sha256:
        differs.append("the input file")
    names = sorted(set(old.options) | set(new.options))
    changed = [n for n in names if old.options.get(n) != new.options.get(n)]
    differs += [f"--{_SPELT.get(name, name).replace('_', '-')}" for name in changed]
    if old.run.editions != new.run.editions:
        differs.append("the editions searched")
    if differs:
        raise UsageError(
            f"{', '.join(differs)} changed since the run was interrupted",
            where=str(path),
            hint="Leave out --resume and add --yes to screen again from the start",
        )


class Spool:
    """Results, one JSON line each, after a head line; the last line may be cut.

    Use it as a context. Every error of the disk becomes a StorageError.
    """

    def __init__(self, path: Path, file: BinaryIO, done: int) -> None:
        self.path = path
        self.done = done
        self._file = file
        self._encoder = msgspec.json.Encoder()
        self._since = 0

    @classmethod
    def start(cls, path: Path, head: SpoolHead) -> Self:
        """Begin a new spool in place of any old one."""
        try:
            file = path.open("wb")
            file.write(msgspec.json.encode(head) + b"\n")
            file.flush()
        except OSError as error:
            raise _refused(path, error) from error
        return cls(path, file, 0)

    @classmethod
    def go_on(cls, path: Path) -> Self:
        """Open a spool at the end of its last whole line."""
        try:
            file = path.open("r+b")
            lines, end = _whole_lines(file)
            file.seek(end)
            file.truncate()
        except OSError as error:
            raise _refused(path, error) from error
        return cls(path, file, lines - 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, result: Result) -> None:
        """Append a result; it survives the process after at most 200 more."""
        try:
            self._file.write(self._encoder.encode(result) + b"\n")
            self._since += 1
            if self._since >= _FLUSH_EVERY:
                self._since = 0
                self._file.flush()
        except OSError as error:
            raise _refused(self.path, error) from error
        self.done += 1

    def close(self) -> None:
        """Write out what is buffered and close the file."""
        try:
            self._file.close()
        except OSError as error:
            raise _refused(self.path, error) from error


def spooled_lines(path: Path) -> Iterator[bytes]:
    """Yield the result lines of a finished spool, without their line ends."""
    with path.open("rb") as file:
        file.readline()
        for line in file:
            yield line.rstrip(b"\n")


def spooled(path: Path) -> Iterator[Result]:
    """Yield the results of a finished spool."""
    decoder = msgspec.json.Decoder(Result)
    return map(decoder.decode, spooled_lines(path))


def _whole_lines(file: BinaryIO) -> tuple[int, int]:
    """Count the lines that end, and return where the last of them does."""
    lines = end = at = 0
    while chunk := file.read(_CHUNK):
        found = chunk.count(b"\n")
        if found:
            lines += found
            end = at + chunk.rindex(b"\n") + 1
        at += len(chunk)
    return lines, end


def _refused(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"cannot write: {error.strerror}",
        where=str(path),
        hint="Free space or name another output with -o; --resume then goes on",
    )
