"""What a matcher feature is: one kind of evidence about a pair."""

from collections.abc import Callable, Sequence

import msgspec

from tieline.matching.pairing import Pair
from tieline.matching.prepared import Prepared, Preparer
from tieline.model.profile import Profile
from tieline.model.query import Reason

Sift = Callable[[Prepared, Sequence[Prepared], Preparer, float], Sequence[bool]]
"""Tells of each candidate whether its points may be so many: see `Feature`."""


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of evidence; its points lie between `low` and `high`.

    `compare` returns None where either side has nothing to compare; its reason's
    points are log-odds with two decimals. `weigh` may give the same points without
    their words, at less cost. `sift` tells at little cost, of a query and each of many
    candidates, whether they may be so many or more; True where that is not known.
    `needs` names the field of a profile without which it abstains. Agreement (points at
    or above half of `high`) of a feature that `can_settle` is an independent
    identifier: without one, nothing is a match. Disagreement (points at or below half
    of `low`) of one that `can_forbid` rules a match out.
    """

    key: str
    is_symmetric: bool
    low: float
    high: float
    compare: Callable[[Pair], Reason | None]
    weigh: Callable[[Pair], float | None] | None = None
    sift: Sift | None = None
    needs: str | None = None
    can_settle: bool = False
    can_forbid: bool = False

    def may_speak(self, query: Profile, candidate: Profile) -> bool:
        """Tell whether both sides have what it needs."""
        if self.needs is None:
            return True
        return bool(getattr(query, self.needs) and getattr(candidate, self.needs))

    def points(self, pair: Pair) -> float | None:
        """Return the points of a pair; None where there is nothing to compare."""
        if self.weigh is not None:
            return self.weigh(pair)
        reason = self.compare(pair)
        return None if reason is None else reason.points
