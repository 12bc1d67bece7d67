"""Identifiers: equal ones settle, different valid ones of one unique kind forbid."""

from collections.abc import Iterable, Iterator

from tieline.matching.check_digits import IdentifierRead, read_identifier
from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.profile import Identifier
from tieline.model.query import Reason

KEY = "identifiers"
_AGREE, _UNCHECKED, _CROSS, _MIXED, _DIFFER = 8.0, 5.0, 6.0, -4.0, -8.0
# Not enough to settle: what two registers may have given to two bodies.
_LOCAL, _MISREAD = 2.0, -1.0
_SHORTEST_CROSS, _SHORTEST_SURE = 8, 6

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
# Numbers that each country's register counts for itself.
_OF_A_COUNTRY = frozenset(
    {"registrationNumber", "taxNumber", "idNumber", "licenseNumber", "number"}
)


def compare(pair: Pair) -> Reason | None:
    """Compare the identifiers of both sides by kind."""
    query = _read(pair.query.profile.identifiers)
    candidate = _read(pair.candidate.profile.identifiers)
    if not query or not candidate:
        return None
    equal = sorted(query.keys() & candidate.keys())
    differing = _differing(query.values(), candidate.values())
    if equal and differing:
        one, two = query[equal[0]], differing[0]
        detail = f"The {one.kind} is the same, but the {two.kind} differs"
        return _reason(_MIXED, detail, one.value, one.value)
    if equal:
        return _agreeing([query[key] for key in equal], pair)
    if differing:
        return _apart(differing[0].kind, query.values(), candidate.values())
    return _crossing(query.values(), candidate.values()) or _misread(
        query.values(), candidate.values()
    )


def _read(
    identifiers: tuple[Identifier, ...],
) -> dict[tuple[str, str], IdentifierRead]:
    found: dict[tuple[str, str], IdentifierRead] = {}
    for identifier in identifiers:
        if identifier.kind not in _SHARED:
            one = read_identifier(identifier.kind, identifier.value)
            if one is not None:
                found[one.kind, one.value] = one
    return found


def _agreeing(equal: list[IdentifierRead], pair: Pair) -> Reason:
    """Weigh equal identifiers by the best of them."""
    points, detail, value = max(
        (*_weight(one, pair), one.value) for one in dict.fromkeys(equal)
    )
    return _reason(points, detail, value, value)


def _weight(one: IdentifierRead, pair: Pair) -> tuple[float, str]:
    said = f"Both have the {one.kind} {one.value}"
    if one.is_valid:
        return _AGREE, f"{said}, and its check digits hold"
    if one.is_valid is False:
        return _UNCHECKED, f"{said}, though its check digits do not hold"
    if one.kind in _OF_A_COUNTRY:
        left, right = pair.query.profile.countries, pair.candidate.profile.countries
        if left and right and not set(left) & set(right):
            return _LOCAL, f"{said}, but the registers are of different countries"
        if len(one.value) < _SHORTEST_SURE and not set(left) & set(right):
            return _LOCAL, f"{said}, a number so short that several registers have it"
    return _AGREE, said


def _differing(
    query: Iterable[IdentifierRead], candidate: Iterable[IdentifierRead]
) -> list[IdentifierRead]:
    """Return what both sides have of a kind of which a body has one."""
    left, right = _by_kind(query), _by_kind(candidate)
    return [
        next(iter(left[kind].values()))
        for kind in sorted(left.keys() & right.keys())
        if not left[kind].keys() & right[kind].keys()
    ]


def _by_kind(
    identifiers: Iterable[IdentifierRead],
) -> dict[str, dict[str, IdentifierRead]]:
    found: dict[str, dict[str, IdentifierRead]] = {}
    for one in identifiers:
        if one.is_unique:
            found.setdefault(one.kind, {})[one.value] = one
    return found


def _apart(
    kind: str, query: Iterable[IdentifierRead], candidate: Iterable[IdentifierRead]
) -> Reason:
    detail = f"The {kind} differs, and each has only one"
    return _reason(_DIFFER, detail, _of(kind, query), _of(kind, candidate))


def _crossing(
    query: Iterable[IdentifierRead], candidate: Iterable[IdentifierRead]
) -> Reason | None:
    """Find one value under two kinds: a credit code given as registration number."""
    shared = {one.value for one in query} & {one.value for one in candidate}
    long = sorted(value for value in shared if len(value) >= _SHORTEST_CROSS)
    if long:
        detail = f"{long[0]} is an identifier of both, under different kinds"
        return _reason(_CROSS, detail, long[0], long[0])
    for code, whole, number in _codes(query, candidate):
        detail = f"The credit code {whole} contains the organisation code {number}"
        sides = (whole, number) if code in query else (number, whole)
        return _reason(_CROSS, detail, *sides)
    return None


def _codes(
    query: Iterable[IdentifierRead], candidate: Iterable[IdentifierRead]
) -> Iterator[tuple[IdentifierRead, str, str]]:
    for mine, others in ((query, candidate), (candidate, query)):
        values = {other.value for other in others}
        for one in mine:
            if one.organisation_code in values:
                yield one, one.value, str(one.organisation_code)


def _misread(
    query: Iterable[IdentifierRead], candidate: Iterable[IdentifierRead]
) -> Reason | None:
    """Say that numbers differ where one of them cannot be right."""
    for one in query:
        for two in candidate:
            if one.kind == two.kind and False in {one.is_valid, two.is_valid}:
                wrong = one if one.is_valid is False else two
                detail = (
                    f"The {one.kind} differs, but the check digits of {wrong.value} "
                    "do not hold: it may be misread"
                )
                return _reason(_MISREAD, detail, one.value, two.value)
    return None


def _of(kind: str, identifiers: Iterable[IdentifierRead]) -> str:
    return " ".join(sorted(one.value for one in identifiers if one.kind == kind))


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
