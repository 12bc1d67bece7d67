"""OFAC's legacy CSV files: the main file, further names, addresses and comments."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from tieline.files.delimited import Layout, Row, read_rows
from tieline.files.parties.names import person_parts
from tieline.files.parties.party import Cell, Party
from tieline.files.us.lists import listing_id, ofac_id
from tieline.files.us.ofac_party import (
    CONS,
    DATASETS,
    DOWNLOADS,
    LICENCE,
    NATURAL_KEY,
    PUBLISHER,
    SDN,
    USES,
    Program,
    lists_of,
    names_other_lists,
    special_schema,
    state_listings,
)
from tieline.files.us.ofac_remarks import Piece, split_remarks, state_remark
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Part, Report, Snapshot, Source
from tieline.text.dates import date_in_names

_MAIN: tuple[str, ...] = (
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
)
_NAMES: tuple[str, ...] = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_ADDRESSES: tuple[str, ...] = (
    "ent_num",
    "add_num",
    "Address",
    "City",
    "Country",
    "Add_remarks",
)
_COMMENTS: tuple[str, ...] = ("ent_num", "Remarks")
_COLUMNS = {len(each): each for each in (_MAIN, _NAMES, _ADDRESSES, _COMMENTS)}
_NULL = "-0-"
_PART_WORDS = frozenset({"prim", "add", "alt", "comments", "comment"})
_TYPES = {
    "": "Organization",
    "individual": "Person",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
_ON_SUBJECT = {
    "Call_Sign": "callSign",
    "Vess_type": "type",
    "Tonnage": "tonnage",
    "GRT": "grossRegisteredTonnage",
    "Vess_owner": "ownerName",
}
_BESIDE = {
    len(_NAMES): "the file of other names (alt)",
    len(_ADDRESSES): "the file of addresses (add)",
}
_ALIAS = {"aka": "alias", "fka": "previousName", "nka": "alias"}


class _Side(msgspec.Struct):
    """The rows of the files beside the main one, by OFAC number."""

    names: dict[str, list[tuple[str, Row]]]
    addresses: dict[str, list[tuple[str, Row]]]
    comments: dict[str, list[tuple[str, Row]]]


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the shape of the first row; the data set by name or programmes."""
    cells = _first(head)
    if len(cells) not in _COLUMNS or not cells[0].isdigit():
        return None
    text = head.decode("utf-8", "replace")
    if not _is_legacy(cells, name.lower()):
        return None
    is_main = len(cells) == len(_MAIN)
    if "cons" in name.lower() or (is_main and names_other_lists(text[:4096])):
        return CONS
    return SDN


def part_of(name: str) -> tuple[str, str]:
    """Return the name without the words that tell the files apart, and those words.

    >>> part_of("cons_alt_2025-12.csv"), part_of("sdn_comments.csv")
    (('2025 12 csv', 'alt'), ('csv', 'comments'))
    """
    words = re.findall(r"[a-z0-9]+", name.lower())
    rest = [word for word in words if word not in _PART_WORDS | {"cons", "sdn"}]
    part = [word for word in words if word in _PART_WORDS]
    return " ".join(rest), " ".join(part) or "prim"


