"""Take something out of every edition for good, and say so."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tieline.engine.protocol import Engine
from tieline.model.evidence import Evidence
from tieline.model.exchange import encode, line_of
from tieline.store.archiving import remove_snapshot
from tieline.store.catalog import (
    EDITION,
    EVIDENCE,
    REFERENTS,
    STATEMENTS,
    Catalog,
    encode_edition,
    own_editions,
    replace_catalog,
)
from tieline.store.disk import disk_errors, move_folder, remove_folder
from tieline.store.edition import Edition, Removal
from tieline.store.kinds import link_properties
from tieline.store.locks import writer_lock
from tieline.store.making import BuildIndex, finish_folder
from tieline.store.project import Project
from tieline.store.rows import EVIDENCE_COLUMNS, STATEMENT_COLUMNS, evidence, stated
from tieline.store.state import Signature, State
from tieline.store.writing import clear, sweep

# A statement goes when it is meant itself, is about one of the ids, belongs to it
# (a listing, an identity paper), or points at it (a tie).
_DOOMED = """
FROM {statements} WHERE id IN (SELECT unnest($ids)) OR target IN (SELECT unnest($ids))
  OR entity_id IN (SELECT unnest($ids))
  OR (prop IN (SELECT unnest($links)) AND value IN (SELECT unnest($ids)))
"""
_MAKE_DOOMED = "CREATE OR REPLACE TABLE doomed AS SELECT id " + _DOOMED
_COUNT = "SELECT count(*) " + _DOOMED
_REMOVED = "SELECT {columns} FROM {statements} WHERE id IN (FROM doomed) ORDER BY id"
_REMOVED_SPANS = """
SELECT {columns} FROM {evidence} WHERE statement_id IN (FROM doomed)
ORDER BY statement_id, n
"""
_LEFT = "SELECT * FROM {rows} s ANTI JOIN doomed d ON d.id = s.{key} ORDER BY {order}"
_LEFT_REFERENTS = """
SELECT * FROM {rows} WHERE entity_id NOT IN (SELECT unnest($ids))
  AND other_id NOT IN (SELECT unnest($ids)) ORDER BY entity_id, other_id
