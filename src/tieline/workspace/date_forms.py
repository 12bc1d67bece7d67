"""How a column writes its dates, told by what it holds."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from tieline.text.dates import dates_in

_MOST = 0.8
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_SLASHES = ("%d/%m/%Y", "%m/%d/%Y")
_PLAIN = (
    "%d.%m.%Y",
    "%d.%m.%y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%Y年%m月%d日",
)


def mostly(answers: Iterable[bool]) -> bool:
    """Tell whether four answers in five are yes; no answer is none.

    >>> mostly([True, True, True, True, False]), mostly([])
    (True, False)
    """
    held = list(answers)
    return bool(held) and sum(held) >= _MOST * len(held)


def is_date_cell(cell: str) -> bool:
    """Tell whether a cell holds a date in words or in a form that is known.

    >>> is_date_cell("13.07.2020"), is_date_cell("Ltd")
    (True, False)
    """
    return bool(dates_in(cell)) or any(_fits(cell, f) for f in (*_PLAIN, *_SLASHES))


def date_objection(cells: Sequence[str]) -> str:
    """Say why a column is not to be read as dates; empty when it may be.

    >>> date_objection(["03/04/2021"])
    'its dates may have the day first or the month'
    """
    if not mostly(is_date_cell(cell) for cell in cells):
        return "it holds other than dates"
    numbers = [cell for cell in cells if _SLASHED.fullmatch(cell)]
    is_slashed = mostly(_SLASHED.fullmatch(cell) is not None for cell in cells)
    if is_slashed and len(_orders(numbers)) > 1:
        return "its dates may have the day first or the month"
    return ""


def date_formats(cells: Sequence[str]) -> tuple[str, ...]:
    """Return how a column writes its dates, beside ISO; empty where nothing is to say.

    Where a part of them fits no form, none is named: then they are found in the text.

    >>> date_formats(["13.07.2020", "1.2.2021"]), date_formats(["2020-07-13"])
    (('%d.%m.%Y',), ())
    """
    others = [cell for cell in cells if not _ISO.fullmatch(cell)]
    numbers = [cell for cell in others if _SLASHED.fullmatch(cell)]
    known = (*_PLAIN, *(_orders(numbers) if numbers else ()))
    found = [form for form in known if any(_fits(cell, form) for cell in others)]
    is_told = mostly(any(_fits(cell, form) for form in found) for cell in others)
    return tuple(found) if is_told else ()


def _orders(cells: Sequence[str]) -> list[str]:
    """Return the orders of day and month that fit all dates written with slashes."""
    return [form for form in _SLASHES if all(_fits(cell, form) for cell in cells)]


def _fits(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True
