"""An entity's entry on an official or private list."""

import msgspec

from tieline.model.interval import Interval
from tieline.model.statement import Status


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One (list, id) pair with its legal words; None is unknown.

    `dataset` is where it was read, `list` the list's short name (`EL`, `SDN`).
    `start` and `end` are days; on `end` it is no longer in force. `locator` is the
    row it stands in. `legal effect` is never inferred here: only what the list says.
    `status` is None where no official row says it: such a listing is a claim.
    """

    id: str
    dataset: str
    list: str
    program: str | None = None
    authority: str | None = None
    start: str | None = None
    end: str | None = None
    status: Status | None = None
    licence_requirement: str | None = None
    licence_policy: str | None = None
    scope: str | None = None
    citation: str | None = None
    source_url: str | None = None
    locator: str | None = None

    def as_of(self, day: str) -> "Listing | None":
        """Return the listing as it stood on `day`; None before it began.

        An ended listing comes back with status `expired` where the list itself
        set the end, and is never `listed`; so does one of unknown status.
        """
        span = Interval(start=self.start, end=self.end)
        if span.holds(day):
            return self
        if not span.is_over(day):
            return None
        is_plain = self.status is None or self.status == "listed"
        status: Status | None = "expired" if is_plain else self.status
        return msgspec.structs.replace(self, status=status)

    @property
    def is_live(self) -> bool:
        """Tell whether the status is one that counts as on the list."""
        return self.status == "listed"
