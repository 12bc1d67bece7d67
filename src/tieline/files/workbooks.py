"""Workbooks of several sheets, written row by row: whole or not at all."""

import contextlib
import datetime as dt
import importlib
import math
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tieline.files.formulas import escape_formula
from tieline.files.placing import PlacedFile, refused
from tieline.files.writing import XLSX_CELL, XLSX_COLUMNS, XLSX_ROWS, Cell, Sink
from tieline.model.errors import TableError

# Whole numbers beyond this lose digits in a spreadsheet.
_EXACT = 10**15


class WorkbookWriter:
    """Takes rows for sheets whose columns are named beforehand; use it as a context.

    A sheet that is full goes on in another of the same name and a number. Text longer
    than a cell can hold is cut and says so in its last words. The same rows make the
    same bytes: no clock enters the file.
    """

    def __init__(self, path: Path, sheets: Mapping[str, Sequence[str]]) -> None:
        # Imported here: it takes a while, only workbooks need it, and it has no types.
        xlsxwriter = importlib.import_module("xlsxwriter")

        self._path = path
        self._columns = {name: tuple(columns) for name, columns in sheets.items()}
        for name, columns in self._columns.items():
            if len(columns) > XLSX_COLUMNS:
                what = f"{len(columns):,} columns, more than a sheet can hold"
                where = f"{path} sheet {name}"
                raise TableError(what, where=where, hint="Write .csv instead")
        self._file = PlacedFile(path)
        self._sink = Sink(self._file.stream)
        self._folder = tempfile.TemporaryDirectory(prefix="tieline-")
        options = {
            "constant_memory": True,
            "tmpdir": self._folder.name,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._book: Any = xlsxwriter.Workbook(self._sink, options)
        long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        self._book.set_properties({"created": long_ago})
        self._sheets: dict[str, Any] = {
            name: self._book.add_worksheet(name) for name in sheets
        }
        self._rows = dict.fromkeys(sheets, 0)
        self._parts = dict.fromkeys(sheets, 1)
        for name in sheets:
            self._head(name)

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
            self._discard()

    def write(self, sheet: str, cells: Sequence[Cell]) -> None:
        """Add one row to a sheet.

        Raises:
            StorageError: the disk refuses; nothing is left behind.
        """
        if self._rows[sheet] >= XLSX_ROWS:
            self._parts[sheet] += 1
            title = f"{sheet} {self._parts[sheet]}"
            self._sheets[sheet] = self._book.add_worksheet(title)
            self._rows[sheet] = 0
            self._head(sheet)
        try:
            self._add(sheet, cells)
        except OSError as error:
            self._discard()
            raise refused(str(self._path), error) from None

    def close(self) -> None:
        """Finish the workbook and put it in its place.

        Raises:
            StorageError: the disk refuses; nothing is left behind.
        """
        exceptions = importlib.import_module("xlsxwriter.exceptions")
        try:
            self._book.close()
            if self._sink.error is not None:
                raise self._sink.error
        except (OSError, exceptions.FileCreateError) as error:
            self._discard()
            cause = error.args[0] if error.args else error
            known = error if isinstance(error, OSError) else OSError(str(cause))
            known = cause if isinstance(cause, OSError) else known
            raise refused(str(self._path), known) from None
        self._folder.cleanup()
        self._file.place()

    def _discard(self) -> None:
        """Leave nothing behind; the library keeps each sheet's rows in an open file."""
        for page in self._book.worksheets():
            with contextlib.suppress(OSError):
                page.row_data_fh.close()
        self._folder.cleanup()
        self._file.discard()

    def _head(self, sheet: str) -> None:
        self._sheets[sheet].freeze_panes(1, 0)
        self._add(sheet, self._columns[sheet])

    def _add(self, sheet: str, cells: Sequence[Cell]) -> None:
        page, row = self._sheets[sheet], self._rows[sheet]
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                page.write_string(row, column, _fitting(escape_formula(cell)))
            elif not math.isfinite(cell) or abs(cell) >= _EXACT:
                page.write_string(row, column, str(cell))
            else:
                page.write_number(row, column, cell)
        self._rows[sheet] = row + 1


def _fitting(text: str) -> str:
    if len(text) <= XLSX_CELL:
        return text
    note = f" [cut here: {len(text):,} characters]"
    return text[: XLSX_CELL - len(note)] + note
