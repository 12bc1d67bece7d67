"""UK consolidated list of financial sanctions targets, CSV in the layout of 2018."""

import codecs
import re
from collections.abc import Iterator

from tieline.files.delimited import Layout, Row, read_rows
from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Cell, Paper, Party
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.record import Record
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import dates_in
from tieline.text.demonyms import nationality_code

_DATASET = "gb_ofsi"
_LIST = "OFSI"
_AUTHORITY = "Office of Financial Sanctions Implementation"
_FORENAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
_ADDRESS = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code")
_COLUMNS: tuple[str, ...] = (
    "Name 6",
    *_FORENAMES,
    "Title",
    "DOB",
    "Town of Birth",
    "Country of Birth",
    "Nationality",
    "Passport Details",
    "NI Number",
    "Position",
    *_ADDRESS,
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Regime",
    "Listed On",
    "Last Updated",
    "Group ID",
)
_TYPES = {"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}
_ALIASES = {"Prime Alias": "name", "AKA": "alias", "FKA": "previousName"}
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"
_DAY = re.compile(r"^(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})$")
_ANY_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_COUNTRY = re.compile(r"^(?P<country>[^()]+?)\s*\((?P<note>.*)\)$")
_MARK = re.compile(r"^\(?[a-z]\)\s*(?=\w)")
_WORDS = re.compile(
    r"\b(?:citizenship|nationality|nationalities|national|citizen|possibly)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b(?:no[.:]+|ID|SSN) ?(?=[A-Z]*\d)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w/.])(?:[A-Z]{1,6}[-/ ]?)?\d(?:[\w/-]|\.(?=\d)){3,}(?: \d{3,})?(?!\+)"
)
_ROUNDED = re.compile(r"\d\.\d+E\+\d+")  # what a spreadsheet leaves of a long number
_DATE = r"\d{1,2} [A-Z][a-z]+\.? \d{4}|[A-Z][a-z]+\.? \d{4}|\d{4}-\d{2}-\d{2}|\d{4}"
_ISSUED = re.compile(rf"\bissued (?:on |in )?(?P<date>{_DATE})", re.IGNORECASE)
_EXPIRES = re.compile(
    rf"\b(?:expir\w+(?: date)?|date of expiration)[: ]+(?:on )?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\((?P<inside>[^()]+)\)|^(?P<before>[A-Z][A-Za-z ]+?) (?:passport|n)"
)
_UN = re.compile(
    r"\bUN Ref\W*(?:No\W*)?(?P<number>[A-Za-z]{2,3}[ie]\.\d{3})\b", re.IGNORECASE
)
_IMO = re.compile(r"^IMO(?: number)?:? ?(?P<number>\d{7})\b")
_CARD = re.compile(r"identi(?:ty|fication) card", re.IGNORECASE)
_KINDS = (
    (re.compile(r"fiscal code", re.IGNORECASE), "Tax ID No."),
    (re.compile(r"social security|\bSSN\b", re.IGNORECASE), "SSN"),
)
_FISCAL = re.compile(r"fiscal code:? (?P<number>[A-Z0-9 ]+\d[A-Z])\b", re.IGNORECASE)


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


def iso_day(text: str) -> str | None:
    """Return `dd/mm/yyyy` as precise as it is; None for another form.

    >>> iso_day("13/04/2018"), iso_day("00/09/1977"), iso_day("00/00/1980")
    ('2018-04-13', '1977-09', '1980')
    """
    found = _DAY.match(text)
    if found is None:
        return None
    day, month, year = found.groups()
    date = year if month == "00" else f"{year}-{month}"
    date = date if day == "00" or month == "00" else f"{date}-{day}"
    return date if is_date(date) else None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: a name of a party, with all that is known of it."""
    held = Provenance(
        dataset=snapshot.dataset,
        snapshot_sha256=snapshot.sha256,
        method=f"gb_ofsi/{SOURCE.version}",
        reliability=SOURCE.reliability,
        credibility=SOURCE.credibility,
    )
    for part in snapshot.parts:
        encoding = snapshot.encoding or _encoding(part)
        layout = Layout(columns=_COLUMNS, encoding=encoding)
        for row in read_rows(part, layout, report, partial=snapshot.partial):
            where = f"{part.name} row {row.number}"
            if row.number <= 2:  # noqa: PLR2004 - the day, and the header
                _check_head(row, where)
                continue
            report.records_in += 1
            yield _entry(row, where, held)
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


def _check_head(row: Row, where: str) -> None:
    if row.number == 1:
        if row.cells[0] != "Last Updated" or iso_day(row.cells[1]) is None:
            what = "the first line does not say when the list was last updated"
            raise SourceError(what, where=where, hint=_AGAIN)
        return
    for cell, column in zip(row.cells, _COLUMNS, strict=True):
        if cell.strip() != column:
            what = f"column {cell!r} stands where {column!r} should"
            raise SourceError(what, where=where, hint=_HINT)


class _Row:
    """A row being stated: its cells, struck off as they are read."""

    def __init__(self, row: Row, where: str) -> None:
        self.where = where
        self._raw = dict(zip(_COLUMNS, row.cells, strict=True))
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


def _entry(cells: Row, where: str, held: Provenance) -> Entry:
    row = _Row(cells, where)
    group = row.take("Group ID")
    if not group.isdigit():
        what = f"Group ID {group!r} is not a number"
        raise SourceError(what, where=where, hint=_AGAIN)
    information = row.take("Other Information")
    schema = row.known("Group Type", _TYPES)
    ship = _IMO.match(information) if schema != "Person" else None
    subject = f"gb-ofsi-{group}"
    draft = EntryDraft(where, held)
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
    _state_nationality(party, row)
    for column in ("Title", "Position"):
        found = read_numbered(row.take(column))
        for text in (*filter(None, (found.before,)), *found.texts):
            party.say(column.lower(), text, row.cells(column))
    _state_address(party, row)
    for column, kind in (
        ("Passport Details", "Passport"),
        ("NI Number", "National ID No."),
    ):
        _state_papers(party, row, column, kind)
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
    found = _UN.search(information)
    if found is not None:
        party.rule("unscId", found["number"], row.cells("Other Information"))


def _state_name(party: Party, row: _Row) -> None:
    """State a name; Name 6 is a person's last one, or a firm's whole one."""
    prop = row.known("Alias Type", _ALIASES)
    given = {column: row.take(column) for column in _FORENAMES}
    last = row.take("Name 6")
    name = " ".join(filter(None, (*given.values(), last)))
    if not name:
        what = "the record has no name"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    party.say(prop, name, row.cells(*_FORENAMES, "Name 6"))
    if prop == "name" and party.schema == "Person" and given["Name 1"]:
        party.say("firstName", given["Name 1"], row.cells("Name 1"))
        party.say("lastName", last, row.cells("Name 6"))


def _state_birth(party: Party, row: _Row) -> None:
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


def _state_nationality(party: Party, row: _Row) -> None:
    """State countries by name or by their people's; what is neither, as a note."""
    text = row.take("Nationality")
    cited = row.cells("Nationality")
    for each in read_numbered(text).texts:
        bare = each.partition("(")[0].strip(" .")
        code = nationality_code(bare) or nationality_code(_WORDS.sub("", bare).strip())
        is_past = re.search(r"\b(?:revoked|withdrawn|until|former)", each) is not None
        if code is not None and not is_past:
            party.say("nationality", code, cited, original=each)
        if code is None or is_past or bare != each:
            party.say("notes", f"nationality: {each}", cited)


def _state_address(party: Party, row: _Row) -> None:
    parts = [row.take(column) for column in _ADDRESS]
    parts[0] = _MARK.sub("", parts[0])  # one of several, each in a row of its own
    country, note = row.take("Country"), ""
    found = _COUNTRY.match(country)
    if found is not None and country_code(country) is None:
        country, note = found["country"], found["note"]
    text = ", ".join(filter(None, (*parts, country)))
    if text:
        party.address(text, row.cells(*_ADDRESS, "Country"), country)
    if note:
        party.say("notes", f"{country}: {note}", row.cells("Country"))


def _state_papers(party: Party, row: _Row, column: str, kind: str) -> None:
    """State each number; what else is said of it is kept as a note."""
    found = read_numbered(row.take(column))
    cited = row.cells(column)
    for text in found.texts:
        whole = f"{found.before} {text}".strip()
        paper = _paper(whole, kind)
        if paper is None or paper.value != whole:
            party.say("notes", f"{column}: {whole}", cited)
        if paper is not None:
            party.paper(paper, cited)


def _paper(text: str, kind: str) -> Paper | None:
    fiscal = _FISCAL.search(text)
    if fiscal is not None:
        number = fiscal["number"].replace(" ", "")
        return Paper(kind="Tax ID No.", value=number, country="Italy")
    if _ROUNDED.search(text):
        return None
    dated = _ANY_DAY.sub(_written_out, _LABEL.sub(" ", text))
    bare = re.sub(rf"\b(?:{_DATE})\b(?!\d)", _without_year, dated)
    found = _NUMBER.search(bare)
    if found is None:
        return None
    if kind == "Passport" and _CARD.search(text):
        kind = "National ID No."
    for pattern, known in _KINDS:
        kind = known if pattern.search(text) else kind
    issued, expires = _ISSUED.search(dated), _EXPIRES.search(dated)
    return Paper(
        kind=kind,
        value=found[0],
        country=_issuer(text),
        issued=issued["date"] if issued is not None else None,
        expires=expires["date"] if expires is not None else None,
    )


def _written_out(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _without_year(found: re.Match[str]) -> str:
    """Blank a written date, but not a number of four digits that may be the paper's."""
    is_dated = bool(dates_in(found[0])) and not found[0].isdigit()
    return " " * len(found[0]) if is_dated else found[0]


def _issuer(text: str) -> str | None:
    """Return the country that a paper is said to be of."""
    for found in _HOLDER.finditer(text):
        words = (found["inside"] or found["before"]).split()
        for length in (len(words), 4, 3, 2, 1):
            name = " ".join(words[:length])
            if nationality_code(name) is not None and len(name) > 2:  # noqa: PLR2004 - two letters are a code
                return nationality_code(name)
    return None


SOURCE = Source(
    key="gb_ofsi",
    title="UK consolidated list of financial sanctions targets",
    publisher="HM Treasury, Office of Financial Sanctions Implementation",
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
