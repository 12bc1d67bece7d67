"""US Consolidated Screening List: thirteen lists of three departments in one file."""

import re
from collections.abc import Iterator

from tieline.files.delimited import header_of
from tieline.files.parties.names import (
    person_parts,
    read_alias,
    read_name,
    read_scope,
    split_aliases,
)
from tieline.files.parties.party import Cell, Party, checked
from tieline.files.us.csl_records import (
    COLUMNS,
    CslRecord,
    is_json,
    read_csl,
)
from tieline.files.us.keys import EntryKeys, KeyedRow
from tieline.files.us.lists import (
    UsList,
    list_of_source,
    listing_id,
    ofac_id,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "us_csl"
_URL = "https://api.trade.gov/static/consolidated_screening_list/consolidated.json"
_TYPES = {
    "": "LegalEntity",
    "Individual": "Person",
    "Entity": "Organization",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
# Since June 2024 the Entity List holds addresses without a party (89 FR 51644).
_ADDRESS_ONLY = re.compile(r"^Address \d{1,3}$", re.IGNORECASE)
_COMPANY_KINDS = ("ISIN", "Equity Ticker", "Issuer Name")
_COMPANIES = {"Public Company", "Private Company"}
_ON_LISTING = {
    "federal_register_notice": "citation",
    "standard_order": "standardOrder",
    "license_requirement": "licenceRequirement",
    "license_policy": "licencePolicy",
    "source_list_url": "sourceUrl",
    "source_information_url": "programUrl",
}
_ON_SUBJECT = {
    "call_sign": "callSign",
    "vessel_type": "type",
    "gross_tonnage": "tonnage",
    "gross_registered_tonnage": "grossRegisteredTonnage",
    "vessel_owner": "ownerName",
}
_PLACES = {"citizenships": "citizenship", "nationalities": "nationality"}


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header, or by the first record of a JSON file."""
    del name
    if is_json(head):
        is_list = b'"results"' in head and b'"source_information_url"' in head
        return _DATASET if is_list else None
    columns = set(header_of(head))
    wanted = {"source", "federal_register_notice", "license_requirement", "alt_names"}
    return (
        _DATASET if wanted <= columns and len(columns & COLUMNS) > len(wanted) else None
    )


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the content carries none."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a record.

    The file is read twice: once for the names that several entries share, once for
    the entries; only those names are held in memory.
    """
    keys = EntryKeys()
    for record in _records(snapshot, Report()):
        if not record.plain["entity_number"]:
            keys.count(_keyed(record, _list_of(record)))
    held = SOURCE.provenance(snapshot)
    for record in _records(snapshot, report):
        yield _entry(record, keys, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        hint = "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _records(snapshot: Snapshot, report: Report) -> Iterator[CslRecord]:
    for part in snapshot.parts:
        yield from read_csl(
            part, report, encoding=snapshot.encoding, partial=snapshot.partial
        )


def _keyed(record: CslRecord, on: UsList) -> KeyedRow:
    addresses = tuple(text for text, _, _ in record.addresses)
    return KeyedRow(
        code=on.code,
        name=record.plain["name"],
        start=record.plain["start_date"],
        addresses="; ".join(addresses),
        citation=record.plain["federal_register_notice"],
        mark=record.list_id or "\x1f".join((*record.plain.values(), *addresses)),
    )


def _list_of(record: CslRecord) -> UsList:
    found = list_of_source(record.plain["source"])
    if found is None:
        what = f"source {record.plain['source']!r} is not a list that is known"
        hint = "The file has a new list; a newer Tieline may read it"
        raise SourceError(what, where=record.where, hint=hint)
    return found


def _entry(record: CslRecord, keys: EntryKeys, held: Provenance) -> Entry:
    on = _list_of(record)
    number = record.plain["entity_number"]
    subject = ofac_id(number) if number else keys.id(_keyed(record, on))
    draft = EntryDraft(record.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=_schema(record),
        listings=(listing_id(subject, on.code),),
    )
    _state_listing(party, record, on)
    _state_names(party, record, on)
    _state_facts(party, record)
    for text, country, cells in record.addresses:
        if text:
            party.address(text, cells, country)
        else:
            party.country("country", country, cells)
    for paper, cells in record.papers:
        party.paper(paper, cells)
    if record.list_id and not number:
        draft.refer(subject, record.list_id)
    return draft.finish(subject)


def _schema(record: CslRecord) -> str:
    """Return what the list says the party is; unknown is an answer."""
    kind = record.plain["type"]
    if kind not in _TYPES:
        hint = "The list changed; a newer Tieline may read it"
        raise SourceError(f"type {kind!r} is not known", where=record.where, hint=hint)
    name = _TYPES[kind]
    if _ADDRESS_ONLY.match(record.plain["name"]) and record.addresses:
        return "Address"
    papers = {(paper.kind, paper.value) for paper, _ in record.papers}
    is_company = any(
        kind in _COMPANY_KINDS or (kind == "Target Type" and value in _COMPANIES)
        for kind, value in papers
    )
    if name == "Organization" and is_company:
        return "Company"
    is_named_person = read_name(mend(record.plain["name"])).is_individual
    return "Person" if name == "LegalEntity" and is_named_person else name


def _state_listing(party: Party, record: CslRecord, on: UsList) -> None:
    plain = record.plain
    source = (Cell(column="source", quote=plain["source"]),)
    party.rule("entity", party.subject, source)
    party.rule("list", on.code, source)
    party.rule("authority", plain["source"].rpartition(" - ")[2], source)
    for topic in on.topics:
        party.say("topics", topic, source)
    programs = record.several["programs"]
    for program, cell in programs:
        party.rule("program", program, (cell,))
    if not programs:
        party.rule("program", on.title, source)
    for column, prop in _ON_LISTING.items():
        party.rule(prop, plain[column], (Cell(column=column, quote=plain[column]),))
    for column, prop in (("start_date", "startDate"), ("end_date", "endDate")):
        text = plain[column]
        if text:
            date = checked(text, where=record.where, column=column)
            party.rule(prop, date, (Cell(column=column, quote=text),))
    if record.list_id:
        cell = Cell(column="_id", quote=record.list_id)
        party.rule("recordId", record.list_id, (cell,))
    number = plain["entity_number"]
    party.rule("authorityId", number, (Cell(column="entity_number", quote=number),))


def _state_names(party: Party, record: CslRecord, on: UsList) -> None:
    text = record.plain["name"]
    cells = (Cell(column="name", quote=text),)
    main = read_name(mend(text))
    if not main.names[0][1]:
        what = "the record has no name"
        raise SourceError(what, where=record.where, hint="Get the file again")
    for prop, name in main.names:
        party.say(prop, name, cells, original=text if name != text else None)
    for note in main.notes:
        party.say("notes", note, cells)
    party.rule("scope", main.scope or "", cells)
    parts = person_parts(main.names[0][1]) if party.schema == "Person" else None
    if parts is not None:
        party.say("firstName", parts[0], cells)
        party.say("lastName", parts[1], cells)
    for whole, cell in record.several["alt_names"]:
        pieces = split_aliases(whole, text) if on.code == "ISN" else (whole,)
        for piece in pieces:
            _state_alias(party, piece, cell)


def _state_alias(party: Party, text: str, cell: Cell) -> None:
    found = read_alias(mend(text))
    for prop, name in found.names:
        party.say(prop, name, (cell,), original=text if name != text else None)
    for note in found.notes:
        party.say("notes", note, (cell,))
    party.rule("scope", found.scope or "", (cell,))


def _state_facts(party: Party, record: CslRecord) -> None:
    plain, several = record.plain, record.several
    for column, prop in _ON_SUBJECT.items():
        party.say(prop, plain[column], (Cell(column=column, quote=plain[column]),))
    if plain["vessel_flag"]:
        cell = Cell(column="vessel_flag", quote=plain["vessel_flag"])
        party.country("flag", plain["vessel_flag"], (cell,))
    title = Cell(column="title", quote=plain["title"])
    for each in plain["title"].split("; "):
        party.say("position", each, (title,))
    _state_remarks(party, record)
    for column, prop in _PLACES.items():
        for value, cell in several[column]:
            party.country(prop, value, (cell,))
    for value, cell in several["dates_of_birth"]:
        party.date("birthDate", value, (cell,))
    for value, cell in several["places_of_birth"]:
        party.say("birthPlace", value, (cell,))


def _state_remarks(party: Party, record: CslRecord) -> None:
    """State remarks: of the Treasury's on the party, of others' on the listing."""
    text = record.plain["remarks"]
    cells = (Cell(column="remarks", quote=text),)
    if not record.plain["entity_number"]:
        party.rule("summary", text, cells)
        return
    scopes = [read_scope(each) for each in text.split("; ")]
    for scope in filter(None, scopes):
        party.rule("scope", scope[0], cells)
    if not all(scope is not None and scope[1] for scope in scopes):
        party.say("notes", text, cells)


SOURCE = Source(
    key="us_csl",
    title="US Consolidated Screening List",
    publisher="US Department of Commerce, International Trade Administration",
    url=_URL,
    licence="US Government work, public domain in the United States",
    dataset=_DATASET,
    datasets={_DATASET: "US Consolidated Screening List"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "Treasury lists: OFAC's number. Others: list, name and start date; where "
        "entries share them, the first address in order keeps the key and the others "
        "add address, citation, ordinal. The list's own _id is a referent, since it "
        "changes with the content."
    ),
    downloads=(Download(url=_URL, name="consolidated.json"),),
    uses=(
        "Screening and research, also commercial. A copy for convenience: where it "
        "differs from a list of the department that keeps it, that list counts."
    ),
    reliability="A",
    credibility="1",
)
