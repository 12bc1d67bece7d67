"""FollowTheMoney data: entities as JSON, one a line or in an array, or statements."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from tieline.files.dates_within import last_day
from tieline.files.delimited import Layout, header_of, read_rows
from tieline.files.json_lines import read_objects
from tieline.model.entry import Entry
from tieline.model.errors import SchemaError, SourceError
from tieline.model.evidence import Evidence
from tieline.model.record import Record
from tieline.model.schema import property_type
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.model.statement import Stated, Statement
from tieline.text.dates import date_in_names

_DATASET = "ftm"
_FIELDS = {"id", "schema", "properties", "referents", "datasets", "statements"}
_SEEN = {"first_seen", "last_seen"}
# The caption follows from the names; the others are what a data set's own software
# notes about its run, not statements about the entity.
_DROPPED = {"caption", "target", "last_change", "origin", "context", "key_prefix"}
_COLUMNS = {"entity_id", "prop", "schema", "value", "dataset"}
_MORE_COLUMNS = {
    "id",
    "canonical_id",
    "prop_type",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "origin",
}
_DROPPED_COLUMNS = {"prop_type", "target"}
_LAST_SEEN = re.compile(rb'"last_(?:seen|change)"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_TRUE = {"t", "true", "1", "yes"}
_HINT = "Use FollowTheMoney's names or those that Tieline adds; names are exact"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the first entity's fields, or by the columns of a statement table."""
    del name
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        first = text[1:].split(b"\n", 1)[0] if text[:1] == b"[" else text
        first = first.split(b"\n", 1)[0] or text
        keys = (b'"schema"', b'"id"')
        has_values = b'"properties"' in first or b'"statements"' in first
        if all(f'"{column}"'.encode() in first for column in _COLUMNS):
            return _DATASET
        is_export = b'"kind"' in first[:64]
        is_entity = all(key in first for key in keys) and has_values
        return _DATASET if is_entity and not is_export else None
    return _DATASET if set(header_of(head)) >= _COLUMNS else None


