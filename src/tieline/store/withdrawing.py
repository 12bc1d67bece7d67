"""Take a whole data set out of a project for good, and say so."""

import hashlib

import msgspec

from tieline.model.errors import NotFoundError
from tieline.store.archiving import remove_snapshot
from tieline.store.catalog import own_editions, replace_catalog
from tieline.store.disk import disk_errors, remove_folder
from tieline.store.edition import Edition, Removal
from tieline.store.locks import writer_lock
from tieline.store.project import Project
from tieline.store.state import Signature, State


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken out.

    `removals` maps editions (`dataset@version`) to their stubs, `snapshots` are the
    kept copies that were dropped, `lingering` the folders that the system would not
    yet let go (the next import removes them).
    """

    removals: dict[str, Removal]
    snapshots: tuple[str, ...]
    lingering: tuple[str, ...] = ()


def held_of(project: Project, dataset: str) -> list[Edition]:
    """Return the project's editions of a data set, in the order of their import.

    Raises:
        NotFoundError: there is none.
    """
    editions = own_editions(project)
    found = [edition for edition in editions if edition.dataset == dataset]
    if not found:
        names = ", ".join(dict.fromkeys(e.dataset for e in editions)) or "none"
        what = f"the project holds no data set {dataset!r}"
        raise NotFoundError(what, hint=f"It holds: {names}")
    return found


def remove_dataset(project: Project, dataset: str, signed: Signature) -> Withdrawn:
    """Remove all editions of a data set and the copies of its files.

    The stubs go to the log. Killed half-way, it can be run again.

    Raises:
        NotFoundError: the project holds no such data set.
        LockedError: somebody else is writing.
        StorageError: the disk refuses.
    """
    lock = writer_lock(project, by=signed.by, at=signed.at)
    with lock, disk_errors(project.root):
        gone = held_of(project, dataset)
        kept = [e for e in own_editions(project) if e.dataset != dataset]
        removals = {f"{e.dataset}@{e.version}": _stub(e, signed) for e in gone}
        shared = {edition.sha256 for edition in kept}
        dropped: list[str] = []
        for edition, removal in zip(gone, removals.values(), strict=True):
            if edition.sha256 not in shared:
                remove_snapshot(project, edition.sha256, edition.parts, removal)
                dropped.append(edition.sha256)
        replace_catalog(project, kept)
        folders = [project.root / edition.folder for edition in gone]
        lingering = tuple(str(f) for f in folders if not remove_folder(f))
        stubs = {name: msgspec.to_builtins(stub) for name, stub in removals.items()}
        detail = {"dataset": dataset, "editions": stubs, "snapshots": dropped}
        with State.open(project) as state:
            state.log("purge", signed, detail)
    return Withdrawn(removals=removals, snapshots=tuple(dropped), lingering=lingering)


def _stub(edition: Edition, signed: Signature) -> Removal:
    name = f"{edition.dataset}@{edition.version}"
    files = "".join(sorted(file.sha256 for file in edition.files))
    return Removal(
        target_sha256=hashlib.sha256(name.encode()).hexdigest(),
        removed_sha256=hashlib.sha256(files.encode()).hexdigest(),
        statements=edition.statements,
        at=signed.at,
        by=signed.by,
        why=signed.why,
    )
