"""Write an edition: all of it, or nothing."""

import contextlib
from pathlib import Path
from typing import Self

import msgspec

from tieline.engine.protocol import Engine
from tieline.model.entry import Entry
from tieline.model.errors import ProjectError
from tieline.model.source import Report, Snapshot
from tieline.store.archiving import keep_parts, sweep_snapshots
from tieline.store.catalog import (
    EDITION,
    Catalog,
    encode_edition,
    own_editions,
    replace_catalog,
)
from tieline.store.disk import PART, disk_errors, move_folder, remove_folder
from tieline.store.edition import Edition, EditionFile, EditionMeta, version_of
from tieline.store.locks import writer_lock
from tieline.store.making import BuildIndex, finish_folder, make_tables
from tieline.store.project import Project
from tieline.store.spooling import Spool


class EditionWriter:
    """Adds one edition to a project; a context that holds the writer lock.

    Add the entries, then `finish`. Until then nothing of it can be seen, and when
    the process dies at any moment the project stays as it was: the next writer
    sweeps what is left. Leaving the context without `finish` drops the work.
    """

    def __init__(self, project: Project, engine: Engine, meta: EditionMeta) -> None:
        self._project = project
        self._engine = engine
        self._meta = meta
        self._spool: Spool | None = None
        self._lock = contextlib.ExitStack()
        self._work = project.scratch / "import"

    def __enter__(self) -> Self:
        meta = self._meta
        lock = writer_lock(self._project, by=meta.imported_by, at=meta.imported_at)
        self._lock.enter_context(lock)
        try:
            sweep(self._project)
            with disk_errors(self._work):
                self._work.mkdir(parents=True)
                self._spool = Spool(self._work)
        except BaseException:
            self._lock.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.abort()

    def identical(self) -> Edition | None:
        """Return the edition held that this one would only repeat."""
        return Catalog.read(self._project, bundle=False).identical(self._meta)

    def add(self, entry: Entry) -> None:
        """Take in one entry.

        Raises:
            SourceError: a value is too long to keep.
            StorageError: the disk refuses.
        """
        with disk_errors(self._work):
            self._open_spool().add(entry)

    def abort(self) -> None:
        """Drop the work and let go of the lock; harmless when all is done."""
        if self._spool is None:
            return
        with contextlib.suppress(OSError):
            self._spool.close()
        self._spool = None
        clear(self._work)
        self._lock.close()

    def finish(
        self,
        build_index: BuildIndex,
        *,
        report: Report | None = None,
        snapshot: Snapshot | None = None,
    ) -> Edition:
        """Put the edition in place and return it.

        `report` is the parser's: an edition with broken records is partial.
        `snapshot` is kept as it was read. When the same bytes were imported before
        by the same method, nothing is written and that edition is returned.

        Raises:
            StorageError: the disk refuses; nothing was changed.
        """
        spool = self._open_spool()
        held = own_editions(self._project)
        catalog = Catalog(project=self._project, own=held)
        same = catalog.identical(self._meta)
        if same is not None:
            self.abort()
            return same
        with disk_errors(self._project.root):
            draft = self._draft(catalog, report or Report(), snapshot)
            work = self._work / "edition"
            edition = make_folder(self._engine, spool, work, draft, build_index)
            move_folder(work, self._project.root / edition.folder)
            replace_catalog(self._project, (*held, edition))
        self.abort()
        return edition

    def _open_spool(self) -> Spool:
        if self._spool is None:
            what = "the writer was closed"
            raise ProjectError(what, where=str(self._project.root))
        return self._spool

    def _draft(
        self, catalog: Catalog, report: Report, snapshot: Snapshot | None
    ) -> "Draft":
        meta = self._meta
        before = catalog.before(meta)
        version = version_of(
            meta, tuple(e.version for e in catalog.history(meta.dataset))
        )
        parts = () if snapshot is None else self._archive(snapshot)
        return Draft(
            meta=meta,
            version=version,
            folder=f"editions/{meta.dataset}/{version}",
            report=report,
            parts=parts,
            previous=tuple(catalog.path(edition) for edition in before),
        )

    def _archive(self, snapshot: Snapshot) -> tuple[EditionFile, ...]:
        work, place = self._work / "snapshot", self._project.snapshots / snapshot.sha256
        parts = keep_parts(snapshot, work)
        if not place.exists():
            move_folder(work, place)
        return parts


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition's folder is made with, beside its statements."""

    meta: EditionMeta
    version: str
    folder: str
    report: Report
    parts: tuple[EditionFile, ...] = ()
    previous: tuple[Path, ...] = ()


def make_folder(
    engine: Engine, spool: Spool, folder: Path, draft: Draft, build_index: BuildIndex
) -> Edition:
    """Make an edition's folder from what was spooled; return what it is."""
    meta, report = draft.meta, draft.report
    spool.close()
    folder.mkdir(parents=True)
    day = meta.published or meta.imported_at[:10]
    make_tables(engine, spool, folder, day=day, previous=draft.previous)
    counts, files = finish_folder(engine, folder, build_index)
    known = {name: getattr(meta, name) for name in EditionMeta.__struct_fields__}
    known["notice"] = meta.notice or report.notice
    edition = Edition(
        **known,
        version=draft.version,
        folder=draft.folder,
        is_partial=bool(report.broken),
        broken=tuple(report.broken),
        notes=tuple(report.notes),
        records_in=report.records_in,
        entities=counts.entities,
        listings=counts.listings,
        statements=counts.statements,
        files=files,
        parts=draft.parts,
    )
    (folder / EDITION).write_bytes(encode_edition(edition))
    return edition


def clear(work: Path) -> None:
    """Remove a folder of finished work, and the one above it once that is empty."""
    remove_folder(work)
    with contextlib.suppress(OSError):
        work.parent.rmdir()


def sweep(project: Project) -> None:
    """Remove what dead writers left; hold the writer lock.

    Raises:
        ProjectError: the catalog is damaged: then nothing is removed.
    """
    with disk_errors(project.root):
        if not project.catalog.exists() and not project.editions.exists():
            replace_catalog(project, ())
        held = own_editions(project)
        remove_folder(project.scratch)
        for part in project.root.glob(f"{project.catalog.name}{PART}*"):
            part.unlink(missing_ok=True)
        wanted = {project.root / edition.folder for edition in held}
        for folder in wanted:
            _sweep_index(folder)
        if project.editions.is_dir():
            for folder in sorted(project.editions.glob("*/*")):
                if folder not in wanted:
                    remove_folder(folder)
        sweep_snapshots(project, (edition.sha256 for edition in held))


def _sweep_index(folder: Path) -> None:
    """Remove what a process left that died while it made the index anew."""
    for left in folder.glob(".tlx-*"):
        remove_folder(left)
    for part in folder.glob(f".*{PART}*"):
        part.unlink(missing_ok=True)
