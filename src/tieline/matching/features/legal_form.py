"""Legal forms: the same, compatible, or of different kinds of body."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason

KEY = "legal_form"
_SAME, _COMPATIBLE, _DIFFERENT = 0.3, 0.05, -1.0


def compare(pair: Pair) -> Reason | None:
    """Compare the legal forms of the two names that agree best."""
    found = pair.names
    if found is None or pair.form == "person":
        return None
    query, candidate = found.query, found.candidate
    if not query.legal_forms or not candidate.legal_forms:
        return None
    left, right = ", ".join(query.legal_forms), ", ".join(candidate.legal_forms)
    if set(query.legal_forms) & set(candidate.legal_forms):
        points, detail = _SAME, "The legal form is the same"
    elif query.legal_kinds & candidate.legal_kinds:
        points, detail = _COMPATIBLE, "The legal forms can stand for each other"
    else:
        points, detail = _DIFFERENT, "The legal forms make different kinds of body"
    return Reason(
        feature=KEY, points=points, detail=detail, query=left, candidate=right
    )


FEATURE = Feature(
    key=KEY, is_symmetric=True, low=_DIFFERENT, high=_SAME, compare=compare
)
