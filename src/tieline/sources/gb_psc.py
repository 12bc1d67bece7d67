"""Companies House: people with significant control, the snapshot as NDJSON."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from tieline.files.dates_within import last_day
from tieline.files.json_lines import read_objects
from tieline.files.ownership.psc_parties import cell_of, day_of, state_party
from tieline.files.ownership.psc_records import (
    Control,
    Exemptions,
    Line,
    PscStatement,
    SuperSecure,
    Totals,
)
from tieline.files.ownership.shares import Share
from tieline.files.parties.party import Party
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names

_DATASET = "gb_psc"
_TOTALS = "totals#persons-of-significant-control-snapshot"
_CONTROL = "-with-significant-control"
_OWNER = "-beneficial-owner"
_STATEMENT = "persons-with-significant-control-statement"
_SCHEMATA = {
    "individual-person": "Person",
    "corporate-entity-person": "Company",
    "legal-person-person": "LegalEntity",
    "individual": "Person",
    "corporate-entity": "Company",
    "legal-person": "LegalEntity",
}
_SUPER_SECURE = ("super-secure-person", "super-secure")
# What the law's bands mean (Companies Act 2006, schedule 1A): above the lower bound,
# and the highest band begins with its own.
_BANDS = {
    "25-to-50": Share(low="25", high="50", is_low_open=True),
    "50-to-75": Share(low="50", high="75", is_low_open=True, is_high_open=True),
    "75-to-100": Share(low="75", high="100"),
    "more-than-25": Share(low="25", high="100", is_low_open=True),
}
_NATURE = re.compile(
    r"(?P<right>ownership-of-shares|voting-rights|(?:part-)?right-to-share-surplus-assets)"
    r"-(?P<band>25-to-50|50-to-75|75-to-100|more-than-25)-percent(?:-[a-z-]+)?"
)
_OTHER_NATURES = (
    "right-to-appoint-and-remove-",
    "significant-influence-or-control",
    "registered-owner-",
)
_SHARES = "ownership-of-shares"
_PARTS = re.compile(r"^(?P<stem>.*)_(?P<part>\d+)of(?P<all>\d+)")
_GENERATED = re.compile(rb'"generated_at"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_NEWER = "The register changed its form; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the fields of a line, and what kinds of lines there are."""
    del name
    is_line = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    kinds = (_CONTROL.encode(), _OWNER.encode(), b'"exemptions"')
    is_control = b'"company_number"' in head and any(kind in head for kind in kinds)
    return _DATASET if is_line and is_control else None


def part_of(name: str) -> tuple[str, str]:
    """Know the parts of a snapshot by their names.

    >>> part_of("psc-snapshot-2025-02-03_7of32.txt")
    ('psc-snapshot-2025-02-03', '7')
    """
    found = _PARTS.match(name)
    return (name, "") if found is None else (found["stem"], found["part"])


