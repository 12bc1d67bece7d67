"""The original bytes of each edition, kept as they were read."""

import gzip
import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tieline.model.errors import ProjectError, StorageError
from tieline.model.source import Part, Snapshot
from tieline.store.disk import disk_errors, remove_folder, sync_folder, write_whole
from tieline.store.edition import EditionFile, Removal
from tieline.store.project import Project

STUB = "removed.json"
_CHUNK = 1 << 20
_RESERVED = '<>:"/\\|?*'


class RemovedSnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in place of a purged snapshot: its hash, and why it is gone."""

    sha256: str
    parts: tuple[EditionFile, ...]
    removal: Removal


def keep_parts(snapshot: Snapshot, folder: Path) -> tuple[EditionFile, ...]:
    """Write the parts of a snapshot to `folder`, gzipped, the same bytes each time.

    Returns the parts with hash and size of what is inside.

    Raises:
        StorageError: the disk refuses, or a part changed while it was read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_keep(part, folder) for part in snapshot.parts)


def part_file(name: str) -> str:
    """Return the file name a part is kept under, safe on every system.

    >>> part_file("sdn.csv"), part_file("a:b.csv")
    ('sdn.csv.gz', 'a_b.csv.gz')
    """
    safe = "".join("_" if c in _RESERVED or c < " " else c for c in name)
    return f"{safe}.gz"


def open_part(project: Project, sha256: str, name: str) -> bytes:
    """Return the bytes of a kept part.

    Raises:
        ProjectError: it was purged, or is missing or damaged.
    """
    folder = project.snapshots / sha256
    path = folder / part_file(name)
    if (folder / STUB).exists():
        stub = msgspec.json.decode((folder / STUB).read_bytes(), type=RemovedSnapshot)
        removal = stub.removal
        what = f"the copy was purged on {removal.at[:10]} by {removal.by}"
        hint = f"The reason given: {removal.why}"
        raise ProjectError(what, where=str(path), hint=hint)
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        hint = "Restore it from a copy, or import that edition again"
        what = f"the kept copy cannot be read: {error}"
        raise ProjectError(what, where=str(path), hint=hint) from error


def remove_snapshot(
    project: Project, sha256: str, parts: Iterable[EditionFile], removal: Removal
) -> None:
    """Replace a kept snapshot by a stub that names its hash and the reason."""
    folder = project.snapshots / sha256
    stub = RemovedSnapshot(sha256=sha256, parts=tuple(parts), removal=removal)
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / STUB, msgspec.json.encode(stub) + b"\n")
        for path in folder.iterdir():
            if path.name != STUB:
                path.unlink()
        sync_folder(folder)


def sweep_snapshots(project: Project, wanted: Iterable[str]) -> None:
    """Remove kept snapshots that no edition names."""
    known = set(wanted)
    if not project.snapshots.is_dir():
        return
    for folder in sorted(project.snapshots.iterdir()):
        if folder.name not in known:
            remove_folder(folder)


def _keep(part: Part, folder: Path) -> EditionFile:
    digest = hashlib.sha256()
    path = folder / part_file(part.name)
    with (
        part.open() as source,
        path.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
    ):
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            packed.write(chunk)
    if digest.hexdigest() != part.sha256:
        what = f"{part.name} changed while it was read"
        raise StorageError(what, hint="Import it again once it is complete")
    return EditionFile(name=part.name, sha256=part.sha256, size=part.size)
