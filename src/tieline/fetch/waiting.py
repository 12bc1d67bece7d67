"""How long to wait before asking again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST = 1.0
_LONGEST = 60.0


def asked_pause(header: str | None, now: datetime) -> float | None:
    """Return the seconds that `Retry-After` asks for; None where it asks nothing.

    >>> asked_pause("120", datetime(2025, 1, 1, tzinfo=UTC))
    120.0
    >>> asked_pause("Wed, 01 Jan 2025 00:00:30 GMT", datetime(2025, 1, 1, tzinfo=UTC))
    30.0
    """
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


def pause(tries: int, jitter: float) -> float:
    """Return the seconds to wait after the nth try: doubled each time, and not alike.

    `jitter` is from 0 to 1; half of the time is fixed, the other half is chance.

    >>> pause(1, 1.0), pause(3, 0.0), pause(30, 1.0)
    (1.0, 2.0, 60.0)
    """
    longest = min(_LONGEST, _FIRST * 2.0 ** min(tries - 1, 16))
    return longest * (0.5 + jitter / 2)
