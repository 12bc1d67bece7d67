"""Numbers in names: the 14th institute is not the 29th."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.prepared import Prepared
from tieline.model.query import Reason

KEY = "numbers"
_AGREE, _PART, _DIFFER = 0.7, -0.5, -8.0
# Of listed parties' names that differ in nothing but a number that one lacks, one pair
# in sixteen is of one party. The first is often not called so.
_MISSING, _FIRST_MISSING = -2.5, -0.7
# What the met name leaves out, the party's other names say.
_OTHERS_DIFFER = -5.0


def compare(pair: Pair) -> Reason | None:
    """Compare the numbers of the two names that agree best."""
    found = pair.names
    if found is None or pair.form == "person":
        return None
    query, candidate = found.query.numbers, found.candidate.numbers
    if not query and not candidate:
        return None
    left, right = set(query), set(candidate)
    if left == right:
        points, detail = _AGREE, f"Both names carry {_list(query)}"
    elif not left or not right:
        side = "query" if left else "candidate"
        number = _list(query or candidate)
        points = _FIRST_MISSING if left | right == {"1"} else _MISSING
        detail = f"Only the {side}'s name carries {number}"
        others = _of_party(pair.candidate if left else pair.query, pair)
        if others and others.isdisjoint(left | right):
            points = _OTHERS_DIFFER
            detail = (
                f"{detail}; the other's further names carry {_list(sorted(others))}"
            )
    elif left < right or right < left:
        points = _PART
        detail = f"The names share {_list(sorted(left & right))}; one has more numbers"
    else:
        points = _DIFFER
        detail = f"{_list(query)} is not {_list(candidate)}: a number tells names apart"
    return Reason(
        feature=KEY,
        points=points,
        detail=detail,
        query=" ".join(query) or None,
        candidate=" ".join(candidate) or None,
    )


def _of_party(side: Prepared, pair: Pair) -> frozenset[str]:
    nothing: frozenset[str] = frozenset()
    return nothing.union(*(name.numbers for name in side.names(pair.form).names))


def _list(numbers: tuple[str, ...] | list[str]) -> str:
    return " and ".join(dict.fromkeys(numbers))


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_DIFFER,
    high=_AGREE,
    compare=compare,
    can_forbid=True,
)
