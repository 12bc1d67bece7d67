"""Foreign institutions and talent programmes under Section 1286 of the NDAA for 2019.

The Department of Defense publishes the list as a document of two tables; what is read
is a table transcribed from it.
"""

from collections.abc import Iterator

from tieline.files.delimited import header_of
from tieline.files.parties.party import Party
from tieline.files.us.lists import keyed_id, listing_id
from tieline.files.us.single_lists import (
    CHANGED,
    USES,
    ListRow,
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

_DATASET, _CODE = "us_1286", "1286"
_COLUMNS = ("Table", "Country", "Name", "Aliases", "Fiscal Year", "Published")
_OPTIONAL = ("Basis", "End Date", "Source Url")
_AUTHORITY = "Department of Defense"
_TABLES = {"institution": "Organization", "talent program": "Program"}


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    return _DATASET if set(_COLUMNS) <= set(header_of(head)) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name, else the newest edition in its rows."""
    named = date_in_names(part.name for part in snapshot.parts)
    if named is not None:
        return named
    rows = read_list(snapshot, Report(), _COLUMNS, optional=_OPTIONAL)
    return max((row.date_of("Published") for row in rows), default=None)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: an institution or programme as one edition lists it.

    Rows of one name share its id, and each is a listing of its own.
    """
    held = SOURCE.provenance(snapshot)
    for row in read_list(snapshot, report, _COLUMNS, optional=_OPTIONAL):
        yield _entry(row, held)


def _entry(row: ListRow, held: Provenance) -> Entry:
    on, table = known_list(_CODE), row.take("Table")
    if table.lower() not in _TABLES:
        what = f"table {table!r} is not known: write {' or '.join(_TABLES)}"
        raise SourceError(what, where=row.where, hint=CHANGED)
    start = row.date("Published")
    if not start:
        what = "the record does not say when its edition was published"
        raise SourceError(what, where=row.where, hint=CHANGED)
    named, name = row.cells("Name"), name_of(row, "Name")
    subject = keyed_id(on.code, name.names[0][1])
    draft = EntryDraft(row.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=_TABLES[table.lower()],
        listings=(listing_id(subject, f"{on.code}-{start}"),),
    )
    state_listing(party, on, _AUTHORITY, named)
    party.rule("program", on.title, row.cells("Table"))
    party.rule("startDate", start, row.cells("Published"))
    year = row.take("Fiscal Year")
    party.rule("summary", year and f"Fiscal year {year}", row.cells("Fiscal Year"))
    end = row.date("End Date")
    party.rule("endDate", end, row.cells("End Date"))
    party.rule("status", "removed" if end else "", row.cells("End Date"))
    party.rule("reason", row.take("Basis"), row.cells("Basis"))
    party.rule("sourceUrl", row.take("Source Url"), row.cells("Source Url"))
    state_name(party, name, named)
    for alias in row.take("Aliases").split(";"):
        if alias.strip():
            state_alias(party, alias.strip(), row.cells("Aliases"))
    country = row.take("Country")
    if country:
        party.country("country", country, row.cells("Country"))
    row.finish()
    return draft.finish(subject)


SOURCE = Source(
    key="us_1286",
    title="Foreign institutions and talent programmes, Section 1286 (United States)",
    publisher="US Department of Defense",
    url="https://basicresearch.defense.gov/Programs/Academic-Research-Security/",
    licence=(
        "The Department's lists: US Government work, public domain in the United "
        "States. A transcription may have terms of its own"
    ),
    dataset=_DATASET,
    datasets={_DATASET: "Foreign institutions and talent programmes, Section 1286"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "The folded name: the list has no numbers. One listing for each name and day "
        "of publication."
    ),
    uses=USES,
    reliability="B",
    credibility="2",
)
