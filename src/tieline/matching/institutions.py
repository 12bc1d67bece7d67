"""Say which institutions an affiliation names, each with the span that names it."""

import math
from collections.abc import Iterable, Iterator

import msgspec

from tieline.kernel.registry_format import LOOSE, Registered
from tieline.matching.institution_choice import Choice, choose
from tieline.matching.institution_phrases import PhraseFinder
from tieline.model.query import Institution, NamedOrganisation, Reason
from tieline.names.affiliations import (
    LONGEST_AFFILIATION,
    UNITS,
    Affiliation,
    Segment,
    read_affiliations,
)

CUT = "cut"
"""The feature of a reason that says that a text was too long to be read whole."""

AT = "https://ror.org/"
_MOST_PARENTS = 6
_MOST_CANDIDATES = 10
# Log-odds that a phrase which is a registered name of some kind means its holder, from
# the half of 3,000 published affiliations that was looked at (docs/decisions).
_NAME_POINTS = (3.5, 2.3, 1.1, 0.4)
_NAME_WORDS = ("its own name", "a label", "an alias", "an acronym")
_LOOSE_POINTS = -1.8
_PLAIN_POINTS = -1.5
_PLACELESS_POINTS = -1.0
_NEAR_POINTS = 1.5
# Kinds of segments that are an institution of their own though no registry knows them.
_STANDING = frozenset(
    {
        "university",
        "academy",
        "company",
        "hospital",
        "government",
        "foundation",
        "institute",
        "college",
        "center",
    }
)
# Beside an institution that is found these are parts of it.
_PARTS = frozenset({*UNITS, "institute", "center", "college", "academy"})
_NAMELESS = frozenset({"country", "town", "street", "email", "person"})


def resolve_affiliation(text: str, finder: PhraseFinder) -> tuple[Institution, ...]:
    """Return the institutions that a text names, in its order.

    Each cites its span, and says where a text was too long to be read whole. One that
    no registered organisation is found for comes back with its written name and no id;
    a text that names nobody gives none.
    """
    found = tuple(
        institution
        for affiliation in read_affiliations(text)
        for institution in _institutions(text, affiliation, finder)
    )
    if len(text) <= LONGEST_AFFILIATION:
        return found
    detail = (
        f"only the first {LONGEST_AFFILIATION:,} of {len(text):,} characters are read"
    )
    cut = Reason(feature=CUT, points=0.0, detail=detail)
    return tuple(
        msgspec.structs.replace(one, reasons=(*one.reasons, cut)) for one in found
    )


def _institutions(
    text: str, affiliation: Affiliation, finder: PhraseFinder
) -> Iterator[Institution]:
    choices = choose(text, affiliation, finder)
    found = [(choice, _found(text, affiliation, choice, finder)) for choice in choices]
    whole = [one for choice, one in found if not choice.is_unit]
    units = [one for choice, one in found if choice.is_unit]
    unknown = tuple(_unknown(affiliation, choices))
    has_whole = bool(whole) or any(one.kind not in _PARTS for one in unknown)
    for segment in unknown:
        one = _unfound(text, affiliation, segment)
        is_part = segment.kind in _PARTS and has_whole
        (units if is_part else whole).append(one)
    if not whole:
        whole, units = units, []
    if not whole:
        whole = [
            _unfound(text, affiliation, segment)
            for segment in _first_named(affiliation)
        ]
    whole.sort(key=lambda one: one.start)
    yield from _with_units(whole, units)


def _with_units(
    whole: list[Institution], units: list[Institution]
) -> Iterator[Institution]:
    """Give each unit to the institution behind it, which it is written before."""
    held: list[list[Institution]] = [[] for _ in whole]
    for unit in sorted(units, key=lambda one: one.start):
        places = (n for n, one in enumerate(whole) if one.start >= unit.end)
        held[next(places, len(whole) - 1)].append(unit)
    for one, own in zip(whole, held, strict=True):
        yield msgspec.structs.replace(one, units=tuple(own)) if own else one


def _unknown(affiliation: Affiliation, choices: Iterable[Choice]) -> Iterator[Segment]:
    """Yield the segments that name a kind of institution and are not found."""
    spans = [(choice.phrase.start, choice.phrase.end) for choice in choices]
    for segment in affiliation.segments:
        is_found = any(s < segment.end and segment.start < e for s, e in spans)
        if not is_found and segment.kind in _STANDING | {"laboratory"}:
            yield segment


def _first_named(affiliation: Affiliation) -> Iterator[Segment]:
    """Yield what is most likely a name where nothing says what anything is.

    That is the first part that is no unit, since units come before what they belong
    to, and the unit itself where it stands alone.
    """
    named = [one for one in affiliation.segments if one.kind not in _NAMELESS]
    loose = [one for one in named if one.kind == "other"]
    yield from (loose or named)[:1]


