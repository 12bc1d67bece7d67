"""Designations of the UK Sanctions List, the same from an XML file or a CSV.

In the XML a designation has all of its names and addresses; in the CSV it stands in a
row for each name. A table pairs the columns with the elements; a field with a stop in
its name belongs to a group, such as the parts of one name.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from tieline.files.delimited import Layout, Row, read_rows
from tieline.files.xml_records import Leaf, Node, XmlRecord
from tieline.model.errors import SourceError
from tieline.model.source import Part, Report
from tieline.text import tables

_HINT = "The list changed; a newer Tieline may read it"
_NOTHING = frozenset({"", "-", "n/a", "unknown", "none"})
# An older header and the newer name of its column.
_RENAMED = {"Individual, Entity, Ship": "Designation Type"}
# They repeat in elements what SanctionsImposed says in words.
_REPEATED = "SanctionsImposedIndicators"
_TITLE = "Report Date"

Group = Mapping[str, Leaf]


class Designation(msgspec.Struct, frozen=True, kw_only=True):
    """A designation: where it stands, its fields, its groups by kind.

    `finish` raises a `SourceError` where a filled element was never asked for.
    """

    where: str
    fields: Mapping[str, tuple[Leaf, ...]]
    groups: Mapping[str, tuple[Group, ...]]
    finish: Callable[[], None]

    def one(self, field: str) -> Leaf:
        """Return the first leaf of a field, an empty one where there is none."""
        found = self.fields.get(field, ())
        return found[0] if found else Leaf(path=field, raw="")

    def all(self, field: str) -> tuple[Leaf, ...]:
        """Return the filled leaves of a field."""
        return self.fields.get(field, ())

    def group(self, kind: str) -> tuple[Group, ...]:
        """Return the groups of a kind, each a field and its leaf where it is filled."""
        return self.groups.get(kind, ())


class Fields:
    """The table of fields: column, field, path; read once a file."""

    def __init__(self) -> None:
        rows = tables.read_rows("tieline.files.gb", "designation_fields.tsv")
        self.rows = tuple((column, field, path) for column, field, path in rows)
        self.columns = {column: field for column, field, _ in self.rows}


def xml_designation(record: XmlRecord, table: Fields) -> Designation:
    """Return the designation of an XML record."""
    record.node.drop(_REPEATED)
    fields: dict[str, tuple[Leaf, ...]] = {}
    paths: dict[str, list[tuple[str, str]]] = {}
    for _, field, path in table.rows:
        above, _, tag = path.rpartition("/")
        kind, dot, name = field.partition(".")
        if dot:
            paths.setdefault(f"{kind} {above}", []).append((name, tag))
        else:
            nodes = _below(record.node, above)
            leaves = (leaf for node in nodes for leaf in node.leaves(tag))
            fields[field] = tuple(leaf for leaf in leaves if is_given(leaf))
    groups: dict[str, tuple[Group, ...]] = {}
    for key, names in paths.items():
        kind, _, above = key.partition(" ")
        found = (_group(node, names) for node in _below(record.node, above))
        groups[kind] = tuple(group for group in found if group)
    return Designation(
        where=record.where, fields=fields, groups=groups, finish=record.finish
    )


def is_given(leaf: Leaf) -> bool:
    """Tell whether a leaf says something: `N/A` and the like do not."""
    return leaf.text.lower() not in _NOTHING


def _below(node: Node, path: str) -> list[Node]:
    nodes = [node]
    for tag in filter(None, path.split("/")):
        nodes = [child for each in nodes for child in each.nodes(tag)]
    return nodes


def _group(node: Node, names: list[tuple[str, str]]) -> Group:
    found = ((name, node.leaf(tag)) for name, tag in names)
    return {name: leaf for name, leaf in found if is_given(leaf)}


def csv_designations(
    part: Part, report: Report, *, encoding: str | None, partial: bool
) -> Iterator[Designation]:
    """Yield the rows of a CSV, each with one name of a designation.

    Raises:
        SourceError: the title or the header is not that of the list.
    """
    table = Fields()
    layout = Layout(encoding=encoding or "utf-8", preamble=1)
    columns: tuple[str, ...] = ()
    for row in read_rows(part, layout, report, partial=partial):
        where = f"{part.name} row {row.number}"
        if row.number == 1:
            _check_title(row, where)
        elif not columns:
            columns = _columns(row, table, where)
        else:
            yield _of_row(row, columns, table, where)


def _check_title(row: Row, where: str) -> None:
    if not row.cells[0].startswith(_TITLE):
        what = "the first line does not say the day of the report"
        raise SourceError(what, where=where, hint="Get the file again")


def _columns(row: Row, table: Fields, where: str) -> tuple[str, ...]:
    columns = tuple(_RENAMED.get(cell.strip(), cell.strip()) for cell in row.cells)
    for what, names in (
        ("are not known", set(columns) - set(table.columns)),
        ("are missing", set(table.columns) - set(columns)),
    ):
        if names:
            raise SourceError(
                f"columns {sorted(names)} {what}", where=where, hint=_HINT
            )
    if len(set(columns)) != len(columns):
        what = "a column name stands twice"
        raise SourceError(what, where=where, hint=_HINT)
    return columns


def _of_row(
    row: Row, columns: tuple[str, ...], table: Fields, where: str
) -> Designation:
    fields: dict[str, tuple[Leaf, ...]] = {}
    groups: dict[str, dict[str, Leaf]] = {}
    for cell, column in zip(row.cells, columns, strict=True):
        leaf = Leaf(path=column, raw=cell)
        kind, dot, name = table.columns[column].partition(".")
        if not is_given(leaf):
            continue
        if dot:
            groups.setdefault(kind, {})[name] = leaf
        else:
            fields[kind] = (leaf,)
    return Designation(
        where=where,
        fields=fields,
        groups={kind: (group,) for kind, group in groups.items()},
        finish=lambda: None,
    )
