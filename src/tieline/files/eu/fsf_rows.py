"""The rows of the EU list's CSV, versions 1.0 and 1.1, as records of the XML's fields.

One entity stands in many rows, each with one of its parts. The columns of a part begin
alike, and version 1.0 repeats `Entity_logical_id` before each; it has to agree.

A file that a spreadsheet saved again has its lines quoted whole, and its letters that
the code page lacks are question marks. Those rows cannot be read without guessing.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping

from tieline.files.delimited import Layout, Row, read_rows
from tieline.files.eu.sections import KINDS, FsfRecord, Section
from tieline.files.xml_records import Leaf
from tieline.model.errors import SourceError
from tieline.model.source import Part, Report
from tieline.text import tables

_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again from its publisher"
_RESAVE = "Get it again from its publisher, or keep its whole rows with --partial"
_FIRST = re.compile(r"Date_file\w*")
_LOST = re.compile(r"\?(?!\S*=)")  # but not the question mark of an address on the net
_NUMBER = ("entity", "logicalId")
_VERSIONS = {"fileGenerationDate": "1_1", "Date_file": "1_0"}


class Columns:
    """The columns of a version: their names, and the part and field of each."""

    def __init__(self, version: str) -> None:
        rows = tables.read_rows("tieline.files.eu", f"columns_{version}.tsv")
        table = list(rows)
        self.names = tuple(name for name, _, _ in table)
        self.fields = tuple((part, field) for _, part, field in table)


def is_fsf_csv(head: bytes) -> bool:
    """Tell by how the header begins, quoted whole or not."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip(b'"')
    return bare.startswith(
        (b"fileGenerationDate;Entity_LogicalId;", b"Date_file;Entity_logical_id;")
    ) or (bare.startswith(b"Date_file") and b";Entity_logical_id;" in bare[:64])


def read_fsf_rows(
    part: Part, report: Report, *, encoding: str | None, partial: bool
) -> Iterator[FsfRecord]:
    """Yield one record a row.

    Raises:
        SourceError: the header is of no version, a row does not fit it, or a
            spreadsheet has lost some of its letters.
    """
    with part.open() as stream:
        is_resaved = stream.read(4).removeprefix(b"\xef\xbb\xbf")[:1] == b'"'
    layout = Layout(encoding=encoding or "utf-8", delimiter=";")
    rows = read_rows(part, layout, report, partial=partial)
    if is_resaved:
        rows = _unwrapped(part, report, encoding=encoding, partial=partial)
    columns: Columns | None = None
    for row in rows:
        where = f"{part.name} row {row.number}"
        if columns is None:
            columns = _columns(row, where)
        else:
            yield _record(row, columns, where)


def _columns(row: Row, where: str) -> Columns:
    first = row.cells[0]
    version = _VERSIONS.get("Date_file" if _FIRST.fullmatch(first) else first)
    if version is None:
        what = f"column {first!r} begins no version of the list that is known"
        raise SourceError(what, where=where, hint=_HINT)
    columns = Columns(version)
    if row.cells[1:] != columns.names[1:]:
        odd = sorted(set(row.cells[1:]) ^ set(columns.names[1:])) or ["their order"]
        what = f"columns differ from those of version {version[0]}.{version[2]}: {odd}"
        raise SourceError(what, where=where, hint=_HINT)
    return columns


def _unwrapped(
    part: Part, report: Report, *, encoding: str | None, partial: bool
) -> Iterator[Row]:
    """Yield the rows inside lines that are quoted whole.

    The tabs at their ends are the empty cells of a spreadsheet. Only a row in which
    every letter was kept is whole.
    """
    layout = Layout(columns=("line",), encoding=encoding or "cp1252")
    width = 0
    for row in read_rows(part, layout, report, partial=partial):
        where = f"{part.name} row {row.number}"
        cells = tuple(next(csv.reader([row.cells[0].rstrip("\t")], delimiter=";")))
        width = width or len(cells)
        broken = _damage(cells, width)
        if broken is None:
            yield Row(number=row.number, cells=cells)
            continue
        if not partial:
            what = f"a spreadsheet saved the file again: {broken}"
            raise SourceError(what, where=where, hint=_RESAVE)
        report.broken.append(f"{where}: {broken}")


def _damage(cells: tuple[str, ...], width: int) -> str | None:
    """Say what is lost in a row of a file that was saved again, None for nothing."""
    if len(cells) != width:
        return f"the row has {len(cells)} cells instead of {width}"
    for cell in cells:
        if not cell.startswith("http") and _LOST.search(cell):
            return f"letters were replaced by question marks in {cell!r}"
        if "\t" in cell:
            return f"commas were replaced by tabs in {cell!r}"
    return None


class _Cells:
    """The cells of a row by part and field, struck off as they are read."""

    def __init__(self, row: Row, columns: Columns, where: str) -> None:
        self._where = where
        self._asked: set[tuple[str, str]] = set()
        self._leaves: dict[tuple[str, str], Leaf] = {}
        for cell, name, key in zip(
            row.cells, columns.names, columns.fields, strict=True
        ):
            if cell.strip():
                self._leaves[key] = Leaf(path=name, raw=cell)

    def holds(self, kind: str) -> bool:
        """Tell whether a cell of that part is filled."""
        return any(part == kind for part, _ in self._leaves)

    def fields(self, kind: str) -> Callable[[str], tuple[Leaf, ...]]:
        """Return how to take the fields of a part."""

        def take(field: str) -> tuple[Leaf, ...]:
            self._asked.add((kind, field))
            leaf = self._leaves.get((kind, field))
            return () if leaf is None else (leaf,)

        return take

    def finish(self) -> None:
        """Check that every filled cell was taken.

        Raises:
            SourceError: a filled cell was never asked for.
        """
        unread = sorted(
            leaf.path for key, leaf in self._leaves.items() if key not in self._asked
        )
        if unread:
            what = f"columns {unread} are not read"
            raise SourceError(what, where=self._where, hint=_HINT)


def _record(row: Row, columns: Columns, where: str) -> FsfRecord:
    cells = _Cells(row, columns, where)
    parts: Mapping[str, tuple[Section, ...]] = {
        kind: (Section(kind, cells.fields(kind)),) if cells.holds(kind) else ()
        for kind in KINDS
    }
    _check_numbers(row, columns, where)
    entity = Section("entity", cells.fields("entity"))
    for sections in parts.values():
        for section in sections:
            section.all("entityId")
    return FsfRecord(where=where, entity=entity, parts=parts, finish=cells.finish)


def _check_numbers(row: Row, columns: Columns, where: str) -> None:
    """Check that the entity's number is the same before each part.

    Raises:
        SourceError: the parts of a row are of several entities.
    """
    numbers = {
        cell.strip()
        for cell, (part, field) in zip(row.cells, columns.fields, strict=True)
        if cell.strip() and (field == "entityId" or (part, field) == _NUMBER)
    }
    if len(numbers) > 1:
        what = f"the row's parts are of several entities: {sorted(numbers)}"
        raise SourceError(what, where=where, hint=_AGAIN)
