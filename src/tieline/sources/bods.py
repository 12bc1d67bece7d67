"""Beneficial Ownership Data Standard 0.4: who declared which interests in whom."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from tieline.files.dates_within import last_day
from tieline.files.json_lines import read_objects
from tieline.files.ownership.bods_interests import state_interests
from tieline.files.ownership.bods_parties import (
    Statements,
    state_entity,
    state_person,
)
from tieline.files.ownership.bods_records import (
    Bods,
    EntityDetails,
    PersonDetails,
    RelationshipDetails,
    Unspecified,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.source import Report, Snapshot, Source

_T = TypeVar("_T")
_DATASET = "bods"
_VERSION = "0.4"
_KINDS = ("entity", "person", "relationship")
_STATUSES = frozenset({"", "new", "updated", "closed"})
_OLD = b'"statementType"'
_PUBLISHED = re.compile(rb'"publicationDate"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_NEWER = "The statement is of another version; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


class _Later(msgspec.Struct, frozen=True):
    """A statement that takes the place of those before it about one record."""

    date: str
    is_last: bool
    statement_id: str
    names: frozenset[str]

    @property
    def place(self) -> tuple[str, bool]:
        """Where it stands among the statements about its record."""
        return (self.date, self.is_last)


_Replacing = dict[str, _Later]


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the fields of a statement."""
    del name
    is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    is_new = b'"statementId"' in head and b'"recordDetails"' in head
    is_old = b'"statementID"' in head and _OLD in head
    return _DATASET if is_json and (is_new or is_old) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the last day on which a statement was published."""
    return last_day(snapshot.parts, _PUBLISHED)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a statement.

    Later statements replace earlier ones about the same record, so the file is read
    twice: the first time, those that replace others are noted.
    """
    held = SOURCE.provenance(snapshot)
    replacing = _replacing(snapshot)
    for where, item in _items(snapshot, report):
        try:
            entry = _entry(_statement(item, where), where, held, replacing)
        except SourceError as error:
            if not snapshot.partial:
                raise
            report.broken.append(f"{error.where}: {error.what}")
            continue
        report.records_in += 1
        yield entry
    if not report.records_in and not report.broken:
        what = "there is no statement in it"
        hint = "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _items(snapshot: Snapshot, report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in snapshot.parts:
        for place, item in read_objects(part, report, partial=snapshot.partial):
            yield f"{part.name} {place}", item


def _replacing(snapshot: Snapshot) -> _Replacing:
    """Return the last statement of each record that has any but its first.

    Most records have only that one, so few are held.
    """
    found: _Replacing = {}
    for _, item in _items(snapshot, Report()):
        status = item.get("recordStatus")
        if status not in {"updated", "closed"}:
            continue
        date, number = str(item.get("statementDate")), str(item.get("statementId"))
        names = frozenset(_names(item.get("recordDetails")))
        key = _record_id(item.get("publicationDetails"), str(item.get("recordId")))
        before = found.get(key)
        later = _Later(date, status == "closed", number, names)
        if before is None or before.place <= later.place:
            found[key] = later
    return found


def _names(details: object) -> Iterator[str]:
    """Yield the names that a statement gives."""
    if not isinstance(details, dict):
        return
    fields = msgspec.convert(details, dict[str, Any])
    if isinstance(fields.get("name"), str):
        yield fields["name"].strip()
    names = fields.get("names")
    for each in msgspec.convert(names, list[Any]) if isinstance(names, list) else ():
        if isinstance(each, dict):
            yield str(msgspec.convert(each, dict[str, Any]).get("fullName", "")).strip()


def _record_id(publication: object, number: str) -> str:
    """Return the id for a record; its number is the publisher's own."""
    by = ""
    if isinstance(publication, Mapping):
        fields = msgspec.convert(publication, dict[str, Any])
        publisher = fields.get("publisher")
        if isinstance(publisher, Mapping):
            said = msgspec.convert(publisher, dict[str, Any])
            by = str(said.get("name") or said.get("url") or "")
    return digest_id("bods", by, number)


def _statement(item: Mapping[str, Any], where: str) -> Bods:
    if "statementType" in item:
        what = f"the statement is of a version before {_VERSION}"
        hint = f"Get the data in version {_VERSION} of the standard"
        raise SourceError(what, where=where, hint=hint)
    found = _converted(item, Bods, where)
    version = found.publication_details.bods_version
    if version and version != _VERSION:
        what = f"the statement is of version {version}, not {_VERSION}"
        raise SourceError(what, where=where, hint=_NEWER)
    if found.record_type not in _KINDS or found.record_status not in _STATUSES:
        kind = f"{found.record_type!r}, {found.record_status!r}"
        what = f"type and status of the record ({kind}) are not known"
        raise SourceError(what, where=where, hint=_NEWER)
    return found


def _converted(item: object, kind: type[_T], where: str) -> _T:
    try:
        return msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        what = f"the statement is not of version {_VERSION} ({error})"
        raise SourceError(what, where=where, hint=_PARTIAL) from error


def _entry(found: Bods, where: str, held: Provenance, replacing: _Replacing) -> Entry:
    publication = {"publisher": {"name": found.publication_details.publisher.name}}
    if not found.publication_details.publisher.name:
        publication = {"publisher": {"url": found.publication_details.publisher.url}}
    record = _record_id(publication, found.record_id)
    later = replacing.get(record)
    is_replaced = later is not None and later.statement_id != found.statement_id
    draft = EntryDraft(where, held)
    said = Statements(
        draft=draft,
        subject=record,
        statement=found,
        where=where,
        replaced_by=later.statement_id if later is not None and is_replaced else "",
        names_now=later.names if later is not None and is_replaced else frozenset(),
    )
    details = found.record_details
    if found.record_type == "entity":
        state_entity(said, _converted(details, EntityDetails, where))
        return draft.finish(record)
    if found.record_type == "person":
        state_person(said, _converted(details, PersonDetails, where))
        return draft.finish(record)
    relation = _converted(details, RelationshipDetails, where)
    ends = [
        None if isinstance(end, Unspecified) else _record_id(publication, end)
        for end in (relation.subject, relation.interested_party)
    ]
    parts = [_record_id(publication, part) for part in relation.component_records]
    state_interests(said, relation, (ends[0], ends[1]), parts)
    return draft.finish(*(end for end in ends if end is not None))


SOURCE = Source(
    key=_DATASET,
    title="Beneficial Ownership Data Standard",
    publisher="as each statement says",
    url="https://standard.openownership.org",
    licence="as its publisher says",
    dataset=_DATASET,
    datasets={_DATASET: "Beneficial ownership statements"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The publisher's name and its number of the record.",
    uses=(
        "As the publisher of the statements allows. Owners are as declared: a "
        "statement says who was named, not who is."
    ),
    is_official=False,
    is_register=True,
)
