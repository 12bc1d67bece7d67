"""Paths named by a person in, files to be recognised; archives are unpacked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from tieline.files.archives import Member, archive_kind, unpack
from tieline.model.errors import SourceError

STEP = "!"
"""Stands in the name of a file between an archive, the folders in it and the file."""

Progress = Callable[[str, int, int], None]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A file to import: where its bytes lie, and what it is called.

    `archive` is the path of the archive that it came out of, and `inside` its name
    there; both are empty for a file that lies on the disk by itself. `is_alone` says
    that the archive holds no other.
    """

    path: Path
    archive: Path | None = None
    inside: str = ""
    is_alone: bool = False

    @property
    def name(self) -> str:
        """The bare name, by which a list is recognised."""
        return (
            self.path.name if self.archive is None else PurePosixPath(self.inside).name
        )

    @property
    def label(self) -> str:
        """The name that locators cite: of the archive too.

        >>> file = Given(path=Path("t/1"), archive=Path("a/b.zip"), inside="c/d.csv")
        >>> file.name, file.label
        ('d.csv', 'b.zip!c!d.csv')
        """
        if self.archive is None:
            return self.path.name
        return STEP.join((self.archive.name, *PurePosixPath(self.inside).parts))

    @property
    def home(self) -> str:
        """The folder that files of one edition share."""
        if self.archive is None:
            return str(self.path.parent)
        return f"{self.archive}{STEP}{PurePosixPath(self.inside).parent}"

    @property
    def folder(self) -> str:
        """The folder that it lies in, or its archive where it is alone in that."""
        if self.archive is None or not self.is_alone:
            return self.home
        return str(self.archive.parent)


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could not be had, and why."""

    path: Path
    label: str
    error: SourceError


def bare_name(label: str) -> str:
    """Return what a file is called by itself.

    >>> bare_name("b.zip!c!d.csv"), bare_name("d.csv")
    ('d.csv', 'd.csv')
    """
    return label.rpartition(STEP)[2]


def archives_of(label: str) -> tuple[str, ...]:
    """Return the names of the archives and folders that a file came out of.

    >>> archives_of("b.zip!c!d.csv")
    ('c', 'b.zip')
    """
    return tuple(reversed(label.split(STEP)[:-1]))


def given_files(
    path: Path, scratch: Path | None, *, partial: bool, progress: Progress
) -> Iterator[Given | Refused]:
    """Yield the file, or those in it where it is an archive.

    They are unpacked into a folder of `scratch`; without one nothing is. An archive
    that is damaged is refused as a whole; under `partial` what came out whole is kept.

    Raises:
        OSError: the disk refuses.
    """
    try:
        is_packed = scratch is not None and archive_kind(path) is not None
    except SourceError as error:
        yield Refused(path=path, label=path.name, error=error)
        return
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        hint = "See that you may read it, and import it again"
        closed = SourceError(what, where=str(path), hint=hint)
        yield Refused(path=path, label=path.name, error=closed)
        return
    if scratch is None or not is_packed:
        yield Given(path=path)
        return
    folder = Path(tempfile.mkdtemp(dir=scratch))
    members: list[Member] = []
    size = path.stat().st_size
    for member in unpack(path, folder):
        members.append(member)
        progress(f"Unpacking {path.name}, {member.name or 'end'}", size, size)
    damaged = tuple(m.name for m in members if not m.is_whole)
    if not members:
        what = "the archive holds no file"
        empty = SourceError(what, where=path.name, hint="Fetch it again")
        yield Refused(path=path, label=path.name, error=empty)
    for member in members:
        is_lost = not partial and member.is_whole and _lies_in(member.name, damaged)
        if not is_lost:
            given = _given(path, member, partial=partial)
            if isinstance(given, Given) and len(members) == 1:
                given = msgspec.structs.replace(given, is_alone=True)
            yield given


def _lies_in(name: str, damaged: tuple[str, ...]) -> bool:
    return any(not archive or name.startswith(f"{archive}/") for archive in damaged)


def _given(path: Path, member: Member, *, partial: bool) -> Given | Refused:
    if member.path is not None:
        return Given(path=member.path, archive=path, inside=member.name)
    error = member.error or SourceError("cannot be read", where=path.name)
    if not member.is_whole and not partial:
        hint = f"{error.hint}; --partial keeps the files that came out whole"
        error = SourceError(error.what, where=error.where, hint=hint)
    label = STEP.join(filter(None, (path.name, *PurePosixPath(member.name).parts)))
    return Refused(path=path, label=label, error=error)
