"""Turn a query into a profile, and a profile into blocking keys."""

from collections.abc import Iterator

from tieline.matching.keys import keys_of
from tieline.model.errors import SchemaError
from tieline.model.interval import is_date
from tieline.model.profile import Identifier, NameKind, NameValue, Profile
from tieline.model.query import Query
from tieline.model.schema import names as schema_names
from tieline.model.schema import schema
from tieline.names.reading import NameReader
from tieline.text.countries import country_code

_NAMES: dict[str, NameKind] = {
    "name": "name",
    "alias": "alias",
    "previousName": "alias",
    "weakAlias": "weak",
    "abbreviation": "weak",
}
_FULL = ("name", "alias", "previousName")
_PERSON = ("firstName", "secondName", "middleName", "fatherName", "lastName")
# Never nationality, citizenship or place of birth: they are no input to a score.
_COUNTRIES = ("country", "jurisdiction", "mainCountry")


def profile_of(query: Query) -> Profile:
    """Return what the matcher sees of a query.

    A property of another schema is taken as what it is there, so that a table of
    mixed parties can be asked about as `LegalEntity`.

    Raises:
        SchemaError: the schema, or a property, is not known at all.
    """
    of_kind: dict[str, list[str]] = {}
    for prop in sorted(query.properties):
        of_kind.setdefault(_type(query.schema, prop), []).append(prop)
    held = {
        prop: tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
        for prop, values in query.properties.items()
    }
    names = tuple(dict.fromkeys(_names(held)))
    return Profile(
        id=query.id,
        schema=query.schema,
        names=names,
        identifiers=tuple(
            Identifier(kind=prop, value=value)
            for prop in of_kind.get("identifier", ())
            for value in held[prop]
        ),
        countries=tuple(dict.fromkeys(_countries(held))),
        dates=tuple(
            (prop, value[:10])
            for prop in of_kind.get("date", ())
            for value in held[prop]
            if is_date(value[:10])
        ),
        addresses=held.get("address", ()),
        caption=names[0].text if names else "",
    )


def index_keys(profile: Profile, reader: NameReader | None = None) -> list[str]:
    """Return the blocking keys of a profile, each once, sorted."""
    names = keys_of(profile, NameReader() if reader is None else reader)
    if not profile.addresses:
        return names
    from tieline.matching.premises import premises_keys  # noqa: PLC0415 - most queries have no address

    return sorted((*names, *premises_keys(profile)))


def _type(schema_name: str, prop: str) -> str:
    found = schema(schema_name).properties.get(prop)
    if found is not None:
        return found.type
    for other in schema_names():
        elsewhere = schema(other).properties.get(prop)
        if elsewhere is not None:
            return elsewhere.type
    hint = "Use a property of FollowTheMoney or one of ours; names are exact"
    raise SchemaError(f"no schema has a property {prop!r}", hint=hint)


def _names(held: dict[str, tuple[str, ...]]) -> Iterator[NameValue]:
    for prop, kind in _NAMES.items():
        for text in held.get(prop, ()):
            yield NameValue(text=text, kind=kind)
    if not any(held.get(prop) for prop in _FULL):
        parts = [part for prop in _PERSON for part in held.get(prop, ())]
        if parts:
            yield NameValue(text=" ".join(parts))


def _countries(held: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for prop in _COUNTRIES:
        for name in held.get(prop, ()):
            code = country_code(name)
            if code is not None:
                yield code
