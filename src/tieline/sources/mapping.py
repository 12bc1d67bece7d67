"""Any table, read by a mapping file that says which column states what.

It is no list of its own: `mapped_source` makes one of a mapping.
"""

import hashlib
from collections.abc import Iterator
from typing import cast, get_args

import msgspec

from tieline.files.mapping_file import (
    LISTING,
    Mapping,
    Rule,
    Spec,
    columns_of,
    decode_mapping,
    rules_of,
)
from tieline.files.mapping_values import (
    PreparedRule,
    Value,
    prepare,
    prepare_papers,
    row_id,
)
from tieline.files.tables import Layout, Table, TableRow, read_table
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import (
    MappingError,
    SchemaError,
    SourceError,
    TableError,
    TielineError,
)
from tieline.model.ids import digest_id
from tieline.model.schema import is_a, property_type, schema
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.model.statement import Status
from tieline.text.countries import country_code
from tieline.text.dates import date_in_name

KEY = "mapping"
_METHOD = "1"
_SCHEMA, _SUBJECT, _LISTING = "schema", "properties", "listing"
_PARTIAL = "Get the file again, or keep the whole rows with --partial"


def read_mapping(data: bytes) -> Mapping:
    """Read a mapping file.

    Raises:
        MappingError: it does not say what a mapping must; names the place.
    """
    return decode_mapping(data)


def mapped_source(mapping: Mapping) -> Source:
    """Return the list that a mapping makes of a table.

    A change of the mapping changes the version, so that the table is read again.
    """
    dataset = mapping.dataset
    digest = hashlib.sha256(msgspec.json.encode(mapping, order="sorted")).hexdigest()
    version = f"{_METHOD}-{digest[:12]}"

    def published(snapshot: Snapshot) -> str | None:
        named = (date_in_name(part.name) for part in snapshot.parts)
        return (
            snapshot.published or dataset.published or next(filter(None, named), None)
        )

    def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
        for part in snapshot.parts:
            yield from _Reader(mapping, snapshot, part, version).read(report)

    return Source(
        key=KEY,
        title=dataset.title,
        publisher=dataset.publisher,
        url=dataset.url,
        licence=dataset.licence,
        dataset=dataset.name,
        datasets={dataset.name: dataset.title},
        recognise=lambda _name, _head: None,
        published=published,
        parse=parse,
        natural_key=", ".join(
            column for rule in mapping.id_rules for column in rule.columns
        ),
        version=version,
        is_official=dataset.is_official,
        reliability=dataset.reliability,
        credibility=dataset.credibility,
    )


