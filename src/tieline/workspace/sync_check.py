"""What became of the addresses that lists declare: asked, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import FetchError, OfflineError, ProjectError
from tieline.registry import sources
from tieline.store.downloads import Attempt, SourceState, read_state, write_state
from tieline.workspace.sync_plan import plan
from tieline.workspace.sync_results import Syncing, everything, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tieline.fetch.door import Door
    from tieline.fetch.policy import Progress
    from tieline.store.downloads import AddressState
    from tieline.store.edition import Edition
    from tieline.workspace.sync_plan import Address
    from tieline.workspace.workspace import Workspace

NEVER = "never tried"
UNREADABLE = "cannot be told"
_BAD = frozenset({"gone", "html instead of data", "unreachable", "refused"})


class Checked(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="checked"
):
    """What became of one address, as the list declares it.

    `outcome` is `unchanged`, `newer`, `moved`, `gone`, `html instead of data`,
    `unreachable`, `refused` (it may not be asked) or `skipped` (a word of it is not
    set); `detail` says it in words.
    """

    source: str
    url: str
    name: str
    outcome: str
    detail: str
    at: str
    moved_to: str | None = None
    hint: str | None = None

    @property
    def is_bad(self) -> bool:
        """Whether nothing can be fetched from it."""
        return self.outcome in _BAD


class AddressStatus(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="address"
):
    """When an address was last tried, what came of it, and what is in force of it.

    `outcome` is `never tried` where nobody tried, and `cannot be told` where what is
    remembered cannot be read. `fetched_at` is None where nothing of it is held (any
    more); `held` says why an edition of it waits for a person.
    """

    source: str
    url: str
    name: str
    outcome: str
    tried_at: str | None = None
    detail: str = ""
    moved_to: str | None = None
    fetched_at: str | None = None
    held: str | None = None


def check_lists(
    workspace: Workspace,
    keys: Sequence[str],
    how: Syncing,
    *,
    progress: Progress = unseen,
) -> Iterator[Checked]:
    """Ask the addresses of the lists that are named, or all, for their headers.

    Nothing is imported. What came of it is remembered, for `status`.

    Raises:
        NotFoundError: there is no such list.
        UsageError: a list says no address, or a setting of the network makes no sense.
        OfflineError: the network is locked.
        LockedError: somebody else is fetching.
        StorageError: the disk refuses.
    """
    planned = plan(workspace, keys, everything=True)
    if workspace.settings.offline:
        hint = "Leave out --offline, or set offline = false"
        what = "the network is locked"
        raise OfflineError(what, hint=hint)
    from tieline.fetch.door import Door  # noqa: PLC0415 - only for the network
    from tieline.workspace.sync_network import fetching, policy_of  # noqa: PLC0415 - same

    project = workspace.create()
    total = sum(1 for one in planned for _ in one.addresses)
    done = 0
    agree = everything if how.yes else how.agree
    policy = policy_of(workspace, agree, allow_private=how.allow_private)
    with fetching(workspace, how.by), Door(policy) as door:
        for one in planned:
            for address in one.addresses:
                state = read_state(project, one.source.key)
                known = state.of(address.shown, address.name)
                checked = _checked(workspace, door, one.source.key, address, known)
                state = state.with_address(address.shown, _tried(known, checked))
                write_state(project, one.source.key, state)
                done += 1
                progress("Asking addresses", done, total)
                yield checked


def _tried(known: AddressState, checked: Checked) -> AddressState:
    tried = Attempt(
        at=checked.at,
        outcome=checked.outcome,
        detail=checked.detail,
        moved_to=checked.moved_to,
    )
    return msgspec.structs.replace(known, tried=tried)


def _checked(
    workspace: Workspace,
    door: Door,
    source: str,
    address: Address,
    known: AddressState,
) -> Checked:
    from tieline.fetch.probe import Known, probe  # noqa: PLC0415 - only to ask

    made = Checked(
        source=source,
        url=address.shown,
        name=address.name,
        outcome="skipped",
        detail=f"the address needs {', '.join(address.missing)}",
        at=workspace.clock.now(),
        hint=address.hint if address.missing else None,
    )
    if address.url is None:
        return made
    copy = known.incoming or known.copy_held(workspace.catalog().history())
    held = None
    if copy is not None:
        held = Known(etag=copy.etag, last_modified=copy.last_modified, size=copy.size)
    try:
        found = probe(door, address.url, is_page=address.is_page, known=held)
    except FetchError as error:
        what, hint = address.masked(error.what), address.masked(error.hint)
        return msgspec.structs.replace(made, outcome="refused", detail=what, hint=hint)
    moved = None if found.moved_to is None else address.masked(found.moved_to)
    return msgspec.structs.replace(
        made,
        outcome=found.outcome,
        detail=address.masked(found.detail),
        moved_to=moved,
        hint=None,
    )


def address_statuses(workspace: Workspace) -> tuple[AddressStatus, ...]:
    """Return what is known of every declared address, in order of list."""
    history = workspace.catalog().history()
    found: list[AddressStatus] = []
    for source in sources().values():
        state, damage = SourceState(), ""
        if source.downloads and workspace.project is not None:
            try:
                state = read_state(workspace.project, source.key)
            except ProjectError as error:
                damage = f"{error.where} {error.what}"
        for each in source.downloads:
            known = state.of(each.url, each.name)
            shown = _status(source.key, each.url, known, history)
            held = state.held.get(each.edition)
            shown = msgspec.structs.replace(shown, held=held)
            if damage:
                shown = msgspec.structs.replace(
                    shown, outcome=UNREADABLE, detail=damage
                )
            found.append(shown)
    return tuple(found)


def _status(
    source: str, url: str, known: AddressState, history: Iterable[Edition]
) -> AddressStatus:
    tried, copy = known.tried, known.copy_held(history)
    return AddressStatus(
        source=source,
        url=url,
        name=known.name,
        outcome=NEVER if tried is None else tried.outcome,
        tried_at=None if tried is None else tried.at,
        detail="" if tried is None else tried.detail,
        moved_to=None if tried is None else tried.moved_to,
        fetched_at=None if copy is None else copy.fetched_at,
    )
