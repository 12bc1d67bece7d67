"""Lay rows out for a person: in columns where they fit, else a paragraph a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from rich.console import RenderableType

GAP = 2
_WORD = 34  # a longer word may be broken
_LEAST = 14  # a column of text is no narrower
_APART = "   "
_WHOLE = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")


def filled_columns(rows: Sequence[Sequence[str]], count: int) -> list[int]:
    """Return the places of the columns that hold anything; all when none does.

    >>> filled_columns([("a", "", "b"), ("", "", "c")], 3)
    [0, 2]
    """
    found = [place for place in range(count) if any(row[place] for row in rows)]
    return found or list(range(count))


def _longest_word(text: str) -> int:
    return max((cell_len(word) for word in _WHOLE.findall(text)), default=0)


def fit(
    names: Sequence[str], rows: Sequence[Sequence[str]], room: int
) -> list[int] | None:
    """Return a width for each column, None where words would have to be broken.

    >>> fit(("id", "name"), [("a-1", "Muster Optik KG")], 40)
    [3, 15]
    """
    columns = [(name, *cells) for name, *cells in zip(names, *rows, strict=True)]
    whole = [max(cell_len(cell) for cell in cells) for cells in columns]
    least = [
        min(full, max(_LEAST, *(min(_longest_word(cell), _WORD) for cell in cells)))
        for full, cells in zip(whole, columns, strict=True)
    ]
    room -= GAP * (len(names) - 1)
    if sum(least) > room:
        return None
    return _level(least, whole, room)


def _level(least: list[int], whole: list[int], room: int) -> list[int]:
    """Give every column as much as the others, and none more than it needs."""
    best = least
    for height in range(max(whole) + 1):
        tried = [
            min(full, max(low, height)) for low, full in zip(least, whole, strict=True)
        ]
        if sum(tried) > room:
            break
        best = tried
    return best


def table(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    numeric: Sequence[bool],
) -> RenderableType:
    """Return the rows in columns of these widths, numbers to the right."""
    from rich.table import Table  # noqa: PLC0415 - not for paragraphs
    from rich.text import Text  # noqa: PLC0415 - loaded when it is used

    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, GAP, 0, 0))
    for name, width, is_number in zip(names, widths, numeric, strict=True):
        justify: Literal["left", "right"] = "right" if is_number else "left"
        made.add_column(name, overflow="fold", width=width, justify=justify)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def paragraph(names: Sequence[str], row: Sequence[str], room: int) -> Iterator[str]:
    """Yield the lines of one row, each filled cell behind its column's name.

    >>> list(paragraph(("id", "role", "name"), ("a-1", "", "Muster Optik KG"), 20))
    ['id: a-1', '  name: Muster Optik', '    KG']
    """
    line, indent = "", ""
    for name, cell in zip(names, row, strict=True):
        if not cell:
            continue
        piece = f"{name}: {cell}"
        if line and cell_len(f"{line}{_APART}{piece}") <= room:
            line += f"{_APART}{piece}"
            continue
        if line:
            yield line
        *before, line = _wrapped(indent + piece, room)
        indent = "  "
        if before:
            yield from (*before, line)
            line = ""
    if line:
        yield line


def _wrapped(text: str, room: int) -> Iterator[str]:
    """Yield a text in lines; those after the first are set in."""
    indent = " " * (4 if text.startswith(" ") else 2)
    line = text[: len(text) - len(text.lstrip())]
    is_empty = True
    for word in text.split():
        for part in _parts(word, max(1, room - len(indent))):
            joined = f"{line}{'' if is_empty else ' '}{part}"
            if is_empty or cell_len(joined) <= room:
                line, is_empty = joined, False
            else:
                yield line
                line = indent + part
    yield line


def _parts(word: str, room: int) -> list[str]:
    return [word] if cell_len(word) <= room else chop_cells(word, room)
