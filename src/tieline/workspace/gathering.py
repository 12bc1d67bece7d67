"""Files named by a person in, editions to be read out."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from tieline.model.errors import MappingError, SourceError, TielineError, UsageError
from tieline.model.source import Part, Snapshot, Source
from tieline.registry import recognise, source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEAD = 65_536
_CHUNK = 1 << 20
_LARGEST_MAPPING = 1 << 20

Progress = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""
    del what, done, total


class Importing(msgspec.Struct, frozen=True, kw_only=True):
    """How to import: which list the files are, and what the files do not say.

    `source` is the key of a list, `mapping` a file that maps a table's columns;
    without either each file is recognised. `published` is the edition's day.
    `partial` keeps the whole records of a damaged file. `unless_told` is the day of
    an edition whose content and name tell none. An edition with less than
    `least_share` (0 to 1) of the records of the one in force is held, not stored.
    """

    source: str | None = None
    mapping: Path | None = None
    dataset: str | None = None
    published: str | None = None
    partial: bool = False
    encoding: str | None = None
    by: str = ""
    dry_run: bool = False
    unless_told: str | None = None
    least_share: float = 0.0


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one edition, and the list that they are; or why not."""

    files: tuple[Path, ...]
    source: Source | None = None
    snapshot: Snapshot | None = None
    error: TielineError | None = None

    @property
    def name(self) -> str:
        """The files' names, for messages."""
        return ", ".join(path.name for path in self.files)


class _Known(msgspec.Struct, frozen=True):
    """A file and what it was recognised as."""

    path: Path
    source: Source
    dataset: str

    @property
    def home(self) -> tuple[str, str, str]:
        """What files must have in common to be of one edition."""
        return (self.source.key, self.dataset, str(self.path.parent))

    @property
    def part(self) -> tuple[str, str]:
        """The stem of its name, and which file of an edition it is."""
        part_of = self.source.part_of
        return (self.path.name, "") if part_of is None else part_of(self.path.name)


def gather(
    files: Sequence[Path], how: Importing, *, progress: Progress = silent
) -> list[Gathered]:
    """Recognise the files and put those of one edition together, in order.

    A file that nobody knows comes back with its error.

    Raises:
        UsageError: a file is missing, a folder, or named twice; no such list.
    """
    _check(files)
    fixed = _fixed(how)
    lists: dict[tuple[str, ...], list[_Known]] = {}
    found: list[Gathered] = []
    for path in files:
        try:
            known = _recognised(path, how, fixed)
        except TielineError as error:
            found.append(Gathered(files=(path,), error=error))
            continue
        lists.setdefault(known.home, []).append(known)
    for known_files in lists.values():
        found += [_gathered(one, how, progress) for one in _editions(known_files)]
    return found


def _editions(files: Sequence[_Known]) -> list[list[_Known]]:
    """Put the files of one list together by edition.

    Different files of one list are one edition, however they are named; where the
    same one comes twice, the names must tell which belong together.
    """
    parts = [known.part[1] for known in files]
    if all(parts) and len(set(parts)) == len(parts):
        return [list(files)]
    groups: dict[str, list[_Known]] = {}
    for known in files:
        groups.setdefault(known.part[0], []).append(known)
    return list(groups.values())


