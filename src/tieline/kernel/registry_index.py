"""A registry's index, read where it lies: names to organisations, and back."""

import mmap
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import OrderedDict
from pathlib import Path
from typing import Self

import msgspec

from tieline.kernel.registry_format import (
    BLOCK,
    IS_INACTIVE,
    MAGIC,
    TYPES,
    VERSION,
    Registered,
    RegistryHeader,
    registry_digest,
)
from tieline.model.errors import ProjectError

# Blocks kept in full: some kilobytes each; a table names its usual places again.
_KEPT = 512
_HINT = "Install Tieline again"


class RegistryIndex:
    """A read-only index; every read is checked against the file's bounds."""

    def __init__(self, data: bytes | mmap.mmap, *, where: str) -> None:
        self._where = where
        self._view = memoryview(data)
        self.header, body = self._read_header()
        parts = {
            name: body[start : start + size]
            for name, (start, size) in self.header.sections.items()
        }
        try:
            self._keys = _column(parts["keys"], "I")
            self._holders = _column(parts["holders"], "H")
            self._countries = parts["countries"]
            self._flags = _column(parts["flags"], "H")
            self._places = _column(parts["places"], "I")
            self._blocks = parts["blocks"]
        except (KeyError, TypeError) as error:
            raise self._damaged() from error
        self._kept: OrderedDict[int, tuple[Registered, ...]] = OrderedDict()
        self._check_shapes()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file.

        Raises:
            ProjectError: the file is missing, damaged or of another version.
        """
        where = str(path)
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            what = f"the registry's index cannot be opened ({error})"
            raise ProjectError(what, where=where, hint=_HINT) from error
        return cls(data, where=where)

    def __len__(self) -> int:
        """Return the number of organisations."""
        return self.header.organisations

    def find(self, key: str) -> tuple[int, ...]:
        """Return the numbers of organisations that may carry a key; none is an answer.

        A few may not: two keys can share a digest.
        """
        wanted = registry_digest(key)
        keys = self._keys
        place = bisect_left(keys, wanted)
        end = place
        while end < len(keys) and keys[end] == wanted:
            end += 1
        found = tuple(self._holders[place:end])
        if found and max(found) >= len(self):
            raise self._damaged()
        return found

    def country(self, number: int) -> str:
        """Return the country of an organisation, a small alpha-2 code, or "--"."""
        code = bytes(self._countries[2 * number : 2 * number + 2])
        if not code.isascii():
            raise self._damaged()
        return code.decode("ascii")

    def is_active(self, number: int) -> bool:
        """Tell whether the registry says that it still is."""
        return not self._flags[number] & IS_INACTIVE

    def is_of(self, number: int, kind: str) -> bool:
        """Tell whether the registry says it is of a type, as `education`."""
        return bool(self._flags[number] >> TYPES.index(kind) & 1)

    def organisation(self, number: int) -> Registered:
        """Return an organisation in full.

        Raises:
            IndexError: there are fewer.
            ProjectError: its block is damaged.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        block, place = divmod(number, BLOCK)
        held = self._block(block)
        if place >= len(held):
            raise self._damaged()
        return held[place]

    def _block(self, block: int) -> tuple[Registered, ...]:
        kept = self._kept.get(block)
        if kept is not None:
            self._kept.move_to_end(block)
            return kept
        packed = self._blocks[self._places[block] : self._places[block + 1]]
        try:
            data = zlib.decompress(packed)
            held = msgspec.msgpack.decode(data, type=tuple[Registered, ...])
        except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._damaged() from error
        self._kept[block] = held
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return held

    def _read_header(self) -> tuple[RegistryHeader, memoryview]:
        start = len(MAGIC) + 4
        if bytes(self._view[: len(MAGIC)]) != MAGIC or len(self._view) < start:
            raise self._damaged()
        (size,) = struct.unpack("<I", self._view[len(MAGIC) : start])
        try:
            head = bytes(self._view[start : start + size])
            header = msgspec.json.decode(head, type=RegistryHeader)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._damaged() from error
        if header.version != VERSION:
            what = f"the registry's index has format {header.version}, not {VERSION}"
            raise ProjectError(what, where=self._where, hint=_HINT)
        body = self._view[start + size :]
        if header.checksum is not None and zlib.crc32(body) != header.checksum:
            raise self._damaged()
        return header, body

    def _check_shapes(self) -> None:
        rows, count = len(self._keys), self.header.organisations
        is_whole = (
            len(self._holders) == rows
            and len(self._flags) == count
            and len(self._countries) == 2 * count
            and len(self._places) == -(-count // BLOCK) + 1
            and self._places[-1] == len(self._blocks)
        )
        if not is_whole:
            raise self._damaged()

    def _damaged(self) -> ProjectError:
        what = "the registry's index is damaged"
        return ProjectError(what, where=self._where, hint=_HINT)


def _column(part: memoryview, code: str) -> "memoryview[int]":
    if sys.byteorder == "little":
        return part.cast("I") if code == "I" else part.cast("H")
    swapped = array(code, part.tobytes())
    swapped.byteswap()
    return memoryview(swapped)
