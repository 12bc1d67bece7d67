"""Taiwan's entity list for strategic high-tech commodities, as CSV.

The list gathers firms and persons from the lists of others, and says of none whether
it is one or the other. Its numbers are places that move. A name alone is shared by many
persons, so that an id is made of name, country, papers and address together.
"""

import codecs
import re
from collections.abc import Iterator

from tieline.files.delimited import Layout, read_rows
from tieline.files.parties.party import Cell, Paper, Party
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import natural_id
from tieline.model.record import Record
from tieline.model.source import Download, Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import date_in_names

_DATASET = "tw_shtc"
_LIST = "SHTC"
_AUTHORITY = "Ministry of Economic Affairs of Taiwan"
_PROGRAM = "Strategic High-Tech Commodities Entity List"
_NUMBER = "項次item"
_NAME = "名稱name"
_ALIAS = "別名alias"
_COUNTRY = "國家代碼country code"
_ADDRESS = "地址address"
_PAPERS = "護照號碼ID Number"
_COLUMNS = (_NUMBER, _NAME, _ALIAS, _COUNTRY, _ADDRESS, _PAPERS)
_UN = re.compile(r"[（(]永久參考號[：:](?P<number>[^）)]+)[）)]")
_CHINESE = re.compile(r"^[繁簡]體中文[：:]\s*")
_BETWEEN = re.compile(r"[;；]")
_OTHER = re.compile(r"\s+alias:\s*", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>?")
_PLACES = re.compile(r"\s*(?:[;；]|Branch Office \d+:|(?<!\w)[ivx]{1,4}\))\s*")
_PLAIN = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9./-]{3,29}$")
_PASSPORT = re.compile(r"passport|護照", re.IGNORECASE)
_INSIDE = re.compile(r"(?<![\w/])[A-Z]{0,3}-?\d[\w/-]{3,}")
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header, whichever its encoding."""
    del name
    line = head.removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0]
    for encoding in ("utf-8", "cp950"):
        text = line.decode(encoding, "replace")
        if _NAME in text and _COUNTRY in text:
            return _DATASET
    return None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the file itself tells none."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        layout = Layout(encoding=snapshot.encoding or _encoding(part))
        columns: tuple[str, ...] = ()
        for row in read_rows(part, layout, report, partial=snapshot.partial):
            where = f"{part.name} row {row.number}"
            if not columns:
                columns = tuple(cell.strip() for cell in row.cells)
                _check(columns, where)
                continue
            report.records_in += 1
            fields = dict(zip(columns, row.cells, strict=True))
            yield _entry(Record(fields, where=where), fields, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


def _encoding(part: Part) -> str:
    """Return UTF-8 where the header is, else Big5 as Windows writes it."""
    with part.open() as stream:
        line = stream.readline(1 << 16).removeprefix(codecs.BOM_UTF8)
    return "utf-8" if _NAME in line.decode("utf-8", "replace") else "cp950"


def _check(columns: tuple[str, ...], where: str) -> None:
    for what, names in (
        ("are not known", set(columns) - set(_COLUMNS)),
        ("are missing", set(_COLUMNS) - set(columns)),
    ):
        if names:
            raise SourceError(
                f"columns {sorted(names)} {what}", where=where, hint=_HINT
            )


def _entry(row: Record, raw: dict[str, str], held: Provenance) -> Entry:
    row.take(_NUMBER)  # a place in the list, dropped on purpose
    name, aliases = _bare(row.take(_NAME)), _bare(row.take(_ALIAS))
    if not name and not aliases:
        what = "the record has no name"
        raise SourceError(what, where=row.where, hint=_AGAIN)
    land, papers, address = row.take(_COUNTRY), row.take(_PAPERS), row.take(_ADDRESS)
    subject = natural_id("tw-shtc", name or aliases, land, papers, address)
    draft = EntryDraft(row.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name="LegalEntity",
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="tw",
    )
    named = _NAME if name else _ALIAS
    cells = _cell(raw, named)
    party.rule("entity", subject, cells)
    party.rule("list", _LIST, cells)
    party.rule("authority", _AUTHORITY, cells)
    party.rule("program", _PROGRAM, cells)
    party.say("topics", "export.control", cells)
    for found in _UN.finditer(name):
        party.rule("unscId", found["number"].strip(), cells)
    _state_names(party, _UN.sub("", name), raw, is_first=True)
    _state_names(party, aliases, raw, is_first=not name)
    for text in _pieces(land):
        party.country("country", text, _cell(raw, _COUNTRY))
    _state_addresses(party, address, raw)
    for text in _pieces(papers):
        _state_paper(party, text, _cell(raw, _PAPERS))
    row.finish()
    return draft.finish(subject)


def _cell(raw: dict[str, str], column: str) -> tuple[Cell, ...]:
    return (Cell(column=column, quote=raw[column]),)


def _pieces(text: str) -> Iterator[str]:
    """Yield the filled pieces of a cell between semicolons."""
    return filter(None, (piece.strip() for piece in _BETWEEN.split(text)))


def _bare(text: str) -> str:
    """Return a text without remnants of markup, with single spaces."""
    return " ".join(_MARKUP.sub(" ", text).split())


def _state_names(
    party: Party, text: str, raw: dict[str, str], *, is_first: bool
) -> None:
    """State the names of a cell: the first is the name, those in Chinese are marked."""
    cells = _cell(raw, _NAME if raw[_NAME].strip() and is_first else _ALIAS)
    whole, *others = _OTHER.split(text)
    parts = [*_BETWEEN.split(whole), *(p for o in others for p in _BETWEEN.split(o))]
    for place, part in enumerate(filter(None, (each.strip() for each in parts))):
        chinese = _CHINESE.match(part)
        prop = "name" if is_first and place == 0 else "alias"
        value = part[chinese.end() :] if chinese is not None else part
        lang = "zh" if chinese is not None else None
        party.say(prop, value, cells, original=part if lang else None, lang=lang)


def _state_addresses(party: Party, text: str, raw: dict[str, str]) -> None:
    for each in _PLACES.split(" ".join(text.split())):
        part = each.strip()
        if country_code(part) is not None:
            party.country("country", part, _cell(raw, _ADDRESS))
        elif part:
            party.address(part, _cell(raw, _ADDRESS))


def _state_paper(party: Party, text: str, cells: tuple[Cell, ...]) -> None:
    """State a number; words around it are kept as a note."""
    kind = "Passport" if _PASSPORT.search(text) else "Identification Number"
    found = _INSIDE.search(text)
    value = text if _PLAIN.match(text) else found[0] if found is not None else ""
    if value:
        party.paper(Paper(kind=kind, value=value), cells)
    if value != text:
        party.say("notes", f"papers: {text}", cells)


SOURCE = Source(
    key="tw_shtc",
    title="Taiwan: strategic high-tech commodities entity list",
    publisher="International Trade Administration, Ministry of Economic Affairs",
    url="https://www.trade.gov.tw/english/Pages/List.aspx?nodeid=298",
    licence="public list of Taiwan; facts only",
    dataset=_DATASET,
    datasets={_DATASET: "Taiwan: strategic high-tech commodities entity list"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="Name, country, papers and address: a number is a place and moves.",
    downloads=(
        Download(
            url="https://publicinfo.trade.gov.tw/icp/Download.action?file=ZgPKOWuRLCD%2B8S4%2FZhAeuw%3D%3D",
            name="shtc_list.csv",
        ),
    ),
    uses="Screening; for exporters in Taiwan, gathered from the lists of others.",
    reliability="A",
    credibility="1",
)
