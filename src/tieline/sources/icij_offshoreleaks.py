"""ICIJ Offshore Leaks: nodes and relationships of the published database, as CSV."""

import re
from collections.abc import Callable, Iterator

from tieline.files.delimited import Layout, header_of, read_rows
from tieline.files.parties.party import Cell, Paper, Party
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.record import Record
from tieline.model.source import Download, Part, Report, Snapshot, Source
from tieline.text.dates import date_in_names, dates_in

_DATASET = "icij_offshoreleaks"
_NODE = ("node_id", "sourceID", "valid_until")
_RELATION = ("node_id_start", "node_id_end", "rel_type")
_PARTS = re.compile(
    r"(?:nodes-(?P<kind>[a-z]+)|(?P<ties>relationships))", re.IGNORECASE
)
_FILES = frozenset(
    {
        "addresses",
        "entities",
        "intermediaries",
        "officers",
        "others",
        "relationships",
    }
)
# The kinds of node, by a column that only their file has.
_ENTITY, _OTHER, _ADDRESS = "ibcRUC", "closed_date", "address"
_INTERMEDIARY = "status"
_OWNS = re.compile(
    r"\b(?:shareholder|owner|beneficial owner|ultimate owner)\b", re.IGNORECASE
)
_DIRECTS = re.compile(
    r"\b(?:director|president|vice-president|secretary|treasurer|chairman|board "
    r"member|member of the board|ceo)\b",
    re.IGNORECASE,
)
_NO_OWNER = re.compile(r"\b(?:nominee|former|power of attorney)\b", re.IGNORECASE)
_LINKS = frozenset({"officer_of", "intermediary_of", "underlying", "connected_to"})
_HOME = "registered_address"
# Guesses that two nodes are one: kept as remarks, since a tie would be followed.
_SAME = re.compile(r"(?:probably_)?(?:same|similar)[a-z_]*")
_DATES = (
    ("incorporation_date", "incorporationDate"),
    ("struck_off_date", "dissolutionDate"),
    ("closed_date", "dissolutionDate"),
)
_NOTED = (
    ("inactivation_date", "inactive since"),
    ("dorm_date", "dormant since"),
    ("service_provider", "service provider"),
    ("sourceID", "leak"),
    ("valid_until", "valid until"),
)
_NEWER = "The database changed its form; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"

_State = Callable[[Record, EntryDraft], tuple[str, ...]]


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the columns of a file of nodes or of relationships."""
    del name
    columns = set(header_of(head))
    is_node = columns.issuperset(_NODE)
    return _DATASET if is_node or columns.issuperset(_RELATION) else None


def part_of(name: str) -> tuple[str, str]:
    """Know the files of one edition by their names.

    >>> part_of("nodes-officers.csv"), part_of("relationships.csv")
    (('offshoreleaks', 'officers'), ('offshoreleaks', 'relationships'))
    """
    found = _PARTS.search(name)
    if found is None:
        return (name, "")
    return ("offshoreleaks", (found["kind"] or found["ties"]).lower())


def published(snapshot: Snapshot) -> str | None:
    """Return the day in a file's name; the content tells none."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a node, and one a relationship."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        yield from _rows(part, snapshot, report, held)
    missing = sorted(_FILES - {part_of(part.name)[1] for part in snapshot.parts})
    if missing:
        said = f"files of the database are missing: {', '.join(missing)}"
        report.notice = said
    if not report.records_in and not report.broken:
        what, hint = "there is no record in it", "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _rows(
    part: Part, snapshot: Snapshot, report: Report, held: Provenance
) -> Iterator[Entry]:
    columns: tuple[str, ...] = ()
    state: _State = _state_party
    layout = Layout(encoding=snapshot.encoding or "utf-8")
    for row in read_rows(part, layout, report, partial=snapshot.partial):
        where = f"{part.name} row {row.number}"
        if not columns:
            columns = row.cells
            state = _stating(set(columns), where)
            continue
        record = Record(dict(zip(columns, row.cells, strict=True)), where=where)
        draft = EntryDraft(where, held)
        try:
            subjects = state(record, draft)
            record.finish()
        except SourceError as error:
            if not snapshot.partial:
                raise
            report.broken.append(f"{error.where}: {error.what}")
            continue
        report.records_in += 1
        yield draft.finish(*subjects)
    if not columns:
        what, hint = "the file is empty", "Get the file again"
        raise SourceError(what, where=part.name, hint=hint)


