"""What is held: data sets, editions, dates, counts, disk use."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.model.query import Run, Searched
from tieline.workspace.ages import age_in_days, stale
from tieline.workspace.searcher import chosen, notices
from tieline.workspace.sync_check import AddressStatus, address_statuses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieline.store.edition import Edition
    from tieline.workspace.times import Times
    from tieline.workspace.workspace import Workspace


class EditionStatus(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="edition"
):
    """One edition: what it is, how old, how much, and what it may be used for."""

    dataset: str
    title: str
    version: str
    published: str | None
    age_days: int | None
    imported_at: str
    is_in_force: bool
    is_bundle: bool
    is_partial: bool
    broken: tuple[str, ...]
    removed: int
    records_in: int
    entities: int
    listings: int
    statements: int
    bytes: int
    publisher: str
    licence: str
    url: str
    use: str
    is_register: bool
    sha256: str


class StatusEnd(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end"):
    """What the project holds beside its editions; `bytes` is its disk use."""

    project: str | None
    format_version: int | None
    datasets: int
    entities: int
    statements: int
    bytes: int
    decisions: int
    redactions: int
    bundle: bool


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of `status`: its head, its rows, its end, and what is too old.

    `addresses` says of each declared address when it was last tried.
    """

    run: Run
    editions: tuple[EditionStatus, ...]
    end: StatusEnd
    stale: tuple[str, ...]
    addresses: tuple[AddressStatus, ...] = ()


def status(
    workspace: Workspace,
    times: Times,
    *,
    datasets: Sequence[str] = (),
    everything: bool = False,
) -> Status:
    """Say what is held, as known on a day; `everything` lists former editions too.

    Raises:
        UsageError: a data set or an edition is not held.
        ProjectError: the catalog is damaged.
    """
    catalog = workspace.catalog()
    in_force = chosen(catalog.editions(times.known_on), datasets)
    current = {(edition.dataset, edition.version) for edition in in_force}
    listed: Sequence[Edition] = in_force
    if everything:
        held = catalog.history()
        listed = [e for e in held if not datasets or e.dataset in datasets]
    today = workspace.clock.today()
    rows = tuple(
        _row(e, today=today, is_in_force=(e.dataset, e.version) in current)
        for e in listed
    )
    refs = {edition.dataset: edition.ref for edition in in_force}
    run = Run(
        as_of=times.as_of,
        known_on=times.known_on,
        editions=dict(sorted(refs.items())),
        searched=Searched(
            datasets=len(in_force), entities=sum(e.entities for e in in_force)
        ),
        notice=(*workspace.notice(), *notices(in_force)),
    )
    old = stale(refs, today, workspace.settings.max_age_days)
    end = _end(workspace, in_force)
    return Status(
        run=run,
        editions=rows,
        end=end,
        stale=tuple(old),
        addresses=() if datasets else address_statuses(workspace),
    )


def use_of(edition: Edition) -> str:
    """Say what an edition may be used for, in whole sentences."""
    if edition.is_bundle and not edition.uses:
        return "A first look; not for compliance decisions."
    said = edition.uses or "Screening, within its licence."
    if edition.is_register:
        said += " A register: nobody is screened against it unless it is named."
    if edition.is_partial:
        said += " It is partial: absence from it means nothing."
    return said


def _row(edition: Edition, *, today: str, is_in_force: bool) -> EditionStatus:
    return EditionStatus(
        dataset=edition.dataset,
        title=edition.title,
        version=edition.version,
        published=edition.published,
        age_days=age_in_days(edition.published, today),
        imported_at=edition.imported_at,
        is_in_force=is_in_force,
        is_bundle=edition.is_bundle,
        is_partial=edition.is_partial,
        broken=edition.broken,
        removed=sum(removal.statements for removal in edition.removed),
        records_in=edition.records_in,
        entities=edition.entities,
        listings=edition.listings,
        statements=edition.statements,
        bytes=sum(file.size for file in edition.files),
        publisher=edition.publisher,
        licence=edition.licence,
        url=edition.url,
        use=use_of(edition),
        is_register=edition.is_register,
        sha256=edition.sha256,
    )


def _end(workspace: Workspace, in_force: Sequence[Edition]) -> StatusEnd:
    project = workspace.project
    decisions, redactions = _counts(workspace)
    return StatusEnd(
        project=None if project is None else str(project.root),
        format_version=None if project is None else project.format_version,
        datasets=len(in_force),
        entities=sum(edition.entities for edition in in_force),
        statements=sum(edition.statements for edition in in_force),
        bytes=0 if project is None else disk_use(project.root),
        decisions=decisions,
        redactions=redactions,
        bundle=workspace.settings.bundle,
    )


def _counts(workspace: Workspace) -> tuple[int, int]:
    """Count decisions and redactions; a project without any has no database."""
    project = workspace.project
    if project is None or not project.state.exists():
        return 0, 0
    from tieline.store.state import State  # noqa: PLC0415 - sqlite3 for these only

    with State.open(project) as state:
        return len(state.decisions()), len(state.redactions())


def disk_use(folder: Path) -> int:
    """Return the bytes of all files in a folder; one that just went counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total
