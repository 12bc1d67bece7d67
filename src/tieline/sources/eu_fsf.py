"""EU consolidated list of financial sanctions: XML 1.1, and CSV 1.0 and 1.1.

A listing is an entity under one regulation. A regulation that amends a list names
those who were on it before: a listing begins on the day of designation or of the
earliest act that its record cites, since it was in force by then at the latest. The
Commission's numbers of names and addresses, and the language of an act, are dropped.
"""

import re
from collections.abc import Iterator

import msgspec

from tieline.files.eu.countries import section_country
from tieline.files.eu.fsf_rows import is_fsf_csv, read_fsf_rows
from tieline.files.eu.papers import eu_paper
from tieline.files.eu.sections import FsfRecord, Section, xml_sections
from tieline.files.parties.party import Party, cells_of, checked
from tieline.files.xml_records import Leaf, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.source import Download, Part, Report, Snapshot, Source

_DATASET = "eu_fsf"
_LIST = "EU FSF"
_AUTHORITY = "Council of the European Union"
_RECORDS = {"/export": "sanctionEntity"}
_SCHEMAS = {"P": "Person", "E": "Organization"}
_GENDERS = {"M": "male", "F": "female"}
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"
_GENERATED = re.compile(rb'<export\b[^>]{0,2000}\bgenerationDate="(\d{4}-\d{2}-\d{2})')
_ROW_DAY = re.compile(
    rb'^"?(?:(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))'
)
_PLACE = ("street", "number", "place", "zipCode", "city", "region")
_BIRTHPLACE = ("place", "city", "zipCode", "region")
_CONTACTS = {"EMAIL": "email", "PHONE": "phone", "FAX": "phone", "WEB": "website"}
_UNREAD = ("logicalId", "regulationLanguage")
_HEAD = 65536


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element and its records, or by the header of the CSV."""
    del name
    is_xml = b"<export" in head and b"<sanctionEntity" in head
    return _DATASET if is_xml or is_fsf_csv(head) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day that the file was generated; a CSV says it in each row."""
    for part in snapshot.parts:
        with part.open() as stream:
            head = stream.read(_HEAD)
        found = _GENERATED.search(head)
        if found is not None:
            return found[1].decode()
        for line in head.splitlines()[1:2]:
            day = _ROW_DAY.match(line)
            if day is not None:
                parts = (day["year"], day["month"], day["day"])
                return (day["iso"] or b"-".join(filter(None, parts))).decode()
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an entity of the XML, or a row of the CSV."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for record in _records(part, snapshot, report):
            report.records_in += 1
            yield _entry(record, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


def _records(part: Part, snapshot: Snapshot, report: Report) -> Iterator[FsfRecord]:
    with part.open() as stream:
        is_csv = is_fsf_csv(stream.read(_HEAD))
    if is_csv:
        yield from read_fsf_rows(
            part, report, encoding=snapshot.encoding, partial=snapshot.partial
        )
        return
    for found in read_xml(part, _RECORDS, report, partial=snapshot.partial):
        entity, parts = xml_sections(found.node)
        yield FsfRecord(
            where=found.where, entity=entity, parts=parts, finish=found.finish
        )


class _Act(msgspec.Struct, frozen=True, kw_only=True):
    """A legal act that a record cites; a leaf is empty where it does not say."""

    title: Leaf
    programme: Leaf
    published: Leaf
    in_force: Leaf
    url: Leaf
    kind: tuple[Leaf, ...]


def _entry(record: FsfRecord, held: Provenance) -> Entry:
    entity = record.entity
    number = entity.one("logicalId")
    if not number.text.isdigit():
        what = f"logical id {number.raw!r} is not a number"
        raise SourceError(what, where=record.where, hint=_AGAIN)
    subject = f"eu-fsf-{number.text}"
    draft = EntryDraft(record.where, held)
    schema = _schema(entity, record.where)
    regulations = [_act(each, "") for each in record.parts["regulation"]]
    cited = [
        _act(section, "act.")
        for kind, sections in record.parts.items()
        if kind != "regulation"
        for section in sections
    ]
    _strike(record)
    if not regulations:
        what = "the record names no regulation"
        raise SourceError(what, where=record.where, hint=_AGAIN)
    main = Party(draft, subject=subject, schema_name=schema, publisher="eu")
    for act in regulations:
        listings = (_listing_id(subject, act),)
        party = Party(draft, subject=subject, schema_name=schema, listings=listings)
        _state_listing(party, record, act, number)
        _state_days(party, record, act, cited)
    reference = record.entity.one("euReferenceNumber")
    draft.refer(subject, reference.text)
    _state_parts(main, record)
    record.finish()
    return draft.finish(subject)


def _schema(entity: Section, where: str) -> str:
    """Return the schema; versions differ in which field holds the letter."""
    kinds = {leaf.text for leaf in entity.some("classificationCode", "subjectType")}
    for code, schema in _SCHEMAS.items():
        if code in kinds:
            return schema
    what = f"kinds of subject {sorted(kinds)} are not known"
    raise SourceError(what, where=where, hint=_HINT)


def _act(section: Section, prefix: str) -> _Act:
    return _Act(
        title=section.one(f"{prefix}numberTitle"),
        programme=section.one(f"{prefix}programme"),
        published=section.one(f"{prefix}publicationDate"),
        in_force=section.one(f"{prefix}entryIntoForceDate"),
        url=section.one(f"{prefix}publicationUrl"),
        kind=section.some(f"{prefix}regulationType", f"{prefix}organisationType"),
    )


def _strike(record: FsfRecord) -> None:
    """Drop what only the publisher's own data base needs."""
    record.entity.all("generationDate")
    for sections in record.parts.values():
        for section in sections:
            for field in _UNREAD:
                section.all(field)


def _listing_id(subject: str, act: _Act) -> str:
    return digest_id(subject, act.programme.text, act.title.text)


def _state_listing(party: Party, record: FsfRecord, act: _Act, number: Leaf) -> None:
    entity = record.entity
    reference, united = entity.one("euReferenceNumber"), entity.one("unitedNationId")
    party.rule("entity", party.subject, cells_of(number))
    party.rule("list", _LIST, cells_of(number))
    party.rule("authority", _AUTHORITY, cells_of(number))
    party.say("topics", "sanction", cells_of(act.programme, act.title)[:1])
    for prop, leaf in (
        ("program", act.programme),
        ("authorityId", act.title),
        ("sourceUrl", act.url),
        ("recordId", reference),
        ("unscId", united),
    ):
        party.rule(prop, leaf.text, cells_of(leaf))
    kind = ", ".join(leaf.text for leaf in act.kind)
    party.rule("summary", kind, cells_of(*act.kind))
    for leaf in entity.all("designationDetails"):
        party.rule("reason", leaf.text, cells_of(leaf))
    for leaf in entity.all("remark"):
        party.say("notes", _lines(leaf), cells_of(leaf))


def _state_days(party: Party, record: FsfRecord, act: _Act, cited: list[_Act]) -> None:
    """State when a listing began, and the acts that its record cites."""
    where = record.where
    alike = [
        each
        for each in cited
        if each.programme.text in {"", act.programme.text} and each.published.text
    ]
    leaves = [record.entity.one("designationDate"), act.in_force, act.published]
    leaves += [each.published for each in alike]
    days = [
        (checked(leaf.text, where=where, column=leaf.path), leaf)
        for leaf in leaves
        if leaf.text
    ]
    if days:
        day, leaf = min(days, key=lambda pair: pair[0])
        party.rule("startDate", day, cells_of(leaf))
    for prop, leaf in (("listingDate", act.published), ("modifiedAt", act.in_force)):
        party.rule(prop, leaf.text, cells_of(leaf))
    for each in alike:
        text = f"{each.title.text}, {each.published.text}"
        kind = ", ".join(leaf.text for leaf in each.kind)
        whole = f"{text}, {kind}" if kind else text
        party.rule("description", whole, cells_of(each.title, each.published))
        party.rule("sourceUrl", each.url.text, cells_of(each.url))


def _lines(leaf: Leaf) -> str:
    """Return a text as one line; version 1.0 writes a backslash and n for a break."""
    return " ".join(leaf.raw.replace("\\n", " ").split())


def _state_parts(party: Party, record: FsfRecord) -> None:
    for section in record.parts["nameAlias"]:
        _state_name(party, section)
    for section in record.parts["address"]:
        _state_address(party, section)
    for section in record.parts["birthdate"]:
        _state_birth(party, section)
    for section in record.parts["identification"]:
        found = eu_paper(section)
        if found.paper is not None:
            party.paper(found.paper, cells_of(*found.leaves))
        for note in found.notes:
            party.say("notes", note, cells_of(*found.leaves)[:1])
    for section in record.parts["citizenship"]:
        _state_citizenship(party, section)


def _state_name(party: Party, section: Section) -> None:
    whole, language = section.one("wholeName"), section.one("nameLanguage")
    parts = section.some("firstName", "middleName", "lastName")
    is_weak = section.one("strong").text.lower() == "false"
    leaves = (whole,) if whole.text else parts
    name = " ".join(leaf.text for leaf in leaves)
    prop = "weakAlias" if is_weak else "name"
    lang = language.text.lower() or None
    party.say(prop, name, cells_of(*leaves), lang=lang)
    if party.schema == "Person":
        for field in ("firstName", "middleName", "lastName"):
            for leaf in section.some(field):
                party.say(field, leaf.text, cells_of(leaf))
    for field, prop in (("title", "title"), ("function", "position")):
        for leaf in section.some(field):
            party.say(prop, leaf.text, cells_of(leaf))
    for leaf in section.some("gender"):
        text = _GENDERS.get(leaf.text, leaf.text.lower())
        party.say("gender", text, cells_of(leaf), original=leaf.text)
    for leaf in section.all("remark"):
        party.say("notes", f"{name}: {leaf.text}", cells_of(leaf))


def _state_address(party: Party, section: Section) -> None:
    leaves, land = section.some(*_PLACE), section_country(section)
    box = section.some("poBox")
    texts = [leaf.text for leaf in leaves] + [f"PO Box {leaf.text}" for leaf in box]
    cells = cells_of(*leaves, *box, *land.leaves)
    if texts:
        whole = ", ".join(filter(None, (*texts, land.words)))
        party.address(whole, cells, (land.code or "").upper())
    elif land.code is not None:
        party.say("country", land.code, cells, original=land.words)
    else:
        party.say("notes", f"address: {land.words}" if land.words else "", cells)
    old = section.one("asAtListingTime")
    if old.text.lower() == "true" and texts:
        party.say("notes", f"address when listed: {', '.join(texts)}", cells_of(old))
    for contact in section.contacts():
        prop = _CONTACTS.get(contact.key, "notes")
        is_note = prop == "notes" and contact.key
        text = f"{contact.key}: {contact.value}" if is_note else contact.value
        party.say(prop, text, cells_of(contact.leaf))
    for leaf in section.all("remark"):
        party.say("notes", f"address: {leaf.text}", cells_of(leaf))


def _state_birth(party: Party, section: Section) -> None:
    day, year = section.one("birthdate"), section.one("year")
    whole, calendar = section.one("anyDate"), section.one("calendarType")
    span = section.some("yearRangeFrom", "yearRangeTo")
    parts = section.some("dayOfMonth", "monthOfYear")
    leaves = next(
        (
            found
            for found in ((whole,), (day,), span, (year,))
            if found and found[0].text
        ),
        (),
    )
    if leaves == (year,):
        leaves, text = _year_and_month(year, section.one("monthOfYear"))
    else:
        text = " to ".join(leaf.text for leaf in leaves)
    is_ours = calendar.text.upper() in {"", "GREGORIAN"}
    about = "about " if section.one("circa").text.lower() == "true" else ""
    if text and is_ours:
        party.date("birthDate", f"{about}{text}", cells_of(*leaves))
    elif text:
        said = "-".join(leaf.text for leaf in (*leaves, *parts))
        note = f"birth date: {about}{said} ({calendar.text} calendar)"
        party.say("notes", note, cells_of(*leaves, *parts, calendar))
    _state_birth_place(party, section)
    for leaf in section.all("remark"):
        party.say("notes", f"birth: {leaf.text}", cells_of(leaf))


def _year_and_month(year: Leaf, month: Leaf) -> tuple[tuple[Leaf, ...], str]:
    """Return the leaves of a year and its month, where it has one, and the date."""
    if month.text.isdigit() and year.text.isdigit():
        return (year, month), f"{year.text}-{month.text.rjust(2, '0')}"
    return (year,), year.text


def _state_birth_place(party: Party, section: Section) -> None:
    leaves, land = section.some(*_BIRTHPLACE), section_country(section)
    words = ", ".join(filter(None, (*(leaf.text for leaf in leaves), land.words)))
    party.say("birthPlace", words, cells_of(*leaves, *land.leaves))
    if land.code is not None:
        party.say(
            "birthCountry", land.code, cells_of(*land.leaves), original=land.words
        )


def _state_citizenship(party: Party, section: Section) -> None:
    land, region = section_country(section), section.some("region")
    cells = cells_of(*land.leaves)
    if land.code is not None:
        party.say("citizenship", land.code, cells, original=land.words)
    else:
        party.say("notes", f"citizenship: {land.words}" if land.words else "", cells)
    for leaf in (*region, *section.all("remark")):
        party.say("notes", f"citizenship: {leaf.text}", cells_of(leaf))


SOURCE = Source(
    key="eu_fsf",
    title="EU consolidated list of financial sanctions",
    publisher="European Commission, Service for Foreign Policy Instruments",
    url="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    licence="reuse allowed with the source named (Commission Decision 2011/833/EU)",
    dataset=_DATASET,
    datasets={_DATASET: "EU consolidated list of financial sanctions"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The list's own logical id; its reference number is a former id of it.",
    downloads=(
        Download(
            url="https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token={token}",
            name="eu_fsf.xml",
        ),
    ),
    uses="Screening; the list informs, and the Official Journal alone is binding.",
    reliability="A",
    credibility="1",
)
