"""Rows of ruled tables in a PDF: letters are put into the cells that lines make.

A page's lines, drawn as paths, give the borders of columns and rows; each letter goes
to the cell that its middle is in. Text outside of every cell, such as a title, is kept
apart. A page without lines has no rows.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import msgspec

from tieline.files.pdf_pages import LONGEST_PAGE, open_pdf, reading_page
from tieline.model.errors import SourceError
from tieline.model.source import Part

_THIN = 3.0  # points: a line is thinner, a box is not
_NEAR = 2.0  # points: two borders that are nearer are one
_MOST_LINES = 20_000
_MOST_COLUMNS = 200


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row: the page and its place on it, from 1, and its cells, lines by a feed."""

    page: int
    number: int
    cells: tuple[str, ...]


class TablePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page: its number, its rows, and the text that stands in none of them."""

    number: int
    rows: tuple[TableRow, ...]
    outside: str


def read_table_pages(part: Part) -> Iterator[TablePage]:
    """Yield the pages of a PDF with the rows of their tables.

    Raises:
        TruncatedError: the file ends without its closing mark.
        SourceError: it is no PDF that can be read, or too large.
    """
    document = open_pdf(part)
    try:
        for index in range(len(document)):
            where = f"{part.name} page {index + 1}"
            with reading_page(where):
                page = _page(document[index], index + 1, where)
            yield page
    finally:
        document.close()


def _page(page: Any, number: int, where: str) -> TablePage:
    across, down = _borders(page, where)
    text = page.get_textpage()
    count = int(text.count_chars())
    if count > LONGEST_PAGE:
        what = f"the page has more than {LONGEST_PAGE:,} characters"
        raise SourceError(what, where=where, hint="This is not such a list")
    whole = str(text.get_text_range())
    if len(across) > _MOST_COLUMNS:
        what = f"the table has more than {_MOST_COLUMNS:,} columns"
        raise SourceError(what, where=where, hint="This is not such a list")
    has_cells = len(across) > 1 and len(down) > 1
    if not has_cells:
        return TablePage(number=number, rows=(), outside=whole)
    chars = list(whole)
    if len(chars) != count:  # letters beyond the first plane count twice
        chars = [str(text.get_text_range(index, 1)) for index in range(count)]
    cells: dict[tuple[int, int], _Cell] = {}
    outside = _Cell()
    at = outside
    for index, char in enumerate(chars):
        if char.strip():
            left, bottom, right, top = text.get_charbox(index)
            column = bisect_right(across, (left + right) / 2) - 1
            row = bisect_right(down, -(bottom + top) / 2) - 1
            is_inside = 0 <= column < len(across) - 1 and 0 <= row < len(down) - 1
            at = cells.setdefault((row, column), _Cell()) if is_inside else outside
            at.letter(char, (bottom + top) / 2, top - bottom)
        else:
            at.space()
    rows = tuple(
        TableRow(
            page=number,
            number=row + 1,
            cells=tuple(
                cells[row, column].text if (row, column) in cells else ""
                for column in range(len(across) - 1)
            ),
        )
        for row in sorted({row for row, _ in cells})
    )
    return TablePage(number=number, rows=rows, outside=outside.text)


class _Cell:
    """The text of a cell, letter by letter; a letter that is lower begins a line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._height = 0.0
        self._middle = 0.0

    def letter(self, char: str, middle: float, height: float) -> None:
        """Add a letter at a height on the page."""
        tall = max(height, self._height, 1.0)
        if not self._lines or abs(middle - self._middle) > tall * 0.7:
            self._lines.append("")
            self._height = 0.0
            self._middle = middle
        self._height = max(self._height, height)
        self._lines[-1] += char

    def space(self) -> None:
        """Add a space inside a line."""
        if self._lines and not self._lines[-1].endswith(" "):
            self._lines[-1] += " "

    @property
    def text(self) -> str:
        """The lines, without spaces around them."""
        return "\n".join(line.strip() for line in self._lines if line.strip())


def _borders(page: Any, where: str) -> tuple[list[float], list[float]]:
    """Return where columns and rows begin: from the left, and from the top, negated."""
    raw: Any = import_module("pypdfium2.raw")
    across: list[float] = []
    down: list[float] = []
    paths: Iterable[Any] = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    for count, path in enumerate(paths):
        if count > _MOST_LINES:
            what = f"the page has more than {_MOST_LINES:,} lines"
            raise SourceError(what, where=where, hint="This is not such a list")
        left, bottom, right, top = path.get_bounds()
        if right - left < _THIN:
            across.append((left + right) / 2)
        elif top - bottom < _THIN:
            down.append(-(bottom + top) / 2)
        else:
            across += [left, right]
            down += [-top, -bottom]
    return _merged(across), _merged(down)


def _merged(places: list[float]) -> list[float]:
    """Sort borders and make one of those that touch."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