def _stating(columns: set[str], where: str) -> _State:
    """Return what reads a row of a file with these columns."""
    if columns.issuperset(_RELATION):
        return _state_relation
    if not columns.issuperset(_NODE):
        what = "these are no columns of the database"
        raise SourceError(what, where=where, hint=_NEWER)
    if _ENTITY in columns:
        return _state_entity
    has_address, has_status = _ADDRESS in columns, _INTERMEDIARY in columns
    if has_address and not has_status and _OTHER not in columns:
        return _state_address
    return _state_party


def _id(number: str, where: str) -> str:
    if not number.isdigit():
        what = f"{number!r} is no number of a node"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return f"icij-{number}"


def _cell(column: str, quote: str) -> tuple[Cell, ...]:
    return (Cell(column=column, quote=quote),)


def _party(record: Record, draft: EntryDraft, schema_name: str) -> Party:
    number = record.take("node_id")
    subject = _id(number, record.where)
    party = Party(draft, subject=subject, schema_name=schema_name, publisher="icij")
    if schema_name != "Address":
        party.say("icijId", number, _cell("node_id", number))
    return party


def _state_entity(record: Record, draft: EntryDraft) -> tuple[str, ...]:
    party = _party(record, draft, "Company")
    for column, prop in (
        ("name", "name"),
        ("original_name", "alias"),
        ("former_name", "previousName"),
        ("company_type", "legalForm"),
        ("status", "status"),
        ("note", "notes"),
    ):
        _say(party, record, column, prop)
    number = record.take_if("ibcRUC")
    if number:
        paper = Paper(kind="registration number", value=number)
        party.paper(paper, _cell("ibcRUC", number))
    _state_common(party, record)
    return (party.subject,)


def _state_party(record: Record, draft: EntryDraft) -> tuple[str, ...]:
    """State an officer, an intermediary or another: who knows whether a person."""
    party = _party(record, draft, "LegalEntity")
    for column, prop in (
        ("name", "name"),
        ("type", "classification"),
        ("status", "status"),
        ("note", "notes"),
    ):
        _say(party, record, column, prop)
    _state_common(party, record)
    return (party.subject,)


def _state_address(record: Record, draft: EntryDraft) -> tuple[str, ...]:
    party = _party(record, draft, "Address")
    whole, name = record.take_if("address"), record.take_if("name")
    party.say(
        "full", whole or name, _cell("address" if whole else "name", whole or name)
    )
    if whole and name and name != whole:
        party.say("notes", f"as named: {name}", _cell("name", name))
    _say(party, record, "note", "notes")
    _state_common(party, record)
    return (party.subject,)


def _say(party: Party, record: Record, column: str, prop: str) -> None:
    text = record.take_if(column)
    if text:
        party.say(prop, text, _cell(column, text))


def _state_common(party: Party, record: Record) -> None:
    """State what all kinds of nodes have, as far as their file has it."""
    _say(party, record, "address", "address")
    internal = record.take_if("internal_id")
    if internal:
        paper = Paper(kind="internal id", value=internal)
        party.paper(paper, _cell("internal_id", internal))
    named = record.take_if("jurisdiction_description")
    code = record.take_if("jurisdiction")
    if named or code:
        column = "jurisdiction_description" if named else "jurisdiction"
        party.country("jurisdiction", named or code, _cell(column, named or code))
    countries = record.take_if("countries")
    for text in filter(None, (each.strip() for each in countries.split(";"))):
        party.country("country", text, _cell("countries", countries))
    # Three letters for each of the countries just read.
    codes = record.take_if("country_codes")
    if codes and not countries:
        party.say("notes", f"country codes: {codes}", _cell("country_codes", codes))
    for column, prop in _DATES:
        text = record.take_if(column)
        if text:
            party.date(prop, _spaced(text), _cell(column, text))
    for column, words in _NOTED:
        text = record.take_if(column)
        if text:
            party.say("notes", f"{words}: {text}", _cell(column, text))


