"""The layouts of the US Consolidated Screening List, read into one kind of record."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from tieline.files.delimited import Layout, read_rows
from tieline.files.json_items import read_items
from tieline.files.parties.kinds import split_kind
from tieline.files.parties.party import Cell, Paper
from tieline.model.errors import SourceError
from tieline.model.record import Record
from tieline.model.source import Part, Report
from tieline.text.countries import country_code
from tieline.text.dates import dates_in

_PLAIN = (
    "source",
    "entity_number",
    "type",
    "name",
    "title",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "source_information_url",
)
_SEVERAL = (
    "programs",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
)
COLUMNS = frozenset({"_id", *_PLAIN, *_SEVERAL, "addresses", "ids"})
_ADDRESS = ("address", "city", "state", "postal_code", "country")
_PAPER = ("type", "number", "country", "issue_date", "expiration_date")
_OPTIONAL = frozenset({"_id"})
_YEAR = 4


class CslRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record, whatever the layout.

    `where` names file and row; `plain` holds the columns with one value, as
    printed; `several` those with many, each value with its cell; `addresses` pairs
    an address with its cells, `papers` an identifier with its cells.
    """

    where: str
    list_id: str
    plain: dict[str, str]
    several: dict[str, tuple[tuple[str, Cell], ...]]
    addresses: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    papers: tuple[tuple[Paper, tuple[Cell, ...]], ...]


def read_csl(
    part: Part, report: Report, *, encoding: str | None, partial: bool
) -> Iterator[CslRecord]:
    """Yield the records of a screening list in CSV or JSON, in file order.

    Raises:
        SourceError: a column is new or missing, or the file is damaged.
    """
    if is_json(_head(part)):
        yield from _json_records(part, report, partial=partial)
        return
    layout = Layout(encoding=encoding or "utf-8")
    yield from _csv_records(part, layout, report, partial=partial)


def is_json(head: bytes) -> bool:
    """Tell whether a file's first bytes begin a JSON object or array."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _head(part: Part) -> bytes:
    with part.open() as stream:
        return stream.read(4096)


def _csv_records(
    part: Part, layout: Layout, report: Report, *, partial: bool
) -> Iterator[CslRecord]:
    columns: tuple[str, ...] = ()
    for row in read_rows(part, layout, report, partial=partial):
        where = f"{part.name} row {row.number}"
        if not columns:
            columns = row.cells
            _check(columns, where)
        elif row.cells == columns:
            report.notes.append(f"{where}: the header stands there again; left out")
        else:
            report.records_in += 1
            yield _from_cells(dict(zip(columns, row.cells, strict=True)), where)


def _check(columns: tuple[str, ...], where: str) -> None:
    """Refuse a header with columns that are not read, or without those that are."""
    unread = sorted(set(columns) - COLUMNS)
    missing = sorted(COLUMNS - set(columns) - _OPTIONAL)
    hint = "The list changed; import it with --map until a newer Tieline reads it"
    if unread:
        raise SourceError(f"columns {unread} are not read", where=where, hint=hint)
    if missing:
        raise SourceError(f"columns {missing} are missing", where=where, hint=hint)
    if len(set(columns)) != len(columns):
        what = "a column name stands twice"
        raise SourceError(what, where=where, hint=hint)


def _from_cells(cells: Mapping[str, str], where: str) -> CslRecord:
    record = Record(cells, where=where)
    is_kind_first = "_id" in cells
    list_id = record.take_if("_id")
    plain = {column: record.take(column) for column in _PLAIN}
    several = {
        column: tuple(
            (value, Cell(column=column, quote=value))
            for value in _split(record.take(column))
        )
        for column in _SEVERAL
    }
    addresses = tuple(
        (value, "", (Cell(column="addresses", quote=value),))
        for value in _split(record.take("addresses"))
    )
    papers = tuple(
        (_paper(value, is_kind_first=is_kind_first), (Cell(column="ids", quote=value),))
        for value in _split_papers(record.take("ids"))
    )
    record.finish()
    return CslRecord(
        where=where,
        list_id=list_id,
        plain=plain,
        several=several,
        addresses=addresses,
        papers=papers,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split("; ") if value.strip())


def _split_papers(text: str) -> Iterator[str]:
    """Split the `ids` cell; a piece without a comma goes on with the one before."""
    held = ""
    for piece in _split(text):
        if held and ", " not in piece:
            held += f"; {piece}"
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _paper(text: str, *, is_kind_first: bool) -> Paper:
    """Read `kind, number[, country][, issued][, expires]`.

    The layout of 2019 writes `[country, ]number, kind`.
    """
    if is_kind_first:
        found = split_kind(text)
        kind, rest = found if found is not None else ("", "")
        if not rest.startswith(", "):
            kind, _, rest = text.partition(", ")
        parts = rest.removeprefix(", ").split(", ")
    else:
        rest, _, kind = text.rpartition(", ")
        parts = rest.split(", ")
        if len(parts) > 1 and _is_country(parts[0]):
            parts = [*parts[1:], parts[0]]
    dates: list[str] = []
    while len(parts) > 1 and _is_date(parts[-1]):
        dates.insert(0, parts.pop())
    country = parts.pop() if len(parts) > 1 and _is_country(parts[-1]) else None
    return Paper(
        kind=kind.rstrip(",") or text,
        value=", ".join(parts),
        country=country,
        issued=dates[0] if dates else None,
        expires=", ".join(dates[1:]) or None,
    )


def _is_country(text: str) -> bool:
    return len(text) == 2 and text.isupper() and country_code(text) is not None  # noqa: PLR2004 - ISO codes have two letters


def _is_date(text: str) -> bool:
    if len(text) == _YEAR and text.isdigit():
        return text[:2] in {"19", "20"}
    return len(text) <= len("30 Sept 2012") and len(dates_in(text)) == 1


def _json_records(part: Part, report: Report, *, partial: bool) -> Iterator[CslRecord]:
    for number, item in read_items(part, "results", report, partial=partial):
        where = f"{part.name} results[{number}]"
        unread = sorted(set(item) - COLUMNS - {"id", "country"})
        if unread:
            hint = "The list changed; import the CSV file until Tieline reads it"
            raise SourceError(f"fields {unread} are not read", where=where, hint=hint)
        report.records_in += 1
        yield _from_item(item, where)


def _from_item(item: Mapping[str, Any], where: str) -> CslRecord:
    several = {
        column: tuple(_listed(item.get(column), column, where)) for column in _SEVERAL
    }
    addresses = [_joined(*each) for each in _objects(item, "addresses", where)]
    if item.get("country"):
        country = str(item["country"])
        addresses.append(("", country, (Cell(column="country", quote=country),)))
    papers = [_json_paper(*each) for each in _objects(item, "ids", where)]
    return CslRecord(
        where=where,
        list_id=_text(item.get("id") or item.get("_id")),
        plain={column: _text(item.get(column)) for column in _PLAIN},
        several=several,
        addresses=tuple(addresses),
        papers=tuple(papers),
    )


def _text(value: object) -> str:
    """Write a JSON scalar as text; null is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return str(value).strip()


