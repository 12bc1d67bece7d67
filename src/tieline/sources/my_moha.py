"""Malaysia's list of the Ministry of Home Affairs, as the tagged XML of its PDF.

Rows of thirteen cells are persons, rows of seven groups; a table goes on over pages,
and its header may stand among its rows. The fifth cell of a group holds further names
and is not headed: what they are is not said.
"""

import re
from collections.abc import Iterator

import msgspec

from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Cell, Paper, Party
from tieline.files.xml_records import Leaf, Node, XmlRecord, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.source import Report, Snapshot, Source
from tieline.text.countries import country_code

_DATASET = "my_moha"
_LIST = "MOHA"
_AUTHORITY = "Ministry of Home Affairs of Malaysia"
_DOCUMENT = "/TaggedPDF-doc/Document"
_RECORDS = {f"{_DOCUMENT}/Table/TBody": "TR"}
_SKIPPED = (
    "/TaggedPDF-doc/xmpmeta",
    "/TaggedPDF-doc/bookmark-tree",
    f"{_DOCUMENT}/P",
    f"{_DOCUMENT}/L",
    f"{_DOCUMENT}/Table/THead",
)
_PERSON = (
    "No.",
    "Rujukan",
    "Nama",
    "Gelaran",
    "Jawatan",
    "Tarikh Lahir",
    "Tempat Lahir",
    "Nama Lain",
    "Warganegara",
    "Nombor Pasport",
    "Nombor. Kad Pengenalan",
    "Alamat",
    "Tarikh Disenaraikan",
)
_GROUP = ("No.", "Rujukan", "Nama", "Nama Lain", "(5)", "Alamat", "Tarikh Disenaraikan")
_LAYOUTS = {len(_PERSON): _PERSON, len(_GROUP): _GROUP}
_CELLS = ("TH", "TD")
_TEXTS = frozenset({"P", "L", "LI", "Lbl", "LBody", "Span", "Link"})
_REFERENCE = re.compile(
    r"^KDN\.\s*(?P<kind>[IK])\.\s*(?P<number>\d+)\s*-\s*(?P<year>\d{4})$"
)
_NUMERIC = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_WORDED = re.compile(r"^(\d{1,2}) (\w+) (\d{4})$")
_MONTHS: tuple[str, ...] = (
    "januari",
    "februari",
    "mac",
    "april",
    "mei",
    "jun",
    "julai",
    "ogos",
    "september",
    "oktober",
    "november",
    "disember",
)
_LANDS = {
    "arab saudi": "sa",
    "filipina": "ph",
    "mesir": "eg",
    "turki": "tr",
    "yaman": "ye",
}
_MODIFIED = re.compile(rb"<xmp:ModifyDate>(\d{4}-\d{2}-\d{2})")
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element and the ministry's references."""
    del name
    is_list = b"<TaggedPDF-doc" in head and re.search(rb"KDN\.\s*[IK]\.", head)
    return _DATASET if is_list else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day that the document was last changed, in its head."""
    for part in snapshot.parts:
        with part.open() as stream:
            found = _MODIFIED.search(stream.read(1 << 16))
        if found is not None:
            return found[1].decode()
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a person or group."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for record in read_xml(
            part, _RECORDS, report, partial=snapshot.partial, skipping=_SKIPPED
        ):
            row = _row(record)
            if _is_header(row):
                continue
            report.records_in += 1
            yield _entry(row, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: where it stands, the leaves of each cell by its heading."""

    where: str
    is_person: bool
    leaves: dict[str, tuple[Leaf, ...]]

    def text(self, column: str) -> str:
        """Return a cell's text in one line; `-` is nothing."""
        whole = " ".join(leaf.text for leaf in self.leaves.get(column, ()))
        return "" if whole == "-" else whole

    def cells(self, column: str) -> tuple[Cell, ...]:
        """Return where a cell's texts stand."""
        return tuple(
            Cell(column=f"{column} {leaf.path}", quote=leaf.raw)
            for leaf in self.leaves.get(column, ())
        )


def _row(record: XmlRecord) -> _Row:
    cells = [child for child in record.node.children if child.tag in _CELLS]
    columns = _LAYOUTS.get(len(cells))
    if columns is None:
        sizes = sorted(_LAYOUTS)
        what = f"the row has {len(cells)} cells instead of {sizes[0]} or {sizes[1]}"
        raise SourceError(what, where=record.where, hint=_HINT)
    leaves = {
        column: tuple(_texts(cell)) for column, cell in zip(columns, cells, strict=True)
    }
    record.finish()
    return _Row(where=record.where, is_person=columns is _PERSON, leaves=leaves)


def _texts(node: Node) -> Iterator[Leaf]:
    """Yield the texts below an element, in order, struck off."""
    for child in node.children:
        if child.tag not in _TEXTS:
            continue
        node.leaves(child.tag)
        if child.raw.strip():
            yield Leaf(path=child.path, raw=child.raw)
        yield from _texts(child)


def _is_header(row: _Row) -> bool:
    """Tell whether a row is the header, in the middle of a table.

    Raises:
        SourceError: it is one, and heads a column otherwise.
    """
    if not row.text("No.").startswith("(1)"):
        return False
    columns = _PERSON if row.is_person else _GROUP
    for place, column in enumerate(columns, start=1):
        text = row.text(column)
        if text not in {f"({place})", f"({place}) {column}"}:
            what = f"column {text!r} stands where {column!r} should"
            raise SourceError(what, where=row.where, hint=_HINT)
    return True