class _WatchedFile(io.FileIO):
    """A file that tells how far it was read."""

    def __init__(self, path: Path, size: int, progress: Progress) -> None:
        super().__init__(path)
        self._what = f"Reading {path.name}"
        self._size, self._done, self._tell = size, 0, progress

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read, and say how far."""
        count = super().readinto(buffer) or 0
        self._done += count
        self._tell(self._what, min(self._done, self._size), self._size)
        return count


def _check(files: Sequence[Path]) -> None:
    if not files:
        what = "no file is named"
        raise UsageError(what, hint="Name the files to import")
    for path in files:
        if not path.exists():
            what = "there is no such file"
            raise UsageError(what, where=str(path))
        if not path.is_file():
            hint = "Name the files in it, such as FOLDER/*.csv"
            what = "is not a file"
            raise UsageError(what, where=str(path), hint=hint)
    twice = sorted({str(path) for path in files if files.count(path) > 1})
    if twice:
        what = "is named twice"
        raise UsageError(what, where=twice[0])


def _fixed(how: Importing) -> Source | None:
    """Return the list that the person named, None where files must tell."""
    if how.mapping is not None:
        if how.source is not None:
            what = "--source and --map exclude each other"
            raise UsageError(what)
        data = _mapping_bytes(how.mapping)
        from tieline.sources.mapping import mapped_source, read_mapping  # noqa: PLC0415 - loaded when it is used

        try:
            return mapped_source(read_mapping(data))
        except MappingError as error:
            where = f"{how.mapping}: {error.where}"
            raise MappingError(error.what, where=where, hint=error.hint) from error
    return None if how.source is None else source(how.source)


def _mapping_bytes(path: Path) -> bytes:
    hint = "Name the mapping of the table, a TOML file, with --map"
    if path.exists() and not path.is_file():
        what = "this is no file"
        raise UsageError(what, where=str(path), hint=hint)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_MAPPING + 1)
    except OSError as error:
        what = f"the mapping cannot be read: {error.strerror}"
        raise UsageError(what, where=str(path), hint=hint) from error
    if len(data) > _LARGEST_MAPPING:
        what = f"a mapping of more than {_LARGEST_MAPPING:,} bytes is none"
        raise UsageError(what, where=str(path), hint=hint)
    return data


def _recognised(path: Path, how: Importing, fixed: Source | None) -> _Known:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        what = "the file is empty"
        raise SourceError(what, where=str(path), hint="Fetch it again")
    if fixed is not None:
        dataset = fixed.recognise(path.name, head) or fixed.dataset
        return _Known(path, fixed, how.dataset or dataset)
    found = recognise(path.name, head)
    if found is None:
        hint = (
            "Name its list with --source KEY, or map its columns with --map FILE.toml"
        )
        what = "no list looks like this file"
        raise SourceError(what, where=str(path), hint=hint)
    return _Known(path, found[0], how.dataset or found[1])


def _gathered(group: Sequence[_Known], how: Importing, progress: Progress) -> Gathered:
    files = tuple(known.path for known in group)
    first = group[0]
    try:
        _check_names(files)
        parts = tuple(_part(path, progress) for path in files)
    except TielineError as error:
        return Gathered(files=files, source=first.source, error=error)
    except OSError as error:
        what, where = error.strerror or str(error), str(error.filename or files[0])
        failed = SourceError(f"cannot be read: {what}", where=where)
        return Gathered(files=files, source=first.source, error=failed)
    snapshot = Snapshot(
        source_key=first.source.key,
        dataset=first.dataset,
        sha256=sha256_of(parts),
        parts=parts,
        published=how.published,
        partial=how.partial,
        encoding=how.encoding,
    )
    return Gathered(files=files, source=first.source, snapshot=snapshot)


def _check_names(files: Iterable[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.name, path)
        if other is not path:
            what = f"has the same name as {other}, of the same edition"
            raise SourceError(what, where=str(path), hint="Import one at a time")


def sha256_of(parts: Sequence[Part]) -> str:
    """Return the hash of a snapshot: the part's own, or that over all in name order."""
    if len(parts) == 1:
        return parts[0].sha256
    ordered = sorted(parts, key=lambda part: part.name)
    return hashlib.sha256("".join(part.sha256 for part in ordered).encode()).hexdigest()


def _part(path: Path, progress: Progress) -> Part:
    digest, done = hashlib.sha256(), 0
    before = path.stat()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(f"Hashing {path.name}", done, before.st_size)

    def opened() -> BinaryIO:
        file = io.BufferedReader(_WatchedFile(path, done, progress), _CHUNK)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            file.close()
            hint = "Wait until it is written, and import it again"
            what = "the file changed while it was read"
            raise SourceError(what, where=str(path), hint=hint)
        return file

    return Part(name=path.name, sha256=digest.hexdigest(), size=done, open=opened)
