"""Check an installation and a project, and say what to fix."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from tieline.engine.duck import DuckEngine
from tieline.model.errors import LockedError, TielineError

if TYPE_CHECKING:
    from tieline.store.catalog import Catalog
    from tieline.store.edition import Edition
    from tieline.store.project import Project
    from tieline.workspace.workspace import Workspace

Verdict = Literal["ok", "warn", "fail"]
_OLDEST_PYTHON = (3, 11)
_LITTLE_SPACE = 1 << 30
_MEGABYTE = 1 << 20


class Check(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="check"):
    """One thing that was looked at, and the remedy where it is not well."""

    name: str
    verdict: Verdict
    detail: str
    remedy: str | None = None


def examine(open_it: Callable[[], Workspace]) -> Iterator[Check]:
    """Check the installation, then what `open_it` opens; nothing is changed.

    Yields each check as it is done; the checksums of large editions take a while.
    """
    yield _python()
    yield _said("platform", platform.platform())
    yield _attempt("kernel", _kernel)
    yield _attempt("database", _database)
    try:
        workspace = open_it()
    except TielineError as error:
        yield _failed("project", error)
        return
    yield _project(workspace)
    if workspace.project is not None:
        yield from _disk(workspace.project, workspace.clock.now())
        yield _attempt("state", lambda: _state(workspace.project))
    try:
        catalog = workspace.catalog()
    except TielineError as error:
        yield _failed("catalog", error)
        return
    held = catalog.history()
    yield _catalog(held)
    for edition in held:
        yield _attempt(_name(edition), partial(_edition, catalog, edition))
    yield _bundle(workspace, held)


def _said(name: str, detail: str) -> Check:
    return Check(name=name, verdict="ok", detail=detail)


def _failed(name: str, error: TielineError) -> Check:
    where = f"{error.where}: " if error.where else ""
    remedy = error.hint or None
    return Check(name=name, verdict="fail", detail=where + error.what, remedy=remedy)


def _attempt(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except TielineError as error:
        return _failed(name, error)


def _python() -> Check:
    version = platform.python_version()
    if sys.version_info[:2] >= _OLDEST_PYTHON:
        return _said("python", f"{version} at {sys.executable}")
    remedy = "Install Python 3.11 or newer"
    return Check(name="python", verdict="fail", detail=version, remedy=remedy)


def _kernel() -> Check:
    from tieline.kernel.loading import load_kernel  # noqa: PLC0415 - loaded when it is used

    kernel = load_kernel()
    if kernel.is_compiled:
        return _said("kernel", kernel.name)
    remedy = "Results are the same, only slower; a C++ compiler builds the fast one"
    detail = f"{kernel.name}: {kernel.why}"
    return Check(name="kernel", verdict="warn", detail=detail, remedy=remedy)


def _database() -> Check:
    try:
        with DuckEngine() as engine:
            ((version,),) = engine.query("SELECT version()")
    except ImportError as error:
        remedy = "Install Tieline again, with its requirements"
        return Check(name="database", verdict="fail", detail=str(error), remedy=remedy)
    return _said("database", f"DuckDB {version}")


def _project(workspace: Workspace) -> Check:
    project = workspace.project
    if project is None:
        remedy = "`tieline import FILE` makes one; until then the bundle is searched"
        detail = f"none yet; it would be made in {workspace.place}"
        verdict: Verdict = "warn" if workspace.is_named else "ok"
        return Check(name="project", verdict=verdict, detail=detail, remedy=remedy)
    return _said("project", f"{project.root}, format {project.format_version}")


def _disk(project: Project, at: str) -> Iterator[Check]:
    yield _attempt("lock", lambda: _lock(project, at))
    yield _writable(project.root)
    free = shutil.disk_usage(project.root).free
    detail = f"{free // _MEGABYTE:,} MB free"
    if free < _LITTLE_SPACE:
        remedy = "Free space: an import needs several times the size of the list"
        yield Check(name="space", verdict="warn", detail=detail, remedy=remedy)
    else:
        yield _said("space", detail)


def _lock(project: Project, at: str) -> Check:
    from tieline.store.locks import writer_lock  # noqa: PLC0415 - filelock

    try:
        with writer_lock(project, by="tieline doctor", at=at):
            return _said("lock", "nobody is writing")
    except LockedError as error:
        remedy = error.hint or None
        return Check(name="lock", verdict="warn", detail=error.what, remedy=remedy)


def _writable(root: Path) -> Check:
    probe = root / ".tieline-doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        remedy = "Check the permissions, or name another folder with -C DIR"
        detail = f"{root}: {error.strerror}"
        return Check(name="writing", verdict="fail", detail=detail, remedy=remedy)
    return _said("writing", "allowed")


def _state(project: Project | None) -> Check:
    if project is None or not project.state.exists():
        return _said("state", "no decisions yet")
    from tieline.store.state import State  # noqa: PLC0415 - loaded when it is used

    with State.open(project) as state:
        decisions, events = len(state.decisions()), len(state.audit())
    return _said("state", f"{decisions:,} decisions, {events:,} lines in the log")


def _catalog(held: tuple[Edition, ...]) -> Check:
    names = {edition.dataset for edition in held}
    return _said("catalog", f"{len(held)} editions of {len(names)} data sets")


def _name(edition: Edition) -> str:
    return f"{edition.dataset}@{edition.version}"


def _edition(catalog: Catalog, edition: Edition) -> Check:
    """Check every byte of an edition, and that its index opens."""
    from tieline.kernel.flat_index import FlatIndex  # noqa: PLC0415 - loaded when it is used
    from tieline.store.catalog import INDEX  # noqa: PLC0415 - loaded when it is used

    catalog.check(edition, deep=True)
    with FlatIndex.open(catalog.path(edition) / INDEX) as index:
        index.verify()
        entities = len(index)
    detail = f"{entities:,} entities, checksums agree"
    if edition.is_partial:
        remedy = "Fetch the whole list and import it"
        detail += f", partial ({len(edition.broken)} broken)"
        return Check(name=_name(edition), verdict="warn", detail=detail, remedy=remedy)
    return _said(_name(edition), detail)


def _bundle(workspace: Workspace, held: tuple[Edition, ...]) -> Check:
    if not workspace.settings.bundle:
        return _said("bundle", "switched off by the setting `bundle`")
    bundled = [edition for edition in held if edition.is_bundle]
    if bundled:
        return _said("bundle", f"{len(bundled)} data sets")
    remedy = "Install Tieline again, or switch it off: tieline config set bundle false"
    return Check(name="bundle", verdict="fail", detail="missing", remedy=remedy)
