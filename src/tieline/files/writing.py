"""Tables written row by row: whole or not at all, formulas disarmed."""

import contextlib
import csv
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

import msgspec

from tieline.files.formulas import escape_formula
from tieline.files.placing import PlacedFile, refused
from tieline.files.tables import Form
from tieline.files.xlsx import XLSX_CELL, XLSX_COLUMNS, XLSX_ROWS, Book, Cell
from tieline.model.errors import TableError

_AS_CSV = "Write .csv or .ndjson instead, which have no such limit"


class _Rows(Protocol):
    """Puts rows into an open binary stream."""

    def add(self, cells: Sequence[Cell]) -> None: ...

    def finish(self) -> None: ...

    def discard(self) -> None: ...


class TableWriter:
    """Takes rows in the order of the columns.

    Nothing stands under the target's name before `close`; `abort` leaves what was
    there. As a context it closes, or aborts when an exception passes.
    """

    def __init__(
        self, name: str, rows: _Rows, *, width: int, file: PlacedFile | None
    ) -> None:
        self._name, self._rows, self._width, self._file = name, rows, width, file
        self._is_open = True
        self.count = 0

    def write(self, cells: Sequence[Cell]) -> None:
        """Add one row.

        Raises:
            TableError: the row is not as wide as the columns, or the form cannot
                hold it.
            StorageError: the disk refuses; nothing is left behind.
        """
        self.count += 1
        if len(cells) != self._width:
            what = f"a row of {len(cells)} cells, but there are {self._width} columns"
            raise TableError(what, where=f"{self._name} row {self.count}")
        with self._guarded():
            self._rows.add(cells)

    def close(self) -> None:
        """Finish the table and put it in its place; do nothing the second time.

        Raises:
            StorageError: the disk refuses; nothing is left behind.
        """
        if not self._is_open:
            return
        with self._guarded():
            self._rows.finish()
        self._is_open = False
        if self._file is not None:
            self._file.place()

    def abort(self) -> None:
        """Throw away what was written; do nothing after `close`."""
        if not self._is_open:
            return
        self._is_open = False
        self._rows.discard()
        if self._file is not None:
            self._file.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    @contextlib.contextmanager
    def _guarded(self) -> Generator[None]:
        try:
            yield
        except BrokenPipeError:
            # The reader of the pipe left; that is for the face to end quietly.
            self.abort()
            raise
        except OSError as error:
            self.abort()
            raise refused(self._name, error) from None


def open_writer(
    target: Path | BinaryIO, form: Form, columns: Sequence[str]
) -> TableWriter:
    """Open a table for writing and write its header; a stream is left open.

    Raises:
        StorageError: the disk refuses.
        TableError: the form cannot hold so many columns.
    """
    if form == "parquet":
        what = "a Parquet file is written by the engine"
        raise TableError(what, where=str(target))
    if form == "xlsx" and len(columns) > XLSX_COLUMNS:
        what = f"{len(columns):,} columns, more than the {XLSX_COLUMNS:,} of a sheet"
        raise TableError(what, where=str(target), hint=_AS_CSV)
    if isinstance(target, Path):
        file = PlacedFile(target)
        name, stream = str(target), file.stream
    else:
        file, name, stream = None, "standard output", target
    rows: _Rows
    if form == "ndjson":
        rows = _ObjectRows(stream, columns)
    elif form == "xlsx":
        rows = _SheetRows(name, stream)
    else:
        rows = _TextRows(stream, "\t" if form == "tsv" else ",")
    writer = TableWriter(name, rows, width=len(columns), file=file)
    if form != "ndjson":
        try:
            writer.write(list(columns))
        except TableError:
            writer.abort()
            raise
    writer.count = 0
    return writer


class _Lines:
    r"""Ends rows with `\n`, though told `\r\n`, so that csv quotes a lone `\r`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, row: str) -> int:
        return self._stream.write(f"{row[:-2]}\n".encode("utf-8", "replace"))


class _TextRows:
    def __init__(self, stream: BinaryIO, delimiter: str) -> None:
        self._stream = stream
        self._csv = csv.writer(_Lines(stream), delimiter=delimiter)

    def add(self, cells: Sequence[Cell]) -> None:
        self._csv.writerow(
            [
                escape_formula(cell).replace("\0", "\ufffd")
                if isinstance(cell, str)
                else cell
                for cell in cells
            ]
        )

    def finish(self) -> None:
        self._stream.flush()

    def discard(self) -> None:
        """Hold nothing that outlives the stream."""


class _ObjectRows:
    def __init__(self, stream: BinaryIO, columns: Sequence[str]) -> None:
        self._stream, self._columns = stream, tuple(columns)
        self._encoder = msgspec.json.Encoder()

    def add(self, cells: Sequence[Cell]) -> None:
        line = self._encoder.encode(dict(zip(self._columns, cells, strict=True)))
        self._stream.write(line + b"\n")

    def finish(self) -> None:
        self._stream.flush()

    def discard(self) -> None:
        """Hold nothing that outlives the stream."""


class _SheetRows:
    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._name, self._row, self._stream = name, 0, stream
        self._book = Book(stream)
        self._sheet = self._book.add_sheet()

    def add(self, cells: Sequence[Cell]) -> None:
        if self._row >= XLSX_ROWS:
            what = f"more rows than the {XLSX_ROWS:,} of a sheet"
            raise TableError(what, where=self._name, hint=_AS_CSV)
        self._book.put(self._sheet, self._row, cells, fitting=self._fitting)
        self._row += 1

    def _fitting(self, text: str) -> str:
        if len(text) > XLSX_CELL:
            what = f"a cell of {len(text):,} characters, more than {XLSX_CELL:,}"
            where = f"{self._name} row {self._row + 1}"
            raise TableError(what, where=where, hint=_AS_CSV)
        return text

    def finish(self) -> None:
        self._book.finish()
        self._stream.flush()

    def discard(self) -> None:
        self._book.discard()
