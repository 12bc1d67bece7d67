"""Dates as lists and file names write them, to ISO 8601 as precise as the text."""

import re
from collections.abc import Iterable

from tieline.model.interval import is_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}(?:-\d{2})?\b)"
    r"|\b(?:(?P<day>\d{1,2})\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})\b"
    r"|\b(?P<only>(?:1[5-9]|20)\d{2})s?\b"
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})(?:[-_.]?(\d{2}))?(?!\d)")


def dates_in(text: str) -> tuple[str, ...]:
    """Return the dates that a text names, in order.

    >>> dates_in("15 Jan 1955"), dates_in("circa 1951"), dates_in("Aug 1949 to 1950")
    (('1955-01-15',), ('1951',), ('1949-08', '1950'))
    """
    found: list[str] = []
    for token in _TOKEN.finditer(text):
        date = _iso(token)
        if date is not None and is_date(date) and date not in found:
            found.append(date)
    return tuple(found)


def date_in_name(name: str) -> str | None:
    """Return the day or month that a file name carries; None when it has none.

    >>> date_in_name("us_csl_2023-11_partial.csv"), date_in_name("sdn_20210818.csv")
    ('2023-11', '2021-08-18')
    """
    return next(iter(dates_in_name(name)), None)


def dates_in_name(name: str) -> tuple[str, ...]:
    """Return all days and months that a file name carries, in order, each once.

    >>> dates_in_name("sdn_monthly_2021-08_2023-06.tar.xz")
    ('2021-08', '2023-06')
    """
    found: dict[str, None] = {}
    for token in _IN_NAME.finditer(name):
        year, month, day = token.groups()
        date = f"{year}-{month}" + (f"-{day}" if day else "")
        if is_date(date):
            found[date] = None
    return tuple(found)


def date_in_names(names: Iterable[str]) -> str | None:
    """Return the first day or month that one of the file names carries.

    >>> date_in_names(["notes.csv", "sdn_20210818.csv"])
    '2021-08-18'
    """
    found = (date_in_name(name) for name in names)
    return next((date for date in found if date is not None), None)


def _iso(token: re.Match[str]) -> str | None:
    if token["iso"]:
        return token["iso"]
    if token["only"]:
        return token["only"]
    month = _MONTHS.get(token["month"].lower())
    if month is None:
        return token["year"]
    day = f"-{int(token['day']):02d}" if token["day"] else ""
    return f"{token['year']}-{month:02d}{day}"
