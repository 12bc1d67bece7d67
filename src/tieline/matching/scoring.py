"""Score one pair, with its reasons."""

from collections.abc import Sequence

import msgspec

from tieline.matching.feature import Feature
from tieline.model.profile import Profile
from tieline.model.query import MatchVerdict, Reason

DEFAULT_THRESHOLD = 0.7


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with its score (0 to 1), its verdict and why."""

    profile: Profile
    score: float
    points: float
    verdict: MatchVerdict
    reasons: tuple[Reason, ...]


def explain(
    query: Profile,
    candidate: Profile,
    features: Sequence[Feature],
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> Scored:
    """Score one pair; `reasons` holds what each feature had to say."""
    raise NotImplementedError