def _unfound(text: str, affiliation: Affiliation, segment: Segment) -> Institution:
    return Institution(
        written=text[segment.start : segment.end],
        start=segment.start,
        end=segment.end,
        tense=affiliation.tense,
        guest=affiliation.guest,
        country=affiliation.countries[0] if len(affiliation.countries) == 1 else None,
    )


def _found(
    text: str, affiliation: Affiliation, choice: Choice, finder: PhraseFinder
) -> Institution:
    phrase = choice.phrase
    start, end = phrase.start, phrase.end
    if choice.is_hospital_of:
        return _hospital_of(text, affiliation, choice, finder)
    reasons = tuple(_reasons(text, affiliation, choice))
    shown = Institution(
        written=text[start:end],
        start=start,
        end=end,
        tense=affiliation.tense,
        guest=affiliation.guest,
        reasons=reasons,
    )
    if len(choice.organisations) != 1:
        named = tuple(map(_named, choice.organisations[:_MOST_CANDIDATES]))
        return msgspec.structs.replace(shown, candidates=named)
    own = choice.organisations[0]
    total = sum(reason.points for reason in reasons)
    return msgspec.structs.replace(
        shown,
        ror=AT + own.id,
        name=own.name,
        country=own.country or None,
        types=own.types,
        names=tuple(
            dict.fromkeys(name.text for name in own.names if name.kind != "acronym")
        )
        or (own.name,),
        parents=tuple(_parents(own, finder)),
        score=round(1 / (1 + math.exp(-total)), 4),
    )


def _hospital_of(
    text: str, affiliation: Affiliation, choice: Choice, finder: PhraseFinder
) -> Institution:
    """Return a hospital that is named after a university, and is not found itself."""
    phrase = choice.phrase
    segment = next(
        one
        for one in affiliation.segments
        if one.start <= phrase.start and phrase.end <= one.end
    )
    detail = "a hospital named after it stands here; the hospital itself is not found"
    parents: dict[str, NamedOrganisation] = {}
    for own in choice.organisations[:1]:
        for one in (_named(own), *_parents(own, finder)):
            parents.setdefault(one.ror, one)
    return msgspec.structs.replace(
        _unfound(text, affiliation, segment),
        parents=tuple(parents.values()),
        reasons=(Reason(feature="named_after", points=0.0, detail=detail),),
    )


def _reasons(text: str, affiliation: Affiliation, choice: Choice) -> Iterator[Reason]:
    phrase, own = choice.phrase, choice.organisations[0]
    rank = choice.rank % LOOSE
    said = f"is {_NAME_WORDS[rank]}"
    if phrase.is_implied:
        said = f"stands for {_NAME_WORDS[rank]}"
    yield Reason(
        feature="name",
        points=_NAME_POINTS[rank],
        detail=f"{text[phrase.start : phrase.end]!r} {said}",
        query=text[phrase.start : phrase.end],
        candidate=own.name,
    )
    if choice.rank >= LOOSE:
        detail = "its words stand in another order"
        yield Reason(feature="order", points=_LOOSE_POINTS, detail=detail)
    if phrase.is_plain:
        detail = "many institutions are called so"
        yield Reason(feature="plain", points=_PLAIN_POINTS, detail=detail)
    if affiliation.countries:
        detail = f"the country agrees: {own.country}"
        yield Reason(feature="country", points=0.0, detail=detail)
    else:
        detail = "no country is named"
        yield Reason(feature="country", points=_PLACELESS_POINTS, detail=detail)
    if choice.near:
        detail = f"named beside it: {choice.near}"
        yield Reason(feature="context", points=_NEAR_POINTS, detail=detail)
    if len(choice.organisations) > 1:
        detail = f"{len(choice.organisations)} organisations are called so"
        yield Reason(feature="ambiguous", points=-3.0, detail=detail)
    if not own.is_active:
        detail = "the registry says that it is no longer active"
        yield Reason(feature="status", points=0.0, detail=detail)


def _named(own: Registered) -> NamedOrganisation:
    return NamedOrganisation(
        ror=AT + own.id, name=own.name, country=own.country or None
    )


def _parents(own: Registered, finder: PhraseFinder) -> Iterator[NamedOrganisation]:
    """Yield what an organisation belongs to, breadth first, each once."""
    seen = {own.id}
    waiting = [own]
    for one in waiting:
        for number in one.parents:
            parent = finder.organisation(number)
            if parent.id not in seen and len(seen) <= _MOST_PARENTS:
                seen.add(parent.id)
                waiting.append(parent)
                yield _named(parent)
        if one is own:
            for other_id, label in own.outside:
                yield NamedOrganisation(ror=AT + other_id, name=label)
