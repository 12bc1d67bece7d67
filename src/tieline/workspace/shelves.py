"""Open the index of an edition, and make it anew where it is out of date."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.kernel.flat_index import FlatIndex
from tieline.matching.indexing import build_index
from tieline.matching.key_rules import key_rules
from tieline.matching.profiling import index_keys
from tieline.model.errors import ProjectError, StorageError
from tieline.store.catalog import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tieline.kernel.memory_index import MemoryIndex
    from tieline.model.profile import Profile
    from tieline.store.edition import Edition

_MEMORY = "1GB"


class Shelf(msgspec.Struct, frozen=True):
    """One edition in force with its open index; `notice` says what was done to it."""

    edition: Edition
    index: FlatIndex | MemoryIndex
    notice: str | None = None


def open_shelf(edition: Edition, folder: Path) -> Shelf:
    """Open the index of an edition.

    An index whose keys were made by other rules, by a former or later Tieline, is made
    anew beside it, once; in memory for the bundle, and where the folder cannot be
    written.

    Raises:
        ProjectError: a file of the edition is missing or damaged.
    """
    rules = key_rules()
    own = _opened(folder / INDEX, rules, edition)
    if own is not None:
        return Shelf(edition, own)
    anew = folder / _anew(rules)
    if anew.is_file():
        try:
            return Shelf(edition, FlatIndex.open(anew))
        except ProjectError:
            with suppress(OSError):
                anew.unlink(missing_ok=True)
    name = f"{edition.dataset}@{edition.version}"
    said = f"{name}: its name index was out of date and has been made anew"
    if edition.is_bundle:
        return Shelf(edition, _in_memory(folder), f"{said}, in memory")
    try:
        _sweep(folder, anew)
        build_index(_profiles(folder), anew)
        return Shelf(edition, FlatIndex.open(anew), said)
    except (ProjectError, StorageError, OSError):
        notice = f"{said}, in memory: {folder} cannot be written"
        return Shelf(edition, _in_memory(folder), notice)


def _anew(rules: int) -> str:
    return f"profiles-{rules:016x}.tlx"


def _opened(path: Path, rules: int, edition: Edition) -> FlatIndex | None:
    """Open an index; None where it is whole and was made by other rules."""
    try:
        index = FlatIndex.open(path)
    except ProjectError:
        if _is_intact(path, edition):
            return None
        raise
    if index.rules == rules:
        return index
    index.close()
    return None


def _is_intact(path: Path, edition: Edition) -> bool:
    """Tell whether an index that cannot be read is as it was written: too old."""
    from tieline.store.disk import file_sha256  # noqa: PLC0415 - seldom needed

    known = [file.sha256 for file in edition.files if file.name == INDEX]
    return path.is_file() and file_sha256(path) in known


def _sweep(folder: Path, anew: Path) -> None:
    """Remove what other rules made; what another process just made by ours stays."""
    for old in folder.glob("profiles-*.tlx"):
        if old != anew:
            old.unlink(missing_ok=True)


def _profiles(folder: Path) -> Iterator[Profile]:
    from tieline.engine.duck import DuckEngine  # noqa: PLC0415 - seldom needed
    from tieline.store.profiling import profiles  # noqa: PLC0415 - seldom needed

    with DuckEngine(memory_limit=_MEMORY) as engine:
        yield from profiles(engine, folder)


def _in_memory(folder: Path) -> MemoryIndex:
    from tieline.kernel.memory_index import MemoryIndex  # noqa: PLC0415 - seldom needed
    from tieline.names.reading import NameReader  # noqa: PLC0415 - seldom needed

    reader = NameReader()
    return MemoryIndex((held, index_keys(held, reader)) for held in _profiles(folder))
