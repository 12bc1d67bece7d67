"""Days and spans of days, as precise as their source."""

import calendar
import re

import msgspec

from tieline.model.errors import UsageError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEAR, _MONTH, _DAY = 4, 7, 10
_DECEMBER = 12


def is_date(text: str) -> bool:
    """Tell whether `text` is a calendar date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    >>> is_date("2024-02-30"), is_date("2024-02")
    (False, True)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if not year or not 1 <= month <= _DECEMBER:
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


def first_day(date: str) -> str:
    """Return the first day that `date` may mean.

    >>> first_day("2023-11")
    '2023-11-01'

    Raises:
        UsageError: not a date.
    """
    _check(date)
    if len(date) == _YEAR:
        return f"{date}-01-01"
    return f"{date}-01" if len(date) == _MONTH else date


def last_day(date: str) -> str:
    """Return the last day that `date` may mean.

    >>> last_day("2024-02"), last_day("2023")
    ('2024-02-29', '2023-12-31')

    Raises:
        UsageError: not a date.
    """
    _check(date)
    if len(date) == _YEAR:
        return f"{date}-12-31"
    if len(date) == _MONTH:
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{calendar.monthrange(year, month)[1]:02d}"
    return date


def _check(date: str) -> None:
    if not is_date(date):
        hint = "Write YYYY, YYYY-MM or YYYY-MM-DD"
        raise UsageError(f"{date!r} is not a date", hint=hint)


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A span of days; None is unknown or open. An end day is no longer inside."""

    start: str | None = None
    end: str | None = None

    def holds(self, day: str) -> bool:
        """Tell whether the span covers `day`; an unknown bound excludes nothing.

        A bound of month or year precision excludes only what it surely excludes.

        >>> Interval(start="2023-01-03", end="2025-01-07").holds("2025-01-07")
        False
        """
        started = self.start is None or first_day(self.start) <= day
        ended = self.end is not None and last_day(self.end) <= day
        return started and not ended

    def is_over(self, day: str) -> bool:
        """Tell whether the span surely ended on or before `day`."""
        return self.end is not None and last_day(self.end) <= day
