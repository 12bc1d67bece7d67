"""The facts of one subject, put together as a profile."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from tieline.model.errors import SchemaError
from tieline.model.ids import fold_key
from tieline.model.listing import Listing
from tieline.model.profile import Identifier, NameKind, NameValue, Profile
from tieline.model.schema import names as schema_names
from tieline.model.schema import property_type, schema
from tieline.model.statement import Status
from tieline.store.kinds import is_listing, is_subject, more_special

_NAMES: dict[str, NameKind] = {
    "name": "name",
    "alias": "alias",
    "previousName": "alias",
    "weakAlias": "weak",
    "abbreviation": "weak",
}
_PERSON_NAMES = ("firstName", "secondName", "middleName", "fatherName", "lastName")
# Never nationality, citizenship or place of birth: they are no input to a score.
_COUNTRIES = ("country", "jurisdiction", "mainCountry")
_DATES = (
    "birthDate",
    "deathDate",
    "incorporationDate",
    "dissolutionDate",
    "buildDate",
    "registrationDate",
)
_PAPERS = ("Identification", "Passport")
_LISTING = (
    "list",
    "program",
    "programId",
    "authority",
    "startDate",
    "listingDate",
    "endDate",
    "status",
    "licenceRequirement",
    "licencePolicy",
    "scope",
    "citation",
    "sourceUrl",
    "entity",
)
_STATUSES: dict[str, Status] = {
    "removed": "removed",
    "delisted": "removed",
    "revoked": "removed",
    "inactive": "removed",
    "terminated": "removed",
    "lifted": "removed",
    "former": "removed",
    "expired": "expired",
    "lapsed": "expired",
    "ended": "expired",
    "past": "expired",
    "enjoined": "enjoined",
    "suspended": "enjoined",
    "disputed": "disputed",
    "alleged": "alleged",
}
_KNOWN_STATUSES = frozenset(get_args(Status))
_OTHERS = ("address", "topics", "type", "number", "full")
_IDENTIFIER = "identifier"
_SHORT = 8

_Values = Mapping[str, Mapping[str, None]]


class Fact(NamedTuple):
    """The columns of a statement that a profile is made of."""

    entity_id: str
    schema: str
    prop: str
    value: str
    dataset: str
    status: str | None
    locator: str | None
    snapshot_sha256: str | None


def wanted_properties() -> tuple[str, ...]:
    """Return the names of all properties that a profile is made of, sorted."""
    identifiers = {
        prop.name
        for name in schema_names()
        for prop in schema(name).properties.values()
        if prop.type == _IDENTIFIER
    }
    others = (*_NAMES, *_PERSON_NAMES, *_COUNTRIES, *_DATES, *_LISTING, *_OTHERS)
    return tuple(sorted(identifiers.union(others)))


def compose(
    target: str, facts: Sequence[Fact], *, referents: tuple[str, ...] = ()
) -> Profile | None:
    """Make the profile of `target` from its facts and those joined to it.

    Returns None when `target` is not a subject: a listing without its entity, a
    tie, an address.
    """
    own = [fact for fact in facts if fact.entity_id == target]
    kind = _schema(own)
    if kind is None:
        return _listed_address(target, own, facts, referents)
    joined: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.entity_id != target:
            joined.setdefault(fact.entity_id, []).append(fact)
    held = _values(own)
    places = [_values(one) for one in joined.values() if one[0].schema == "Address"]
    names = _names(held)
    return Profile(
        id=target,
        schema=kind,
        names=names,
        identifiers=(*_identifiers(own), *_paper_identifiers(joined.values())),
        countries=_all(held, *_COUNTRIES, more=_each(places, "country")),
        dates=tuple((prop, value) for prop in _DATES for value in held.get(prop, ())),
        addresses=_all(held, "address", more=_each(places, "full")),
        caption=names[0].text if names else target,
        datasets=tuple(dict.fromkeys(fact.dataset for fact in own)),
        listings=tuple(
            _listing(listing_id, one)
            for listing_id, one in joined.items()
            if is_listing(one[0].schema)
        ),
        referents=referents,
        topics=_all(held, "topics"),
    )


def _listed_address(
    target: str, own: Sequence[Fact], facts: Sequence[Fact], referents: tuple[str, ...]
) -> Profile | None:
    """Make the profile of an address that is itself on a list; None for any other.

    Its name ("Address 01") numbers it and is none to be found by.
    """
    joined: dict[str, list[Fact]] = {}
    for fact in facts:
        if is_listing(fact.schema) and fact.entity_id != target:
            joined.setdefault(fact.entity_id, []).append(fact)
    if not joined or not own or any(fact.schema != "Address" for fact in own):
        return None
    held = _values(own)
    texts = _all(held, "full", "address")
    return Profile(
        id=target,
        schema="Address",
        countries=_all(held, "country"),
        addresses=texts,
        caption=": ".join((*_all(held, "name")[:1], *texts[:1])) or target,
        datasets=tuple(dict.fromkeys(fact.dataset for fact in own)),
        listings=tuple(_listing(key, one) for key, one in joined.items()),
        referents=referents,
        topics=_all(held, "topics"),
    )


def _values(facts: Iterable[Fact]) -> _Values:
    """Group values by property, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for fact in facts:
        found.setdefault(fact.prop, {})[fact.value] = None
    return found


