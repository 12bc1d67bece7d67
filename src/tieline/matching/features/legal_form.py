"""Legal forms: the same, compatible, or of different kinds of body."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason
from tieline.names.name import Name

KEY = "legal_form"
_SAME, _COMPATIBLE, _DIFFERENT, _OF_OTHER_SORTS = 0.3, 0.05, -2.5, -4.0
# A known body goes by one form: another firm may bear its name.
_DIFFERENT_OF_BODY = -3.5
# A firm may change its form, and a state enterprise become one; neither becomes an
# association.
_FIRMS = frozenset({"limited", "stock", "partnership", "public"})


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
    elif _sort(query) != _sort(candidate):
        points, detail = _OF_OTHER_SORTS, "The legal forms make bodies of other sorts"
    else:
        points, detail = _DIFFERENT, "The legal forms make different kinds of body"
        if "canonical" in found.schemes:
            points = _DIFFERENT_OF_BODY
    return Reason(
        feature=KEY, points=points, detail=detail, query=left, candidate=right
    )


def _sort(name: Name) -> str:
    return "firm" if name.legal_kinds & _FIRMS else " ".join(sorted(name.legal_kinds))


FEATURE = Feature(
    key=KEY, is_symmetric=True, low=_OF_OTHER_SORTS, high=_SAME, compare=compare
)
