"""UK consolidated list of financial sanctions targets, CSV of 2018 and of 2022."""

import codecs
import re
from collections.abc import Iterator

from tieline.files.delimited import LONGEST_LINE, Layout, Row, header_of, read_rows
from tieline.files.gb.conlist import ADDRESS, FORENAMES, NEWER, OLDER, SCRIPT
from tieline.files.gb.days import iso_day
from tieline.files.gb.papers import Numbers, read_paper, state_numbers
from tieline.files.gb.peoples import state_nationality
from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Cell, Party
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.record import Record
from tieline.model.source import Download, Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.demonyms import nationality_code

_DATASET = "gb_ofsi"
_LIST = "OFSI"
_AUTHORITY = "Office of Financial Sanctions Implementation"
_NUMBERED = (
    ("Passport Number", "Passport Details", "Passport"),
    ("National Identification Number", "NI Details", "National ID No."),
)
_TYPES = {"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}
_ALIASES = {
    "Prime Alias": "name",
    "Primary name": "name",
    "Primary name variation": "alias",
    "AKA": "alias",
    "FKA": "previousName",
}
_QUALITY = re.compile(
    r"^(?P<kind>good|low)(?: quality)?(?: a\.?k\.?a\.?)?$", re.IGNORECASE
)
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"
_COUNTRY = re.compile(r"^(?P<country>[^()]+?)\s*\((?P<note>.*)\)$")
_MARK = re.compile(r"^\(?[a-z]\)\s*(?=\w)")
_UKSL = re.compile(r"\(UK Sanctions List Ref\)\W*(?P<number>[A-Z]{3}\d{4})\b")
_UN = re.compile(
    r"\bUN Ref\W*(?:No\W*)?(?P<number>[A-Za-z]{2,3}[ie]\.\d{3})\b", re.IGNORECASE
)
_IMO = re.compile(r"^IMO(?: number)?:? ?(?P<number>\d{7})\b")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the line above the header, and by the header."""
    del name
    lines = head.removeprefix(codecs.BOM_UTF8).split(b"\n", 2)
    if len(lines) < 2 or not lines[0].startswith(b"Last Updated,"):  # noqa: PLR2004 - the day, then the header
        return None
    return _DATASET if lines[1].startswith(b"Name 6,Name 1,") else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day in the line above the header."""
    for part in snapshot.parts:
        with part.open() as stream:
            line = stream.readline(4096).decode("latin-1")
        cells = line.split(",")
        if len(cells) > 1:
            return iso_day(cells[1].strip())
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: a name of a party, with all that is known of it."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        encoding = snapshot.encoding or _encoding(part)
        columns = _columns(part)
        layout = Layout(columns=columns, encoding=encoding)
        for row in read_rows(part, layout, report, partial=snapshot.partial):
            where = f"{part.name} row {row.number}"
            if row.number <= 2:  # noqa: PLR2004 - the day, and the header
                _check_head(row, columns, where)
                continue
            report.records_in += 1
            yield _entry(_Row(row, columns, where), held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


def _encoding(part: Part) -> str:
    """Return UTF-8 where the whole file is, else the code page that it was saved in."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with part.open() as stream:
        try:
            while chunk := stream.read(1 << 16):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _columns(part: Part) -> tuple[str, ...]:
    """Tell the layout by the number of columns."""
    with part.open() as stream:
        stream.readline(LONGEST_LINE)
        found = header_of(stream.readline(LONGEST_LINE))
    return NEWER if len(found) == len(NEWER) else OLDER


def _check_head(row: Row, columns: tuple[str, ...], where: str) -> None:
    if row.number == 1:
        if row.cells[0] != "Last Updated" or iso_day(row.cells[1]) is None:
            what = "the first line does not say when the list was last updated"
            raise SourceError(what, where=where, hint=_AGAIN)
        return
    for cell, column in zip(row.cells, columns, strict=True):
        if cell.strip() != column:
            what = f"column {cell!r} stands where {column!r} should"
            raise SourceError(what, where=where, hint=_HINT)


class _Row:
    """A row being stated: its cells, struck off as they are read."""

    def __init__(self, row: Row, columns: tuple[str, ...], where: str) -> None:
        self.where = where
        self.is_newer = len(columns) == len(NEWER)
        self._raw = dict(zip(columns, row.cells, strict=True))
        self.record = Record(self._raw, where=where)

    def take(self, column: str) -> str:
        """Return a cell with single spaces, struck off."""
        return " ".join(self.record.take(column).split())

    def cells(self, *columns: str) -> tuple[Cell, ...]:
        """Return where the filled ones of these columns stand."""
        filled = (column for column in columns if self._raw[column].strip())
        return tuple(Cell(column=each, quote=self._raw[each]) for each in filled)

    def known(self, column: str, table: dict[str, str]) -> str:
        """Return what the table says of a cell.

        Raises:
            SourceError: the table does not know it.
        """
        text = self.take(column)
        if text not in table:
            what = f"{column.lower()} {text!r} is not known"
            raise SourceError(what, where=self.where, hint=_HINT)
        return table[text]

    def day(self, column: str) -> str:
        """Return a day, empty where there is none.

        Raises:
            SourceError: the cell is filled with something else.
        """
        text = self.take(column)
        day = iso_day(text) if text else ""
        if day is None:
            what = f"{column} {text!r} is not a date"
            raise SourceError(what, where=self.where, hint=_HINT)
        return day


def _entry(row: _Row, held: Provenance) -> Entry:
    group = row.take("Group ID")
    if not group.isdigit():
        what = f"Group ID {group!r} is not a number"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    information = row.take("Other Information")
    schema = row.known("Group Type", _TYPES)
    ship = _IMO.match(information) if schema != "Person" else None
    subject = f"gb-ofsi-{group}"
    draft = EntryDraft(row.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name="Vessel" if ship is not None else schema,
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="gb",
    )
    _state_listing(party, row, group, information)
    _state_name(party, row)
    if ship is not None:
        cited = row.cells("Other Information")
        party.say("imoNumber", f"IMO{ship['number']}", cited, original=ship["number"])
    party.say("notes", information, row.cells("Other Information"))
    _state_birth(party, row)
    state_nationality(party, row.take("Nationality"), row.cells("Nationality"))
    for column in ("Title", "Position"):
        for text in read_numbered(row.take(column)).all_texts:
            party.say(column.lower(), text, row.cells(column))
    _state_address(party, row)
    _state_all_papers(party, row)
    row.record.finish()
    return draft.finish(subject)


def _state_listing(party: Party, row: _Row, group: str, information: str) -> None:
    number, regime = row.cells("Group ID"), row.cells("Regime")
    party.rule("entity", party.subject, number)
    party.rule("recordId", group, number)
    party.rule("list", _LIST, number)
    party.rule("authority", _AUTHORITY, number)
    party.say("topics", "sanction", number)
    party.rule("program", row.take("Regime"), regime)
    party.rule("startDate", row.day("Listed On"), row.cells("Listed On"))
    party.rule("modifiedAt", row.day("Last Updated"), row.cells("Last Updated"))
    if row.is_newer:
        column = "UK Sanctions List Date Designated"
        party.rule("listingDate", row.day(column), row.cells(column))
    for pattern, prop in ((_UN, "unscId"), (_UKSL, "authorityId")):
        found = pattern.search(information)
        if found is not None:
            party.rule(prop, found["number"], row.cells("Other Information"))


def _state_name(party: Party, row: _Row) -> None:
    """State a name; Name 6 is a person's last one, or a firm's whole one."""
    prop = _name_prop(row)
    given = {column: row.take(column) for column in FORENAMES}
    last = row.take("Name 6")
    name = " ".join(filter(None, (*given.values(), last)))
    if not name:
        what = "the record has no name"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    party.say(prop, name, row.cells(*FORENAMES, "Name 6"))
    if prop == "name" and party.schema == "Person" and given["Name 1"]:
        party.say("firstName", given["Name 1"], row.cells("Name 1"))
        party.say("lastName", last, row.cells("Name 6"))


def _name_prop(row: _Row) -> str:
    """Return the property for a row's name; one of low quality is a weak alias."""
    prop = row.known("Alias Type", _ALIASES)
    text = row.take("Alias Quality") if row.is_newer else ""
    found = _QUALITY.match(text)
    if text and found is None:
        what = f"alias quality {text!r} is not known"
        raise SourceError(what, where=row.where, hint=_HINT)
    is_low = found is not None and found["kind"].lower() == "low"
    return "weakAlias" if is_low and prop == "alias" else prop


def _state_script(party: Party, row: _Row) -> None:
    """State the name in its own script, and what script and language that is."""
    name, kind, language = (row.take(column) for column in SCRIPT)
    party.say("name", name, row.cells(SCRIPT[0]))
    said = ", ".join(filter(None, (kind, language)))
    cited = row.cells(*SCRIPT[1:])
    party.say("notes", f"name in its own script: {said}" if said else "", cited)


def _state_birth(party: Party, row: _Row) -> None:
    if row.is_newer:
        _state_script(party, row)
    party.say("birthDate", row.day("DOB"), row.cells("DOB"))
    towns = dict(read_numbered(row.take("Town of Birth")).items)
    lands = dict(read_numbered(row.take("Country of Birth")).items)
    cited = row.cells("Town of Birth", "Country of Birth")
    only = next(iter(lands.values())) if len(set(lands.values())) == 1 else ""
    for number in sorted({*towns, *lands}):
        land = lands.get(number, only)
        parts = (towns.get(number, ""), land)
        party.say("birthPlace", ", ".join(filter(None, parts)), cited)
    for land in dict.fromkeys(lands.values()):
        code = nationality_code(land)
        if code is not None:
            cell = row.cells("Country of Birth")
            party.say("birthCountry", code, cell, original=land)


def _state_address(party: Party, row: _Row) -> None:
    parts = [row.take(column) for column in ADDRESS]
    parts[0] = _MARK.sub("", parts[0])  # one of several, each in a row of its own
    country, note = row.take("Country"), ""
    found = _COUNTRY.match(country)
    if found is not None and country_code(country) is None:
        country, note = found["country"], found["note"]
    text = ", ".join(filter(None, (*parts, country)))
    if text:
        party.address(text, row.cells(*ADDRESS, "Country"), country)
    if note:
        party.say("notes", f"{country}: {note}", row.cells("Country"))


def _state_all_papers(party: Party, row: _Row) -> None:
    if not row.is_newer:
        _state_papers(party, row, "Passport Details", "Passport")
        _state_papers(party, row, "NI Number", "National ID No.")
        return
    for number, details, kind in _NUMBERED:
        numbers, said = row.take(number), row.take(details)
        cell = Numbers(label=number, numbers=numbers, said=said, kind=kind)
        state_numbers(party, cell, row.cells(number, details))


def _state_papers(party: Party, row: _Row, column: str, kind: str) -> None:
    """State each number; what else is said of it is kept as a note."""
    found = read_numbered(row.take(column))
    cited = row.cells(column)
    for text in found.texts:
        whole = f"{found.before} {text}".strip()
        paper = read_paper(whole, kind)
        if paper is None or paper.value != whole:
            party.say("notes", f"{column}: {whole}", cited)
        if paper is not None:
            party.paper(paper, cited)


SOURCE = Source(
    key="gb_ofsi",
    title="UK consolidated list of financial sanctions targets",
    publisher="HM Treasury, Office of Financial Sanctions Implementation",
    downloads=(
        Download(
            url="https://ofsistorage.blob.core.windows.net/publishlive/2022format/ConList.csv",
            name="ConList.csv",
        ),
    ),
    uses="Screening; the Open Government Licence asks that the source be named. The "
    "UK Sanctions List took this list's place on 2026-01-28.",
    url="https://ofsistorage.blob.core.windows.net/publishlive/ConList.csv",
    licence="Open Government Licence v3.0",
    dataset=_DATASET,
    datasets={_DATASET: "UK consolidated list of financial sanctions targets"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The list's own Group ID; each of its rows is a name of the party.",
    reliability="A",
    credibility="1",
)
