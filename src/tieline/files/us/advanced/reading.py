"""Reads what OFAC's advanced XML keeps beside its parties, into small records.

The parties refer by number to places and papers, which stand before them, and are
referred to by entries and ties, which stand after them.
"""

from collections.abc import Iterator, Mapping

import msgspec

from tieline.files.us.advanced.dates import read_day, read_period, read_span
from tieline.files.us.advanced.values import References, Value, value_of
from tieline.files.xml_records import Leaf, Node, XmlRecord
from tieline.model.errors import SourceError

# What OFAC calls the country of a place that it cannot tell.
NOWHERE = "undetermined"
# Links that are followed from the other side.
_LINKS = ("FeatureVersionReference", "IDRegDocumentReference")


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A location: its texts in each writing, and its country as a name and code."""

    texts: tuple[Value, ...]
    country: Value | None
    code: str


class Paper(msgspec.Struct, frozen=True, array_like=True):
    """A registration or identity document."""

    kind: Value
    number: Value
    country: Value | None
    issued: Value | None
    expires: Value | None
    authority: Value | None
    place: str
    notes: tuple[Value, ...]


class ListEntry(msgspec.Struct, frozen=True, array_like=True):
    """A party's entry on a list: programmes, measures, and the days of its events."""

    number: Value
    on: Value
    programs: tuple[Value, ...]
    measures: tuple[Value, ...]
    days: tuple[Value, ...]
    bases: tuple[Value, ...]


class Tie(msgspec.Struct, frozen=True, array_like=True):
    """A relation of one party to another; `former` where it is said to be over."""

    number: Value
    source: Value
    target: Value
    kind: Value
    quality: Value | None
    start: Value | None
    end: Value | None
    comment: Value | None
    former: Value | None


def read_place(record: XmlRecord, known: References) -> tuple[str, Place]:
    """Return a location's number and what it says."""
    node, where = record.node, record.where
    number = node.leaf("@ID").text
    node.drop(*_LINKS)
    country, code = _country(node, known, where)
    main: dict[str, list[Leaf]] = {}
    others: dict[str, list[Leaf]] = {}
    for part in node.nodes("LocationPart"):
        kind = known.find("LocPartType", part.leaf("@LocPartTypeID"), where).text
        for each in part.nodes("LocationPartValue"):
            # The comment of a further value names its script, which shows.
            each.drop("@LocPartValueTypeID", "@LocPartValueStatusID", "Comment")
            into = main if each.leaf("@Primary").text != "false" else others
            into.setdefault(kind, []).extend(each.leaves("Value"))
    record.finish()
    is_known = country is not None and country.text.lower() != NOWHERE
    name = country.text if country is not None and is_known else ""
    texts = (_address(main, name, where), _address(others, "", where))
    held = tuple(each for each in texts if each is not None)
    return number, Place(texts=held, country=country, code=code)


def _country(node: Node, known: References, where: str) -> tuple[Value | None, str]:
    """Return the country of a location, told by itself or by its area."""
    found: tuple[Value | None, str] = (None, "")
    for area in node.nodes("LocationAreaCode"):
        leaf = area.leaf("@AreaCodeID")
        number = known.field("AreaCode", leaf, where, "CountryID")
        name = known.field("AreaCode", leaf, where, "Description")
        by_number = Leaf(path=leaf.path, raw=number)
        if number:
            value = known.find("Country", by_number, where)
            found = (value, known.field("Country", by_number, where, "ISO2"))
        elif name:
            area_value = known.find("AreaCode", leaf, where)
            value = Value(text=name, where=where, spots=area_value.spots)
            found = (value, area_value.text)
    for each in node.nodes("LocationCountry"):
        each.drop("@CountryRelevanceID")
        leaf = each.leaf("@CountryID")
        value = known.find("Country", leaf, where)
        found = (value, known.field("Country", leaf, where, "ISO2"))
    return found


def _address(parts: Mapping[str, list[Leaf]], country: str, where: str) -> Value | None:
    """Join an address as the CSV files do: `Street, City, State Code, Country`."""
    named = ("CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION")
    lines = [
        leaf for kind in sorted(parts) if kind not in named for leaf in parts[kind]
    ]
    city, state, code, region = (
        " ".join(leaf.text for leaf in parts.get(kind, ())) for kind in named
    )
    town = ", ".join(filter(None, (city, state)))
    pieces = [leaf.text for leaf in lines]
    pieces += [" ".join(filter(None, (town, code))), region, country]
    spots = [leaf for kind in sorted(parts) for leaf in parts[kind]]
    return value_of(where, *spots, text=", ".join(filter(None, pieces)))


