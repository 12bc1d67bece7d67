"""Covered List of the Federal Communications Commission, as a table of two columns."""

import re
from collections.abc import Iterator, Sequence

from tieline.files.delimited import header_of
from tieline.files.parties.party import Cell, Party
from tieline.files.us.lists import UsList, keyed_id, listing_id
from tieline.files.us.single_lists import (
    CHANGED,
    LICENCE,
    USES,
    ListRow,
    known_list,
    long_dates,
    read_list,
    state_listing,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.interval import is_date
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "us_fcc"
_WHAT, _WHEN = "covered_equipment_or_services", "date_of_inclusion_on_covered_list"
_COLUMNS = (_WHAT, _WHEN)
_AUTHORITY = "Federal Communications Commission"
# "... equipment produced by NAME, including ...", "... supplied, directly or
# indirectly, by NAME or any of its ..."
_NAMED = re.compile(
    r"\b(?:produced|provided|supplied)(?: or provided)?(?:, directly or indirectly,)? "
    r"by (?P<name>.+?)(?P<rest>,? (?:including|to the extent|subject to|or any of)\b.*"
    r"|\.?$)"
)
_OWNED = re.compile(r" and its (?P<share>wholly-owned )?subsidiary ")
_SCOPE = re.compile(r"^,? ?(?P<scope>or any of .*?)\.?$")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    return _DATASET if set(header_of(head)) == set(_COLUMNS) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name, else the newest day in the rows."""
    named = date_in_names(part.name for part in snapshot.parts)
    if named is not None:
        return named
    days = [
        day
        for row in read_list(snapshot, Report(), _COLUMNS)
        for day in _days(row.text_of(_WHEN))
    ]
    return max(days, default=None)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: the firm that it names, else what it covers."""
    held = SOURCE.provenance(snapshot)
    for row in read_list(snapshot, report, _COLUMNS):
        yield _entry(row, held)


def _entry(row: ListRow, held: Provenance) -> Entry:
    on, text = known_list("FCC"), mend(row.take(_WHAT))
    cells, dated = row.cells(_WHAT), row.cells(_WHEN)
    days = _days(row.take(_WHEN))
    if not text or not days:
        what = "the record does not say what is covered, or since when"
        raise SourceError(what, where=row.where, hint=CHANGED)
    found = _NAMED.search(text)
    names = _OWNED.split(found["name"])[::2] if found is not None else ()
    draft = EntryDraft(row.where, held)
    parties = [_party(draft, on, name, "Company") for name in names]
    if not parties:
        parties = [_party(draft, on, text, "Product")]
    for party, name in zip(parties, names or (text,), strict=True):
        state_listing(party, on, _AUTHORITY, cells)
        party.say("name", name, cells)
        party.rule("program", on.title, cells)
        party.rule("summary", text, cells)
        party.rule("startDate", days[0], dated)
        for day in days[1:]:
            party.rule("modifiedAt", day, dated)
        scope = _SCOPE.match(found["rest"]) if found is not None else None
        party.rule("scope", scope["scope"] if scope is not None else "", cells)
    _state_ownership(draft, text, parties, cells)
    row.finish()
    return draft.finish(*(party.subject for party in parties))


def _party(draft: EntryDraft, on: UsList, name: str, schema_name: str) -> Party:
    subject = keyed_id(on.code, name)
    return Party(
        draft,
        subject=subject,
        schema_name=schema_name,
        listings=(listing_id(subject, on.code),),
    )


def _state_ownership(
    draft: EntryDraft, text: str, parties: Sequence[Party], cells: Sequence[Cell]
) -> None:
    """State that a firm owns another where the row calls that its subsidiary."""
    found = _OWNED.search(text)
    if found is None or len(parties) == 1:
        return
    owner, asset = (party.subject for party in parties[:2])
    held = digest_id("fcc-tie", owner, asset)
    role = found[0].removeprefix(" and its ").strip()
    for prop, value in (
        ("owner", owner),
        ("asset", asset),
        ("role", role),
        ("percentage", "100" if found["share"] else ""),
    ):
        for cell in cells:
            draft.add(
                held,
                "Ownership",
                prop,
                value,
                column=cell.column,
                quote=cell.quote,
                original_value=role if prop == "percentage" else None,
            )


def _days(text: str) -> tuple[str, ...]:
    return (text,) if is_date(text) else long_dates(text)


SOURCE = Source(
    key="us_fcc",
    title="Covered List of communications equipment and services (United States)",
    publisher="US Federal Communications Commission",
    url="https://www.fcc.gov/supplychain/coveredlist",
    licence=LICENCE,
    dataset=_DATASET,
    datasets={_DATASET: "US Covered List of communications equipment and services"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "The name of the firm, as it stands in the sentence; where a row names none, "
        "what it covers."
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
