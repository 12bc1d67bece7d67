"""What is checked of a workbook before it is unpacked into memory."""

import re
import zipfile
import zlib
from typing import BinaryIO

from tieline.model.errors import TableError

# Documented in docs/reference/tables.md.
LARGEST_UNPACKED = 1 << 30
MOST_CELLS = 60_000_000
_CHUNK = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"')
_LONGEST_TAG = 256
_SAVE_AS_CSV = "Save the sheet as .csv, which is read row by row"


def check_workbook(where: str, stream: BinaryIO) -> None:
    """Refuse a workbook that would fill the memory; an .xls is left to its reader.

    Raises:
        TableError: it unpacks to more than 1 GiB, spans more than 60 million cells,
            or is damaged.
    """
    if not zipfile.is_zipfile(stream):
        return
    try:
        with zipfile.ZipFile(stream) as package:
            _check_size(where, package)
            for part in package.infolist():
                _check_part(where, package, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        hint = "Copy it again, or save it again as .xlsx or .csv"
        raise TableError(
            f"the workbook is damaged ({error})", where=where, hint=hint
        ) from None
    except RuntimeError as error:
        hint = "Save it again without a password, as .xlsx or .csv"
        raise TableError(
            f"the workbook cannot be unpacked ({error})", where=where, hint=hint
        ) from None


def _check_size(where: str, package: zipfile.ZipFile) -> None:
    size = sum(part.file_size for part in package.infolist())
    if size > LARGEST_UNPACKED:
        limit = LARGEST_UNPACKED >> 20
        what = f"the workbook unpacks to {size >> 20:,} MiB, more than {limit:,} MiB"
        raise TableError(what, where=where, hint=_SAVE_AS_CSV)


def _check_part(where: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack the part as its size says, which also checks that it says the truth."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    rest, rows, columns = b"", 0, 0
    with package.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            if not is_sheet:
                continue
            text = rest + chunk
            rest = text[-_LONGEST_TAG:]
            rows, columns = _extent(text, rows, columns)
    if rows * columns > MOST_CELLS:
        what = (
            f"{part.filename} spans {rows:,} rows and {columns:,} columns, "
            f"more than {MOST_CELLS:,} cells"
        )
        raise TableError(what, where=where, hint=_SAVE_AS_CSV)


def _extent(text: bytes, rows: int, columns: int) -> tuple[int, int]:
    for letters, digits in _CELL.findall(text):
        row = int(digits)
        rows = max(row, rows)
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns = max(column, columns)
    return rows, columns