def published(snapshot: Snapshot) -> str | None:
    """Return the date in a file's name, the main file's before others'."""
    parts = sorted(snapshot.parts, key=lambda part: _width(part) != len(_MAIN))
    return date_in_names(part.name for part in parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a record of the main file.

    The other files are held in memory, by number; a row of theirs without a record
    shows that the files are of different editions.
    """
    main, others = _roles(snapshot)
    numbers = {row.cells[0] for row in _rows(main, snapshot, Report())}
    side = _beside(others, snapshot, report, known=(main.name, numbers))
    report.notice = _lacking(others)
    held = SOURCE.provenance(snapshot)
    for row in _rows(main, snapshot, report):
        report.records_in += 1
        yield _entry(main.name, row, side, held)


def _roles(snapshot: Snapshot) -> tuple[Part, tuple[Part, ...]]:
    """Tell the main file from the others by the number of their columns."""
    by_width: dict[int, Part] = {}
    for part in snapshot.parts:
        width = _width(part)
        if width not in _COLUMNS:
            what = f"the first row has {width} cells; OFAC's files have 12, 6, 5 or 2"
            raise SourceError(what, where=part.name, hint="Get the file again")
        if width in by_width:
            what = f"two files of {width} columns: {by_width[width].name} is the other"
            hint = "Import one edition at a time"
            raise SourceError(what, where=part.name, hint=hint)
        by_width[width] = part
    main = by_width.pop(len(_MAIN), None)
    if main is None:
        what = "there is no main file (12 columns), so the rows have no records"
        names = ", ".join(part.name for part in snapshot.parts)
        hint = "Name sdn.csv or cons_prim.csv beside it"
        raise SourceError(what, where=names, hint=hint)
    return main, tuple(by_width[width] for width in sorted(by_width))


def _width(part: Part) -> int:
    with part.open() as stream:
        return len(_first(stream.read(65536)))


def _first(head: bytes) -> list[str]:
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    text = line.decode("utf-8", "replace").rstrip("\r")
    try:
        rows = list(csv.reader([text]))
    except csv.Error:
        return []  # a bare carriage return or a field beyond all bounds: not OFAC's
    return rows[0] if rows else []


def _is_legacy(cells: list[str], name: str) -> bool:
    if len(cells) == len(_COMMENTS):
        return "comment" in name
    if len(cells) == len(_NAMES):
        return cells[2] in _ALIAS
    return any(cell.strip() == _NULL for cell in cells)


def _rows(part: Part, snapshot: Snapshot, report: Report) -> Iterator[Row]:
    layout = Layout(
        columns=_COLUMNS[_width(part)],
        encoding=snapshot.encoding or "utf-8",
        needs_closing=True,
    )
    for row in read_rows(part, layout, report, partial=snapshot.partial):
        number = row.cells[0]
        if not number.isdigit():
            where = f"{part.name} row {row.number}"
            hint = "The file is damaged or not OFAC's"
            what = f"{number!r} is not a number of OFAC's"
            raise SourceError(what, where=where, hint=hint)
        yield row


def _beside(
    parts: tuple[Part, ...],
    snapshot: Snapshot,
    report: Report,
    *,
    known: tuple[str, set[str]],
) -> _Side:
    side = _Side(defaultdict(list), defaultdict(list), defaultdict(list))
    homes = {
        len(_NAMES): side.names,
        len(_ADDRESSES): side.addresses,
        len(_COMMENTS): side.comments,
    }
    main, numbers = known
    for part in parts:
        home = homes[_width(part)]
        rows = joined = 0
        for row in _rows(part, snapshot, report):
            rows += 1
            if row.cells[0] in numbers:
                joined += 1
                home[row.cells[0]].append((part.name, row))
        report.notes.append(f"{part.name}: {joined:,} of {rows:,} rows joined")
        if joined < rows:
            _differ(part.name, main, (joined, rows), snapshot, report)
    return side


def _lacking(others: tuple[Part, ...]) -> str | None:
    """Say which files are missed; comments only continue remarks, so not those."""
    held = {_width(part) for part in others}
    lacking = [what for width, what in _BESIDE.items() if width not in held]
    return f"imported without {' and '.join(lacking)}" if lacking else None


def _differ(
    name: str,
    main: str,
    counts: tuple[int, int],
    snapshot: Snapshot,
    report: Report,
) -> None:
    joined, rows = counts
    what = (
        f"only {joined:,} of {rows:,} rows join a record of {main}: "
        "the files are of different editions"
    )
    if not snapshot.partial:
        hint = "Get all files of one day, or import with --partial to keep what joins"
        raise SourceError(what, where=name, hint=hint)
    report.broken.append(f"{name}: {what}; {rows - joined:,} rows left out")


def _entry(name: str, row: Row, side: _Side, held: Provenance) -> Entry:
    where = f"{name} row {row.number}"
    raw = dict(zip(_MAIN, row.cells, strict=True))
    cells = {column: _bare(text) for column, text in raw.items()}
    number = cells["ent_num"]
    remarks = _remarks(raw, side.comments.get(number, []))
    kind = cells["SDN_Type"]
    if kind not in _TYPES:
        hint = "The list changed; a newer Tieline may read it"
        raise SourceError(f"type {kind!r} is not known", where=where, hint=hint)
    whole = "; ".join(piece.text for piece in remarks)
    schema_name = special_schema(_TYPES[kind], whole)
    programs = tuple(filter(None, re.split(r"\] ?\[", cells["Program"].strip("[]"))))
    subject = ofac_id(number)
    lists = lists_of(held.dataset, programs, whole)
    draft = EntryDraft(where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=schema_name,
        listings=tuple(listing_id(subject, each.code) for each in lists),
    )
    cited = Cell(column="Program", quote=raw["Program"])
    state_listings(
        draft,
        subject,
        lists,
        programs=[Program(text=each, cell=cited) for each in programs],
        number=Cell(column="ent_num", quote=raw["ent_num"]),
    )
    _state_record(party, cells, raw)
    _state_side(party, side, number)
    for piece in remarks:
        state_remark(party, piece)
    return draft.finish(subject)


def _bare(text: str) -> str:
    stripped = text.strip()
    return "" if stripped == _NULL else stripped


def _remarks(raw: dict[str, str], more: list[tuple[str, Row]]) -> tuple[Piece, ...]:
    cells: list[Cell] = []
    if _bare(raw["Remarks"]):
        cells.append(Cell(column="Remarks", quote=raw["Remarks"]))
    for name, row in more:
        at = f"{name} row {row.number}"
        if _bare(row.cells[1]):
            cells.append(Cell(column="Remarks", quote=row.cells[1], locator=at))
    return split_remarks(cells)


def _state_record(party: Party, cells: dict[str, str], raw: dict[str, str]) -> None:
    def cell(column: str) -> tuple[Cell, ...]:
        return (Cell(column=column, quote=raw[column]),)

    party.say("name", cells["SDN_Name"], cell("SDN_Name"))
    is_person = party.schema == "Person"
    parts = person_parts(cells["SDN_Name"]) if is_person else None
    if parts is not None:
        party.say("firstName", parts[0], cell("SDN_Name"))
        party.say("lastName", parts[1], cell("SDN_Name"))
    party.say("topics", "sanction", cell("Program"))
    for each in cells["Title"].split("; "):
        party.say("position", each, cell("Title"))
    for column, prop in _ON_SUBJECT.items():
        party.say(prop, cells[column], cell(column))
    if cells["Vess_flag"]:
        party.country("flag", cells["Vess_flag"], cell("Vess_flag"))


def _state_side(party: Party, side: _Side, number: str) -> None:
    """State the rows of the other files. Their own row numbers are dropped."""
    for name, row in side.names.get(number, ()):
        at = f"{name} row {row.number}"
        _, _, kind, text, remarks = row.cells
        if kind not in _ALIAS:
            hint = "The list changed; a newer Tieline may read it"
            raise SourceError(f"name type {kind!r} is not known", where=at, hint=hint)
        cell = Cell(column="alt_name", quote=text, locator=at)
        party.say(_ALIAS[kind], _bare(text), (cell,))
        note = Cell(column="alt_remarks", quote=remarks, locator=at)
        party.say("notes", _bare(remarks), (note,))
    for name, row in side.addresses.get(number, ()):
        at = f"{name} row {row.number}"
        cells = dict(zip(_ADDRESSES, row.cells, strict=True))
        filled = [each for each in _ADDRESSES[2:5] if _bare(cells[each])]
        cited = tuple(
            Cell(column=each, quote=cells[each], locator=at) for each in filled
        )
        text = ", ".join(_bare(cells[each]) for each in filled)
        if text:
            country = _bare(cells["Country"]).removeprefix("Region: ")
            party.address(text, cited, country)
        note = Cell(column="Add_remarks", quote=cells["Add_remarks"], locator=at)
        party.say("notes", _bare(cells["Add_remarks"]), (note,))


SOURCE = Source(
    key="us_ofac",
    title="OFAC sanctions lists, legacy CSV files",
    publisher=PUBLISHER,
    url=f"{DOWNLOADS}sdn.csv",
    licence=LICENCE,
    dataset=SDN,
    datasets=DATASETS,
    recognise=recognise,
    published=published,
    parse=parse,
    part_of=part_of,
    natural_key=NATURAL_KEY,
    downloads=(
        *(
            Download(url=f"{DOWNLOADS}{name}", name=name, edition="sdn")
            for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
        ),
        *(
            Download(url=f"{DOWNLOADS}consolidated/{name}", name=name, edition="cons")
            for name in (
                "cons_prim.csv",
                "cons_alt.csv",
                "cons_add.csv",
                "cons_comments.csv",
            )
        ),
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
