"""Reads the files of the Global LEI Foundation record by record, in any form."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec

from tieline.files.dates_within import last_day
from tieline.files.delimited import Layout, header_of, read_rows
from tieline.files.gleif.trees import Columns, tree_of
from tieline.files.json_items import read_items
from tieline.files.json_lines import read_objects
from tieline.files.parties.party import Party, cells_of
from tieline.files.xml_records import Leaf, Node, XmlRecord, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.text.dates import date_in_names

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_HEADER = ("LEIHeader", "Header")
_HEADER_LEAVES = (
    "ContentDate",
    "Originator",
    "DeltaStart",
    "NextVersion",
    "RecordCount",
)
_CONTENT_DATE = re.compile(
    rb'ContentDate(?:>|"\s*:\s*(?:\{\s*"\$"\s*:\s*)?")\s*(\d{4}-\d{2}-\d{2})'
)
_UPDATED = re.compile(
    rb'"LastUpdateDate"\s*:\s*(?:\{\s*"\$"\s*:\s*)?"(\d{4}-\d{2}-\d{2})'
)
_IS_DELTA = re.compile(rb"FileContent>\s*\w*DELTA")
_DELTA_NAME = re.compile(r"intra-?day|last-?(?:day|week|month)|delta", re.IGNORECASE)
# The object around the array of records, as the foundation's JSON begins.
_ARRAY = re.compile(rb'\s*\{\s*"(\w+)"\s*:\s*\[')
_BOM = b"\xef\xbb\xbf"
_DAY = 10
NEWER = "The register changed its form; a newer Tieline may read it"
AGAIN = "Get the file again"
DELTA_NOTICE = "a delta: it holds only what changed since the full file before it"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the foundation's files looks: its elements and its column.

    `root` and `around` are the elements around records, `record` is a record's.
    `namespace` stands in the XML's head, `keys` in that of the JSON, and `column`
    in that of the CSV.
    """

    root: str
    around: str
    record: str
    namespace: bytes
    keys: tuple[bytes, ...]
    column: str

    @property
    def records(self) -> dict[str, str]:
        """What `read_xml` has to look for: the header and the records."""
        header = "LEIHeader" if self.root == "LEIData" else "Header"
        return {f"/{self.root}": header, f"/{self.root}/{self.around}": self.record}


def dataset_of(form: Form, dataset: str, name: str, head: bytes) -> str | None:
    """Return the data set of a file of this form, None when it is another's.

    What holds only changes is a data set of its own: in the place of the whole one
    it would hide it.
    """
    text = head.removeprefix(_BOM).lstrip()
    if text[:1] == b"<":
        is_ours = form.namespace in text and form.root.encode() in text
        is_delta = _IS_DELTA.search(text) is not None
    else:
        is_json = text[:1] in {b"{", b"["}
        is_ours = (
            all(key in text for key in form.keys)
            if is_json
            else form.column in header_of(head)
        )
        is_delta = _DELTA_NAME.search(name) is not None
    if not is_ours:
        return None
    return f"{dataset}_delta" if is_delta else dataset


def published_day(snapshot: Snapshot) -> str | None:
    """Return the day of the content, as its head or the file's name tells.

    A JSON file that tells neither is as old as its last record.
    """
    for part in snapshot.parts:
        with part.open() as stream:
            found = _CONTENT_DATE.search(stream.read(4096))
        if found is not None:
            return found[1].decode()
    named = date_in_names(part.name for part in snapshot.parts)
    return named or last_day(snapshot.parts, _UPDATED)


def read_entries(
    form: Form,
    snapshot: Snapshot,
    report: Report,
    entry: Callable[[XmlRecord, Provenance], Entry],
    source: Source,
) -> Iterator[Entry]:
    """Yield what `entry` makes of each record; `source` says how far to trust it.

    Raises:
        SourceError: a record is not understood, or there is none.
    """
    held = Provenance(
        dataset=snapshot.dataset,
        snapshot_sha256=snapshot.sha256,
        method=f"{source.key}/{source.version}",
        reliability=source.reliability,
        credibility=source.credibility,
    )
    if snapshot.dataset.endswith("_delta"):
        report.notice = DELTA_NOTICE
    for part in snapshot.parts:
        before = report.records_in
        promised = None
        for record in _records(form, part, snapshot, report):
            if record.node.tag in _HEADER:
                promised = _read_header(record)
                continue
            try:
                made = entry(record, held)
            except SourceError as error:
                if not snapshot.partial:
                    raise
                report.broken.append(f"{error.where}: {error.what}")
                continue
            report.records_in += 1
            yield made
        _compare(promised, report.records_in - before, part, report)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=AGAIN)


