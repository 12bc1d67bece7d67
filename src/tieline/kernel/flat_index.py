"""One memory-mapped file that holds the profiles of an edition and their keys."""

import mmap
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec

from tieline.kernel.flat_format import (
    HEADER_SIZE,
    HINT,
    SECTIONS,
    Header,
    digest,
    unpack_header,
)
from tieline.model.errors import ProjectError
from tieline.model.profile import Profile
from tieline.text.remembering import Remembered

VERIFIED_AT_OPEN = 4 * 1024 * 1024
"""Up to this size a file is checked whole when it is opened: a few milliseconds."""

_CHECKSUM = 4
# Queries share their words, and a query is put to several indexes.
_MOST_SPANS = 20_000
_DIGESTS = Remembered(digest, most=_MOST_SPANS)
_CHUNK = 1 << 20


def build(
    path: Path, profiles: Iterable[tuple[Profile, Sequence[str]]], *, rules: int = 0
) -> int:
    """Write the index of `profiles`, each with its blocking keys; return the count.

    `rules` is a 64-bit digest of the rules by which the keys were made.

    The same profiles in the same order make the same bytes. The file is written
    beside `path` and takes its name only when it is whole.

    Raises:
        StorageError: the disk refuses.
    """
    from tieline.kernel.flat_building import write_index  # noqa: PLC0415 - readers need none

    return write_index(path, profiles, rules=rules)


class FlatIndex:
    """A read-only index; close it, or use it as a context.

    Every read is checked against the file's bounds and each record against its
    checksum, so that a damaged file is an error and never a crash.
    """

    def __init__(self, data: mmap.mmap, header: Header, where: str) -> None:
        self._data, self._count, self._where = data, header.profiles, where
        self._checksum = header.checksum
        self.rules = header.rules
        self._view = memoryview(data)
        parts = {
            name: self._view[start : start + size]
            for name, (start, size) in zip(SECTIONS, header.spans, strict=True)
        }
        self._records = parts["records"]
        self._places = self._column(parts["places"], "Q")
        self._ids, self._numbers = (
            self._column(parts["ids"], "Q"),
            self._column(parts["numbers"], "I"),
        )
        self._keys, self._starts = (
            self._column(parts["keys"], "Q"),
            self._column(parts["starts"], "I"),
        )
        self._postings = self._column(parts["postings"], "I")
        self._decoder = msgspec.msgpack.Decoder(Profile)
        self._spans = Remembered(self._span, most=_MOST_SPANS)
        self._check_shapes()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file; a small one is checked whole, of a large one the header.

        Raises:
            ProjectError: the file is missing, damaged or of another version.
        """
        where = str(path)
        try:
            with path.open("rb") as file:
                head = file.read(HEADER_SIZE)
                size = file.seek(0, 2)
                header = unpack_header(head, size, where=where)
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            what = f"the index cannot be opened ({error.strerror or error})"
            raise ProjectError(what, where=where, hint=HINT) from error
        index = cls(data, header, where)
        if size <= VERIFIED_AT_OPEN:
            try:
                index.verify()
            except ProjectError:
                index.close()
                raise
        return index

    def __len__(self) -> int:
        """Return the number of profiles."""
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Unmap the file."""
        columns = (self._places, self._ids, self._numbers, self._keys, self._starts)
        for view in (*columns, self._postings, self._records, self._view):
            view.release()
        # A view that somebody still holds keeps the map until it goes.
        with suppress(BufferError):
            self._data.close()

    def profile(self, number: int) -> Profile:
        """Return the profile at `number`, from 0.

        Raises:
            IndexError: there are fewer.
            ProjectError: the record is damaged.
        """
        if not 0 <= number < self._count:
            raise IndexError(number)
        start, end = self._places[number], self._places[number + 1]
        if not start + _CHECKSUM <= end <= len(self._records):
            raise self._damaged()
        record = self._records[start + _CHECKSUM : end]
        written = int.from_bytes(self._records[start : start + _CHECKSUM], "little")
        if zlib.crc32(record) != written:
            raise self._damaged()
        try:
            return self._decoder.decode(record)
        except msgspec.MsgspecError as error:
            raise self._damaged() from error

    def count(self, key: str) -> int:
        """Return how many profiles carry `key`."""
        start, end = self._spans[key]
        return end - start

    def postings(self, key: str) -> Sequence[int]:
        """Return the numbers of the profiles that carry `key`, ascending."""
        start, end = self._spans[key]
        numbers = self._postings[start:end].tolist()
        if numbers and max(numbers) >= self._count:
            raise self._damaged()
        return numbers

    def find_id(self, entity_id: str) -> int | None:
        """Return the number of the profile with this id, or former id; else None.

        An entity's own id goes before another's former one.
        """
        wanted = digest(entity_id)
        place = bisect_left(self._ids, wanted)
        former: int | None = None
        while place < len(self._ids) and self._ids[place] == wanted:
            number = self._numbers[place]
            if number >= self._count:
                raise self._damaged()
            profile = self.profile(number)
            if profile.id == entity_id:
                return number
            if former is None and entity_id in profile.referents:
                former = number
            place += 1
        return former

    def verify(self) -> None:
        """Check every byte against the checksum.

        Raises:
            ProjectError: a byte is not what was written.
        """
        checksum = 0
        for start in range(HEADER_SIZE, len(self._view), _CHUNK):
            checksum = zlib.crc32(self._view[start : start + _CHUNK], checksum)
        if checksum != self._checksum:
            raise self._damaged()

    def _span(self, key: str) -> tuple[int, int]:
        wanted = _DIGESTS[key]
        place = bisect_left(self._keys, wanted)
        if place == len(self._keys) or self._keys[place] != wanted:
            return 0, 0
        start, end = self._starts[place], self._starts[place + 1]
        if not start <= end <= len(self._postings):
            raise self._damaged()
        return start, end

    def _check_shapes(self) -> None:
        is_whole = (
            len(self._places) == self._count + 1
            and len(self._ids) == len(self._numbers)
            and len(self._starts) == len(self._keys) + 1
        )
        if not is_whole:
            raise self._damaged()

    def _column(self, part: memoryview, code: str) -> "memoryview[int]":
        if len(part) % array(code).itemsize:
            raise self._damaged()
        if sys.byteorder == "little":
            return part.cast("Q") if code == "Q" else part.cast("I")
        swapped = array(code, part.tobytes())
        swapped.byteswap()
        return memoryview(swapped)

    def _damaged(self) -> ProjectError:
        return ProjectError("the index is damaged", where=self._where, hint=HINT)
