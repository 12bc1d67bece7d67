"""Lists in, editions held: each file is read, dated, and stored whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.engine.duck import DuckEngine
from tieline.matching.indexing import build_index
from tieline.model.errors import (
    HeldError,
    MappingError,
    SchemaError,
    SourceError,
    TableError,
    TielineError,
)
from tieline.model.interval import last_day
from tieline.model.source import Report, Snapshot, Source
from tieline.store.edition import Edition, EditionMeta, check_dataset
from tieline.store.writing import EditionWriter
from tieline.workspace.dating import check_day, dated_by, settled
from tieline.workspace.gathering import Gathered, Importing, gather, silent
from tieline.workspace.given import Progress

if TYPE_CHECKING:
    from tieline.workspace.workspace import Workspace

# a list that lost so much in one edition was cut, or is another list
_MUCH_LESS = 0.8
# what is wrong with a file, not with the project or the disk
_BAD_FILE = (SourceError, TableError, MappingError, SchemaError)
# What comes with Tieline is named so, and no import may take its place.
_BUNDLE = "bundle_"


class Imported(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="imported"
):
    """What came of the files of one edition.

    `outcome` is `imported`, `already held`, `older` (imported, but a newer edition
    stays in force), `would import`, `refused` or `held` (it lost too much, and is not
    stored before somebody confirms it); `error` says why it was refused or held.
    `warnings` says what may be missed in it.
    """

    files: tuple[str, ...]
    outcome: str
    dataset: str | None = None
    version: str | None = None
    published: str | None = None
    records_in: int = 0
    entities: int = 0
    listings: int = 0
    statements: int = 0
    is_partial: bool = False
    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    where: str | None = None
    hint: str | None = None


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    how: Importing,
    *,
    progress: Progress = silent,
) -> Iterator[Imported]:
    """Import files; yields what came of each edition, in order of day.

    So an edition knows what the one before it held, however the files are named.
    An edition that cannot be read is refused and the others are imported. The
    project is made where there is none.

    Raises:
        UsageError: a file is missing, or an option makes no sense.
        LockedError: somebody else is writing.
        StorageError: the disk refuses.
    """
    if how.published is not None:
        check_day(how.published, workspace.clock.today(), where="--published")
    if how.dataset is not None:
        check_dataset(how.dataset)
    with tempfile.TemporaryDirectory(prefix="tieline-") as scratch:
        gathered = gather(files, how, scratch=Path(scratch), progress=progress)
        if not how.dry_run and any(one.error is None for one in gathered):
            workspace.create()
        dated = [dated_by(one, how, workspace.clock.today()) for one in gathered]
        for one in sorted(dated, key=_day):
            yield _import(workspace, one, how)


def _day(one: Gathered) -> str:
    if one.snapshot is None or one.snapshot.published is None:
        return ""
    return last_day(one.snapshot.published)


def _import(workspace: Workspace, one: Gathered, how: Importing) -> Imported:
    names, snapshot = one.files, one.snapshot
    if one.source is None or snapshot is None or one.error is not None:
        dataset = None if snapshot is None else snapshot.dataset
        return _refused(names, dataset, one.error or SourceError("cannot be read"))
    try:
        meta = _meta(workspace, one.source, snapshot, how)
        meta = settled(meta, workspace.catalog(), workspace.clock.today())
        held = workspace.catalog().identical(meta)
        # an edition that is held is not read again, and nothing is written
        if held is not None and not how.dry_run:
            return _imported(names, held, "already held")
        snapshot = msgspec.structs.replace(snapshot, published=meta.published)
        if how.dry_run:
            return _tried(names, one.source, snapshot, meta)
        return _stored(workspace, names, one.source, snapshot, meta, how)
    except HeldError as error:
        refused = _refused(names, snapshot.dataset, error)
        return msgspec.structs.replace(refused, outcome="held")
    except _BAD_FILE as error:
        return _refused(names, snapshot.dataset, error)


def _meta(
    workspace: Workspace, source: Source, snapshot: Snapshot, how: Importing
) -> EditionMeta:
    if snapshot.dataset.startswith(_BUNDLE):
        what = f"{snapshot.dataset!r} is a name of the bundle's"
        raise SourceError(what, hint=f"Choose one without {_BUNDLE!r} (--dataset)")
    now = workspace.clock.now()
    method = f"{source.key}/{source.version}"
    if how.encoding is not None:
        method += f" {how.encoding}"
    return EditionMeta(
        dataset=snapshot.dataset,
        sha256=snapshot.sha256,
        imported_at=now,
        imported_by=how.by or workspace.settings.by or "tieline import",
        published=snapshot.published,
        title=source.datasets.get(snapshot.dataset, source.title),
        publisher=source.publisher,
        licence=source.licence,
        url=source.url,
        source_key=source.key,
        method=method,
        is_register=source.is_register,
        uses=source.uses,
    )


def _stored(
    workspace: Workspace,
    names: tuple[str, ...],
    source: Source,
    snapshot: Snapshot,
    meta: EditionMeta,
    how: Importing,
) -> Imported:
    project, memory = workspace.create(), workspace.settings.memory_limit
    report = Report()
    with (
        DuckEngine(project.scratch, memory_limit=memory) as engine,
        EditionWriter(project, engine, meta) as writer,
    ):
        held = writer.identical()
        if held is not None:
            return _imported(names, held, "already held")
        for entry in source.parse(snapshot, report):
            writer.add(entry)
        _check_any(report, names)
        before = workspace.catalog().editions()
        _check_share(report, before.get(meta.dataset), how.least_share, names)
        edition = writer.finish(build_index, report=report, snapshot=snapshot)
    after = workspace.catalog().editions()
    if after[edition.dataset].version != edition.version:
        return _imported(names, edition, "older")
    replaced = [e for n, e in before.items() if n == edition.dataset or n not in after]
    warnings = _warnings(edition, replaced)
    done = _imported(names, edition, "imported")
    return msgspec.structs.replace(done, warnings=warnings)


def _warnings(edition: Edition, replaced: Sequence[Edition]) -> tuple[str, ...]:
    """Say what a person may miss in an edition that takes the place of others."""
    said = [edition.notice] if edition.notice else []
    largest = max(replaced, key=lambda other: other.entities, default=edition)
    if edition.entities < largest.entities * _MUCH_LESS:
        said.append(
            f"holds {edition.entities:,} entities, and stands in the place of "
            f"{largest.dataset}@{largest.version}, which held {largest.entities:,}: "
            "make sure that it is the whole list"
        )
    return tuple(said)


def _check_any(report: Report, names: tuple[str, ...]) -> None:
    """Refuse a list of nothing: it would hide the edition before it.

    Raises:
        SourceError: there was no record.
    """
    if report.records_in == 0:
        hint = "Fetch it again"
        what = "holds no record"
        raise SourceError(what, where=", ".join(names), hint=hint)


def _check_share(
    report: Report, last: Edition | None, least: float, names: tuple[str, ...]
) -> None:
    """Hold a list that lost so much that it was cut, or is another one.

    Raises:
        HeldError: it has less than the share `least` of the last one's records.
    """
    if last is None or report.records_in >= last.records_in * least:
        return
    what = (
        f"holds {report.records_in:,} records; the edition in force, "
        f"{last.dataset}@{last.version}, has {last.records_in:,}"
    )
    hint = "Look at it, and confirm that it is the whole list"
    raise HeldError(what, where=", ".join(names), hint=hint)


def _tried(
    names: tuple[str, ...], source: Source, snapshot: Snapshot, meta: EditionMeta
) -> Imported:
    """Read without storing, and count."""
    report, subjects, statements = Report(), set[str](), 0
    listings: set[str] = set()
    for entry in source.parse(snapshot, report):
        subjects.update(entry.entity_ids)
        statements += len(entry.statements)
        listings.update(
            stated.statement.entity_id
            for stated in entry.statements
            if stated.statement.schema == "Sanction"
        )
    _check_any(report, names)
    return Imported(
        files=names,
        outcome="would import",
        dataset=meta.dataset,
        published=meta.published,
        records_in=report.records_in,
        entities=len(subjects),
        listings=len(listings),
        statements=statements,
        is_partial=bool(report.broken),
        broken=tuple(report.broken),
        notes=tuple(report.notes),
    )


def _imported(names: tuple[str, ...], edition: Edition, outcome: str) -> Imported:
    return Imported(
        files=names,
        outcome=outcome,
        dataset=edition.dataset,
        version=edition.version,
        published=edition.published,
        records_in=edition.records_in,
        entities=edition.entities,
        listings=edition.listings,
        statements=edition.statements,
        is_partial=edition.is_partial,
        broken=edition.broken,
        notes=edition.notes,
    )


def _refused(
    names: tuple[str, ...], dataset: str | None, error: TielineError
) -> Imported:
    return Imported(
        files=names,
        outcome="refused",
        dataset=dataset,
        error=error.what,
        where=error.where or ", ".join(names),
        hint=error.hint or None,
    )
