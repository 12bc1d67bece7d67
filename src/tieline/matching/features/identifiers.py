"""Identifiers: equal ones settle, different ones of one unique kind forbid."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.values import normal_value
from tieline.model.profile import Identifier
from tieline.model.query import Reason

KEY = "identifiers"
_AGREE, _CROSS, _MIXED, _DIFFER = 8.0, 6.0, -4.0, -8.0
_SHORTEST_CROSS = 8

# Codes of an activity, a place or an office: many bodies share one.
_SHARED = frozenset(
    [
        "okvedCode",
        "vedCode",
        "zipCode",
        "nutsCode",
        "cpvCode",
        "fipsCode",
        "territoryCode",
        "coatoCode",
        "kppCode",
        "bikCode",
        "ticker",
        "programId",
        "cadastralCode",
        "caseNumber",
        "projectId",
        "authorityReferenceId",
        "fnsCode",
        "iban",
        "ibanMentioned",
        "googlePlaceId",
        "osmId",
    ]
)
# A body has one of each, and the shape tells a real one.
_UNIQUE = {
    "leiCode": (20,),
    "uscCode": (18,),
    "imoNumber": (7,),
    "innCode": (10, 12),
    "ogrnCode": (13, 15),
    "uniqueEntityId": (12,),
    "mmsi": (9,),
}


def compare(pair: Pair) -> Reason | None:
    """Compare the identifiers of both sides by kind."""
    query = _values(pair.query.profile.identifiers)
    candidate = _values(pair.candidate.profile.identifiers)
    if not query or not candidate:
        return None
    equal = sorted(query & candidate)
    differing = _differing(query, candidate)
    if equal and differing:
        kind, value = equal[0]
        detail = f"The {kind} is the same, but the {differing[0]} differs"
        return _reason(_MIXED, detail, value, value)
    if equal:
        kind, value = equal[0]
        return _reason(_AGREE, f"Both have the {kind} {value}", value, value)
    if differing:
        kind = differing[0]
        detail = f"The {kind} differs, and each has only one"
        return _reason(_DIFFER, detail, _of(kind, query), _of(kind, candidate))
    return _crossing(query, candidate)


def _crossing(
    query: set[tuple[str, str]], candidate: set[tuple[str, str]]
) -> Reason | None:
    """Find one value under two kinds: a credit code given as registration number."""
    shared = {value for _, value in query} & {value for _, value in candidate}
    long = sorted(value for value in shared if len(value) >= _SHORTEST_CROSS)
    if not long:
        return None
    detail = f"{long[0]} is an identifier of both, under different kinds"
    return _reason(_CROSS, detail, long[0], long[0])


def _values(identifiers: tuple[Identifier, ...]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for identifier in identifiers:
        value = normal_value(identifier.value)
        if value is not None and identifier.kind not in _SHARED:
            found.add((identifier.kind, value))
    return found


def _differing(
    query: set[tuple[str, str]], candidate: set[tuple[str, str]]
) -> list[str]:
    found: list[str] = []
    for kind, sizes in _UNIQUE.items():
        left = {value for held, value in query if held == kind and len(value) in sizes}
        right = {
            value for held, value in candidate if held == kind and len(value) in sizes
        }
        if left and right and not left & right:
            found.append(kind)
    return found


def _of(kind: str, values: set[tuple[str, str]]) -> str:
    return " ".join(sorted(value for held, value in values if held == kind))


def _reason(points: float, detail: str, query: str, candidate: str) -> Reason:
    return Reason(
        feature=KEY, points=points, detail=detail, query=query, candidate=candidate
    )


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_DIFFER,
    high=_AGREE,
    compare=compare,
    can_settle=True,
    can_forbid=True,
    needs="identifiers",
)
