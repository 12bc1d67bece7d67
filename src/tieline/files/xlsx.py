"""One workbook being written through XlsxWriter: bounds, cells, a clean end."""

import contextlib
import datetime as dt
import importlib
import math
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, TypeAlias

from tieline.files.formulas import escape_formula

Cell: TypeAlias = str | float | int | None
XLSX_ROWS = 1_048_576
XLSX_COLUMNS = 16_384
XLSX_CELL = 32_767
# Whole numbers beyond this lose digits in a spreadsheet.
_EXACT = 10**15


class Book:
    """A workbook whose rows go to disk as they come.

    The same rows make the same bytes: no clock enters the file.
    """

    def __init__(self, stream: BinaryIO) -> None:
        # Imported here: it takes a while, only workbooks need it, and it has no types.
        xlsxwriter = importlib.import_module("xlsxwriter")

        self._sink = _Sink(stream)
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

    def add_sheet(self, title: str | None = None) -> Any:
        """Begin a sheet, whose first row stays in view; return it for `put`."""
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        return sheet

    def put(
        self,
        sheet: Any,
        row: int,
        cells: Sequence[Cell],
        *,
        fitting: Callable[[str], str],
    ) -> None:
        """Write one row, below all before it, its formulas disarmed.

        `fitting` is given each text as it will stand, and returns what to write.
        """
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(row, column, fitting(escape_formula(cell)))
            elif not math.isfinite(cell) or abs(cell) >= _EXACT:
                sheet.write_string(row, column, str(cell))
            else:
                sheet.write_number(row, column, cell)

    def finish(self) -> None:
        """Write the workbook to its stream.

        Raises:
            OSError: the disk refuses; `discard` what is left then.
        """
        exceptions = importlib.import_module("xlsxwriter.exceptions")
        try:
            self._book.close()
        except exceptions.FileCreateError as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from None
        if self._sink.error is not None:
            raise self._sink.error
        self._folder.cleanup()

    def discard(self) -> None:
        """Leave nothing behind; the library keeps each sheet's rows in an open file."""
        for sheet in self._book.worksheets():
            with contextlib.suppress(OSError):
                sheet.row_data_fh.close()
        self._folder.cleanup()


class _Sink:
    """A stream that only moves on, and keeps the first error instead of raising it.

    The library leaves its archive open when a write fails, and that would fail once
    more when it is collected.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        if self.error is None:
            try:
                self._stream.write(data)
            except OSError as error:
                self.error = error
        return len(data)

    def flush(self) -> None:
        """Leave it to the stream when to write."""
