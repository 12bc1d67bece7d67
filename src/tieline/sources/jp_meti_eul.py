"""Japan's Foreign End User List, as the ministry's PDF: a ruled table.

Its columns are number, country, company, other names and kind of weapon, each headed in
Japanese and English. A row that a page breaks goes on below the next header, without a
number. Numbers move with each edition: ids are made of name and country.
"""

import re
from collections.abc import Iterator

import msgspec

from tieline.files.jp.scripts import has_japanese, join_lines
from tieline.files.parties.names import read_name
from tieline.files.parties.party import Cell, Party
from tieline.files.pdf_pages import is_pdf, read_pages
from tieline.files.pdf_tables import TableRow, read_table_pages
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.ids import natural_id
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import date_in_names, dates_in

_DATASET = "jp_meti_eul"
_LIST = "METI-EUL"
_AUTHORITY = "Ministry of Economy, Trade and Industry of Japan"
_PROGRAM = "Foreign End User List"
_FILE = re.compile(
    r"end[ _-]?user[ _-]?list|\buser[ _-]?list|meti[ _-]eul", re.IGNORECASE
)
_COLUMNS = (
    ("number", "No."),
    ("country", "Country or Region"),
    ("company", "Company or Organization"),
    ("also", "Also Known As"),
    ("weapons", "Type of WMD"),
)
_BULLET = re.compile(r"(?:^|(?<=\n))\s*[・･•]\s*")
_BRACKETED = re.compile(r"[（(](?P<inside>[^（）()]*)[）)]")
_JAPANESE_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the file's name: the text of a PDF is packed."""
    return _DATASET if is_pdf(head) and _FILE.search(name) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name, else the first one on the first page."""
    named = date_in_names(part.name for part in snapshot.parts)
    if named is not None:
        return named
    for part in snapshot.parts:
        first = next(read_pages(part), None)
        text = first.text if first is not None else ""
        found = _JAPANESE_DAY.search(text)
        if found is not None:
            year, month, day = (int(each) for each in found.groups())
            return f"{year}-{month:02d}-{day:02d}"
        days = [day for line in text.splitlines()[:5] for day in dates_in(line)]
        if days:
            return days[0]
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a number of the list."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        try:
            for listed in _numbered(part, report):
                report.records_in += 1
                yield _entry(listed, part.name, held)
        except TruncatedError as error:
            if not snapshot.partial:
                raise
            report.broken.append(str(error))
    if not report.records_in and not report.broken:
        what = "there is no row in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


class _Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list: its page, and its cells, those of a broken row together.

    Each cell is the pieces that stand on a page.
    """

    page: int
    row: int
    cells: dict[str, tuple[str, ...]]

    def text(self, column: str) -> str:
        """Return a cell, its pieces joined by a line feed."""
        return "\n".join(self.cells.get(column, ()))


def _numbered(part: Part, report: Report) -> Iterator[_Listed]:
    """Yield the rows, each with what the next page goes on with."""
    columns: tuple[str, ...] = ()
    held: _Listed | None = None
    last = 0
    for page in read_table_pages(part):
        where = f"{part.name} page {page.number}"
        for row in page.rows:
            header = _header(row)
            if header is not None:
                columns = header
                continue
            if not columns:
                what = f"the row {list(row.cells)} stands above the header"
                raise SourceError(what, where=where, hint=_HINT)
            listed = _listed(row, columns, where)
            if not listed.text("number"):
                held = _joined(held, listed, where)
                continue
            if held is not None:
                yield held
            held = listed
            last = _check_number(listed, last, where, report)
        if not page.rows and len(page.outside.split()) > len(_COLUMNS):
            note = f"{where}: text that stands in no table was left out"
            report.notes.append(note)
    if held is not None:
        yield held


def _header(row: TableRow) -> tuple[str, ...] | None:
    """Return the columns that a header names, None where the row is none.

    Raises:
        SourceError: it is a header, and has a column that is not known.
    """
    texts = [join_lines(cell) for cell in row.cells]
    if not any(text.startswith("No.") for text in texts[:1]):
        return None
    names: list[str] = []
    for text in texts:
        found = [name for name, words in _COLUMNS if text.endswith(words)]
        if not found:
            what = f"column {text!r} is not known"
            where = f"page {row.page} row {row.number}"
            raise SourceError(what, where=where, hint=_HINT)
        names.append(found[0])
    return tuple(names)