def _listed(value: Any, column: str, where: str) -> Iterator[tuple[str, Cell]]:
    if value is None:
        return
    if not isinstance(value, list):
        raise SourceError(f"{column} is not a list", where=where, hint="See the format")
    for index, each in enumerate(cast("list[object]", value)):
        text = _text(each)
        if text:
            yield text, Cell(column=f"{column}[{index}]", quote=text)


def _objects(
    item: Mapping[str, Any], column: str, where: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    known = _ADDRESS if column == "addresses" else _PAPER
    try:
        values = msgspec.convert(item.get(column) or [], list[dict[str, Any]])
    except msgspec.ValidationError as error:
        what = f"{column} is not a list of objects ({error})"
        raise SourceError(what, where=where, hint="See the format") from error
    for index, each in enumerate(values):
        unread = sorted(set(each) - set(known))
        if unread:
            at = f"{where}, {column}[{index}]"
            hint = "The list changed"
            raise SourceError(f"fields {unread} are not read", where=at, hint=hint)
        yield f"{column}[{index}]", each


def _joined(column: str, parts: Mapping[str, Any]) -> tuple[str, str, tuple[Cell, ...]]:
    """Join the parts of an address as the CSV layout does; cite each part."""
    texts = [(part, _text(parts.get(part))) for part in _ADDRESS]
    cells = tuple(
        Cell(column=f"{column}.{part}", quote=text) for part, text in texts if text
    )
    country = _text(parts.get("country"))
    return ", ".join(text for _, text in texts if text), country, cells


def _json_paper(
    column: str, parts: Mapping[str, Any]
) -> tuple[Paper, tuple[Cell, ...]]:
    texts = {part: _text(parts.get(part)) for part in _PAPER}
    cells = tuple(
        Cell(column=f"{column}.{part}", quote=text)
        for part, text in texts.items()
        if text
    )
    paper = Paper(
        kind=texts["type"],
        value=texts["number"],
        country=texts["country"] or None,
        issued=texts["issue_date"] or None,
        expires=texts["expiration_date"] or None,
    )
    return paper, cells
