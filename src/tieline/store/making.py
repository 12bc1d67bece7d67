"""An edition's data files, made from what was spooled."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from tieline.engine.protocol import Engine
from tieline.model.profile import Profile
from tieline.store.catalog import EVIDENCE, INDEX, REFERENTS, STATEMENTS
from tieline.store.disk import file_sha256
from tieline.store.edition import EditionFile
from tieline.store.kinds import is_listing, is_subject
from tieline.store.profiling import profiles
from tieline.store.spooling import Spool
from tieline.store.tables import (
    COUNT,
    COUNT_KINDS,
    COUNT_LISTED_ADDRESSES,
    MAKE_DOUBLES,
    MAKE_HOLDERS,
    MAKE_NO_PREVIOUS,
    MAKE_PREVIOUS,
    RAW,
    REFERENT_SPOOL,
    REFERENTS_AFTER,
    SPOOL,
)
from tieline.store.tables import EVIDENCE as EVIDENCE_SQL
from tieline.store.tables import REFERENTS as REFERENTS_SQL
from tieline.store.tables import STATEMENTS as STATEMENTS_SQL

BuildIndex = Callable[[Iterator[Profile], Path], object]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much an edition holds: subjects, listings, statements.

    An address that is itself listed is a subject.
    """

    entities: int
    listings: int
    statements: int


def make_tables(
    engine: Engine, spool: Spool, folder: Path, *, day: str, previous: Sequence[Path]
) -> None:
    """Write statements, evidence and referents to `folder`.

    `day` dates what the source left undated; `previous` are the folders of the
    editions before, whose first sightings are kept. `spool` is used up.
    """
    raw_file = spool.statements.with_suffix(".parquet")
    spooled = engine.ndjson(spool.statements, SPOOL)
    engine.copy_to_parquet(RAW.format(spool=spooled), raw_file)
    spool.statements.unlink()
    raw = engine.parquet(raw_file)
    engine.run(MAKE_HOLDERS.format(raw=raw))
    engine.run(MAKE_DOUBLES.format(raw=raw))
    if previous:
        past = _all_of(engine, previous, STATEMENTS)
        engine.run(MAKE_PREVIOUS.format(previous=past))
    else:
        engine.run(MAKE_NO_PREVIOUS)
    statements = folder / STATEMENTS
    engine.copy_to_parquet(STATEMENTS_SQL.format(raw=raw), statements, {"day": day})
    engine.run("DROP TABLE previous")
    engine.copy_to_parquet(EVIDENCE_SQL.format(raw=raw), folder / EVIDENCE)
    engine.run("DROP TABLE holders")
    engine.run("DROP TABLE doubles")
    raw_file.unlink()
    referents = engine.ndjson(spool.referents, REFERENT_SPOOL)
    sql = REFERENTS_SQL.format(spool=referents)
    if previous:
        sql = REFERENTS_AFTER.format(
            spool=referents,
            statements=engine.parquet(statements),
            past_statements=_all_of(engine, previous, STATEMENTS),
            past_referents=_all_of(engine, previous, REFERENTS),
        )
    engine.copy_to_parquet(sql, folder / REFERENTS)
    spool.referents.unlink()


def _all_of(engine: Engine, folders: Sequence[Path], name: str) -> str:
    rows = (f"FROM {engine.parquet(folder / name)}" for folder in folders)
    return f"({' UNION ALL '.join(rows)})"


def finish_folder(
    engine: Engine, folder: Path, build_index: BuildIndex
) -> tuple[Counts, tuple[EditionFile, ...]]:
    """Build the index over a folder's tables; return what it holds, with hashes."""
    build_index(profiles(engine, folder), folder / INDEX)
    return count(engine, folder), hash_files(folder)


def count(engine: Engine, folder: Path) -> Counts:
    """Count what an edition's folder holds."""
    statements = engine.parquet(folder / STATEMENTS)
    rows = engine.query(COUNT_KINDS.format(statements=statements))
    kinds = {str(row[0]): int(row[1]) for row in rows}
    places = engine.query(COUNT_LISTED_ADDRESSES.format(statements=statements))
    return Counts(
        entities=sum(n for name, n in kinds.items() if is_subject(name))
        + int(next(iter(places))[0]),
        listings=sum(n for name, n in kinds.items() if is_listing(name)),
        statements=next(iter(engine.query(COUNT.format(rows=statements))))[0],
    )


def hash_files(folder: Path) -> tuple[EditionFile, ...]:
    """Return the data files of a folder with size and hash, by name."""
    names = (EVIDENCE, INDEX, REFERENTS, STATEMENTS)
    return tuple(
        EditionFile(
            name=name,
            sha256=file_sha256(folder / name),
            size=(folder / name).stat().st_size,
        )
        for name in names
    )