class _Reader:
    """Reads one file of an edition by a mapping."""

    def __init__(
        self, mapping: Mapping, snapshot: Snapshot, part: Part, version: str
    ) -> None:
        self._mapping, self._snapshot, self._part = mapping, snapshot, part
        placed = [
            *((_SCHEMA, "", rule) for rule in mapping.schema_rules),
            *_placed(_SUBJECT, mapping.properties),
            *_placed(_LISTING, mapping.listing),
        ]
        ready = prepare([rule for _, _, rule in placed], mapping.papers)
        self._rules: dict[str, list[tuple[str, PreparedRule]]] = {
            group: [
                (p, rule)
                for (g, p, _), rule in zip(placed, ready, strict=True)
                if g == group
            ]
            for group in (_SCHEMA, _SUBJECT, _LISTING)
        }
        self._types = {
            prop: property_type("Sanction", prop) for prop, _ in self._rules[_LISTING]
        }
        self._papers = prepare_papers(mapping.papers)
        self._id_columns = mapping.id_rules[0].columns
        self._provenance = Provenance(
            dataset=snapshot.dataset,
            snapshot_sha256=part.sha256,
            method=f"{KEY}/{version}",
            reliability=mapping.dataset.reliability,
            credibility=mapping.dataset.credibility,
        )

    def read(self, report: Report) -> Iterator[Entry]:
        """Yield one entry a row; a row that repeats the header is none."""
        keep = report.broken if self._snapshot.partial else None
        try:
            table = self._open(report)
            report.notes += [f"{self._part.name}: {note}" for note in table.notes]
            self._check_columns(table)
            for row in table.rows():
                if row.cells == table.columns:
                    report.notes.append(f"{self._where(row)}: the header again")
                    continue
                report.records_in += 1
                try:
                    entry = self._entry(
                        dict(zip(table.columns, row.cells, strict=True)), row
                    )
                except (MappingError, SchemaError) as error:
                    if keep is None:
                        raise
                    keep.append(str(error))
                    continue
                yield entry
        except TableError as error:
            if keep is None:
                raise _refused(error) from None
            report.records_in += 1
            keep.append(str(error))

    def _open(self, report: Report) -> Table:
        spec = self._mapping.table

        def leave_out(error: TableError) -> None:
            report.records_in += 1
            report.broken.append(str(error))

        layout = Layout(
            encoding=self._snapshot.encoding or spec.encoding,
            sheet=spec.sheet,
            header=spec.header,
            delimiter=spec.delimiter,
            is_raw=True,
            broken=leave_out if self._snapshot.partial else None,
        )
        return read_table(self._part.name, self._part.open, layout)

    def _check_columns(self, table: Table) -> None:
        read = columns_of(self._mapping)
        missing = [name for name in read if name not in table.columns]
        if missing:
            place = read[missing[0]]
            raise MappingError(
                f"the table has no column {missing[0]!r}, named in {place}",
                where=self._part.name,
                hint=f"Its columns are {', '.join(table.columns)}",
            )
        dropped = self._mapping.drop
        unread = [c for c in table.columns if c not in read and c not in dropped]
        if unread:
            raise MappingError(
                f"columns {unread} are not read",
                where=self._part.name,
                hint="Map them, or name them under drop on purpose",
            )

    def _where(self, row: TableRow) -> str:
        return f"{self._part.name} {row.place}"

    def _entry(self, cells: dict[str, str], row: TableRow) -> Entry:
        try:
            draft = EntryDraft(self._where(row), self._provenance)
            subject = row_id(self._mapping.id_rules, self._mapping.dataset.name, cells)
            name = self._schema(cells)
            self._state_properties(draft, subject, name, cells)
            self._state_listing(draft, subject, cells)
            self._state_papers(draft, subject, name, cells)
        except TielineError as error:
            where = ", ".join(filter(None, (self._where(row), error.where)))
            raise MappingError(error.what, where=where, hint=error.hint) from None
        return draft.finish(subject)

    def _schema(self, cells: dict[str, str]) -> str:
        for _, rule in self._rules[_SCHEMA]:
            for value in rule.values(cells, "string"):
                return schema(value.text).name
        what = "the row has no schema"
        raise MappingError(what, hint="Add a constant after the rules for the schema")

    def _state_properties(
        self, draft: EntryDraft, subject: str, name: str, cells: dict[str, str]
    ) -> None:
        known = schema(name).properties
        for prop, ready in self._rules[_SUBJECT]:
            rule, kind = ready.rule, known[prop].type if prop in known else "string"
            for value in ready.values(cells, kind):
                if prop in known and not value.is_note:
                    self._say(draft, (subject, name, prop), value, cells, rule.lang)
                elif value.is_note or self._is_kept(rule, name, prop, value):
                    noted = _note(prop, value)
                    self._say(draft, (subject, name, "notes"), noted, cells)

    def _is_kept(self, rule: Rule, name: str, prop: str, value: Value) -> bool:
        """Tell whether a value that its schema has no place for goes to the notes."""
        if rule.otherwise == "refuse":
            what = f"{name} has no property {prop!r} for {value.text!r}"
            hint = 'Use only_if, or say otherwise = "notes" or "drop"'
            raise MappingError(what, where=", ".join(value.columns), hint=hint)
        return rule.otherwise != "drop"

    def _state_listing(
        self, draft: EntryDraft, subject: str, cells: dict[str, str]
    ) -> None:
        stated = [
            (prop, value)
            for prop, rule in self._rules[_LISTING]
            for value in rule.values(cells, self._types[prop])
        ]
        code = next((value.text for prop, value in stated if prop == "list"), None)
        if code is None:
            return
        said = next((value.text for prop, value in stated if prop == "status"), None)
        is_official = self._mapping.dataset.is_official
        status = _status(said or ("listed" if is_official else None))
        listing = _listing_id(subject, code)
        here = Value(text=subject, columns=self._id_columns)
        for prop, value in (("entity", here), *stated):
            noted = _note(prop, value) if value.is_note else value
            key = (listing, "Sanction", "summary" if value.is_note else prop)
            self._say(draft, key, noted, cells, status=status)

    def _state_papers(
        self, draft: EntryDraft, subject: str, name: str, cells: dict[str, str]
    ) -> None:
        """State the papers of a legal entity; those of a ship or plane are notes."""
        for paper in (each for ready in self._papers for each in ready.values(cells)):
            if not is_a(name, "LegalEntity"):
                noted = Value(text=paper.text, columns=(paper.column,))
                self._say(draft, (subject, name, "notes"), noted, cells)
                continue
            code = country_code(paper.country) or ""
            authority = paper.authority or ("" if code else paper.country)
            parts = (subject, paper.type, paper.number, paper.country)
            held = digest_id(f"{self._snapshot.dataset}-paper", *parts)
            for prop, text in (
                ("holder", subject),
                ("type", paper.type),
                ("number", paper.number),
                ("country", code),
                ("authority", authority),
            ):
                value = Value(text=text, columns=(paper.column,))
                self._say(draft, (held, "Identification", prop), value, cells)

    def _say(
        self,
        draft: EntryDraft,
        key: tuple[str, str, str],
        value: Value,
        cells: dict[str, str],
        lang: str | None = None,
        *,
        status: Status | None = None,
    ) -> None:
        """State a value with each cell it was read from; a constant with the id's."""
        for column in value.columns or self._id_columns:
            draft.add(
                *key,
                value.text,
                column=column,
                quote=cells[column],
                lang=lang,
                original_value=value.original,
                status=status,
            )


def _placed(group: str, specs: dict[str, Spec]) -> Iterator[tuple[str, str, Rule]]:
    for name, spec in specs.items():
        prop = LISTING[name] if group == _LISTING else name
        for rule in rules_of(spec):
            yield group, prop, rule


def _note(prop: str, value: Value) -> Value:
    return Value(text=f"{prop}: {value.text}", columns=value.columns)


def _listing_id(subject: str, code: str) -> str:
    key = code.lower()
    return f"{subject}-{key}" if key.isalnum() else digest_id(subject, key)


def _status(text: str | None) -> Status | None:
    if text is not None and text not in get_args(Status):
        what = f"{text!r} is no status"
        raise MappingError(what, hint=f"Map it to one of {', '.join(get_args(Status))}")
    return cast("Status | None", text)


def _refused(error: TableError) -> SourceError:
    hint = ". ".join(filter(None, (error.hint, _PARTIAL)))
    return SourceError(error.what, where=error.where, hint=hint)
