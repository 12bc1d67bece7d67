"""Countries of address or registration; of organisations only, and weakly.

Nationality, origin and birthplace are no input to any score, so persons abstain.
"""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason

KEY = "country"
_SHARED, _DIFFERENT = 0.3, -0.5


def compare(pair: Pair) -> Reason | None:
    """Compare the countries of two organisations."""
    families = {pair.query.family, pair.candidate.family}
    if "organisation" not in families or not families <= {"organisation", "any"}:
        return None
    query, candidate = pair.query.profile.countries, pair.candidate.profile.countries
    if not query or not candidate:
        return None
    shared = sorted(set(query) & set(candidate))
    if shared:
        points = _SHARED
        where = ", ".join(shared).upper()
        detail = f"Both have an address or a registration in {where}"
    else:
        points, detail = _DIFFERENT, "No country of address or registration is shared"
    return Reason(
        feature=KEY,
        points=points,
        detail=detail,
        query=" ".join(sorted(set(query))),
        candidate=" ".join(sorted(set(candidate))),
    )


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_DIFFERENT,
    high=_SHARED,
    compare=compare,
    needs="countries",
)
