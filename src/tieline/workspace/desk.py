"""The screening desk: searcher, decisions and records of one run, opened together."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from tieline.model.errors import NotFoundError, StorageError
from tieline.model.query import End, Query, Result, Run, Searched
from tieline.workspace.fingerprints import own_fingerprint, query_fingerprint
from tieline.workspace.screening import Order, Screener, Screening, Searching
from tieline.workspace.times import Times

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from tieline.model.judgement import Judgement
    from tieline.model.query import Hit
    from tieline.workspace.workspace import Workspace

_KEPT_AT_ONCE = 500
_LEVELS = {"candidate": ("candidate", "match"), "match": ("match",)}


class Tally:
    """Counts results: rows, errors, hits, and what `--fail-on` looks at.

    `quiet` counts the rows with neither hit nor error.
    """

    def __init__(self) -> None:
        self._rows = self._errors = self._suppressed = self._hits = 0
        self._found: set[str] = set()
        self.quiet = 0

    def count(self, result: Result) -> None:
        """Count one result."""
        self._rows += 1
        self._errors += result.error is not None
        self._suppressed += result.suppressed
        self._hits += len(result.hits)
        self.quiet += not (result.hits or result.past or result.error)
        self._found.update(_level(hit) for hit in result.hits)
        if result.confirmed:
            self._found.add("match")

    def end(self) -> End:
        """Say how the run ended."""
        return End(
            rows=self._rows,
            errors=self._errors,
            suppressed=self._suppressed,
            hits=self._hits,
        )

    def has_found(self, level: str) -> bool:
        """Tell whether a hit counts at `level`: `candidate`, or `match` alone.

        A pair that a person has decided to be the same counts as a match, one decided
        to be different not at all.
        """
        return bool(self._found.intersection(_LEVELS[level]))


class Desk:
    """Answers orders one after another.

    Queries that found something are kept in the project, so that a decision can be
    recorded on them later; queries whose id is made of their own content need not be.
    """

    def __init__(self, run: Run, screener: Screener, keeper: Keeper) -> None:
        self.run = run
        self._screener = screener
        self._keeper = keeper

    def add_notice(self, notice: str) -> None:
        """Say in the run what else a reader has to know."""
        held = (*self.run.notice, notice)
        self.run = msgspec.structs.replace(self.run, notice=held)

    def answer(self, order: Order) -> Result:
        """Answer one order."""
        result = self._screener.result(order)
        if result.hits or result.past or result.suppressed:
            self._keeper.keep(order)
        return result

    def answers(self, orders: Iterable[Order], tally: Tally) -> Iterator[Result]:
        """Answer orders as they come, and count them."""
        for order in orders:
            result = self.answer(order)
            tally.count(result)
            yield result

    @property
    def trouble(self) -> str | None:
        """Why the queries could not be kept for decisions; None where they were."""
        self._keeper.flush()
        return self._keeper.trouble

    @property
    def made(self) -> Path | None:
        """The project folder that was made to keep the queries; None where none was."""
        self._keeper.flush()
        return self._keeper.made


class Keeper:
    """Keeps the queries that found something; says once when it cannot."""

    def __init__(self, workspace: Workspace | None) -> None:
        self._workspace = workspace
        self._waiting: list[Query] = []
        self.trouble: str | None = None
        self.made: Path | None = None

    def keep(self, order: Order) -> None:
        """Keep the order's queries, a few hundred at a time."""
        if self._workspace is None or self.trouble is not None:
            return
        self._waiting += [
            party.query
            for party in order.parties
            if own_fingerprint(party.query.id) is None
        ]
        if len(self._waiting) >= _KEPT_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if not self._waiting or self._workspace is None:
            return
        from tieline.store.asked import Asked, AskedQueries  # noqa: PLC0415 - sqlite

        asked = [
            Asked(query=query, fingerprint=query_fingerprint(query))
            for query in self._waiting
        ]
        self._waiting = []
        try:
            is_new = self._workspace.project is None
            project = self._workspace.create()
            if is_new:
                self.made = project.root
            with AskedQueries(project.root / "asked.sqlite") as store:
                store.keep(asked, at=self._workspace.clock.now())
        except StorageError as error:
            self.trouble = str(error)


@contextmanager
def open_desk(
    workspace: Workspace,
    how: Screening,
    *,
    selection: Mapping[str, Any] | None = None,
    times: Times | None = None,
) -> Generator[Desk, None, None]:
    """Open the editions in force for one run; `times` overrides those of `how`.

    Raises:
        UsageError: a day or a data set is not known.
        NotFoundError: there is nothing to search.
    """
    then = times or workspace.times(as_of=how.as_of, known_on=how.known_on)
    with ExitStack() as stack:
        searcher = workspace.searcher(then, datasets=how.datasets, with_registers=False)
        stack.callback(searcher.close)
        keeper = Keeper(workspace)
        stack.callback(keeper.flush)
        decisions = latest_decisions(workspace)
        whole = searcher
        if decisions and (how.datasets or how.known_on):
            now = workspace.times(as_of=None, known_on=None)
            whole = workspace.searcher(now)
            stack.callback(whole.close)
        screener = Screener(
            searcher,
            how,
            then.as_of,
            decisions,
            whole=lambda profile: whole.profile(profile.id) or profile,
        )
        yield Desk(run_over(searcher, how, then, selection), screener, keeper)


def run_over(
    searcher: Searching,
    how: Screening,
    times: Times,
    selection: Mapping[str, Any] | None = None,
) -> Run:
    """Say what is searched, as of when, and how the batch was chosen.

    Raises:
        NotFoundError: it holds nothing, so that finding nothing would say nothing.
    """
    if not searcher.entities:
        hint = "Load a list first: tieline import FILE"
        what = "there is nothing to search"
        raise NotFoundError(what, hint=hint)
    return Run(
        as_of=times.as_of,
        known_on=times.known_on,
        editions=dict(searcher.editions),
        searched=Searched(datasets=len(searcher.editions), entities=searcher.entities),
        notice=tuple(searcher.notice),
        selection=dict(selection or {}) | ({"why": how.why} if how.why else {}),
    )


def latest_decisions(workspace: Workspace) -> dict[tuple[str, str], Judgement]:
    """Return the decisions in force, by query id and entity id."""
    project = workspace.project
    if project is None or not project.state.exists():
        return {}
    from tieline.store.state import State  # noqa: PLC0415 - sqlite, and seldom needed

    with State.open(project) as state:
        return {(one.left, one.right): one for one in state.decisions()}


def _level(hit: Hit) -> str:
    if hit.decision == "different":
        return "different"
    return "match" if hit.decision == "same" else hit.verdict
