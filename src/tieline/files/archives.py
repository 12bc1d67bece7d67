"""Archives in, their files out, each by name: zip, tar, gz, xz and bz2.

Nothing of an archive is believed: what comes out lies under names of our own, and is
counted while it does. A member that cannot be had comes back with its reason.
"""

from __future__ import annotations

import contextlib
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

import msgspec

from tieline.files.packed_streams import CHUNK, Budget, Forward, Limits, open_packed
from tieline.model.errors import SourceError

_MAGIC = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "gz": (b"\x1f\x8b",),
    "xz": (b"\xfd7zXZ\x00",),
    "bz2": (b"BZh",),
}
_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x1f\x9d": "compress",
    b"MSCF": "cabinet",
}
_USTAR = slice(257, 262)
_BLOCK = 512
# What office programs save is a zip too, and a table to us.
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
# What some systems leave in archives beside the files that were meant.
_LEFT_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db)$")
_PACKED_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_LONGEST_NAME = 200
_BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    # an archive may ask for what the library does not implement
    RuntimeError,
)
_AGAIN = "Fetch it again, or unpack what can be unpacked and import those files"
_BY_HAND = "Unpack it yourself, and import the file"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A file out of an archive: its name there, and where its bytes lie now.

    `name` has `/` between folders and between an archive and what is in it. Where
    the member could not be had, `error` says why and `path` is None. `is_whole` is
    False where the error concerns the archive itself.
    """

    name: str
    path: Path | None = None
    error: SourceError | None = None
    is_whole: bool = True


def archive_kind(path: Path) -> str | None:
    """Return `zip`, `tar`, `gz`, `xz` or `bz2`; None for what is no archive.

    A workbook is none, though it is packed like one.

    Raises:
        SourceError: it is an archive of a kind that is not opened.
    """
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            what = f"is an archive of the kind {name}, which is not opened"
            raise SourceError(what, where=path.name, hint=_BY_HAND)
    for kind, magics in _MAGIC.items():
        if head.startswith(magics):
            return None if kind == "zip" and _is_office(path) else kind
    return "tar" if head[_USTAR] == b"ustar" else None


def unpack(
    path: Path, folder: Path, *, name: str = "", limits: Limits | None = None
) -> Iterator[Member]:
    """Unpack an archive into `folder`; yields its files as they come.

    Archives in it are opened too. A damaged, locked or strange member is refused
    with its reason and the others come; where the archive itself is damaged or
    unpacks to too much, the last one says so. `name` is what messages call it.

    Raises:
        SourceError: it is no archive.
        OSError: the disk refuses.
    """
    where = name or path.name
    budget = Budget(where, path.stat().st_size, limits or Limits())
    kind = archive_kind(path)
    if kind is None:
        what = "is no archive"
        raise SourceError(what, where=where, hint="Import it as it is")
    yield from _Unpacking(folder, budget).members(path, kind, where, depth=1)


def _is_office(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return not _OFFICE.isdisjoint(package.namelist())
    except _BROKEN:
        return False


class _Unpacking:
    """One archive being unpacked, with all that lies in it."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        self._folder = folder
        self._budget = budget
        self._written_files = 0

    def members(
        self, path: Path, kind: str, where: str, *, depth: int
    ) -> Iterator[Member]:
        """Yield the files in one archive; names begin below it."""
        seen: set[str] = set()
        try:
            for member in self._each(path, kind, where):
                if member.name in seen and member.error is None:
                    yield _refused(member.name, where, "comes twice", _BY_HAND)
                    continue
                seen.add(member.name)
                yield from self._opened(member, where, depth=depth)
        except SourceError as error:
            what = SourceError(error.what, where=error.where or where, hint=error.hint)
            yield Member(name="", error=what, is_whole=False)
        except _BROKEN as error:
            what = SourceError(_damage(error), where=where, hint=_AGAIN)
            yield Member(name="", error=what, is_whole=False)

    def _each(self, path: Path, kind: str, where: str) -> Iterator[Member]:
        if kind == "zip":
            yield from self._zip(path, where)
            return
        with contextlib.closing(open_packed(path, kind)) as stream:
            head = _head(stream)
            forward = Forward(stream, self._budget, head=head)
            if kind == "tar" or head[_USTAR] == b"ustar":
                yield from self._tar(forward, where)
                return
            name = _without_suffix(where.rsplit("/", 1)[-1])
            self._budget.take_member()
            yield self._written(name, cast("IO[bytes]", forward))

    def _zip(self, path: Path, where: str) -> Iterator[Member]:
        with zipfile.ZipFile(path) as package:
            for info in package.infolist():
                self._budget.take_member()
                if info.filename.endswith("/") or _LEFT_BESIDE.search(info.filename):
                    continue
                reason = _strange(info.filename)
                if info.flag_bits & 1:
                    reason = "is encrypted"
                elif stat.S_ISLNK(info.external_attr >> 16):
                    reason = "is a link"
                if reason:
                    yield _refused(info.filename, where, reason, _BY_HAND)
                    continue
                yield self._from_zip(package, info, where)

    def _from_zip(
        self, package: zipfile.ZipFile, info: zipfile.ZipInfo, where: str
    ) -> Member:
        try:
            with package.open(info) as stream:
                forward = Forward(cast("BinaryIO", stream), self._budget)
                return self._written(info.filename, cast("IO[bytes]", forward))
        except RuntimeError:  # the library does not implement it
            what = "is packed in a way that is not read"
            return _refused(info.filename, where, what, _BY_HAND)
        except _BROKEN as error:
            return _refused(info.filename, where, _damage(error), _AGAIN)

    def _tar(self, forward: Forward, where: str) -> Iterator[Member]:
        stream = cast("IO[bytes]", forward)
        with tarfile.TarFile(fileobj=stream, mode="r", errorlevel=0) as tape:
            while (info := tape.next()) is not None:
                self._budget.take_member()
                if info.isdir() or _LEFT_BESIDE.search(info.name):
                    continue
                reason = _strange(info.name) or _no_file(info)
                if reason:
                    yield _refused(info.name, where, reason, _BY_HAND)
                    continue
                content = tape.extractfile(info)
                if content is not None:
                    yield self._written(info.name, content)
            # an archive ends with empty blocks; the library stops at any odd one
            if len(forward.last) < _BLOCK or forward.last.strip(b"\0"):
                what = "the archive is cut or damaged after its last file that is whole"
                raise SourceError(what, where=where, hint=_AGAIN)
            # only at its very end does a packed stream say whether it was damaged
            while forward.read():
                pass

    def _written(self, name: str, stream: IO[bytes]) -> Member:
        """Write a member under a name of our own."""
        self._written_files += 1
        path = self._folder / f"{self._written_files:06d}"
        try:
            with path.open("wb") as file:
                while chunk := stream.read(CHUNK):
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Member(name=name, path=path)

    def _opened(self, member: Member, where: str, *, depth: int) -> Iterator[Member]:
        """Yield a member, or what is in it where it is an archive itself."""
        if member.path is None:
            yield member
            return
        inner = f"{where}/{member.name}"
        try:
            kind = archive_kind(member.path)
        except SourceError as error:
            yield _refused(member.name, where, error.what, error.hint)
            return
        if kind is None:
            yield member
            return
        if depth >= self._budget.limits.depth:
            what = f"is an archive, the {depth + 1}th in one another"
            yield _refused(member.name, where, what, _BY_HAND)
            return
        for each in self.members(member.path, kind, inner, depth=depth + 1):
            name = "/".join(filter(None, (member.name, each.name)))
            yield msgspec.structs.replace(each, name=name)
        member.path.unlink()


