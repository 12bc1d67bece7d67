"""Rows of delimited text (CSV, TSV), streamed, with the line each begins on."""

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator

from tieline.model.errors import TableError

DELIMITERS = (",", ";", "\t", "|")
# A character that no table holds: the whole line becomes one cell.
NO_DELIMITER = "\x1f"
SAMPLE_LINES = 200
# A delimiter is taken when most rows agree on the number of cells it makes.
_AGREEMENT = 0.6


def parse_rows(
    where: str, lines: Iterable[str], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that has a cell, with the number of the line it begins on.

    Raises:
        TableError: a quote is never closed, is followed by more text, or its cell
            is longer than the limit of Python's csv module (131,072 characters
            unless the program changed it).
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield first, cells
            first = reader.line_num + 1
    except csv.Error as error:
        raise _csv_error(where, first, reader.line_num, str(error)) from None


def _csv_error(where: str, first: int, last: int, said: str) -> TableError:
    here = f"{where} line {first}"
    if "unexpected end of data" in said:
        what = f'a cell that opens with a quote (") is not closed by line {last}'
        hint = "The file may be cut off; else close the quote, or double it inside"
    elif "field limit" in said:
        what = f"a cell is longer than {csv.field_size_limit():,} characters"
        hint = f'A quote (") may be left open between lines {first} and {last}'
    elif "expected after" in said:
        here = f"{where} line {last}"
        what = 'there is text after the closing quote (") of a cell'
        hint = 'Write a quote inside a quoted cell twice (""), or name the delimiter'
    else:
        what, hint = f"the row is not delimited text ({said})", "Save the table again"
    return TableError(what, where=here, hint=hint)


def guess_delimiter(lines: Iterable[str]) -> str:
    r"""Guess the delimiter from the first lines; `NO_DELIMITER` for a plain list.

    >>> guess_delimiter(["id;name\n", "1;ACME, Inc.\n"])
    ';'
    >>> guess_delimiter(["name\n", "ACME, Inc.\n", "Foo\n"]) == NO_DELIMITER
    True
    """
    text = "".join(lines)
    best, best_rank = NO_DELIMITER, (0.0, 0)
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        rank = _rank(text, delimiter)
        if rank > best_rank:
            best, best_rank = delimiter, rank
    return best


def _rank(text: str, delimiter: str) -> tuple[float, int]:
    """Return how well the rows agree on a width above one, and that width."""
    widths: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with contextlib.suppress(csv.Error):
        widths.extend(len(cells) for cells in reader if cells)
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0, 0
    mode = max(sorted(set(wide)), key=wide.count)
    share = wide.count(mode) / len(widths)
    if share < _AGREEMENT and widths[0] == 1:
        return 0.0, 0
    return share, mode