"""
_SAME = """
SELECT entity_id FROM {rows} WHERE other_id IN (SELECT unnest($ids))
UNION SELECT other_id FROM {rows} WHERE entity_id IN (SELECT unnest($ids))
"""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge of an id would touch.

    `ids` are the id itself and all it was called before; `editions` maps each
    edition (`dataset@version`) of the project to how many statements would go,
    `bundled` those of the bundle, which cannot be rewritten: redact there.
    """

    ids: tuple[str, ...]
    editions: dict[str, int]
    bundled: dict[str, int]


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken out.

    `removals` maps editions to their stubs, `snapshots` are the kept copies that
    were dropped, `decisions` how many were blanked, `lingering` the folders that
    the system would not yet let go (the next import removes them).
    """

    ids: tuple[str, ...]
    removals: dict[str, Removal]
    snapshots: tuple[str, ...]
    decisions: int
    bundled: tuple[str, ...] = ()
    lingering: tuple[str, ...] = ()


def held(engine: Engine, catalog: Catalog, target: str) -> Held:
    """Tell what a purge of an entity or statement id would touch."""
    ids = _all_ids(engine, catalog, target)
    own: dict[str, int] = {}
    bundled: dict[str, int] = {}
    for edition in catalog.history():
        statements = engine.parquet(catalog.path(edition) / STATEMENTS)
        sql = _COUNT.format(statements=statements)
        number = next(iter(engine.query(sql, _values(ids))))[0]
        if number:
            into = bundled if edition.is_bundle else own
            into[_name(edition)] = number
    return Held(ids=ids, editions=own, bundled=bundled)


def purge(
    project: Project,
    engine: Engine,
    target: str,
    signed: Signature,
    *,
    build_index: BuildIndex,
    keep_snapshots: bool = False,
) -> Purged:
    """Rewrite every edition without an entity or a statement; leave a stub.

    The entity's former ids go too, with its listings, papers and ties, the
    decisions on it, and, unless `keep_snapshots`, the kept copies of the files it
    was read from. Of a bundled edition, which cannot be rewritten, it is redacted.
    Killed half-way, it can be run again.

    Raises:
        LockedError: somebody else is writing.
        StorageError: the disk refuses.
    """
    with writer_lock(project, by=signed.by, at=signed.at), disk_errors(project.root):
        sweep(project)
        catalog = Catalog.read(project)
        found = held(engine, catalog, target)
        work = _Work(project, engine, found.ids, _removal(target, signed))
        try:
            changed = {
                edition: work.rewrite(edition, build_index)
                for edition in own_editions(project)
                if _name(edition) in found.editions
            }
            return _put_in_place(work, found, changed, signed, keep_snapshots)
        finally:
            clear(project.scratch / "purge")


class _Work:
    """The ids to be taken out of a project, edition by edition."""

    def __init__(
        self, project: Project, engine: Engine, ids: tuple[str, ...], removal: Removal
    ) -> None:
        self.project = project
        self.removal = removal
        self._engine = engine
        self._ids = ids

    def rewrite(self, edition: Edition, build_index: BuildIndex) -> Edition:
        """Write the edition again without the ids, beside the old one."""
        old = self.project.root / edition.folder
        new = self.project.scratch / "purge" / edition.dataset / edition.version
        new.mkdir(parents=True)
        engine = self._engine
        statements = engine.parquet(old / STATEMENTS)
        engine.run(_MAKE_DOOMED.format(statements=statements), _values(self._ids))
        number, removed = self._removed_hash(old)
        for name, key, order in (
            (STATEMENTS, "id", "target, seq"),
            (EVIDENCE, "statement_id", "target, seq, n"),
        ):
            rows = engine.parquet(old / name)
            sql = _LEFT.format(rows=rows, key=key, order=order)
            engine.copy_to_parquet(sql, new / name)
        rows = engine.parquet(old / REFERENTS)
        sql = _LEFT_REFERENTS.format(rows=rows)
        engine.copy_to_parquet(sql, new / REFERENTS, {"ids": list(self._ids)})
        engine.run("DROP TABLE doomed")
        counts, files = finish_folder(engine, new, build_index)
        removal = msgspec.structs.replace(
            self.removal, removed_sha256=removed, statements=number
        )
        after = msgspec.structs.replace(
            edition,
            folder=self._free_folder(edition),
            entities=counts.entities,
            listings=counts.listings,
            statements=counts.statements,
            files=files,
            removed=(*edition.removed, removal),
        )
        (new / EDITION).write_bytes(encode_edition(after))
        move_folder(new, self.project.root / after.folder)
        return after

    def _free_folder(self, edition: Edition) -> str:
        number = len(edition.removed) + 1
        return f"editions/{edition.dataset}/{edition.version}.{number}"

    def _removed_hash(self, folder: Path) -> tuple[int, str]:
        """Hash the removed statements as export lines, sorted by statement id."""
        engine, digest, number = self._engine, hashlib.sha256(), 0
        sql = _REMOVED_SPANS.format(
            columns=EVIDENCE_COLUMNS, evidence=engine.parquet(folder / EVIDENCE)
        )
        spans: dict[str, list[Evidence]] = {}
        for row in engine.query(sql):
            spans.setdefault(row[3], []).append(evidence(row))
        sql = _REMOVED.format(
            columns=STATEMENT_COLUMNS, statements=engine.parquet(folder / STATEMENTS)
        )
        for row in engine.query(sql):
            number += 1
            one = stated(row, tuple(spans.get(row[2], ())))
            digest.update(encode(line_of(one)) + b"\n")
        return number, digest.hexdigest()


def _put_in_place(
    work: _Work,
    found: Held,
    changed: dict[Edition, Edition],
    signed: Signature,
    keep_snapshots: bool,  # noqa: FBT001 - passed on
) -> Purged:
    """Drop the copies, show the new editions, then remove the old ones."""
    project = work.project
    dropped: list[str] = []
    removals = {_name(after): after.removed[-1] for after in changed.values()}
    if not keep_snapshots:
        for edition, after in changed.items():
            remove_snapshot(project, edition.sha256, edition.parts, after.removed[-1])
            dropped.append(edition.sha256)
    with State.open(project) as state:
        decisions = sum(state.forget(one, signed) for one in found.ids)
        if found.bundled:
            for one in found.ids:
                state.redact(one, signed)
        replace_catalog(project, (changed.get(e, e) for e in own_editions(project)))
        folders = [project.root / edition.folder for edition in changed]
        lingering = [str(folder) for folder in folders if not remove_folder(folder)]
        stubs = {name: msgspec.to_builtins(stub) for name, stub in removals.items()}
        detail = {"editions": stubs, "snapshots": dropped, "decisions": decisions}
        state.log("purge", signed, detail)
    return Purged(
        ids=found.ids,
        removals=removals,
        snapshots=tuple(dropped),
        decisions=decisions,
        bundled=tuple(found.bundled),
        lingering=tuple(lingering),
    )


def _removal(target: str, signed: Signature) -> Removal:
    return Removal(
        target_sha256=hashlib.sha256(target.encode()).hexdigest(),
        removed_sha256="0" * 64,
        statements=0,
        at=signed.at,
        by=signed.by,
        why=signed.why,
    )


def _values(ids: Iterable[str]) -> dict[str, object]:
    return {"ids": list(ids), "links": list(link_properties())}


def _name(edition: Edition) -> str:
    return f"{edition.dataset}@{edition.version}"


def _all_ids(engine: Engine, catalog: Catalog, target: str) -> tuple[str, ...]:
    """Return the id and all that any edition holds to be the same entity."""
    known = {target}
    while True:
        more = set(_same(engine, catalog, known)) - known
        if not more:
            return tuple(sorted(known))
        known |= more


def _same(engine: Engine, catalog: Catalog, ids: Iterable[str]) -> Iterator[str]:
    values = {"ids": sorted(ids)}
    for edition in catalog.history():
        rows = engine.parquet(catalog.path(edition) / REFERENTS)
        for row in engine.query(_SAME.format(rows=rows), values):
            yield row[0]