def _listed(row: TableRow, columns: tuple[str, ...], where: str) -> _Listed:
    if len(row.cells) != len(columns):
        what = f"the row has {len(row.cells)} cells instead of {len(columns)}"
        raise SourceError(what, where=f"{where} row {row.number}", hint=_AGAIN)
    cells: dict[str, tuple[str, ...]] = {}
    for name, cell in zip(columns, row.cells, strict=True):
        if cell:
            cells[name] = (cell,)
    return _Listed(page=row.page, row=row.number, cells=cells)


def _joined(held: _Listed | None, more: _Listed, where: str) -> _Listed:
    if held is None:
        what = "the first row has no number"
        raise SourceError(what, where=where, hint=_AGAIN)
    cells = dict(held.cells)
    for name, pieces in more.cells.items():
        cells[name] = (*cells.get(name, ()), *pieces)
    return msgspec.structs.replace(held, cells=cells)


def _check_number(listed: _Listed, last: int, where: str, report: Report) -> int:
    """Return a row's number; note one that does not follow the last."""
    text = listed.text("number").strip()
    if not text.isdigit():
        what = f"number {text!r} is not a number"
        raise SourceError(what, where=where, hint=_AGAIN)
    if int(text) != last + 1:
        report.notes.append(f"{where}: number {text} follows {last}")
    return int(text)


def _entry(listed: _Listed, file: str, held: Provenance) -> Entry:
    where = f"{file} page {listed.page} row {listed.row}"
    company = listed.text("company")
    names = list(_names(company))
    if not names:
        what = "the row names no company"
        raise SourceError(what, where=where, hint=_AGAIN)
    country, code = _country(listed.text("country"))
    subject = natural_id("jp-meti-eul", names[0], code or country)
    draft = EntryDraft(where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name="Organization",
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="jp",
    )
    number = _cells(listed, "number")
    party.rule("entity", subject, number)
    party.rule("list", _LIST, number)
    party.rule("authority", _AUTHORITY, number)
    party.rule("program", _PROGRAM, number)
    party.rule("recordId", listed.text("number").strip(), number)
    party.say("topics", "export.control", number)
    for kind in re.split(r"[,、\n]", listed.text("weapons")):
        party.rule("reason", kind.strip(), _cells(listed, "weapons"))
    for name in names:
        lang = "ja" if has_japanese(name) else None
        for prop, text in read_name(name).names:
            party.say(prop, text, _cells(listed, "company"), lang=lang)
    for alias in _aliases(listed.text("also")):
        lang = "ja" if has_japanese(alias) else None
        party.say("alias", alias, _cells(listed, "also"), lang=lang)
    if code is not None:
        cells = _cells(listed, "country")
        party.say("country", code, cells, original=country)
    elif country:
        party.say("notes", f"country: {country}", _cells(listed, "country"))
    return draft.finish(subject)


def _cells(listed: _Listed, column: str) -> tuple[Cell, ...]:
    """Return where a cell's pieces stand."""
    return tuple(
        Cell(column=column, quote=piece) for piece in listed.cells.get(column, ())
    )


def _names(text: str) -> Iterator[str]:
    r"""Yield the company's names: Latin first, then Japanese ones in brackets or lines.

    >>> list(_names("Academy of Invented\nPhysics\n(架空学院)"))
    ['Academy of Invented Physics', '架空学院']
    """
    ours = [each["inside"] for each in _BRACKETED.finditer(text)]
    japanese = [each for each in ours if has_japanese(each)]
    for each in japanese:
        text = re.sub(rf"[（(]{re.escape(each)}[）)]", "\n", text)
    lines = [line for line in text.split("\n") if line.strip()]
    latin = join_lines("\n".join(line for line in lines if not has_japanese(line)))
    yield from filter(None, (latin, *(join_lines(each) for each in japanese)))
    yield from (line.strip() for line in lines if has_japanese(line))


def _country(text: str) -> tuple[str, str | None]:
    """Return the country in English, and its code where it is known."""
    lines = [line for line in text.split("\n") if not has_japanese(line)]
    words = join_lines("\n".join(lines)) or join_lines(text)
    return words, country_code(words)


def _aliases(text: str) -> Iterator[str]:
    for part in _BULLET.split(text):
        alias = join_lines(part).strip(" ,;")
        if alias and alias not in {"-", "—"}:
            yield alias


SOURCE = Source(
    key="jp_meti_eul",
    title="Japan: Foreign End User List",
    publisher="Ministry of Economy, Trade and Industry of Japan",
    url="https://www.meti.go.jp/policy/anpo/englishpage.html",
    licence="public list of Japan; facts only",
    dataset=_DATASET,
    datasets={_DATASET: "Japan: Foreign End User List"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="Name in English and country: a number is a place and moves.",
    uses="Screening of end users; a listing asks for care and is no embargo.",
    reliability="A",
    credibility="1",
)
