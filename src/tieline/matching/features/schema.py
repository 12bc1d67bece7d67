"""Schemata: a person is no company, and a ship is neither."""

from tieline.matching.families import may_meet
from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason

KEY = "schema"
_DIFFERENT = -8.0


def compare(pair: Pair) -> Reason | None:
    """Speak up only where the two cannot be one thing."""
    query, candidate = pair.query.profile.schema, pair.candidate.profile.schema
    if may_meet(query, candidate, pair.query.family, pair.candidate.family):
        return None
    return Reason(
        feature=KEY,
        points=_DIFFERENT,
        detail=f"A {query} is not a {candidate}",
        query=query,
        candidate=candidate,
    )


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_DIFFERENT,
    high=0.0,
    compare=compare,
    can_forbid=True,
)
