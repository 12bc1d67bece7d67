"""How lists are fetched, and what came of it, as values."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tieline.fetch.policy import Timing

_BAD = frozenset({"held", "refused", "failed"})


def nobody(question: str) -> bool:
    """Agree to nothing."""
    del question
    return False


def everything(question: str) -> bool:
    """Agree to whatever is asked."""
    del question
    return True


def unseen(what: str, done: int, total: int | None) -> None:
    """Show no progress."""
    del what, done, total


class Syncing(msgspec.Struct, frozen=True, kw_only=True):
    """How to fetch lists.

    `confirm` imports what is held of the named lists, without the network; `yes`
    imports a list also where it lost much, and agrees to every host. `agree(question)`
    asks a person about a host that may tell who asks. `allow_private` lets a redirect
    lead into a private network. `dry_run` only says what would be asked.
    """

    confirm: bool = False
    yes: bool = False
    dry_run: bool = False
    allow_private: bool = False
    by: str = ""
    agree: Callable[[str], bool] = nobody
    timing: Timing | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one address, as the list declares it.

    `outcome` is `fetched`, `unchanged`, `waiting` (it came before and is not imported
    yet), `failed`, `skipped` or `would ask`. `size` is in bytes.
    """

    url: str
    name: str
    outcome: str
    size: int | None = None
    moved_to: str | None = None
    error: str | None = None
    hint: str | None = None


class Synced(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="synced"):
    """What came of one edition of a list.

    `outcome` is that of the import (`imported`, `already held`, `older`), or
    `unchanged`, `held` (it lost so much that a person has to confirm it), `refused`
    (by the import), `failed` (the network), `skipped` (a word of the address is not
    set) or `would ask`. `reason` says why.
    """

    source: str
    outcome: str
    dataset: str | None = None
    version: str | None = None
    published: str | None = None
    records_in: int = 0
    entities: int = 0
    files: tuple[Fetched, ...] = ()
    reason: str | None = None
    hint: str | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Whether the newest edition is not in force, and somebody has to look."""
        return self.outcome in _BAD
