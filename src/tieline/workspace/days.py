"""Days as people write them in their tables, as precise as they surely are."""

import re

from tieline.model.interval import is_date
from tieline.text.dates import dates_in

_YEAR_FIRST = re.compile(r"(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_PACKED = re.compile(r"(?:19|20)\d{6}")
_MONTHS = 12


def days_written(text: str) -> tuple[str, ...]:
    """Return the days that a cell names in ISO 8601; the text itself where none.

    Between points the day stands before the month. Between slashes or hyphens it
    may stand on either side: where the numbers do not tell, the year alone is sure.

    >>> days_written("21.12.1963"), days_written("12/21/1963")
    (('1963-12-21',), ('1963-12-21',))
    >>> days_written("3/4/1980"), days_written("1980年1月2日")
    (('1980',), ('1980-01-02',))
    """
    if is_date(text[:10]) and not text[10:11].isdigit():
        return (text[:10],)
    day = _year_first(text) or _year_last(text)
    if day is not None:
        return (day,)
    return dates_in(text) or (text,)


def _year_first(text: str) -> str | None:
    found = _YEAR_FIRST.match(text)
    if found is not None:
        return _day(*found.groups())
    if _PACKED.fullmatch(text):
        return _day(text[:4], text[4:6], text[6:])
    return None


def _year_last(text: str) -> str | None:
    found = _YEAR_LAST.match(text)
    if found is None:
        return None
    first, mark, second, year = found.groups()
    is_sure = mark == "." or first == second
    if not is_sure and int(first) <= _MONTHS and int(second) <= _MONTHS:
        return year
    if mark != "." and int(second) > _MONTHS:
        first, second = second, first
    return _day(year, second, first)


def _day(year: str, month: str, day: str) -> str | None:
    written = f"{year}-{int(month):02d}-{int(day):02d}"
    return written if is_date(written) else None
