"""The network as the settings and the person allow it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import msgspec

from tieline.fetch.places import known_hosts, telling_host
from tieline.fetch.policy import Policy, Timing
from tieline.model.errors import UsageError
from tieline.store.disk import disk_errors
from tieline.store.downloads import (
    Agreement,
    downloads_of,
    read_agreements,
    write_agreements,
)
from tieline.store.locks import writer_lock
from tieline.store.project import Project

if TYPE_CHECKING:
    from tieline.fetch.door import Door
    from tieline.workspace.workspace import Workspace

Agree = Callable[[str], bool]
"""Asks a person a question; may raise `UsageError` where nobody can be asked."""

_UNITS = {"MB": 1_000_000, "GB": 1_000_000_000}


class Hosts:
    """Whom a person agreed to ask; each host is put to them once in a project."""

    def __init__(self, workspace: Workspace, agree: Agree) -> None:
        self._workspace = workspace
        self._agree = agree
        self._table = known_hosts()
        self._agreed = read_agreements(workspace.project)
        self._refused: set[str] = set()

    def may_ask(self, host: str) -> bool:
        """Tell whether a host may be asked; a person decides on one that may tell."""
        row = telling_host(host, self._table)
        if row is None or host in self._agreed:
            return True
        if host in self._refused:
            return False
        question = (
            f"{host} belongs to {row.reason}. Asking it shows them your network's "
            "address and what you look for; a proxy may hide that. Ask it?"
        )
        try:
            agreed = self._agree(question)
        except UsageError:
            agreed = False
        if agreed:
            self._remember(host)
        else:
            self._refused.add(host)
        return agreed

    def _remember(self, host: str) -> None:
        by = self._workspace.settings.by or "tieline sync"
        given = Agreement(by=by, at=self._workspace.clock.now())
        self._agreed = {**self._agreed, host: given}
        write_agreements(self._workspace.create(), self._agreed)


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of a run, what waits in it, and the door; None where it stays shut."""

    policy: Policy
    timing: Timing
    door: Door | None = None


@contextlib.contextmanager
def fetching(workspace: Workspace, by: str) -> Generator[None]:
    """Keep others from fetching meanwhile; the project is made where there is none.

    It is a lock of its own: the importing takes the project's.

    Raises:
        LockedError: somebody else is fetching.
        StorageError: the folder cannot be written.
    """
    folder = downloads_of(workspace.create())
    with disk_errors(folder):
        folder.mkdir(exist_ok=True)
    name = by or workspace.settings.by or "tieline sync"
    at = workspace.clock.now()
    with writer_lock(Project(root=folder), by=name, at=at):
        yield


def policy_of(workspace: Workspace, agree: Agree, *, allow_private: bool) -> Policy:
    """Return the rules that the settings and the person make."""
    settings = workspace.settings
    proxies = {
        scheme: settings.text(f"{scheme}_proxy") or "" for scheme in ("http", "https")
    }
    return Policy(
        offline=settings.offline,
        allow_private=allow_private,
        proxies={scheme: proxy for scheme, proxy in proxies.items() if proxy},
        no_proxy=settings.text("no_proxy") or "",
        ca_bundle=settings.text("ca_bundle"),
        user_agent=settings.text("user_agent") or f"tieline/{_version()}",
        read_seconds=float(settings.get("download_timeout")),
        largest=_bytes(str(settings.get("largest_download"))),
        may_ask=Hosts(workspace, agree).may_ask,
    )


def timing_of(workspace: Workspace) -> Timing:
    """Return what really waits, and the workspace's clock."""
    import random  # noqa: PLC0415, TID251 - chance and waiting are the workspace's
    import time  # noqa: PLC0415 - same

    return Timing(
        sleep=time.sleep,
        jitter=random.SystemRandom().random,
        tick=time.monotonic,
        now=workspace.clock.read,
    )


def _version() -> str:
    from importlib import metadata  # noqa: PLC0415 - slow, and only for this

    try:
        return metadata.version("tieline")
    except metadata.PackageNotFoundError:
        return "unknown"


def _bytes(amount: str) -> int:
    return int(amount[:-2]) * _UNITS[amount[-2:]]