def _head(stream: BinaryIO) -> bytes:
    """Return the first block, fewer bytes only where there are no more."""
    head = b""
    while len(head) < _BLOCK and (more := stream.read(_BLOCK - len(head))):
        head += more
    return head


def _refused(name: str, where: str, what: str, hint: str) -> Member:
    error = SourceError(what, where=f"{where}/{name}", hint=hint)
    return Member(name=name, error=error)


def _damage(error: BaseException) -> str:
    said = str(error) or type(error).__name__
    if isinstance(error, EOFError):
        return f"the archive is cut: {said}"
    return f"is damaged: {said}"


def _strange(name: str) -> str | None:
    """Say what is wrong with a member's name, None where nothing is.

    >>> _strange("lists/sdn.csv"), _strange("../sdn.csv")
    (None, 'has a name that leads out of the archive')
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    is_drive = re.match(r"[A-Za-z]:", name) is not None
    if name.startswith(("/", "\\")) or ".." in parts or is_drive:
        return "has a name that leads out of the archive"
    if not parts or not name.isprintable() or "!" in name:
        return "has a name that no list has"
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        return f"has a name of more than {_LONGEST_NAME} bytes"
    return None


def _no_file(info: tarfile.TarInfo) -> str | None:
    if info.issym() or info.islnk():
        return "is a link"
    return None if info.isfile() else "is no file"


def _without_suffix(name: str) -> str:
    """Name what a packed file holds.

    >>> _without_suffix("sdn.csv.gz"), _without_suffix("lists.tgz")
    ('sdn.csv', 'lists.tar')
    """
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem:
        return name
    return stem + _PACKED_SUFFIXES.get(dot + suffix.lower(), "")
