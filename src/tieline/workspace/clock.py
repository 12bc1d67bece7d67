"""The only clock; everything else takes the time as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """Tells the time in UTC; `read` may be replaced by a fixed time.

    >>> Clock(read=lambda: datetime(2025, 1, 7, tzinfo=UTC)).now()
    '2025-01-07T00:00:00Z'
    """

    read: Callable[[], datetime] = _now

    def now(self) -> str:
        """Return the time as ISO 8601, whole seconds, `Z`."""
        return self.read().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> str:
        """Return the day as ISO 8601."""
        return self.now()[:10]
