"""Single lists of the Bureau of Industry and Security: Entity List, MEU List, UVL."""

import re
from collections.abc import Iterator

from tieline.files.delimited import header_of
from tieline.files.parties.party import Party
from tieline.files.us.lists import UsList, keyed_id
from tieline.files.us.single_lists import (
    CHANGED,
    COMMERCE,
    LICENCE,
    USES,
    ListRow,
    begin,
    known_list,
    name_of,
    read_list,
    state_alias,
    state_listing,
    state_name,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASETS = {
    "us_el": "US Entity List",
    "us_meu": "US Military End User List",
    "us_uvl": "US Unverified List",
}
_UVL = ("COUNTRY", "NAME", "ADDRESS")
_ADDRESS = ("Address", "City", "State/Province", "Postal Code", "Country")
_ON_LISTING = {
    "Federal Register Notice": "citation",
    "Standard Order": "standardOrder",
    "License Requirement": "licenceRequirement",
    "License Policy": "licencePolicy",
    "Remarks/Notes": "summary",
    "Web Link": "sourceUrl",
    "Entity Number": "authorityId",
}
_DATES = {"Effective Date": "startDate", "Date Lifted/Waived/Expired": "endDate"}
_ON_SUBJECT = {
    "Title": "position",
    "Call Sign": "callSign",
    "Vessel Type": "type",
    "Gross Tonnage": "tonnage",
    "Gross Register Tonnage": "grossRegisteredTonnage",
    "Vessel Flag": "flag",
    "Vessel Owner": "ownerName",
    "Address Remarks": "notes",
    "Alternate Remarks": "notes",
}
_ALTERNATE = ("Alternate Number", "Alternate Type", "Alternate Name")
_LONG = (
    "Source List",
    "SDN Type",
    "Programs",
    "Name",
    "Address Number",
    *_ADDRESS,
    *_DATES,
    *_ON_LISTING,
    *_ON_SUBJECT,
    *_ALTERNATE,
)
_UVL_NAME = re.compile(r"(?<![a-z])(?:uvl|unverified)(?![a-z])", re.IGNORECASE)
_BETWEEN = re.compile(r",?\s+(?=[afn]\.k\.a\.)")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header, and by the code that begins the rows.

    The columns of the Unverified List could be anybody's, so its name counts too.
    """
    columns = {column for column in header_of(head) if column}
    if columns == set(_UVL):
        return "us_uvl" if _UVL_NAME.search(name) else None
    if not {"Source List", "License Policy", "Alternate Name"} <= columns:
        return None
    lines = head.split(b"\n", 2)
    code = lines[1].split(b",", 1)[0].strip(b' "').lower() if len(lines) > 1 else b""
    dataset = f"us_{code.decode('latin-1')}"
    return dataset if dataset in _DATASETS else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the lists carry none of their own."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: an entity with one of its addresses and other names.

    Rows of one entity share its id.
    """
    held = SOURCE.provenance(snapshot)
    with snapshot.parts[0].open() as stream:
        is_uvl = set(_UVL) <= set(header_of(stream.read(4096)))
    for row in read_list(snapshot, report, _UVL if is_uvl else _LONG):
        yield _unverified(row, held) if is_uvl else _listed(row, held)


def _unverified(row: ListRow, held: Provenance) -> Entry:
    """Read a row of the Unverified List; further names stand in the name's cell."""
    on = known_list("UVL")
    named, placed = row.cells("NAME"), row.cells("ADDRESS", "COUNTRY")
    first, *others = _BETWEEN.split(mend(row.text_of("NAME")))
    name = name_of(row, "NAME", text=first)
    subject = keyed_id(on.code, first)
    draft = EntryDraft(row.where, held)
    party = begin(draft, subject, on, is_person=name.is_individual)
    state_listing(party, on, COMMERCE, named)
    party.rule("program", on.title, named)
    state_name(party, name, named)
    for other in others:
        state_alias(party, other, named)
    address, country = mend(row.take("ADDRESS")), row.take("COUNTRY")
    if country and not address.lower().endswith(country.lower()):
        address = ", ".join(filter(None, (address, country)))
    if address:
        party.address(address, placed, country)
    row.finish()
    return draft.finish(subject)


def _listed(row: ListRow, held: Provenance) -> Entry:
    on = _list_of(row)
    listed, named = row.cells("Source List"), row.cells("Name")
    start = row.date_of("Effective Date")
    subject = keyed_id(on.code, mend(row.text_of("Name")), start)
    name = name_of(row, "Name")
    draft = EntryDraft(row.where, held)
    party = begin(draft, subject, on, is_person=name.is_individual)
    state_listing(party, on, COMMERCE, listed)
    program = row.take("Programs")
    party.rule("program", program or on.title, row.cells("Programs") or listed)
    for column, prop in _DATES.items():
        party.rule(prop, row.date(column), row.cells(column))
    for column, prop in _ON_LISTING.items():
        party.rule(prop, row.take(column), row.cells(column))
    state_name(party, name, named)
    for column, prop in _ON_SUBJECT.items():
        party.say(prop, row.take(column), row.cells(column))
    other = row.take("Alternate Name")
    kind = row.take("Alternate Type").strip(".").lower()
    if other:
        alias = f"f.k.a. {other}" if kind in {"fka", "f.k.a"} else other
        state_alias(party, alias, row.cells("Alternate Name", "Alternate Type"))
    party.say("notes", row.take("SDN Type"), row.cells("SDN Type"))
    _state_address(party, row)
    row.finish()
    return draft.finish(subject)


def _state_address(party: Party, row: ListRow) -> None:
    """State an address as the screening list writes it; its number says nothing."""
    row.take("Address Number")
    row.take("Alternate Number")
    country, cells = row.text_of("Country"), row.cells(*_ADDRESS)
    address = ", ".join(filter(None, map(row.take, _ADDRESS)))
    if address:
        party.address(address, cells, country)


def _list_of(row: ListRow) -> UsList:
    code = row.take("Source List")
    if f"us_{code.lower()}" not in _DATASETS:
        what = f"source list {code!r} is not one that is read here"
        raise SourceError(what, where=row.where, hint=CHANGED)
    return known_list(code)


SOURCE = Source(
    key="us_bis",
    title="Entity, Military End User and Unverified Lists (United States)",
    publisher="US Department of Commerce, Bureau of Industry and Security",
    url="https://www.bis.gov/regulations/ear",
    licence=LICENCE,
    dataset="us_el",
    datasets=_DATASETS,
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "As in the Consolidated Screening List: list, name and effective date, of the "
        "Unverified List the name. That list tells entries apart that share them, "
        "which no column of these files does: here they are one."
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
