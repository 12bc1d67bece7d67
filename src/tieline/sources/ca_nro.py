"""Canada's named research organizations, as the government's web page lists them.

An item of the page is an organization: its name in bold, its country in brackets (or
as the heading above), and its known aliases. The page says of none since when.
"""

import re
from collections.abc import Iterator

from tieline.files.html_items import LARGEST, Item, Piece, read_items
from tieline.files.parties.party import Cell, Party
from tieline.model.entry import Entry, EntryDraft
from tieline.model.errors import SourceError
from tieline.model.ids import natural_id
from tieline.model.source import Download, Report, Snapshot, Source
from tieline.text.countries import country_code

_DATASET = "ca_nro"
_LIST = "NRO"
_AUTHORITY = "Government of Canada"
_PROGRAM = "Policy on Sensitive Technology Research and Affiliations of Concern"
_PAGE = (
    "https://science.gc.ca/site/science/en/safeguarding-your-research/"
    "guidelines-and-tools-implement-research-security/named-research-organizations"
)
_TITLE = re.compile(rb"named research organi[sz]ations", re.IGNORECASE)
_MODIFIED = (
    re.compile(rb"dateModified[^>]{0,200}>\s{0,40}(\d{4}-\d{2}-\d{2})"),
    re.compile(rb"dcterms\.modified[^>]{0,200}content=[\"'](\d{4}-\d{2}-\d{2})"),
    re.compile(rb"content=[\"'](\d{4}-\d{2}-\d{2})[\"'][^>]{0,200}dcterms\.modified"),
)
_COUNTRY = re.compile(r"^\W*\((?P<country>[^()]+)\)\W*$")
_ALIASES = re.compile(r"^\s*Known alias(?:\(es\)|es)?\s*:\s*(?P<names>.*)$", re.DOTALL)
_BOLD = frozenset({"strong", "b"})
# Elements that change how a text looks, not what it says.
_PLAIN = frozenset({"strong", "b", "p", "span", "em", "i", "a", "abbr", "small", "div"})
_HINT = "The page changed; a newer Tieline may read it"
_AGAIN = "Get the page again"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the title of the page."""
    del name
    title = re.search(
        rb"<title[^>]{0,200}>(.{0,1000}?)</title>", head, re.IGNORECASE | re.DOTALL
    )
    return _DATASET if title is not None and _TITLE.search(title[1]) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day that the page says it was modified."""
    for part in snapshot.parts:
        with part.open() as stream:
            data = stream.read(LARGEST)
        for pattern in _MODIFIED:
            found = pattern.search(data)
            if found is not None:
                return found[1].decode()
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an organization; other items of the page are none."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for item in read_items(part, report, partial=snapshot.partial):
            where = f"{part.name} line {item.line}"
            name = next((p for p in item.pieces if _BOLD & set(p.inside)), None)
            land = _country(item)
            if name is None:
                if any(_ALIASES.match(piece.raw) for piece in item.pieces):
                    what = "the item has known aliases and no name in bold"
                    raise SourceError(what, where=where, hint=_HINT)
                continue
            if land is None:
                report.notes.append(f"{where}: {name.text!r} has no country; left out")
                continue
            report.records_in += 1
            yield _entry(item, name, land, EntryDraft(where, held))
    if not report.records_in and not report.broken:
        what = "there is no organization in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


def _country(item: Item) -> Piece | None:
    """Return the text that names the country: in brackets, or the heading."""
    for piece in item.pieces:
        found = _COUNTRY.match(piece.text)
        if found is not None and country_code(found["country"]) is not None:
            return piece
    if country_code(item.heading) is not None:
        return Piece(inside=(), raw=item.heading)
    return None


def _entry(item: Item, name: Piece, land: Piece, draft: EntryDraft) -> Entry:
    where = f"line {item.line}"
    foreign = sorted(item.tags - _PLAIN)
    if foreign:
        what = f"elements {foreign} in an item are not known"
        raise SourceError(what, where=where, hint=_HINT)
    found = _COUNTRY.match(land.text)
    country = found["country"].strip() if found is not None else land.text
    code = country_code(country) or ""
    subject = natural_id("ca-nro", name.text, code)
    party = Party(
        draft,
        subject=subject,
        schema_name="Organization",
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="ca",
    )
    cells = (Cell(column="name", quote=name.raw),)
    party.rule("entity", party.subject, cells)
    party.rule("list", _LIST, cells)
    party.rule("authority", _AUTHORITY, cells)
    party.rule("program", _PROGRAM, cells)
    party.say("topics", "export.control", cells)
    party.say("name", name.text, cells)
    where_land = (Cell(column="country", quote=land.raw),)
    party.say("country", code, where_land, original=country)
    for piece in item.pieces:
        if piece not in (name, land):
            _state_aliases(party, piece, where)
    return draft.finish(subject)


def _state_aliases(party: Party, piece: Piece, where: str) -> None:
    found = _ALIASES.match(piece.raw)
    if found is None:
        what = f"text {piece.text!r} is not read"
        raise SourceError(what, where=where, hint=_HINT)
    for text in found["names"].split(";"):
        alias = " ".join(text.split()).strip(" .")
        cell = Cell(column="known aliases", quote=piece.raw)
        party.say("alias", alias, (cell,))


SOURCE = Source(
    key="ca_nro",
    title="Canada: named research organizations",
    publisher="Government of Canada",
    url=_PAGE,
    licence="public page of the Government of Canada; facts only",
    dataset=_DATASET,
    datasets={_DATASET: "Canada: named research organizations"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="Name and country: the page gives no number of its own.",
    downloads=(Download(url=_PAGE, name="named-research-organizations.html"),),
    uses="Checks of research partners; being named is about grants, not a sanction.",
    reliability="A",
    credibility="1",
)
