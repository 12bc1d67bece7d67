"""Lists from the network: what is new is fetched, checked, and imported."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tieline.model.errors import OfflineError, TielineError, UsageError
from tieline.store.downloads import read_state
from tieline.workspace.sync_group import GroupSync
from tieline.workspace.sync_network import Network, fetching, policy_of, timing_of
from tieline.workspace.sync_plan import Planned, plan
from tieline.workspace.sync_results import Synced, Syncing, everything, unseen

if TYPE_CHECKING:
    from collections.abc import Generator

    from tieline.fetch.policy import Progress
    from tieline.workspace.workspace import Workspace


def sync_lists(
    workspace: Workspace,
    keys: Sequence[str],
    how: Syncing,
    *,
    progress: Progress = unseen,
) -> Iterator[Synced]:
    """Fetch the lists that are named, or all; yields what came of each edition.

    What fails does not stop the others. An edition is in force whole, or the one
    before it stays.

    Raises:
        NotFoundError: there is no such list.
        UsageError: a list says no address, nothing is held to be confirmed, or a
            setting of the network makes no sense.
        OfflineError: the network is locked.
        LockedError: somebody else is fetching.
        StorageError: the disk refuses.
    """
    planned = plan(workspace, keys)
    if how.confirm:
        _check_held(workspace, keys)
    elif workspace.settings.offline and not how.dry_run:
        hint = "Leave out --offline, or set offline = false"
        what = "the network is locked"
        raise OfflineError(what, hint=hint)
    with _groups(workspace, how, progress) as groups:
        for one in planned:
            yield from _synced(groups, one, how)


def _check_held(workspace: Workspace, keys: Sequence[str]) -> None:
    """Refuse to confirm what is not there.

    Raises:
        UsageError: no list is named, or nothing of it is held.
    """
    if not keys:
        what = "no list is named"
        raise UsageError(what, hint="Write: tieline sync --confirm SOURCE")
    project = workspace.project
    for key in keys:
        if project is None or not read_state(project, key).held:
            hint = "`tieline status` says what waits"
            raise UsageError(f"nothing of {key} waits to be confirmed", hint=hint)


@contextlib.contextmanager
def _groups(
    workspace: Workspace, how: Syncing, progress: Progress
) -> Generator[GroupSync]:
    """Open the network's door, and keep others from fetching meanwhile."""
    agree = everything if how.yes else how.agree
    policy = policy_of(workspace, agree, allow_private=how.allow_private)
    with contextlib.ExitStack() as stack:
        if not how.dry_run:
            stack.enter_context(fetching(workspace, how.by))
        door = None
        if not how.dry_run and not how.confirm:
            from tieline.fetch.door import Door  # noqa: PLC0415 - only for the network

            door = stack.enter_context(Door(policy))
        timing = how.timing or timing_of(workspace)
        network = Network(policy=policy, timing=timing, door=door)
        yield GroupSync(workspace, network, how, progress)


def _synced(groups: GroupSync, one: Planned, how: Syncing) -> Iterator[Synced]:
    for group in one.groups:
        try:
            if how.dry_run:
                yield groups.tried(one, group)
            elif how.confirm:
                yield from groups.confirmed(one, group)
            else:
                yield from groups.fetched(one, group)
        except TielineError as error:
            where = f"{error.where}: " if error.where else ""
            yield Synced(
                source=one.source.key,
                outcome="failed",
                reason=f"{where}{error.what}",
                hint=error.hint or None,
            )
