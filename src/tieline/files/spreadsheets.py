"""Rows of workbooks (XLSX, XLS, ODS) as a person would write their cells."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import msgspec

from tieline.files.encodings import Opener
from tieline.files.headers import Spans
from tieline.files.workbook_limits import check_workbook
from tieline.model.errors import TableError, UsageError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Value: TypeAlias = (
    int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
)
# Spreadsheets keep 15 digits of a number; what follows is noise of the binary form.
DIGITS = 15
_SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx or .csv"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of a workbook: its name, and the cells that continue a merged one."""

    name: str
    spans: Spans
    is_hidden: bool
    grid: "CalamineSheet"

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that has a filled cell, with its number in the sheet."""
        for number, values in enumerate(self.grid.iter_rows(), start=1):
            cells = [cell_text(value) for value in values]
            if any(cells):
                yield number, cells


def read_sheets(where: str, opener: Opener, only: str | None) -> Iterator[Sheet]:
    """Yield the worksheets in the workbook's order, or the one asked for.

    Raises:
        TableError: the workbook is damaged, locked or too large.
        UsageError: there is no sheet of that name.
    """
    with opener() as stream:
        check_workbook(where, stream)
        stream.seek(0)
        book = _open(where, stream)
        names = [sheet.name for sheet in book.sheets_metadata]
        if only is not None and only not in names:
            raise UsageError(
                f"there is no sheet {only!r}",
                where=where,
                hint=f"Its sheets are {', '.join(map(repr, names))}",
            )
        for meta in book.sheets_metadata:
            is_sheet = str(meta.typ).endswith("WorkSheet")
            if not is_sheet or (only is not None and meta.name != only):
                continue
            is_hidden = not str(meta.visible).endswith(".Visible")
            yield _sheet(where, book, meta.name, is_hidden=is_hidden)


def cell_text(value: Value) -> str:
    """Write a cell's value as a person would.

    >>> cell_text(1.0), cell_text(0.1 + 0.2), cell_text("00123")
    ('1', '0.3', '00123')
    >>> cell_text(dt.datetime(2023, 1, 2)), cell_text(True)
    ('2023-01-02', 'TRUE')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return str(value.date()) if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    return str(value)


def _number_text(value: float) -> str:
    text = f"{value:.{DIGITS}g}"
    return f"{Decimal(text):f}" if "e+" in text else text


def _open(where: str, stream: BinaryIO) -> "CalamineWorkbook":
    # Imported here: a compiled library that a CSV does not need.
    from python_calamine import (  # noqa: PLC0415 - loaded when it is used
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )

    try:
        return CalamineWorkbook.from_filelike(stream)
    except PasswordError:
        what = "the workbook is locked with a password"
        hint = "Remove the password and save it again"
        raise TableError(what, where=where, hint=hint) from None
    except CalamineError as error:
        raise _damaged(where, str(error)) from None
    except BaseException as error:
        # The library's panics derive from BaseException and have no public class.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(where, "its parts contradict each other") from None


def _sheet(
    where: str, book: "CalamineWorkbook", name: str, *, is_hidden: bool
) -> Sheet:
    from python_calamine import CalamineError  # noqa: PLC0415 - loaded when it is used

    try:
        grid = book.get_sheet_by_name(name)
        merged = grid.merged_cell_ranges or []
    except CalamineError as error:
        raise _damaged(f"{where} sheet {name}", str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(
            f"{where} sheet {name}", "its parts contradict each other"
        ) from None
    left = 0 if grid.start is None else grid.start[1]
    spans = frozenset(
        (top[0] + 1, column - left)
        for top, end in merged
        for column in range(top[1] + 1, end[1] + 1)
    )
    return Sheet(name=name, spans=spans, is_hidden=is_hidden, grid=grid)


def _damaged(where: str, said: str) -> TableError:
    return TableError(
        f"the workbook is damaged ({said})", where=where, hint=_SAVE_AGAIN
    )


def is_zip(head: bytes) -> bool:
    """Tell whether a file that begins so may be an .xlsx or .ods."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_old_workbook(head: bytes) -> bool:
    """Tell whether a file that begins so may be an .xls."""
    return head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