def _compare(promised: str | None, count: int, part: Part, report: Report) -> None:
    """Say when a file holds fewer records than its head says: it is an extract."""
    if promised is None or not promised.isdigit() or int(promised) == count:
        return
    said = (
        f"{part.name}: its head says {int(promised):,} records, it holds {count:,}: "
        "an extract, so what is not in it may be in the register"
    )
    report.notice = said if report.notice is None else f"{report.notice}; {said}"


def _records(
    form: Form, part: Part, snapshot: Snapshot, report: Report
) -> Iterator[XmlRecord]:
    with part.open() as stream:
        head = stream.read(4096).removeprefix(_BOM).lstrip()
    partial = snapshot.partial
    if head[:1] == b"<":
        yield from read_xml(part, form.records, report, partial=partial)
        return
    if head[:1] in {b"{", b"["}:
        for place, item in _objects(part, head, report, partial=partial):
            where = f"{part.name} {place}"
            inner = item.get(form.record)
            found = cast("dict[str, Any]", inner) if isinstance(inner, dict) else item
            yield XmlRecord(where=where, node=tree_of(form.record, found, where))
        return
    columns: Columns | None = None
    layout = Layout(encoding=snapshot.encoding or "utf-8")
    for row in read_rows(part, layout, report, partial=partial):
        if columns is None:
            columns = Columns(row.cells)
            continue
        where = f"{part.name} row {row.number}"
        yield XmlRecord(where=where, node=columns.tree(form.record, row.cells))


def _objects(
    part: Part, head: bytes, report: Report, *, partial: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    array = _ARRAY.match(head)
    if array is None:
        yield from read_objects(part, report, partial=partial)
        return
    key = array[1].decode()
    for number, item in read_items(part, key, report, partial=partial):
        yield f"{key}[{number}]", item


def _read_header(record: XmlRecord) -> str | None:
    """Read a file's head; return how many records it promises."""
    node = record.node
    node.drop("Extension")
    leaves = {tag: node.leaf(tag).text for tag in (*_HEADER_LEAVES, "FileContent")}
    record.finish()
    return leaves["RecordCount"] or None


def lei_of(leaf: Leaf, where: str) -> str:
    """Return the id of the entity with this LEI (ISO 17442).

    Raises:
        SourceError: it is none.
    """
    if _LEI.fullmatch(leaf.text) is None:
        what = f"{leaf.text!r} is no LEI"
        raise SourceError(what, where=where, hint=AGAIN)
    return f"lei-{leaf.text}"


def day_of(leaf: Leaf, where: str) -> str:
    """Return the day of a time as it is printed there, "" of an empty one.

    Raises:
        SourceError: it is no time.
    """
    day = leaf.text[:_DAY]
    if day and not is_date(day):
        what = f"{leaf.path} {leaf.text!r} is not a date"
        raise SourceError(what, where=where, hint=AGAIN)
    return day


def state(
    draft: EntryDraft,
    entity: tuple[str, str],
    prop: str,
    value: str,
    *leaves: Leaf,
    original: str | None = None,
) -> None:
    """State a value of an entity of a schema once for each element it stands in."""
    for leaf in leaves:
        if leaf.text:
            draft.add(
                *entity,
                prop,
                value,
                column=leaf.path,
                quote=leaf.raw,
                original_value=original if original != value else None,
            )


def say_day(party: Party, prop: str, leaf: Leaf, where: str) -> None:
    """State the day of a time, the time kept as it was written."""
    day = day_of(leaf, where)
    party.say(
        prop, day, cells_of(leaf), original=leaf.text if leaf.text != day else None
    )


def leaves_of(node: Node, tags: Sequence[str]) -> tuple[Leaf, ...]:
    """Return the filled elements of these names, in the order of the names."""
    return tuple(leaf for tag in tags for leaf in node.leaves(tag))
