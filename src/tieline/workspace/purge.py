"""Take something out for good, or hide it from all that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tieline.engine.duck import DuckEngine
from tieline.matching.indexing import build_index
from tieline.model.errors import NotFoundError, ProjectError, UsageError
from tieline.store.downloads import discard_incoming
from tieline.store.edition import Removal
from tieline.store.purging import held, purge
from tieline.store.state import Signature, State
from tieline.store.withdrawing import held_of, remove_dataset

if TYPE_CHECKING:
    from tieline.store.project import Project
    from tieline.workspace.workspace import Workspace


class Purging(msgspec.Struct, frozen=True, kw_only=True):
    """What would go: of each edition (`dataset@version`) so many statements.

    `ids` are all that the entity is called; `bundled` editions came with Tieline and
    cannot be rewritten: there it is hidden.
    """

    target: str
    ids: tuple[str, ...]
    editions: dict[str, int]
    bundled: dict[str, int]


class Purged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="purged"):
    """What went, with the stub that proves it.

    `lingering` are folders that the system would not yet let go.
    """

    target: str
    action: str
    statements: int
    editions: tuple[str, ...]
    snapshots: tuple[str, ...] = ()
    decisions: int = 0
    bundled: tuple[str, ...] = ()
    lingering: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()


def sign(workspace: Workspace, why: str) -> Signature:
    """Return who acts, when and why.

    Raises:
        UsageError: nobody or no reason is named.
    """
    if not why.strip():
        what = "a reason is needed"
        raise UsageError(what, hint="Add --why TEXT")
    by = workspace.settings.by
    if by is None:
        what = "nobody is named"
        hint = 'Add --by NAME, or once: tieline config set by "Your Name"'
        raise UsageError(what, hint=hint)
    return Signature(by=by, at=workspace.clock.now(), why=why.strip())


def look(workspace: Workspace, target: str) -> Purging:
    """Tell what a purge of an entity or statement id would take out.

    Raises:
        NotFoundError: nothing has this id.
    """
    _project(workspace)
    with _engine(workspace) as engine:
        found = held(engine, workspace.catalog(), target)
    if not found.editions and not found.bundled:
        hint = "`tieline search` and `tieline show -f json` print ids"
        raise NotFoundError(f"nothing has the id {target!r}", hint=hint)
    return Purging(
        target=target,
        ids=found.ids,
        editions=found.editions,
        bundled=found.bundled,
    )


def purge_id(
    workspace: Workspace, target: str, signed: Signature, *, keep_files: bool
) -> Purged:
    """Rewrite every edition without an entity or statement.

    `keep_files` keeps the copies of the imported files, which hold it still.
    """
    project = _project(workspace)
    with _engine(workspace) as engine:
        done = purge(
            project,
            engine,
            target,
            signed,
            build_index=build_index,
            keep_snapshots=keep_files,
        )
    if not keep_files:
        discard_incoming(project)
    return Purged(
        target=target,
        action="purged",
        statements=sum(removal.statements for removal in done.removals.values()),
        editions=tuple(done.removals),
        snapshots=done.snapshots,
        decisions=done.decisions,
        bundled=done.bundled,
        lingering=done.lingering,
        removals=tuple(done.removals.values()),
    )


def look_dataset(workspace: Workspace, dataset: str) -> Purging:
    """Tell what a purge of a data set would take out.

    Raises:
        NotFoundError: the project holds no such data set.
    """
    editions = held_of(_project(workspace), dataset)
    return Purging(
        target=dataset,
        ids=(),
        editions={f"{e.dataset}@{e.version}": e.statements for e in editions},
        bundled={},
    )


def purge_dataset(workspace: Workspace, dataset: str, signed: Signature) -> Purged:
    """Remove all editions of a data set and the copies of its files."""
    project = _project(workspace)
    done = remove_dataset(project, dataset, signed)
    discard_incoming(project)
    return Purged(
        target=dataset,
        action="purged",
        statements=sum(removal.statements for removal in done.removals.values()),
        editions=tuple(done.removals),
        snapshots=done.snapshots,
        lingering=done.lingering,
        removals=tuple(done.removals.values()),
    )


def hide(workspace: Workspace, target: str, signed: Signature) -> Purged:
    """Leave an entity or statement out of all that is read; `unhide` undoes it."""
    found = look(workspace, target)
    with State.open(_project(workspace)) as state:
        for one in found.ids:
            state.redact(one, signed)
    counts = {**found.editions, **found.bundled}
    return Purged(
        target=target,
        action="hidden",
        statements=sum(counts.values()),
        editions=tuple(counts),
    )


def unhide(workspace: Workspace, target: str, signed: Signature) -> Purged:
    """Show again what was hidden.

    Raises:
        NotFoundError: it is not hidden.
    """
    found = look(workspace, target)
    with State.open(_project(workspace)) as state:
        lifted = [one for one in found.ids if state.lift(one, signed)]
    if not lifted:
        raise NotFoundError(f"{target!r} is not hidden")
    counts = {**found.editions, **found.bundled}
    return Purged(
        target=target,
        action="shown again",
        statements=sum(counts.values()),
        editions=tuple(counts),
    )


def _project(workspace: Workspace) -> Project:
    if workspace.project is None:
        what, hint = "there is no project", "Name its folder with -C DIR"
        raise ProjectError(what, where=str(workspace.place), hint=hint)
    return workspace.project


def _engine(workspace: Workspace) -> DuckEngine:
    # its temporary files lie apart: the writer sweeps those of the project
    return DuckEngine(memory_limit=workspace.settings.memory_limit)