def _spaced(date: str) -> str:
    """Write `23-MAR-2006` so that its month is read.

    >>> _spaced("23-MAR-2006"), _spaced("2006-03-23")
    ('23 MAR 2006', '2006-03-23')
    """
    return date.replace("-", " ") if re.search(r"[A-Za-z]", date) else date


def _state_relation(record: Record, draft: EntryDraft) -> tuple[str, ...]:
    where = record.where
    numbers = (record.take("node_id_start"), record.take("node_id_end"))
    start, end = (_id(number, where) for number in numbers)
    kind, link = record.take("rel_type"), record.take_if("link")
    entity = Party(draft, subject=start, schema_name="LegalEntity", publisher="icij")
    if kind == _HOME:
        cell = _cell("node_id_end", numbers[1])
        entity.say("addressEntity", end, cell)
        _leave(record)
    elif _SAME.fullmatch(kind):
        words = kind.replace("_", " ")
        cell = _cell("rel_type", kind)
        entity.say("notes", f"{words} node {numbers[1]}: says the database", cell)
        _leave(record)
    elif kind in _LINKS:
        _state_tie(record, draft, ((start, end), numbers), (kind, link))
    else:
        what = f"type of relationship {kind!r} is not known"
        raise SourceError(what, where=where, hint=_NEWER)
    return (start, end)


def _leave(record: Record) -> None:
    """Drop what a relationship that is no tie has nowhere to keep."""
    for column in ("status", "start_date", "end_date", "sourceID"):
        record.take_if(column)


def _state_tie(
    record: Record,
    draft: EntryDraft,
    between: tuple[tuple[str, str], tuple[str, str]],
    said: tuple[str, str],
) -> None:
    """State who is what to whom; a share is never given."""
    ends, numbers = between
    kind, link = said
    role = link or kind.replace("_", " ")
    schema_name, props = "UnknownLink", ("subject", "object")
    if kind == "officer_of" and _OWNS.search(link) and not _NO_OWNER.search(link):
        schema_name, props = "Ownership", ("owner", "asset")
    elif kind == "officer_of" and _DIRECTS.search(link):
        schema_name, props = "Directorship", ("director", "organization")
    start, end = record.take_if("start_date"), record.take_if("end_date")
    tie = digest_id("icij-tie", kind, link, *ends, start)

    def state(prop: str, value: str, column: str, quote: str) -> None:
        draft.add(tie, schema_name, prop, value, column=column, quote=quote)

    columns = ("node_id_start", "node_id_end")
    for prop, value, column, quote in zip(props, ends, columns, numbers, strict=True):
        state(prop, value, column, quote)
    column = "link" if link else "rel_type"
    state("role", role, column, link or kind)
    for prop, text, column in (
        ("startDate", start, "start_date"),
        ("endDate", end, "end_date"),
    ):
        found = dates_in(_spaced(text))
        if len(found) == 1:
            state(prop, found[0], column, text)
        else:
            words = column.replace("_", " ")
            state("summary", f"{words}: {text}" if text else "", column, text)
    status, leak = record.take_if("status"), record.take_if("sourceID")
    state("status", status, "status", status)
    state("summary", f"leak: {leak}" if leak else "", "sourceID", leak)


SOURCE = Source(
    key=_DATASET,
    title="ICIJ Offshore Leaks database",
    publisher="International Consortium of Investigative Journalists (ICIJ)",
    url="https://offshoreleaks.icij.org/pages/database",
    licence="Open Database License; its contents CC BY-SA 3.0; cite the ICIJ",
    dataset=_DATASET,
    datasets={_DATASET: "ICIJ Offshore Leaks database"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The database's number of the node.",
    part_of=part_of,
    downloads=(
        Download(
            url="https://offshoreleaks-data.icij.org/offshoreleaks/csv/full-oldb.LATEST.zip",
            name="full-oldb.LATEST.zip",
        ),
    ),
    uses=(
        "Cite the ICIJ and share alike. Offshore companies have legitimate uses: that "
        "somebody is in it alleges nothing, and names alone do not identify."
    ),
    is_official=False,
    is_register=True,
    reliability="C",
    credibility="3",
)