def _entry(row: _Row, held: Provenance) -> Entry:
    reference = _REFERENCE.match(row.text("Rujukan"))
    if reference is None:
        what = f"reference {row.text('Rujukan')!r} is not one of the ministry's"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    kind, number, year = reference.groups()
    subject = f"my-moha-{kind.lower()}-{number}-{year}"
    draft = EntryDraft(row.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name="Person" if row.is_person else "Organization",
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="my",
    )
    cells = row.cells("Rujukan")
    party.rule("entity", subject, cells)
    party.rule("list", _LIST, cells)
    party.rule("authority", _AUTHORITY, cells)
    party.rule("recordId", f"KDN.{kind}.{number}-{year}", cells)
    party.say("topics", "sanction", cells)
    day = _day(row.text("Tarikh Disenaraikan"))
    if day is None:
        what = f"day {row.text('Tarikh Disenaraikan')!r} is not a date"
        raise SourceError(what, where=row.where, hint=_HINT)
    party.rule("startDate", day, row.cells("Tarikh Disenaraikan"))
    _state_names(party, row)
    _state_address(party, row)
    if row.is_person:
        _state_person(party, row)
    return draft.finish(subject)


def _day(text: str) -> str | None:
    """Return a day in numbers, or in words with a Malay month.

    >>> _day("9.12.1961"), _day("24 Januari 2025"), _day("soon")
    ('1961-12-09', '2025-01-24', None)
    """
    numeric, worded = _NUMERIC.match(text), _WORDED.match(text)
    if numeric is not None:
        day, month, year = (int(part) for part in numeric.groups())
    elif worded is not None and worded[2].lower() in _MONTHS:
        day, month = int(worded[1]), _MONTHS.index(worded[2].lower()) + 1
        year = int(worded[3])
    else:
        return None
    date = f"{year}-{month:02d}-{day:02d}"
    return date if is_date(date) else None


def _land(text: str) -> str | None:
    """Return the code of a country, named in Malay or English; remarks aside.

    >>> _land("Filipina (Pemastautin Tetap di Malaysia)"), _land("Mesir")
    ('ph', 'eg')
    """
    bare = text.partition("(")[0].strip()
    return _LANDS.get(bare.lower()) or country_code(bare)


def _state_names(party: Party, row: _Row) -> None:
    """State the name, and the parts of one that a sign parts: names in use for it."""
    name = row.text("Nama")
    if not name:
        what = "the row has no name"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    party.say("name", name, row.cells("Nama"))
    parts = [part.strip() for part in name.split("@")]
    for part in parts if len(parts) > 1 else ():
        is_full = " " in part
        party.say("alias" if is_full else "weakAlias", part, row.cells("Nama"))
    for column in ("Nama Lain", "(5)"):
        for text in read_numbered(row.text(column)).all_texts:
            party.say("alias", text, row.cells(column))


def _state_address(party: Party, row: _Row) -> None:
    cells = row.cells("Alamat")
    for text in read_numbered(row.text("Alamat")).all_texts:
        code = _land(text)
        if code is not None:
            party.say("country", code, cells, original=text)
        else:
            last = _land(text.rpartition(",")[2].strip()) or ""
            party.address(text, cells, last.upper())


def _state_person(party: Party, row: _Row) -> None:
    for column, prop in (("Gelaran", "title"), ("Jawatan", "position")):
        party.say(prop, row.text(column), row.cells(column))
    for leaf in row.leaves["Tarikh Lahir"]:
        day = _day(leaf.text)
        cell = (Cell(column=f"Tarikh Lahir {leaf.path}", quote=leaf.raw),)
        if day is not None:
            party.say("birthDate", day, cell, original=leaf.text)
        elif leaf.text != "-":
            party.say("notes", f"birth date: {leaf.text}", cell)
    party.say("birthPlace", row.text("Tempat Lahir"), row.cells("Tempat Lahir"))
    nation, cells = row.text("Warganegara"), row.cells("Warganegara")
    code = _land(nation)
    if code is not None:
        party.say("nationality", code, cells, original=nation)
    if nation and (code is None or "(" in nation):
        party.say("notes", f"nationality: {nation}", cells)
    for column, kind in (
        ("Nombor Pasport", "Passport"),
        ("Nombor. Kad Pengenalan", "National ID No."),
    ):
        for text in read_numbered(row.text(column)).all_texts:
            for number in text.split(" / "):
                party.paper(Paper(kind=kind, value=number), row.cells(column))


SOURCE = Source(
    key="my_moha",
    title="Malaysia: list of the Ministry of Home Affairs",
    publisher="Ministry of Home Affairs of Malaysia",
    url="https://www.moha.gov.my/index.php/en/",
    licence="public list of Malaysia; facts only",
    dataset=_DATASET,
    datasets={_DATASET: "Malaysia: list of the Ministry of Home Affairs"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The ministry's own reference, such as KDN.I.08-2014.",
    uses="Screening; facts of a public list, the ministry named as the source.",
    reliability="A",
    credibility="1",
)
