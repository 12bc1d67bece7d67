"""Denied Persons List of the Bureau of Industry and Security, tab separated."""

from collections.abc import Iterator

from tieline.files.us.lists import keyed_id
from tieline.files.us.single_lists import (
    COMMERCE,
    LICENCE,
    USES,
    ListRow,
    begin,
    known_list,
    name_of,
    read_list,
    state_listing,
    state_name,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET, _CODE = "us_dpl", "DPL"
_ADDRESS = ("Street_Address", "City", "State", "Postal_Code", "Country")
_DATES = ("Effective_Date", "Expiration_Date", "Last_Update")
_COLUMNS = ("Name", *_ADDRESS, *_DATES, "Standard_Order", "Action", "FR_Citation")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    cells = {cell.strip().strip('"') for cell in line.decode("latin-1").split("\t")}
    return _DATASET if set(_COLUMNS[:4]) | {"Standard_Order"} <= cells else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the list carries none of its own."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row; rows of one order are addresses of one party."""
    held = SOURCE.provenance(snapshot)
    for row in read_list(snapshot, report, _COLUMNS, delimiter="\t"):
        yield _entry(row, held)


def _entry(row: ListRow, held: Provenance) -> Entry:
    on, start = known_list(_CODE), row.date_of("Effective_Date")
    subject = keyed_id(on.code, mend(row.text_of("Name")), start)
    draft = EntryDraft(row.where, held)
    named = row.cells("Name")
    name = name_of(row, "Name")
    party = begin(draft, subject, on, is_person=name.is_individual)
    state_listing(party, on, COMMERCE, named)
    party.rule("program", on.title, named)
    for column, prop in zip(
        _DATES, ("startDate", "endDate", "modifiedAt"), strict=True
    ):
        party.rule(prop, row.date(column), row.cells(column))
    for column, prop in (
        ("Standard_Order", "standardOrder"),
        ("Action", "summary"),
        ("FR_Citation", "citation"),
    ):
        party.rule(prop, row.take(column), row.cells(column))
    state_name(party, name, named)
    country = row.text_of("Country")
    address = ", ".join(filter(None, map(row.take, _ADDRESS)))
    if address:
        party.address(address, row.cells(*_ADDRESS), country)
    row.finish()
    return draft.finish(subject)


SOURCE = Source(
    key="us_dpl",
    title="Denied Persons List (United States)",
    publisher="US Department of Commerce, Bureau of Industry and Security",
    url="https://www.bis.doc.gov/dpl/dpl.txt",
    licence=LICENCE,
    dataset=_DATASET,
    datasets={_DATASET: "US Denied Persons List"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "As in the Consolidated Screening List: name and effective date. Rows that "
        "share them are one party with several addresses; that list makes the "
        "second address a party of its own."
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