def published(snapshot: Snapshot) -> str | None:
    """Return the day in the file's name, else the one in the line of totals."""
    named = date_in_names(part.name for part in snapshot.parts)
    return named or last_day(snapshot.parts, _GENERATED)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a line: a person, a statement or exemptions of a company."""
    held = SOURCE.provenance(snapshot)
    totals: Totals | None = None
    for part in snapshot.parts:
        for place, item in read_objects(part, report, partial=snapshot.partial):
            where = f"{part.name} {place}"
            try:
                if _kind(item) == _TOTALS:
                    totals = _converted(item.get("data"), Totals, where)
                    continue
                entry = _entry(item, where, held)
            except SourceError as error:
                if not snapshot.partial:
                    raise
                report.broken.append(f"{error.where}: {error.what}")
                continue
            report.records_in += 1
            yield entry
    if not report.records_in and not report.broken:
        what, hint = "there is no record in it", "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)
    _compare(totals, report)


def _compare(totals: Totals | None, report: Report) -> None:
    """Say when a snapshot lacks its line of totals, or holds less than that says."""
    if totals is None:
        said = "the line of totals is missing: this is a part of the register, or cut"
    else:
        counts = (
            totals.persons_of_significant_control_count,
            totals.statements_count,
            totals.exemptions_count,
        )
        if report.records_in >= sum(counts):
            return
        said = (
            f"its totals say {sum(counts):,} records, it holds {report.records_in:,}: "
            "this is a part of the register"
        )
    report.notice = said


def _kind(item: dict[str, Any]) -> str:
    data = item.get("data")
    if not isinstance(data, dict):
        return ""
    return str(msgspec.convert(data, dict[str, Any]).get("kind", ""))


def _converted(item: object, kind: type[Any], where: str) -> Any:
    try:
        return msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        what = f"the record is not as documented ({error})"
        raise SourceError(what, where=where, hint=_PARTIAL) from error


def _entry(item: dict[str, Any], where: str, held: Provenance) -> Entry:
    line: Line = _converted(item, Line, where)
    number, kind = line.company_number.strip(), _kind(item)
    if not number:
        what = "the record names no company"
        raise SourceError(what, where=where, hint=_PARTIAL)
    draft = EntryDraft(where, held)
    company = Party(
        draft,
        subject=f"gb-coh-{number}",
        schema_name="Company",
        publisher="gb-psc",
    )
    company.say("registrationNumber", number, cell_of("company_number", number))
    bare = kind.removesuffix(_CONTROL).removesuffix(_OWNER)
    if kind == _STATEMENT:
        _state_statement(company, _converted(line.data, PscStatement, where))
    elif kind == "exemptions":
        _state_exemptions(company, _converted(line.data, Exemptions, where))
    elif bare in _SUPER_SECURE:
        secure: SuperSecure = _converted(line.data, SuperSecure, where)
        held_by = _state_secure(draft, company, secure, where)
        return draft.finish(held_by, company.subject)
    elif bare in _SCHEMATA:
        control: Control = _converted(line.data, Control, where)
        party = Party(
            draft,
            subject=_id(number, control.links, where),
            schema_name=_SCHEMATA[bare],
            publisher="gb-psc",
        )
        state_party(party, control, where)
        _state_control(draft, (party.subject, company.subject), control, where)
        return draft.finish(party.subject, company.subject)
    else:
        what = f"kind of record {kind!r} is not known"
        raise SourceError(what, where=where, hint=_NEWER)
    return draft.finish(company.subject)


def _id(company: str, links: dict[str, str], where: str) -> str:
    """Return the id of a notification: the same person has another elsewhere."""
    last = links.get("self", "").rpartition("/")[2]
    if not last:
        what = "the record has no link of its own"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return f"gb-psc-{company}-{last}"


def _state_control(
    draft: EntryDraft, ends: tuple[str, str], control: Control, where: str
) -> None:
    """State a tie for each nature of control; bands are intervals of a share."""
    for number, nature in enumerate(control.natures_of_control):
        found = _NATURE.fullmatch(nature)
        is_known = found is not None or nature.startswith(_OTHER_NATURES)
        if not is_known:
            what = f"nature of control {nature!r} is not known"
            raise SourceError(what, where=where, hint=_NEWER)
        column = f"data.natures_of_control[{number}]"
        share = None if found is None else _BANDS[found["band"]]
        is_owned = found is not None and found["right"] == _SHARES
        tie = _tie(draft, ends, nature, column, is_owned=is_owned)
        if share is not None and is_owned:
            _say(draft, tie, "percentage", share.text, (column, nature), share=share)
        elif share is not None:
            text = f"share: {share.text} %"
            _say(draft, tie, "summary", text, (column, nature), share=share)
        _state_span(draft, tie, control, where)
    if not control.natures_of_control:
        column, kind = "data.kind", control.kind
        tie = _tie(draft, ends, kind, column, is_owned=False)
        _state_span(draft, tie, control, where)


def _tie(
    draft: EntryDraft,
    ends: tuple[str, str],
    role: str,
    column: str,
    *,
    is_owned: bool,
) -> tuple[str, str]:
    """State both ends and the role; only shares are owned, all else is control."""
    schema_name, props = "UnknownLink", ("subject", "object")
    if is_owned:
        schema_name, props = "Ownership", ("owner", "asset")
    tie = (digest_id("gb-psc-tie", *ends, role), schema_name)
    for prop, end in zip(props, ends, strict=True):
        _say(draft, tie, prop, end, (column, role))
    _say(draft, tie, "role", role, (column, role))
    return tie


def _state_span(
    draft: EntryDraft, tie: tuple[str, str], control: Control, where: str
) -> None:
    for prop, column, text in (
        ("startDate", "data.notified_on", control.notified_on),
        ("endDate", "data.ceased_on", control.ceased_on),
    ):
        _say(draft, tie, prop, day_of(text, column, where), (column, text))
    if control.ceased_on:
        cell = ("data.ceased_on", control.ceased_on)
        _say(draft, tie, "status", "ceased", cell)
    elif control.ceased:
        _say(draft, tie, "status", "ceased", ("data.ceased", "true"))


def _say(
    draft: EntryDraft,
    tie: tuple[str, str],
    prop: str,
    value: str,
    cell: tuple[str, str],
    *,
    share: Share | None = None,
) -> None:
    """State what a company itself reported."""
    draft.add(
        *tie,
        prop,
        value,
        column=cell[0],
        quote=cell[1],
        status="self-disclosed",
        quantity=None if share is None else share.quantity(cell[1]),
    )


def _state_secure(
    draft: EntryDraft, company: Party, found: SuperSecure, where: str
) -> str:
    """State that somebody has control whose details the law protects."""
    number = company.subject.removeprefix("gb-coh-")
    subject = _id(number, found.links, where)
    party = Party(draft, subject=subject, schema_name="Person", publisher="gb-psc")
    text = f"details are protected: {found.description or found.kind}"
    party.say("notes", text, cell_of("data.kind", found.kind))
    control = Control(
        kind=found.kind,
        links=found.links,
        ceased=found.ceased,
        notified_on=found.notified_on,
        ceased_on=found.ceased_on,
    )
    _state_control(draft, (subject, company.subject), control, where)
    return subject


def _state_statement(company: Party, found: PscStatement) -> None:
    """State what a company says in the place of a person: unknown is an answer."""
    said = [f"statement: {found.statement}"]
    if found.linked_psc_name:
        said.append(f"of {found.linked_psc_name}")
    if found.restrictions_notice_withdrawal_reason:
        said.append(found.restrictions_notice_withdrawal_reason)
    said += [f"from {found.notified_on}"] if found.notified_on else []
    said += [f"to {found.ceased_on}"] if found.ceased_on else []
    cell = cell_of("data.statement", found.statement)
    company.say("notes", ", ".join(said), cell)


def _state_exemptions(company: Party, found: Exemptions) -> None:
    for name, exemption in found.exemptions.items():
        kind = exemption.exemption_type or name
        for number, item in enumerate(exemption.items):
            span = f"from {item.exempt_from}" if item.exempt_from else ""
            span += f" to {item.exempt_to}" if item.exempt_to else ""
            column = f"data.exemptions.{name}.items[{number}]"
            text = f"exempt: {kind} {span}".strip()
            company.say("notes", text, cell_of(column, kind))


SOURCE = Source(
    key=_DATASET,
    title="People with significant control",
    publisher="Companies House",
    url="http://download.companieshouse.gov.uk/en_pscdata.html",
    licence="free of charge; Companies House claims no copyright in the register",
    dataset=_DATASET,
    datasets={_DATASET: "People with significant control (United Kingdom)"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The company's number and that of the notification in its link.",
    part_of=part_of,
    uses=(
        "Public register, searched to see who controls a company. It holds private "
        "people: keep an answer no longer than its purpose. It is as companies "
        "reported it, unverified."
    ),
    is_official=False,
    is_register=True,
    reliability="B",
    credibility="3",
)
