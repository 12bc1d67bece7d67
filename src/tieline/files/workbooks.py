"""Workbooks of several sheets, written row by row: whole or not at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tieline.files.placing import PlacedFile, refused
from tieline.files.xlsx import XLSX_CELL, XLSX_COLUMNS, XLSX_ROWS, Book, Cell
from tieline.model.errors import TableError


class WorkbookWriter:
    """Takes rows for sheets whose columns are named beforehand; use it as a context.

    A sheet that is full goes on in another of the same name and a number. Text longer
    than a cell can hold is cut and says so in its last words. The same rows make the
    same bytes: no clock enters the file.
    """

    def __init__(self, path: Path, sheets: Mapping[str, Sequence[str]]) -> None:
        self._path = path
        self._columns = {name: tuple(columns) for name, columns in sheets.items()}
        for name, columns in self._columns.items():
            if len(columns) > XLSX_COLUMNS:
                what = f"{len(columns):,} columns, more than a sheet can hold"
                where = f"{path} sheet {name}"
                raise TableError(what, where=where, hint="Write .csv instead")
        self._file = PlacedFile(path)
        self._book = Book(self._file.stream)
        self._sheets: dict[str, Any] = {
            name: self._book.add_sheet(name) for name in sheets
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
            self._sheets[sheet] = self._book.add_sheet(title)
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
        try:
            self._book.finish()
        except OSError as error:
            self._discard()
            raise refused(str(self._path), error) from None
        self._file.place()

    def _discard(self) -> None:
        self._book.discard()
        self._file.discard()

    def _head(self, sheet: str) -> None:
        self._add(sheet, self._columns[sheet])

    def _add(self, sheet: str, cells: Sequence[Cell]) -> None:
        row = self._rows[sheet]
        self._book.put(self._sheets[sheet], row, cells, fitting=_fitting)
        self._rows[sheet] = row + 1


def _fitting(text: str) -> str:
    if len(text) <= XLSX_CELL:
        return text
    note = f" [cut here: {len(text):,} characters]"
    return text[: XLSX_CELL - len(note)] + note
