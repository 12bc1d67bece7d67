"""Reads and states the facts of a party in OFAC's advanced XML."""

from collections.abc import Callable, Iterator

import msgspec

from tieline.files.dates_meant import dates_meant
from tieline.files.parties.party import Cell, Paper, Party
from tieline.files.us.advanced.dates import read_period
from tieline.files.us.advanced.reading import NOWHERE, Place
from tieline.files.us.advanced.values import References, Value, value_of
from tieline.files.xml_records import Node
from tieline.model.errors import SourceError
from tieline.text.countries import country_code

# Facts that other files of OFAC's have a column or an element for.
_PROPS = {
    "birthdate": "birthDate",
    "place of birth": "birthPlace",
    "title": "position",
    "vessel call sign": "callSign",
    "vessel type": "type",
    "vessel flag": "flag",
    "vessel tonnage": "tonnage",
    "vessel gross tonnage": "tonnage",
    "vessel gross registered tonnage": "grossRegisteredTonnage",
    "citizenship country": "citizenship",
    "nationality country": "nationality",
}
_COUNTRIES = frozenset({"flag", "citizenship", "nationality"})
_LOCATION = "location"
_FALSE, _UNKNOWN = "False", "Unknown"


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """A fact: its kind as printed, values, dates and places, remarks on it.

    `cited` are the cells that name the kind and how sure it is; `is_false` says that
    OFAC calls it false.
    """

    kind: str
    cited: tuple[Cell, ...]
    values: tuple[Value, ...]
    dates: tuple[Value, ...]
    places: tuple[Place, ...]
    notes: tuple[Value, ...]
    is_false: bool


def read_feature(
    node: Node,
    where: str,
    known: References,
    places: Callable[[str], Place | None],
) -> Feature:
    """Return a fact; `places` finds a location by its number.

    Raises:
        SourceError: it refers to a location that there is not.
    """
    node.drop("@ID", "IdentityReference")
    kind = known.find("FeatureType", node.leaf("@FeatureTypeID"), where)
    values: list[Value] = []
    dates: list[Value] = []
    found: list[Place] = []
    notes: list[Value] = []
    cited = list(kind.cells())
    is_false = False
    for version in node.nodes("FeatureVersion"):
        version.drop("@ID", "IDRegDocumentReference")
        reliability = version.leaf("@ReliabilityID")
        if reliability.text:
            sure = known.find("Reliability", reliability, where)
            cited += sure.cells() if sure.text != _UNKNOWN else ()
            is_false = is_false or sure.text == _FALSE
        notes += filter(None, (value_of(where, x) for x in version.leaves("Comment")))
        period = read_period(version, where, known)
        dates += [] if period is None else [period]
        for detail in version.nodes("VersionDetail"):
            values += _detail(detail, where, known)
        found += (
            _place(each, where, places) for each in version.nodes("VersionLocation")
        )
    return Feature(
        kind=kind.text,
        cited=tuple(cited),
        values=tuple(values),
        dates=tuple(dates),
        places=tuple(found),
        notes=tuple(notes),
        is_false=is_false,
    )


def _detail(node: Node, where: str, known: References) -> Iterator[Value]:
    """Yield the value that a detail stands for, and its text."""
    node.drop("@DetailTypeID")
    reference = node.leaf("@DetailReferenceID")
    if reference.text:
        yield known.find("DetailReference", reference, where)
    text = value_of(where, node.own())
    if text is not None:
        yield text


def _place(node: Node, where: str, places: Callable[[str], Place | None]) -> Place:
    leaf = node.leaf("@LocationID")
    place = places(leaf.raw)
    if place is None:
        what = f"{leaf.path} is {leaf.raw!r}, and no Location has that number"
        raise SourceError(what, where=where, hint="Get the file again")
    return place


def state_feature(party: Party, feature: Feature) -> None:
    """State a fact by its kind; one that OFAC calls false goes to the notes."""
    if feature.is_false:
        _state_false(party, feature)
        return
    prop = _PROPS.get(feature.kind.lower())
    for value in feature.values:
        _state_value(party, feature, prop, value)
    for date in feature.dates:
        _state_date(party, feature, prop, date)
    for place in feature.places:
        _state_place(party, feature, prop, place)
    for note in feature.notes:
        party.say("notes", f"{feature.kind}: {note.text}", note.cells())


def _state_value(
    party: Party, feature: Feature, prop: str | None, value: Value
) -> None:
    cells = (*value.cells(), *feature.cited)
    if prop is None:
        party.paper(Paper(kind=feature.kind, value=value.text), cells)
    elif prop in _COUNTRIES:
        party.country(prop, value.text, cells)
    elif prop == "birthDate":
        party.date(prop, value.text, cells)
    else:
        pieces = value.text.split("; ") if prop == "position" else (value.text,)
        for piece in pieces:
            party.say(prop, piece, cells)


def _state_date(party: Party, feature: Feature, prop: str | None, date: Value) -> None:
    """State a date, which the file writes in parts: none of them is its original."""
    cells = (*date.cells(), *feature.cited)
    if prop is None:
        party.paper(Paper(kind=feature.kind, value=date.text), cells)
        return
    for each in dates_meant(date.text):
        party.say(prop, each, cells)


def _state_place(
    party: Party, feature: Feature, prop: str | None, place: Place
) -> None:
    country = place.country
    named = () if country is None else country.cells()
    if country is not None and country.text.lower() == NOWHERE:
        if not place.texts:
            text = f"{feature.kind}: {country.text}"
            party.say("notes", text, (*named, *feature.cited))
        country = None
    if not place.texts and country is not None:
        cells = (*named, *feature.cited)
        _state_country(party, feature, prop, _land(place), cells)
    for value in place.texts:
        cells = (*value.cells(), *named, *feature.cited)
        if prop in _COUNTRIES and country is not None:
            party.country(prop, country.text, cells)
        elif prop is not None:
            party.say(prop, value.text, cells)
        elif feature.kind.lower() == _LOCATION:
            party.address(value.text, cells, _land(place))
        else:
            party.paper(Paper(kind=feature.kind, value=value.text), cells)


def _land(place: Place) -> str:
    """Return the country's name, or its code where the name tells less."""
    name = place.country.text if place.country is not None else ""
    return name if country_code(name) is not None else place.code or name


def _state_country(
    party: Party,
    feature: Feature,
    prop: str | None,
    name: str,
    cells: tuple[Cell, ...],
) -> None:
    """State a place of which only the country is known."""
    if prop is not None and prop not in _COUNTRIES:
        party.say(prop, name, cells)
    elif prop is not None or feature.kind.lower() == _LOCATION:
        party.country(prop or "country", name, cells)
    else:
        party.paper(Paper(kind=feature.kind, value=name), cells)


def _state_false(party: Party, feature: Feature) -> None:
    for value in (*feature.values, *feature.dates, *feature.notes):
        text = f"{feature.kind} (false): {value.text}"
        party.say("notes", text, (*value.cells(), *feature.cited))
    for place in feature.places:
        texts = place.texts or filter(None, (place.country,))
        for value in texts:
            text = f"{feature.kind} (false): {value.text}"
            party.say("notes", text, (*value.cells(), *feature.cited))
