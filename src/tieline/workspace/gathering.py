"""Files named by a person in, editions to be read out."""

from __future__ import annotations

import hashlib
import io
import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from tieline.model.errors import MappingError, SourceError, TielineError, UsageError
from tieline.model.source import Part, Snapshot, Source
from tieline.registry import recognise, source
from tieline.text.dates import date_in_name
from tieline.workspace.given import Given, Progress, Refused, bare_name, given_files

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65_536
_CHUNK = 1 << 20
_LARGEST_MAPPING = 1 << 20


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
    """The files of one edition, and the list that they are; or why not.

    `files` are their names as locators have them; `places` is what a person named.
    """

    files: tuple[str, ...]
    places: tuple[Path, ...] = ()
    source: Source | None = None
    snapshot: Snapshot | None = None
    error: TielineError | None = None

    @property
    def call(self) -> str:
        """The call that imports them by themselves; more words may follow."""
        paths = dict.fromkeys(shlex.quote(str(path)) for path in self.places)
        return f"tieline import {' '.join(paths)}"


class _Known(msgspec.Struct, frozen=True):
    """A file and what it was recognised as."""

    file: Given
    source: Source
    dataset: str

    @property
    def home(self) -> tuple[str, str, str]:
        """What files must have in common to be of one edition.

        The parts of one may each be packed by themselves.
        """
        place = self.file.folder if self.part[1] else self.file.home
        return (self.source.key, self.dataset, place)

    @property
    def part(self) -> tuple[str, str]:
        """The stem of its name, and which file of an edition it is."""
        part_of = self.source.part_of
        name = self.file.name
        return (name, "") if part_of is None else part_of(name)


def gather(
    files: Sequence[Path],
    how: Importing,
    *,
    scratch: Path | None = None,
    progress: Progress = silent,
) -> list[Gathered]:
    """Recognise the files and put those of one edition together, in order.

    A file that nobody knows comes back with its error. Archives are unpacked into
    `scratch`, which is to be kept until their editions are read; without it they are
    files that nobody knows.

    Raises:
        UsageError: a file is missing, a folder, or named twice; no such list.
    """
    _check(files)
    fixed = _fixed(how)
    lists: dict[tuple[str, ...], list[_Known]] = {}
    found: list[Gathered] = []
    for file in _files(files, scratch, partial=how.partial, progress=progress):
        try:
            if isinstance(file, Refused):
                raise file.error
            known = _recognised(file, how, fixed)
        except TielineError as error:
            place = file.archive if isinstance(file, Given) else None
            places = (place or file.path,)
            found.append(Gathered(files=(file.label,), places=places, error=error))
            continue
        lists.setdefault(known.home, []).append(known)
    for known_files in lists.values():
        found += [_gathered(one, how, progress) for one in _editions(known_files)]
    return found


def _editions(files: Sequence[_Known]) -> list[list[_Known]]:
    """Put the files of one list together by edition.

    Different files of one list are one edition, however they are named; where the
    same one comes twice, or their names have different days, the names must tell
    which belong together.
    """
    parts = [known.part[1] for known in files]
    days = {date_in_name(known.file.name) for known in files} - {None}
    if all(parts) and len(set(parts)) == len(parts) and len(days) < 2:  # noqa: PLR2004 - two days
        return [list(files)]
    groups: dict[tuple[str, str], list[_Known]] = {}
    for known in files:
        groups.setdefault((known.part[0], known.file.home), []).append(known)
    return list(groups.values())


class _WatchedFile(io.FileIO):
    """A file that tells how far it was read."""

    def __init__(self, path: Path, name: str, size: int, progress: Progress) -> None:
        super().__init__(path)
        self._what = f"Reading {name}"
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


def _files(
    paths: Sequence[Path],
    scratch: Path | None,
    *,
    partial: bool,
    progress: Progress,
) -> Iterator[Given | Refused]:
    for path in paths:
        yield from given_files(path, scratch, partial=partial, progress=progress)


def _recognised(file: Given, how: Importing, fixed: Source | None) -> _Known:
    where = str(file.path) if file.archive is None else file.label
    with file.path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        what = "the file is empty"
        raise SourceError(what, where=where, hint="Fetch it again")
    if fixed is not None:
        dataset = fixed.recognise(file.name, head) or fixed.dataset
        return _Known(file, fixed, how.dataset or dataset)
    found = recognise(file.name, head)
    if found is None:
        hint = (
            "Name its list with --source KEY, or map the columns of a table with "
            "--map FILE.toml, which --guide makes"
        )
        what = "no list looks like this file"
        raise SourceError(what, where=where, hint=hint)
    return _Known(file, found[0], how.dataset or found[1])


def _gathered(group: Sequence[_Known], how: Importing, progress: Progress) -> Gathered:
    first = group[0]
    known = Gathered(
        files=tuple(each.file.label for each in group),
        places=tuple(each.file.archive or each.file.path for each in group),
        source=first.source,
    )
    try:
        _check_names([each.file for each in group])
        parts = tuple(_part(each.file, progress) for each in group)
    except TielineError as error:
        return msgspec.structs.replace(known, error=error)
    except OSError as error:
        what, where = error.strerror or str(error), str(error.filename or known.files)
        failed = SourceError(f"cannot be read: {what}", where=where)
        return msgspec.structs.replace(known, error=failed)
    snapshot = Snapshot(
        source_key=first.source.key,
        dataset=first.dataset,
        sha256=sha256_of(parts),
        parts=parts,
        published=how.published,
        partial=how.partial,
        encoding=how.encoding,
    )
    return msgspec.structs.replace(known, snapshot=snapshot)


def _check_names(files: Iterable[Given]) -> None:
    seen: dict[str, Given] = {}
    for file in files:
        other = seen.setdefault(file.label, file)
        if other is not file:
            what = f"has the same name as {other.path}, of the same edition"
            raise SourceError(what, where=str(file.path), hint="Import one at a time")


def bare_snapshot(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot whose parts have the names that their publisher gave them."""
    parts = tuple(
        msgspec.structs.replace(part, name=bare_name(part.name))
        for part in snapshot.parts
    )
    return msgspec.structs.replace(snapshot, parts=parts)


def sha256_of(parts: Sequence[Part]) -> str:
    """Return the hash of a snapshot: the part's own, or that over all in name order."""
    if len(parts) == 1:
        return parts[0].sha256
    ordered = sorted(parts, key=lambda part: part.name)
    return hashlib.sha256("".join(part.sha256 for part in ordered).encode()).hexdigest()


def _part(given: Given, progress: Progress) -> Part:
    path, name = given.path, given.label
    digest, done = hashlib.sha256(), 0
    before = path.stat()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(f"Hashing {name}", done, before.st_size)

    def opened() -> BinaryIO:
        watched = _WatchedFile(path, name, done, progress)
        file = io.BufferedReader(watched, _CHUNK)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            file.close()
            hint = "Wait until it is written, and import it again"
            what = "the file changed while it was read"
            raise SourceError(what, where=str(path), hint=hint)
        return file

    return Part(name=name, sha256=digest.hexdigest(), size=done, open=opened)
