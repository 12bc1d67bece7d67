"""Where a table's header stands, and what its columns are called."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import msgspec

# A row number and its cells, as a reader yields them.
NumberedRow: TypeAlias = tuple[int, Sequence[str]]
# The cells that continue a cell merged with the one to their left: (row, column).
Spans: TypeAlias = frozenset[tuple[int, int]]
_Row: TypeAlias = tuple[int, list[str]]

SAMPLE_ROWS = 60
# A header fills at least this share of the fullest row's cells.
_FILLED = 0.6
_LONGEST_LABEL = 200
_NUMBERS = re.compile(r"[\d\s.,:;/()%+-]+")
_SPACE = re.compile(r"\s+")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The column names, and the numbers of the rows that they stand in.

    `title_rows` are the filled rows above. Data begin after row number `last`.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    title_rows: tuple[tuple[str, ...], ...]
    last: int


def find_header(
    sample: Sequence[NumberedRow],
    *,
    spans: Spans = frozenset(),
    at: int | None = None,
    is_text: bool = False,
) -> Header | None:
    """Find the header in the first rows; None when there is no such row.

    It is the first row that is nearly as full as the fullest and mostly words. Two
    rows are joined ("Consignee / Name") where the upper one groups the lower. `at`
    is the number of the header's row when it is known; 0 says that there is none.
    `is_text` says that rows may be ragged, so that one row too long proves nothing.

    >>> rows = [(1, ["Orders"]), (3, ["id", "name"]), (4, ["1", "ACME"])]
    >>> header = find_header(rows)
    >>> header.columns, header.rows, header.title_rows
    (('id', 'name'), (3,), (('Orders',),))
    """
    rows = _even(sample)
    if not rows:
        return None
    if at == 0:
        columns = _distinct([""] * len(rows[0][1]))
        return Header(columns=columns, rows=(), title_rows=(), last=0)
    if at is None:
        index: int | None = _guess(rows, is_text=is_text)
    else:
        index = next((i for i, (number, _) in enumerate(rows) if number == at), None)
    if index is None:
        return None
    first, labels = _labels(rows, index, spans, is_known=at is not None)
    last = first + (2 if labels is not None else 1)
    taken = {number for number, _ in rows[first:last]}
    width = max(len(cells) for number, cells in sample if number in taken)
    return Header(
        columns=_distinct((labels or rows[index][1])[:width]),
        rows=tuple(number for number, _ in rows[first:last]),
        title_rows=tuple(
            tuple(cell for cell in cells if cell) for _, cells in rows[:first]
        ),
        last=rows[last - 1][0],
    )


def clean_label(text: str) -> str:
    r"""Put a label on one line.

    >>> clean_label(" Consignee\n name ")
    'Consignee name'
    """
    return _SPACE.sub(" ", text).strip()


def _even(sample: Sequence[NumberedRow]) -> list[_Row]:
    """Clean the filled rows and give them one width: up to the last filled cell."""
    rows = [(number, [clean_label(cell) for cell in cells]) for number, cells in sample]
    rows = [row for row in rows if any(row[1])]
    width = max((_width(cells) for _, cells in rows), default=0)
    return [(number, (cells + [""] * width)[:width]) for number, cells in rows]


def _width(cells: Sequence[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell), default=0)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def _is_label(cell: str) -> bool:
    return len(cell) <= _LONGEST_LABEL and _NUMBERS.fullmatch(cell) is None


def _looks_like_header(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    labels = sum(_is_label(cell) for cell in filled)
    return labels * 2 > len(filled) and len(set(filled)) * 2 >= len(filled)


def _guess(rows: Sequence[_Row], *, is_text: bool) -> int:
    """Return the index of the header, the first row when nothing looks like one."""
    counts = Counter(_filled(cells) for _, cells in rows)
    common = [filled for filled, times in counts.items() if times > 1]
    fullest = max(common if is_text and common else counts)
    for index, (_, cells) in enumerate(rows):
        if _filled(cells) < fullest * _FILLED or not _looks_like_header(cells):
            continue
        if not _is_remark(rows, index, fullest):
            return index
    return 0


def _is_remark(rows: Sequence[_Row], index: int, fullest: int) -> bool:
    """Tell a line such as "Prepared by: | Anna" above the table from its header."""
    number, cells = rows[index]
    if _filled(cells) >= fullest or index + 1 == len(rows):
        return False
    gap = rows[index + 1][0] > number + 1
    return gap or any(cell.endswith((":", "\uff1a")) for cell in cells)


def _labels(
    rows: Sequence[_Row], index: int, spans: Spans, *, is_known: bool
) -> tuple[int, list[str] | None]:
    """Return the header's first row, and the joined labels where it has two rows."""
    if index + 1 < len(rows):
        after = [cells for _, cells in rows[index + 2 :]]
        if _groups_below(rows[index], rows[index + 1][1], spans, after):
            return index, _joined(rows[index], rows[index + 1][1], spans)
    if (
        index > 0
        and not is_known
        and _groups_above(rows[index - 1], rows[index], spans)
    ):
        return index - 1, _joined(rows[index - 1], rows[index][1], spans)
    return index, None


def _groups_below(
    top: _Row, low: list[str], spans: Spans, after: Sequence[Sequence[str]]
) -> bool:
    """Tell whether the row under the header splits its groups into columns."""
    number, upper = top
    blank = [i for i, cell in enumerate(upper) if not cell]
    if not blank or any(not low[i] or not _is_label(low[i]) for i in blank):
        return False
    if not all(_is_label(cell) for cell in low if cell):
        return False
    if any((number, i) in spans for i in blank):
        return True
    grouped = [low[i] for i in range(len(upper)) if i in blank or i + 1 in blank]
    if len(set(grouped)) < len(grouped):
        return True
    single = [i for i in range(len(upper)) if i not in blank and i + 1 not in blank]
    is_hanging = bool(single) and not any(low[i] for i in single)
    return is_hanging and any(cells[i] for cells in after for i in single)


def _groups_above(top: _Row, low: _Row, spans: Spans) -> bool:
    """Tell whether the row over the header names groups of its columns."""
    number, upper = top
    if low[0] != number + 1 or not _looks_like_header(low[1]):
        return False
    filled = [i for i, cell in enumerate(upper) if cell]
    merged = [i for i in range(len(upper)) if (number, i) in spans]
    if merged:
        # A title is merged over the whole width; a group is not.
        return len(merged) < len(upper) - 1
    labels = [cell for cell in low[1] if cell]
    joined = _joined(top, low[1], spans)
    is_repeated = len(set(labels)) < len(labels)
    return bool(filled) and is_repeated and len(set(joined)) == len(joined)


def _joined(top: _Row, low: Sequence[str], spans: Spans) -> list[str]:
    number, upper = top
    has_spans = any((number, i) in spans for i in range(len(upper)))
    group, names = "", list[str]()
    for i, label in enumerate(low):
        if upper[i]:
            group = upper[i]
        elif has_spans and (number, i) not in spans:
            group = ""
        parts = [group, label] if group != label else [label]
        names.append(" / ".join(part for part in parts if part))
    return names


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    """Name the nameless and number the repeated, so that each name is unique."""
    written, used = set(labels), set[str]()
    counts: Counter[str] = Counter()
    names: list[str] = []
    for position, label in enumerate(labels, start=1):
        name = label or f"column {position}"
        unique = name
        while unique in used or (unique != label and unique in written):
            counts[name] += 1
            unique = f"{name} ({counts[name] + 1})"
        used.add(unique)
        names.append(unique)
    return tuple(names)
