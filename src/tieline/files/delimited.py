"""Strict reader of official CSV files: every record whole, or a named error."""

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

LONGEST_LINE = 1 << 20
_CLOSING = b"\x1a"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One record: its number in the file (the first is 1, a header too), its cells."""

    number: int
    cells: tuple[str, ...]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is written.

    `columns` names the columns, in order; empty when the first record names them.
    With `needs_closing` the file must end with a line of one 0x1A byte. The first
    `preamble` records may have any number of cells: titles above the header. With
    `is_padded` empty cells behind the last named column are none.
    """

    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"
    needs_closing: bool = False
    delimiter: str = ","
    preamble: int = 0
    is_padded: bool = False


def read_rows(
    part: Part, layout: Layout, report: Report, *, partial: bool
) -> Iterator[Row]:
    """Yield the records of a CSV file, the header (if any) among them.

    Reads line by line, so memory does not grow with the file. Empty lines are no
    records. With `partial`, broken records are left out and named in `report`.

    Raises:
        TruncatedError: the file ends inside a record or without its closing mark.
        SourceError: a record has too few or too many cells, a quote is out of
            place, a line is too long or not in the encoding.
    """
    with part.open() as stream:
        lines = _Lines(stream, layout, part.name)
        yield from _Reading(lines, layout, report, partial=partial).rows()


def header_of(head: bytes) -> tuple[str, ...]:
    """Return the columns that a CSV head names."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    text = line.decode("utf-8", "replace").strip()
    return tuple(cell.strip().strip('"') for cell in text.split(","))


class _Lines:
    """The decoded lines of a stream, one looked ahead, those in hand kept."""

    def __init__(self, stream: BinaryIO, layout: Layout, name: str) -> None:
        self.name = name
        self.held: list[str] = []
        self.is_closed = False
        self._stream = stream
        self._encoding = layout.encoding
        self._closes = layout.needs_closing
        self._number = 0
        self._next = self._read()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._next
        if line is None:
            raise StopIteration
        self.held.append(line)
        self._next = self._read()
        return line

    @property
    def is_over(self) -> bool:
        """Tell whether the line in hand is the last."""
        return self._next is None

    @property
    def is_ended(self) -> bool:
        """Tell whether the line in hand has its line break."""
        return bool(self.held) and self.held[-1].endswith("\n")

    def _read(self) -> str | None:
        raw = self._stream.readline(LONGEST_LINE)
        self._number += 1
        where = f"{self.name} line {self._number}"
        if not raw:
            return None
        if self._closes and raw.strip() == _CLOSING and not self._stream.read(1):
            self.is_closed = True
            return None
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            what = f"the line is longer than {LONGEST_LINE:,} bytes"
            raise SourceError(what, where=where, hint="This is not such a list")
        if self._number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        return _decoded(raw, self._encoding, where)


class _Reading:
    """One pass over one file."""

    def __init__(
        self, lines: _Lines, layout: Layout, report: Report, *, partial: bool
    ) -> None:
        self._lines = lines
        self._columns: Sequence[str] = layout.columns
        self._closes = layout.needs_closing
        self._is_padded = layout.is_padded
        self._between = layout.delimiter
        self._preamble = layout.preamble
        self._report = report
        self._partial = partial
        self._number = 0

    def rows(self) -> Iterator[Row]:
        reader = csv.reader(self._lines, delimiter=self._between, strict=True)
        while True:
            self._lines.held.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                self._number += 1
                self._misread(error)
                reader = csv.reader(self._lines, delimiter=self._between, strict=True)
                continue
            if cells is None:
                break
            if cells:
                self._number += 1
                yield from self._whole(cells)
        if self._closes and not self._lines.is_closed:
            self._cut_short("the file ends without its closing mark (0x1A)", "end")

    def _whole(self, cells: list[str]) -> Iterator[Row]:
        """Yield the record if it is whole."""
        if self._number <= self._preamble and self._lines.is_ended:
            yield Row(number=self._number, cells=tuple(cells))
            return
        if self._is_padded:
            cells = _without_padding(cells, len(self._columns))
        self._columns = self._columns or tuple(cells)
        wanted, where = len(self._columns), f"row {self._number}"
        is_unfinished = not self._lines.is_ended and not self._is_quoted()
        if len(cells) > wanted or (len(cells) < wanted and not self._lines.is_over):
            what = f"the record has {len(cells)} cells instead of {wanted}"
            self._damaged(what, where)
        elif len(cells) < wanted or is_unfinished:
            self._broken_off(len(cells))
        else:
            yield Row(number=self._number, cells=tuple(cells))

    def _is_quoted(self) -> bool:
        """Tell whether the last cell in hand closed with its quote."""
        return self._lines.held[-1].endswith('"')

    def _misread(self, error: csv.Error) -> None:
        if str(error) == "unexpected end of data":
            begun = list(csv.reader(self._lines.held, delimiter=self._between))
            self._broken_off(len(begun[0]) if begun else 0)
            return
        what = f"the record cannot be read: {error}"
        self._damaged(what, f"row {self._number}")

    def _broken_off(self, cells: int) -> None:
        column = f"column {cells}"
        if 0 < cells <= len(self._columns):
            column += f" ({self._columns[cells - 1]})"
        what = f"the file breaks off: the last record ends in {column}"
        self._cut_short(what, f"row {self._number}")

    def _cut_short(self, what: str, where: str) -> None:
        if not self._partial:
            raise TruncatedError(what, where=self._at(where), hint=_PARTIAL)
        self._report.broken.append(f"{self._at(where)}: {what}")

    def _damaged(self, what: str, where: str) -> None:
        if not self._partial:
            raise SourceError(what, where=self._at(where), hint=_PARTIAL)
        self._report.broken.append(f"{self._at(where)}: {what}")

    def _at(self, where: str) -> str:
        return f"{self._lines.name} {where}"


def _without_padding(cells: list[str], width: int) -> list[str]:
    """Drop the empty cells at the end of a record that is wider than wanted.

    >>> _without_padding(["a", "", "", ""], 2), _without_padding(["a", "", "b"], 2)
    (['a', ''], ['a', '', 'b'])
    """
    end = len(cells)
    while end > max(width, 1) and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _decoded(raw: bytes, encoding: str, where: str) -> str:
    try:
        line = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw.endswith(b"\n"):
            # cut within a character; its record is unfinished, and says so
            return _decoded(raw[: error.start] + b"?", encoding, where)
        what = f"byte {raw[error.start]:#04x} is not {encoding} (offset {error.start})"
        hint = "Name the file's encoding with --encoding"
        raise SourceError(what, where=where, hint=hint) from error
    except LookupError as error:
        hint = "Name one that Python knows, such as utf-8 or cp1252"
        raise SourceError(
            f"encoding {encoding!r} is not known", where=where, hint=hint
        ) from error
    if "\0" in line:
        hint = "Get the file again"
        raise SourceError("the line holds a NUL byte", where=where, hint=hint)  # noqa: EM101 - said once
    return line