def published(snapshot: Snapshot) -> str | None:
    """Return the last day an entity was seen, else the date in the file's name."""
    last = last_day(snapshot.parts, _LAST_SEEN)
    return last or date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an entity, or one a statement where the file is a table."""
    for part in snapshot.parts:
        if _is_table(part):
            yield from _statements(part, snapshot, report)
        else:
            yield from _entities(part, snapshot, report)
    if not report.records_in and not report.broken:
        what = "there is no entity in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_HINT)


def _is_table(part: Part) -> bool:
    with part.open() as stream:
        head = stream.read(65536).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] not in {b"{", b"["}


class _Context(msgspec.Struct, frozen=True, kw_only=True):
    """What the statements of one entity share."""

    where: str
    snapshot: Snapshot
    dataset: str
    origin: str | None = None
    seen: tuple[str | None, str | None] = (None, None)


def _entities(part: Part, snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    for place, item in read_objects(part, report, partial=snapshot.partial):
        where = f"{part.name} {place}"
        try:
            is_statement = "prop" in item and "properties" not in item
            entry = (
                _line(item, where, snapshot)
                if is_statement
                else (_entry(item, where, snapshot))
            )
        except SourceError as error:
            if not snapshot.partial:
                raise
            report.broken.append(f"{error.where}: {error.what}")
            continue
        report.records_in += 1
        yield entry


def _entry(item: Mapping[str, Any], where: str, snapshot: Snapshot) -> Entry:
    entity_id = _word(item, "id", where)
    _check_fields(item, where)
    datasets = _words(item, "datasets", where)
    context = _Context(
        where=where,
        snapshot=snapshot,
        dataset=datasets[0] if len(datasets) == 1 else snapshot.dataset,
        # Which of several data sets a value is from is not told.
        origin=", ".join(datasets) if len(datasets) > 1 else None,
        seen=(_text_of(item, "first_seen", where), _text_of(item, "last_seen", where)),
    )
    if item.get("statements"):
        found = tuple(_listed(item, context))
    else:
        found = tuple(_stated(item, context))
    referents = tuple((entity_id, other) for other in _words(item, "referents", where))
    return Entry(
        locator=where, entity_ids=(entity_id,), statements=found, referents=referents
    )


def _check_fields(item: Mapping[str, Any], where: str) -> None:
    unread = sorted(set(item) - _FIELDS - _SEEN - _DROPPED)
    if unread:
        hint = "The file has more than FollowTheMoney writes"
        raise SourceError(f"fields {unread} are not read", where=where, hint=hint)


def _stated(item: Mapping[str, Any], context: _Context) -> Iterator[Stated]:
    """Yield a statement for each value; a nested entity states itself too."""
    entity_id, name = (
        _word(item, "id", context.where),
        _word(item, "schema", context.where),
    )
    properties: object = item.get("properties") or {}
    if not isinstance(properties, dict):
        what = "'properties' is no object"
        raise SourceError(what, where=context.where, hint=_HINT)
    for prop, values in cast("dict[str, object]", properties).items():
        _check(name, prop, context.where)
        many = cast("list[object]", values) if isinstance(values, list) else [values]
        for value in many:
            if isinstance(value, dict):
                nested = cast("dict[str, Any]", value)
                yield from _stated(nested, context)
                text = _word(nested, "id", context.where)
            elif isinstance(value, str):
                text = value
            else:
                what = f"a value of {prop!r} is no text ({value!r})"
                raise SourceError(what, where=context.where, hint=_HINT)
            yield _statement(
                {"entity_id": entity_id, "schema": name, "prop": prop, "value": text},
                context,
            )


def _listed(item: Mapping[str, Any], context: _Context) -> Iterator[Stated]:
    """Yield the statements of an entity that is written as such."""
    for index, each in enumerate(_objects(item, "statements", context.where)):
        where = f"{context.where} statements[{index}]"
        external = each.pop("external", False)
        filled = (
            key for key, value in each.items() if value is not None and value != ""
        )
        told = [key for key in filled if key not in _DROPPED_COLUMNS]
        fields = {key: _word(each, key, where) for key in told}
        unread = sorted(set(fields) - _COLUMNS - _MORE_COLUMNS)
        if unread:
            raise SourceError(f"fields {unread} are not read", where=where, hint=_HINT)
        name, prop = _word(fields, "schema", where), _word(fields, "prop", where)
        _word(fields, "value", where)
        if prop == "id":
            continue
        fields["external"] = "t" if external else ""
        fields.setdefault("entity_id", _word(item, "id", where))
        _check(name, prop, where)
        inner = msgspec.structs.replace(context, where=where, origin=None)
        yield _statement(fields, inner)


def _statements(part: Part, snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    columns: tuple[str, ...] = ()
    layout = Layout(encoding=snapshot.encoding or "utf-8")
    for row in read_rows(part, layout, report, partial=snapshot.partial):
        where = f"{part.name} row {row.number}"
        if not columns:
            columns = row.cells
            _check_columns(columns, where)
            continue
        report.records_in += 1
        yield _row(dict(zip(columns, row.cells, strict=True)), where, snapshot)


def _line(item: Mapping[str, Any], where: str, snapshot: Snapshot) -> Entry:
    """Read a statement that is an object of its own, as a row of the table is."""
    filled = {key: value for key, value in item.items() if value is not None}
    external = filled.pop("external", False)
    cells = {key: _word(filled, key, where) for key in filled if filled[key] != ""}
    unread = sorted(set(cells) - _COLUMNS - _MORE_COLUMNS - _DROPPED_COLUMNS)
    if unread:
        raise SourceError(f"fields {unread} are not read", where=where, hint=_HINT)
    cells["external"] = "t" if external else ""
    return _row(cells, where, snapshot)


def _check_columns(columns: tuple[str, ...], where: str) -> None:
    unread = sorted(set(columns) - _COLUMNS - _MORE_COLUMNS - _DROPPED_COLUMNS)
    missing = sorted(_COLUMNS - set(columns))
    if unread:
        raise SourceError(f"columns {unread} are not read", where=where, hint=_HINT)
    if missing:
        raise SourceError(f"columns {missing} are missing", where=where, hint=_HINT)


def _row(cells: dict[str, str], where: str, snapshot: Snapshot) -> Entry:
    record = Record(cells, where=where)
    for column in _DROPPED_COLUMNS:
        record.take_if(column)
    fields = {column: cells[column] for column in cells if record.take_if(column)}
    record.finish()
    entity_id = fields.get("entity_id") or fields.get("canonical_id")
    if not entity_id:
        what = "the row names no entity"
        raise SourceError(what, where=where, hint=_HINT)
    canonical = fields.get("canonical_id")
    referents = ((canonical, entity_id),) if canonical not in {None, entity_id} else ()
    found: tuple[Stated, ...] = ()
    # FollowTheMoney keeps an entity's checksum as a statement of the property `id`.
    if fields.get("prop") != "id":
        _check(fields.get("schema", ""), fields.get("prop", ""), where)
        fields["entity_id"] = entity_id
        context = _Context(where=where, snapshot=snapshot, dataset=snapshot.dataset)
        found = (_statement(fields, context),)
    return Entry(
        locator=where,
        entity_ids=(entity_id,),
        statements=found,
        referents=cast("tuple[tuple[str, str], ...]", referents),
    )


def _statement(fields: Mapping[str, str], context: _Context) -> Stated:
    canonical = fields.get("canonical_id")
    statement = Statement(
        entity_id=fields["entity_id"],
        schema=fields["schema"],
        prop=fields["prop"],
        value=fields["value"],
        dataset=fields.get("dataset") or context.dataset,
        lang=fields.get("lang") or None,
        original_value=fields.get("original_value") or None,
        first_seen=fields.get("first_seen") or context.seen[0],
        last_seen=fields.get("last_seen") or context.seen[1],
        external=fields.get("external", "").lower() in _TRUE,
        origin=fields.get("origin") or context.origin,
        canonical_id=canonical if canonical != fields["entity_id"] else None,
    )
    evidence = Evidence(
        snapshot_sha256=context.snapshot.sha256,
        locator=f"{context.where}, {statement.prop}",
        quote=statement.value,
        method=f"ftm/{SOURCE.version}",
    )
    return Stated(statement=statement, evidence=(evidence,))


def _check(name: str, prop: str, where: str) -> None:
    try:
        property_type(name, prop)
    except SchemaError as error:
        raise SourceError(error.what, where=where, hint=_HINT) from error


def _word(item: Mapping[str, Any], field: str, where: str) -> str:
    value = item.get(field)
    if not isinstance(value, str) or not value:
        what = f"{field!r} is missing" if not value else f"{field!r} is no text"
        raise SourceError(what, where=where, hint=_HINT)
    return value


def _text_of(item: Mapping[str, Any], field: str, where: str) -> str | None:
    return None if item.get(field) is None else _word(item, field, where)


def _objects(item: Mapping[str, Any], field: str, where: str) -> list[dict[str, Any]]:
    try:
        return msgspec.convert(item.get(field) or [], list[dict[str, Any]])
    except msgspec.ValidationError as error:
        what = f"{field!r} is no list of objects ({error})"
        raise SourceError(what, where=where, hint=_HINT) from error


def _words(item: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    values: object = item.get(field) or []
    if not isinstance(values, list):
        raise SourceError(f"{field!r} is no list", where=where, hint=_HINT)
    return tuple(str(value) for value in cast("list[object]", values))


SOURCE = Source(
    key="ftm",
    title="FollowTheMoney entities or statements",
    publisher="as the file says",
    url="https://followthemoney.tech",
    licence="as its publisher says",
    dataset=_DATASET,
    datasets={_DATASET: "FollowTheMoney data"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The ids of the file.",
    is_official=False,
)
