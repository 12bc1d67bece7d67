"""Single lists of the State Department: nonproliferation sanctions, ITAR debarments."""

import re
from collections.abc import Iterator

from tieline.files.delimited import header_of
from tieline.files.parties.names import split_aliases
from tieline.files.us.keys import EntryKeys, KeyedRow
from tieline.files.us.lists import keyed_id
from tieline.files.us.single_lists import (
    CHANGED,
    LICENCE,
    STATE,
    USES,
    ListRow,
    begin,
    known_list,
    name_of,
    read_list,
    state_alias,
    state_listing,
    state_name,
    us_date,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASETS = {
    "us_isn": "US nonproliferation sanctions",
    "us_dtc": "US persons debarred under the ITAR",
}
_ISN = (
    "Source List",
    "Programs",
    "Name",
    "Alternative Names",
    "Country",
    "Federal Register Notice",
    "Effective Date",
    "Remarks/Notes",
    "Web Link",
)
_DTC = (
    "Party Name",
    "Date Of Birth",
    "Federal Register Notice",
    "Notice Date",
    "Corrected Notice",
    "Corrected Notice Date",
)
_OTHERS = re.compile(r"\s*\((?P<names>a\.k\.a\.[^()]*)\)\s*$")
_NOTICE = "Federal Register Notice"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    columns = {column for column in header_of(head) if column}
    if columns == set(_ISN):
        return "us_isn"
    return "us_dtc" if columns == set(_DTC) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the lists carry none of their own."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row; rows of one name and day are programmes of one party.

    Of debarments the file is read twice: they have no day that tells two persons of
    one name apart, only a notice.
    """
    held = SOURCE.provenance(snapshot)
    with snapshot.parts[0].open() as stream:
        is_isn = "Source List" in header_of(stream.read(4096))
    if is_isn:
        for row in read_list(snapshot, report, _ISN):
            yield _sanctioned(row, held)
        return
    keys = EntryKeys()
    for row in read_list(snapshot, Report(), _DTC):
        keys.count(_keyed(row))
    for row in read_list(snapshot, report, _DTC):
        yield _debarred(row, keys.id(_keyed(row)), held)


def _sanctioned(row: ListRow, held: Provenance) -> Entry:
    on, start = known_list("ISN"), row.date_of("Effective Date")
    listed, named = row.cells("Source List"), row.cells("Name")
    if row.take("Source List") != on.code:
        what = f"the row is not of the list {on.code}"
        raise SourceError(what, where=row.where, hint=CHANGED)
    printed = row.text_of("Name")
    subject = keyed_id(on.code, mend(printed), start)
    name = name_of(row, "Name")
    draft = EntryDraft(row.where, held)
    party = begin(draft, subject, on, is_person=name.is_individual)
    state_listing(party, on, STATE, listed)
    program = row.take("Programs")
    party.rule("program", program or on.title, row.cells("Programs") or listed)
    party.rule("startDate", row.date("Effective Date"), row.cells("Effective Date"))
    for column, prop in (
        (_NOTICE, "citation"),
        ("Remarks/Notes", "summary"),
        ("Web Link", "sourceUrl"),
    ):
        party.rule(prop, row.take(column), row.cells(column))
    state_name(party, name, named)
    for whole in row.take("Alternative Names").split("; "):
        for piece in split_aliases(whole, printed) if whole else ():
            state_alias(party, piece, row.cells("Alternative Names"))
    country = row.take("Country")
    if country:
        party.country("country", country, row.cells("Country"))
    row.finish()
    return draft.finish(subject)


def _keyed(row: ListRow) -> KeyedRow:
    """Return what tells a debarred party; the screening list has no day of any."""
    return KeyedRow(
        code="DTC",
        name=_OTHERS.sub("", mend(row.text_of("Party Name"))),
        start="",
        addresses="",
        citation=row.text_of(_NOTICE),
        mark=row.text,
    )


def _debarred(row: ListRow, subject: str, held: Provenance) -> Entry:
    on = known_list("DTC")
    named, born = row.cells("Party Name"), row.take("Date Of Birth")
    whole = mend(row.text_of("Party Name"))
    found = _OTHERS.search(whole)
    name = name_of(row, "Party Name", text=_OTHERS.sub("", whole))
    draft = EntryDraft(row.where, held)
    party = begin(draft, subject, on, is_person=bool(born) or name.is_individual)
    state_listing(party, on, STATE, named)
    party.rule("program", on.title, named)
    for notice, dated, prop in (
        (_NOTICE, "Notice Date", "listingDate"),
        ("Corrected Notice", "Corrected Notice Date", "modifiedAt"),
    ):
        party.rule("citation", row.take(notice), row.cells(notice))
        party.rule(prop, row.date(dated), row.cells(dated))
    state_name(party, name, named)
    for other in found["names"].split("; ") if found is not None else ():
        state_alias(party, other, named)
    if born:
        party.date("birthDate", us_date(born) or born, row.cells("Date Of Birth"))
    row.finish()
    return draft.finish(subject)


SOURCE = Source(
    key="us_state",
    title="Nonproliferation sanctions and ITAR debarments (United States)",
    publisher="US Department of State",
    url="https://www.pmddtc.state.gov/",
    licence=LICENCE,
    dataset="us_isn",
    datasets=_DATASETS,
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "As in the Consolidated Screening List: list, name and effective date, of "
        "debarments the name; debarred parties that share it add the notice, then an "
        "ordinal. Rows of one name and day are one party."
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
