"""Compressed bytes in, plain bytes out, read forwards only and within bounds."""

import bz2
import gzip
import io
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from tieline.model.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# `xz -9` needs 65 MiB; a file that asks for more was made to fill the memory.
XZ_MEMORY = 256 << 20
CHUNK = 1 << 20
_UNPACK_YOURSELF = "Unpack it yourself, and import the files that you want"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much may come out of one archive.

    `members` counts files, `size` bytes over all of them. Once `free` bytes came
    out, they may be at most `ratio` times as many as the archive has. `depth` is how
    many archives may lie in one another.
    """

    members: int = 10_000
    size: int = 64 << 30
    ratio: int = 500
    free: int = 64 << 20
    depth: int = 3


class Budget:
    """What may still come out of an archive of `packed` bytes called `where`."""

    def __init__(self, where: str, packed: int, limits: Limits) -> None:
        self._where = where
        self._packed = max(packed, 1)
        self.limits = limits
        self._members = self._bytes = 0

    def take_member(self) -> None:
        """Count a member.

        Raises:
            SourceError: there are too many.
        """
        self._members += 1
        if self._members > self.limits.members:
            what = f"holds more than {self.limits.members:,} files"
            raise SourceError(what, where=self._where, hint=_UNPACK_YOURSELF)

    def take(self, count: int) -> None:
        """Count bytes that came out.

        Raises:
            SourceError: there are too many, altogether or for its size.
        """
        self._bytes += count
        most = min(
            self.limits.size, max(self.limits.free, self.limits.ratio * self._packed)
        )
        if self._bytes > most:
            what = f"unpacks to more than {most:,} bytes, from {self._packed:,}"
            raise SourceError(what, where=self._where, hint=_UNPACK_YOURSELF)


class Forward:
    """A stream that is read forwards once, as a tape is; every byte is counted.

    `last` are the bytes that were read last.
    """

    def __init__(self, stream: BinaryIO, budget: Budget, *, head: bytes = b"") -> None:
        self._stream = stream
        self._head = head
        self._budget = budget
        self._place = 0
        self.last = b""

    def read(self, count: int = CHUNK) -> bytes:
        """Return `count` bytes, fewer only at the end.

        Raises:
            SourceError: the budget is used up, or a header wants more than any has.
        """
        if not 0 <= count <= CHUNK:
            what = "has a header larger than any header is"
            raise SourceError(what, hint=_UNPACK_YOURSELF)
        found = bytearray(self._head[:count])
        self._head = self._head[count:]
        while len(found) < count and (more := self._stream.read(count - len(found))):
            found += more
        self._budget.take(len(found))
        self._place += len(found)
        self.last = bytes(found)
        return self.last

    def tell(self) -> int:
        """Return how many bytes were read or skipped."""
        return self._place

    def seek(self, place: int) -> int:
        """Skip to a place ahead.

        Raises:
            SourceError: the place lies behind, which a sound archive never asks for.
        """
        if place < self._place:
            what = "is not in order"
            raise SourceError(what, hint=_UNPACK_YOURSELF)
        while self._place < place and self.read(min(place - self._place, CHUNK)):
            pass
        return self._place


class _Xz(io.RawIOBase):
    """An xz file, one stream after another, in bounded memory."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._rest = b""
        self._unpacker = self._fresh()
        self._is_begun = False

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        while True:
            if self._unpacker.eof:
                # after a stream come others, or zeros up to the next four bytes
                rest = self._unpacker.unused_data or self._file.read(CHUNK)
                self._rest = rest.lstrip(b"\0")
                self._unpacker, self._is_begun = self._fresh(), False
                if rest and not self._rest:
                    continue
            if self._unpacker.needs_input and not self._rest:
                self._rest = self._file.read(CHUNK)
                if not self._rest:
                    return self._end()
            given, self._rest = self._rest, b""
            self._is_begun = True
            found = self._unpacker.decompress(given, max_length=len(view))
            if found:
                view[: len(found)] = found
                return len(found)

    def _end(self) -> int:
        if self._is_begun:
            what = "the file ends before its last stream does"
            raise EOFError(what)
        return 0


def open_packed(path: Path, kind: str) -> BinaryIO:
    """Open a file of kind `gz`, `bz2` or `xz` (else as it is) to read what is in it."""
    if kind == "gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if kind == "bz2":
        return cast("BinaryIO", bz2.open(path, "rb"))
    if kind == "xz":
        return io.BufferedReader(_Xz(path), CHUNK)
    return path.open("rb")
