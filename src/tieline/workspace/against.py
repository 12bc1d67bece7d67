"""Screen against a list of the user's own: any table, no project needed.

A list of the user's own is no official list, so its hits have no lane and no listings;
the entity id is the list's own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.profiling import index_keys, profile_of
from tieline.matching.searching import TokenMatcher
from tieline.model.errors import TableError
from tieline.model.query import EditionRef, Query
from tieline.names.reading import NameReader
from tieline.registry import features
from tieline.workspace.desk import Desk, Keeper, latest_decisions, run_over
from tieline.workspace.inputs import Reading, open_input
from tieline.workspace.orders import entities_of, plan_of
from tieline.workspace.screening import Screener

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from tieline.matching.scoring import Scored
    from tieline.model.profile import Profile
    from tieline.workspace.screening import Screening
    from tieline.workspace.times import Times
    from tieline.workspace.workspace import Workspace

_VERSION_DIGITS = 12


class OwnList:
    """The entities of one table, indexed in memory."""

    def __init__(self, profiles: list[Profile], name: str, sha256: str) -> None:
        reader = NameReader()
        index = MemoryIndex(
            (profile, index_keys(profile, reader)) for profile in profiles
        )
        self._matcher = TokenMatcher(index, features())
        self.editions = {
            name: EditionRef(
                version=sha256[:_VERSION_DIGITS], sha256=sha256, published=None
            )
        }
        self.entities = len(profiles)
        self.notice = (f"{name} is a list of your own, not an official one",)

    def search(
        self, query: Profile, *, limit: int, threshold: float
    ) -> tuple[Scored, ...]:
        """Return at most `limit` entities at or above `threshold`, best first."""
        return self._matcher.search(query, limit=limit, threshold=threshold)


def plan_of_list(workspace: Workspace, path: Path) -> tuple[str, ...]:
    """Say in words what each column of the list is taken for.

    Raises:
        UsageError: there is no such file, or no column holds names.
        TableError: it is no table.
    """
    plan = plan_of(open_input(workspace, path, Reading()).table, ())
    return tuple(f"{path.name}: {line}" for line in plan.describe())


@contextmanager
def open_list(
    workspace: Workspace,
    path: Path,
    how: Screening,
    *,
    times: Times,
    selection: Mapping[str, Any] | None = None,
) -> Generator[Desk, None, None]:
    """Index a table and open a desk over it.

    Raises:
        UsageError: there is no such file.
        TableError: it is no table, or holds no names.
    """
    source = open_input(workspace, path, Reading())
    queries = entities_of(source.table)
    profiles = [_profile(query, path.name) for query in queries]
    if not profiles:
        hint = "Give a table with a header row and the columns id, name"
        what = "the list holds no names"
        raise TableError(what, where=str(path), hint=hint)
    own = OwnList(profiles, path.name, source.sha256)
    keeper = Keeper(workspace if workspace.project is not None else None)
    try:
        decisions = latest_decisions(workspace)
        screener = Screener(own, how, times.as_of, decisions)
        yield Desk(run_over(own, how, times, selection), screener, keeper)
    finally:
        keeper.flush()


def _profile(query: Query, dataset: str) -> Profile:
    profile = profile_of(query)
    names = query.properties.get("name", ("",))
    return msgspec.structs.replace(
        profile,
        caption=profile.caption or names[0],
        datasets=(dataset,),
    )
