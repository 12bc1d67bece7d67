"""Chinese military companies under Section 1260H, all editions in one table."""

import re
from collections.abc import Iterator

from tieline.files.delimited import Layout, header_of, read_rows
from tieline.files.parties.party import Cell, Party, checked
from tieline.files.us.lists import UsList, keyed_id, listing_id, us_list
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import fold_key
from tieline.model.interval import is_date
from tieline.model.record import Record
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "us_1260h"
_CODE = "1260H"
_COLUMNS = frozenset(
    {
        "Name",
        "Clean Name",
        "Alias",
        "Previous Name",
        "Parent Name",
        "Note",
        "Start date",
        "End date",
        "Source Url",
    }
)
_MARK = "*"
# Semicolons and line breaks part names; a comma only without a space after it, since
# "Example Co., Ltd." is one name.
_BETWEEN = re.compile(r"\s*[;\n]\s*|,(?=\S)")
_BRACKET = re.compile(
    r"^(?P<name>.+?)\s*[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\))?)[)\]]\.?$"
)
_FORM = re.compile(
    r"\b(?:co|company|corp|corporation|inc|limited|ltd)\.?$", re.IGNORECASE
)
_SAID = re.compile(r"^(?P<kind>formerly|also known as)(?: known as)? ", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,6}")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    wanted = {"Name", "Clean Name", "Parent Name", "Start date", "End date"}
    return _DATASET if wanted <= set(header_of(head)) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name, else the newest day in its rows.

    The table holds every edition so far: it is as new as the last thing that it
    records, a listing or a removal.
    """
    named = date_in_names(part.name for part in snapshot.parts)
    if named is not None:
        return named
    days = {
        fields.get(column, "").strip()
        for _, fields in _rows(snapshot, Report(), partial=True)
        for column in ("Start date", "End date")
    }
    return max(filter(is_date, days), default=None)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: a firm as one edition lists it.

    Rows of one firm share its id, and each is a listing of its own.
    """
    on = us_list(_CODE) or UsList(code=_CODE, title="", topics=())
    held = SOURCE.provenance(snapshot)
    for where, fields in _rows(snapshot, report, partial=snapshot.partial):
        yield _entry(Record(fields, where=where), fields, on, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        hint = "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _rows(
    snapshot: Snapshot, report: Report, *, partial: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    layout = Layout(encoding=snapshot.encoding or "utf-8")
    for part in snapshot.parts:
        columns: tuple[str, ...] = ()
        for row in read_rows(part, layout, report, partial=partial):
            where = f"{part.name} row {row.number}"
            if not columns:
                columns = row.cells
                _check(columns, where)
            elif row.cells == columns:
                note = f"{where}: the header stands there again; left out"
                report.notes.append(note)
            else:
                report.records_in += 1
                yield where, dict(zip(columns, row.cells, strict=True))


def _check(columns: tuple[str, ...], where: str) -> None:
    hint = "The table changed; a newer Tieline may read it"
    for what, names in (
        ("are not known", set(columns) - _COLUMNS),
        ("are missing", _COLUMNS - set(columns)),
    ):
        if names:
            raise SourceError(f"columns {sorted(names)} {what}", where=where, hint=hint)


def _entry(row: Record, raw: dict[str, str], on: UsList, held: Provenance) -> Entry:
    def cell(column: str) -> tuple[Cell, ...]:
        return (Cell(column=column, quote=raw[column]),)

    clean, start = mend(row.take("Clean Name")), row.take("Start date")
    if not clean or not start:
        what = "the record has no name or no start date"
        raise SourceError(what, where=row.where, hint="Get the file again")
    start = checked(start, where=row.where, column="Start date")
    name, short = _bare(clean)
    subject = keyed_id(on.code, name)
    draft = EntryDraft(row.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name="Company",
        listings=(listing_id(subject, f"{on.code}-{start}"),),
    )
    _state_listing(party, on, cell("Start date"))
    party.rule("startDate", start, cell("Start date"))
    end = row.take("End date")
    if end:
        end = checked(end, where=row.where, column="End date")
        party.rule("endDate", end, cell("End date"))
        party.rule("status", "removed", cell("End date"))
    # A note on a row that has ended says why it ended, not why it began.
    party.rule("summary" if end else "reason", row.take("Note"), cell("Note"))
    party.rule("sourceUrl", row.take("Source Url"), cell("Source Url"))
    parent = row.take("Parent Name")
    party.rule("summary", parent and f"Parent: {parent}", cell("Parent Name"))
    party.say("name", name, cell("Clean Name"))
    _state_alias(party, short, cell("Clean Name"))
    _state_printed(party, name, row.take("Name"), cell("Name"))
    for alias in _BETWEEN.split(row.take("Alias")):
        _state_alias(party, alias, cell("Alias"))
    for former in _BETWEEN.split(row.take("Previous Name")):
        party.say("previousName", former, cell("Previous Name"))
    row.finish()
    return draft.finish(subject)


def _state_listing(party: Party, on: UsList, cells: tuple[Cell, ...]) -> None:
    party.rule("entity", party.subject, cells)
    party.rule("list", on.code, cells)
    party.rule("authority", "Department of Defense", cells)
    party.rule("program", on.title, cells)
    for topic in on.topics:
        party.say("topics", topic, cells)


def _state_printed(party: Party, name: str, text: str, cells: tuple[Cell, ...]) -> None:
    """State what the name as printed adds: a mark, and other names in brackets."""
    printed = mend(text.rstrip(_MARK))
    if text.endswith(_MARK):
        party.rule("summary", f"Marked {_MARK} in the list", cells)
    if fold_key(printed) == fold_key(name):
        party.say("name", name, cells, original=text if text != name else None)
        return
    found = _BRACKET.match(printed)
    if found is None or fold_key(found["name"]) != fold_key(name):
        party.say("alias", printed, cells, original=text if text != printed else None)
        return
    said = _SAID.match(found["inner"])
    if said is None:
        _state_alias(party, found["inner"], cells)
        return
    other = found["inner"][said.end() :]
    if said["kind"].lower() != "formerly":
        _state_alias(party, other, cells)
        return
    for former in filter(None, _bare(other)):
        party.say("previousName", former, cells)


def _state_alias(party: Party, text: str, cells: tuple[Cell, ...]) -> None:
    """State another name; an acronym is a weak one, shared by many."""
    text = mend(text)
    party.say("weakAlias" if _ACRONYM.fullmatch(text) else "alias", text, cells)


def _bare(name: str) -> tuple[str, str]:
    """Part a firm's name from the short name in brackets after its legal form.

    >>> _bare("Example Co., Ltd (Exco)"), _bare("Example Group (Limited)")
    (('Example Co., Ltd', 'Exco'), ('Example Group (Limited)', ''))
    """
    found = _BRACKET.match(name)
    if found is None or not _FORM.search(found["name"]):
        return name, ""
    return found["name"], found["inner"]


SOURCE = Source(
    key="us_1260h",
    title="Chinese military companies, Section 1260H (United States)",
    publisher="US Department of Defense",
    url="https://www.federalregister.gov/documents/search?conditions%5Bterm%5D=1260H",
    licence=(
        "The Department's lists: US Government work, public domain in the United "
        "States. A transcription may have terms of its own"
    ),
    dataset=_DATASET,
    datasets={_DATASET: "Chinese military companies, Section 1260H"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "The folded clean name, without a short name in brackets after the legal "
        "form: the list has no numbers. One listing for each name and start date."
    ),
    uses=(
        "Research, and screening against the notices themselves, which count. Who "
        "transcribed the table may ask for more: see its own terms."
    ),
    reliability="B",
    credibility="2",
)