def _all(held: _Values, *props: str, more: Iterable[str] = ()) -> tuple[str, ...]:
    found = (value for prop in props for value in held.get(prop, ()))
    return tuple(dict.fromkeys((*found, *more)))


def _each(many: Iterable[_Values], prop: str) -> Iterable[str]:
    return (value for held in many for value in held.get(prop, ()))


def _schema(own: Iterable[Fact]) -> str | None:
    found: str | None = None
    for fact in own:
        if fact.schema == found or not is_subject(fact.schema):
            continue
        found = fact.schema if found is None else more_special(found, fact.schema)
    return found


def _names(held: _Values) -> tuple[NameValue, ...]:
    found: dict[str, NameKind] = {}
    for prop, kind in _NAMES.items():
        for value in held.get(prop, ()):
            found.setdefault(value, kind)
    if "name" not in held:
        parts = [next(iter(held.get(prop, ())), "") for prop in _PERSON_NAMES]
        whole = " ".join(part for part in parts if part)
        if whole:
            found = {whole: "name", **found}
    return tuple(NameValue(text=text, kind=kind) for text, kind in found.items())


def _identifiers(own: Iterable[Fact]) -> Iterable[Identifier]:
    found: dict[tuple[str, str], None] = {}
    for fact in own:
        if _is_identifier(fact.schema, fact.prop):
            found[fact.prop, fact.value] = None
    return (Identifier(kind=kind, value=value) for kind, value in found)


def _is_identifier(name: str, prop: str) -> bool:
    try:
        return property_type(name, prop) == _IDENTIFIER
    except SchemaError:
        return False


def _paper_identifiers(joined: Iterable[Sequence[Fact]]) -> Iterable[Identifier]:
    """Return the numbers of identity papers, each under its printed type."""
    found: dict[tuple[str, str], None] = {}
    for facts in joined:
        if facts[0].schema not in _PAPERS:
            continue
        held = _values(facts)
        kind = "-".join(fold_key(" ".join(_all(held, "type"))).split())
        if facts[0].schema == "Passport":
            kind = "passportNumber"
        for number in _all(held, "number", "passportNumber"):
            found[kind or "number", number] = None
    return (Identifier(kind=kind, value=value) for kind, value in found)


def _listing(listing_id: str, facts: Sequence[Fact]) -> Listing:
    held = _values(facts)

    def text(*props: str) -> str | None:
        return "; ".join(_all(held, *props)) or None

    starts = _all(held, "startDate") or _all(held, "listingDate")
    return Listing(
        id=listing_id,
        dataset=facts[0].dataset,
        list=text("list") or text("programId") or facts[0].dataset,
        program=text("program") or text("programId"),
        authority=text("authority"),
        start=min(starts, default=None),
        end=max(_all(held, "endDate"), default=None),
        status=_status(facts, held),
        licence_requirement=text("licenceRequirement"),
        licence_policy=text("licencePolicy"),
        scope=text("scope"),
        citation=text("citation"),
        source_url=next(iter(held.get("sourceUrl", ())), None),
        locator=_locator(facts[0]),
    )


def _status(facts: Sequence[Fact], held: _Values) -> Status | None:
    """Return the status that the source set, else the one its text says.

    Only the reader of an official list sets `listed`; no text makes it so.
    """
    for fact in facts:
        if fact.status in _KNOWN_STATUSES:
            return cast("Status", fact.status)
    for value in held.get("status", ()):
        for word in fold_key(value).split():
            if word in _STATUSES:
                return _STATUSES[word]
    return None


def _locator(fact: Fact) -> str | None:
    """Return the record a listing stands in, with the edition's short hash."""
    if fact.locator is None:
        return None
    record = fact.locator.rsplit(", ", 1)[0]
    if fact.snapshot_sha256 is None:
        return record
    return f"{record} of {fact.snapshot_sha256[:_SHORT]}"
