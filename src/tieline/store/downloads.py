"""What a project knows of the addresses of its lists: `downloads/<source>/`.

A folder holds `state.json` and, by edition, the files that came and are not in force
yet. What is in force is kept with the editions, as bytes that were imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tieline.model.errors import ProjectError
from tieline.store.disk import disk_errors, remove_folder, write_whole
from tieline.store.project import Project

if TYPE_CHECKING:
    from tieline.store.edition import Edition

_STATE = "state.json"
_HOSTS = "hosts.json"
_FORMAT = 1
T = TypeVar("T")
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came: what its server said of it, and what it is."""

    sha256: str
    size: int
    fetched_at: str
    etag: str | None = None
    last_modified: str | None = None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """The last time that an address was asked, and what came of it."""

    at: str
    outcome: str
    detail: str = ""
    moved_to: str | None = None


class AddressState(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one address.

    `in_force` is the copy that was imported, as `editions` (`dataset@version`);
    `incoming` is one that came later and waits to be imported.
    """

    name: str
    in_force: Copy | None = None
    editions: tuple[str, ...] = ()
    incoming: Copy | None = None
    tried: Attempt | None = None

    def copy_held(self, history: Iterable[Edition]) -> Copy | None:
        """Return the copy in force, if all that was made of it is in the history."""
        held = {f"{edition.dataset}@{edition.version}" for edition in history}
        return self.in_force if self.editions and held >= {*self.editions} else None


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a list's addresses, by address as the list declares it.

    `held` says of an edition's group why it waits for a person.
    """

    format_version: int = _FORMAT
    addresses: dict[str, AddressState] = {}
    held: dict[str, str] = {}

    def of(self, url: str, name: str) -> AddressState:
        """Return what is known of an address; nothing of a new one."""
        return self.addresses.get(url) or AddressState(name=name)

    def with_address(self, url: str, known: AddressState) -> SourceState:
        """Return the state with what is now known of an address."""
        return msgspec.structs.replace(self, addresses={**self.addresses, url: known})

    def with_held(self, group: str, why: str | None) -> SourceState:
        """Return the state with a group held, or (None) held no more."""
        held = {name: text for name, text in self.held.items() if name != group}
        if why is not None:
            held[group] = why
        return msgspec.structs.replace(self, held=held)


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Who agreed, and when, that a host is asked that may tell who asks."""

    by: str
    at: str


def downloads_of(project: Project) -> Path:
    """Return the folder of all downloads."""
    return project.root / "downloads"


def group_folder(project: Project, source: str, group: str) -> Path:
    """Return the folder of the files of one edition that came."""
    name = _UNFIT.sub("-", group).strip("-") or "newest"
    return downloads_of(project) / source / name


def read_state(project: Project, source: str) -> SourceState:
    """Return what is known of a list's addresses.

    Raises:
        ProjectError: the file is damaged or of a newer format.
    """
    path = downloads_of(project) / source / _STATE
    state = _read(path, SourceState)
    if state is None:
        return SourceState()
    if state.format_version > _FORMAT:
        what = f"has format {state.format_version}, this Tieline reads {_FORMAT}"
        raise ProjectError(what, where=str(path), hint="Install a newer Tieline")
    return state


def write_state(project: Project, source: str, state: SourceState) -> None:
    """Replace what is known of a list's addresses, in one step.

    Raises:
        StorageError: the disk refuses.
    """
    _write(downloads_of(project) / source / _STATE, state)


def read_agreements(project: Project | None) -> dict[str, Agreement]:
    """Return the hosts that somebody agreed to ask, with who and when."""
    if project is None:
        return {}
    return _read(downloads_of(project) / _HOSTS, dict[str, Agreement]) or {}


def write_agreements(project: Project, hosts: dict[str, Agreement]) -> None:
    """Replace the hosts that somebody agreed to ask.

    Raises:
        StorageError: the disk refuses.
    """
    _write(downloads_of(project) / _HOSTS, dict(sorted(hosts.items())))


def discard_incoming(project: Project) -> None:
    """Remove all files that came and wait; they can be fetched again.

    A purge does so: what waits may hold what was taken out.
    """
    folder = downloads_of(project)
    if not folder.is_dir():
        return
    for path in folder.glob("*/*"):
        if path.is_dir():
            remove_folder(path)


def _read(path: Path, shape: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        return None
    except OSError as error:
        what = error.strerror or str(error)
        hint = "Check the file's permissions"
        raise ProjectError(what, where=str(path), hint=hint) from error
    except msgspec.DecodeError as error:
        hint = "Remove it: then everything is downloaded afresh"
        what = "is damaged"
        raise ProjectError(what, where=str(path), hint=hint) from error


def _write(path: Path, value: object) -> None:
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, msgspec.json.format(msgspec.json.encode(value), indent=1))
