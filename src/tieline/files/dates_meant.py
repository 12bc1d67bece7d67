"""The dates that a text may mean, no more precise than it says they are."""

import re

from tieline.text.dates import dates_in

_ABOUT = re.compile(r"\b(?:circa|ca\.|approximately|about)", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:to|between)\b", re.IGNORECASE)
_YEAR, _MONTH = 4, 7
_LONGEST = 30


def dates_meant(text: str) -> tuple[str, ...]:
    """Return the dates that a text names, in order.

    A date that the text calls approximate is known by its year only. A span of days
    is the month or year that holds it, else each of its years: none of its two ends
    is the date that is meant.

    >>> dates_meant("circa 07 Jul 1966"), dates_meant("Feb 1943")
    (('1966',), ('1943-02',))
    >>> dates_meant("01 Jun 1961 to 30 Jun 1961"), dates_meant("Aug 1949 to 1951")
    (('1961-06',), ('1949', '1950', '1951'))
    """
    found = dates_in(text)
    if len(found) == 2 and _SPAN.search(text):  # noqa: PLR2004 - its two ends
        return _inside(*found)
    if _ABOUT.search(text):
        return tuple(dict.fromkeys(date[:_YEAR] for date in found))
    return found


def _inside(start: str, end: str) -> tuple[str, ...]:
    if len(start) > _MONTH and start[:_MONTH] == end[:_MONTH]:
        return (start[:_MONTH],)
    years = range(int(start[:_YEAR]), int(end[:_YEAR]) + 1)
    if not 0 < len(years) <= _LONGEST:
        return (start, end)
    return tuple(f"{year:04d}" for year in years)