def read_paper(
    record: XmlRecord, known: References, places: Mapping[str, bytes]
) -> tuple[str, Paper]:
    """Return the number of the identity that a document is of, and the document."""
    node, where = record.node, record.where
    identity = node.leaf("@IdentityID").text
    node.drop("@ID", "DocumentedNameReference", *_LINKS)
    dates: dict[str, Value] = {}
    for each in node.nodes("DocumentDate"):
        kind = known.find("IDRegDocDateType", each.leaf("@IDRegDocDateTypeID"), where)
        period = read_period(each, where, known)
        if period is not None:
            dates[kind.text] = period
    country = node.leaf("@IssuedBy-CountryID")
    validity = node.leaf("@ValidityID")
    notes = [value_of(where, leaf) for leaf in node.leaves("Comment")]
    if validity.text:
        said = known.find("Validity", validity, where)
        notes.append(said if said.text != "Valid" else None)
    number = value_of(where, node.leaf("IDRegistrationNo"))
    if number is None:
        what = "the document has no IDRegistrationNo"
        raise SourceError(what, where=where, hint="Get the file again")
    paper = Paper(
        kind=known.find("IDRegDocType", node.leaf("@IDRegDocTypeID"), where),
        number=number,
        country=known.find("Country", country, where) if country.text else None,
        issued=dates.pop("Issue Date", None),
        expires=dates.pop("Expiration Date", None),
        authority=value_of(where, node.leaf("IssuingAuthority")),
        place=_text_of(places.get(node.leaf("@IssuedIn-LocationID").text)),
        notes=(*filter(None, notes), *dates.values()),
    )
    record.finish()
    return identity, paper


def _text_of(data: bytes | None) -> str:
    place = msgspec.msgpack.decode(data, type=Place) if data is not None else None
    return place.texts[0].text if place is not None and place.texts else ""


def read_entry(record: XmlRecord, known: References) -> tuple[str, ListEntry]:
    """Return the number of a party and its entry on one list."""
    node, where = record.node, record.where
    party = node.leaf("@ProfileID")
    days: list[Value] = []
    bases: list[Value] = []
    for event in node.nodes("EntryEvent"):
        event.drop("@ID")
        kind = known.find("EntryEventType", event.leaf("@EntryEventTypeID"), where)
        basis = event.leaf("@LegalBasisID")
        if basis.text:
            bases.append(known.find("LegalBasis", basis, where))
        bases.extend(_each(where, event, "Comment"))
        for each in event.nodes("Date"):
            each.drop("@CalendarTypeID")
            day = read_day(each, where)
            if day is not None and kind.text == "Created":
                days.append(day)
            elif day is not None:
                bases.append(
                    msgspec.structs.replace(day, text=f"{kind.text} {day.text}")
                )
    programs, measures = _measures(node, known, where)
    number = value_of(where, node.leaf("@ID"))
    cited = value_of(where, party)
    if cited is None:
        what = "the entry has no ProfileID"
        raise SourceError(what, where=where, hint="Get the file again")
    entry = ListEntry(
        number=number or cited,
        on=known.find("List", node.leaf("@ListID"), where),
        programs=tuple(programs),
        measures=tuple(measures),
        days=tuple(days),
        bases=tuple(each for each in bases if each.text != "Unknown"),
    )
    record.finish()
    return party.text, entry


def _measures(
    node: Node, known: References, where: str
) -> tuple[list[Value], list[Value]]:
    """Return the programmes, which comments name, and what else is ordered."""
    programs: list[Value] = []
    measures: list[Value] = []
    for each in node.nodes("SanctionsMeasure"):
        each.drop("@ID")
        kind = known.find("SanctionsType", each.leaf("@SanctionsTypeID"), where)
        said = list(_each(where, each, "Comment"))
        period = read_period(each, where, known)
        if kind.text == "Program":
            programs.extend(said)
        else:
            text = ": ".join((kind.text, *(value.text for value in said)))
            spots = tuple(spot for value in said for spot in value.spots)
            measures.append(Value(text=text, where=where, spots=spots or kind.spots))
        if period is not None:
            text = f"{kind.text} {period.text}"
            measures.append(msgspec.structs.replace(period, text=text))
    return programs, measures


def read_tie(record: XmlRecord, known: References) -> tuple[str, Tie]:
    """Return the number of the party that a relation starts from, and the relation."""
    node, where = record.node, record.where
    source, target = node.leaf("@From-ProfileID"), node.leaf("@To-ProfileID")
    node.drop("@SanctionsEntryID", *_LINKS)
    ends = (value_of(where, source), value_of(where, target))
    if ends[0] is None or ends[1] is None:
        what = "the relation has no two ends"
        raise SourceError(what, where=where, hint="Get the file again")
    quality, former = node.leaf("@RelationQualityID"), node.leaf("@Former")
    said = known.find("RelationQuality", quality, where) if quality.text else None
    start, end = read_span(node, where, known)
    tie = Tie(
        number=value_of(where, node.leaf("@ID")) or ends[0],
        source=ends[0],
        target=ends[1],
        kind=known.find("RelationType", node.leaf("@RelationTypeID"), where),
        quality=None if said is None or said.text == "Unknown" else said,
        start=start,
        end=end,
        comment=value_of(where, *node.leaves("Comment")),
        former=value_of(where, former) if former.text == "true" else None,
    )
    record.finish()
    return source.text, tie


def _each(where: str, node: Node, tag: str) -> Iterator[Value]:
    for leaf in node.leaves(tag):
        found = value_of(where, leaf)
        if found is not None:
            yield found
