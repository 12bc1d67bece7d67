"""What a set asks, and what a contender's answers come to."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from figures import THRESHOLD, Tally, half_of, tally
from parties import Party, Shelf, read_list

FLOOR = 0.3
"""Searches are answered down to this score, for the curves; hits count from 0.7."""


class PairCase(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties, and whether a person judged them the same; `group` divides sets."""

    id: str
    query: Party
    candidate: Party
    is_match: bool
    group: str = ""


class PairTask(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs to be scored."""

    cases: list[PairCase]


class SearchTask(msgspec.Struct, frozen=True, kw_only=True):
    """Queries against a list; `targets[i]` are the ids that query i should find.

    `is_exhaustive` scores every candidate, as where the set's own rule says so; else
    a contender may look candidates up as it would in use.
    """

    queries: list[Party]
    candidates: list[Party]
    targets: list[frozenset[str]]
    limit: int = 20
    is_exhaustive: bool = False


class ScoredPair(msgspec.Struct, frozen=True, kw_only=True):
    """One scored pair; `half` says whether it may be fitted on or only tested on.

    One that is lost is a true pair that a search did not bring up, whatever it scores.
    """

    set: str
    query_id: str
    candidate_id: str
    query: str
    candidate: str
    score: float
    is_match: bool
    is_lost: bool = False

    @property
    def half(self) -> str:
        """Return "fit" or "test", by the query's id."""
        return half_of(f"{self.set} {self.query_id}")

    @property
    def is_wrong(self) -> bool:
        """Tell whether the score says the opposite of the truth."""
        return self.is_lost or (self.score >= THRESHOLD) != self.is_match


class Outcome(msgspec.Struct, kw_only=True):
    """What one contender's answers to one set come to.

    `true` counts the true pairs, found or not. `note` says how it was done where
    that differs from the set's own rule.
    """

    figures: dict[str, float]
    scored: list[ScoredPair] = []
    true: int = 0
    seconds: float = 0.0
    note: str = ""


class Contender(Protocol):
    """Scores pairs, and searches lists."""

    name: str

    def rate(self, pairs: Sequence[tuple[Party, Party]]) -> list[float]:
        """Return the score of each pair, 0 to 1."""
        ...

    def search(self, task: SearchTask) -> list[list[tuple[str, float]]]:
        """Return for each query the ids found from FLOOR on, best first."""
        ...

    def pace(self, pairs: Sequence[tuple[Party, Party]]) -> float:
        """Return how many pairs a second of processor time are rated, with reasons."""
        ...


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who runs the sets wants: sample size, and where the data lies."""

    shared: Path
    sample: int | None = None
    shelf: Shelf = msgspec.field(default_factory=Shelf)

    def parties(self, path: str) -> list[Party]:
        """Return the parties of a list of the shared folder, with their names alone."""
        return self.shelf.take(self.shared / path, read_list)


class BenchSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set: a module of `sets` with `SET`.

    `files` are what it reads, relative to the shared folder; it is skipped where one
    is absent. `judge` asks one contender. A set of `ours_only` has no peers; of others
    the peers, which take longer, are asked `peer_sample` cases (None: all).
    `bounds` are the figures asked of Tieline: (figure, "min" or "max", value).
    """

    key: str
    title: str
    rule: str
    files: tuple[str, ...]
    load: Callable[[Asked], Any]
    judge: Callable[[str, Any, Contender], Outcome]
    ours_only: bool = False
    peer_sample: int | None = None
    bounds: tuple[tuple[str, str, float], ...] = ()


def label(party: Party) -> str:
    """Return a party's names for a reader, at most three."""
    return " | ".join(party.names[:3])


def judge_pairs(key: str, task: PairTask, contender: Contender) -> Outcome:
    """Score pairs; precision, recall and F1 at the threshold, also by group."""
    scores = contender.rate([(case.query, case.candidate) for case in task.cases])
    scored = [
        ScoredPair(
            set=key,
            query_id=case.id,
            candidate_id=case.id,
            query=label(case.query),
            candidate=label(case.candidate),
            score=score,
            is_match=case.is_match,
        )
        for case, score in zip(task.cases, scores, strict=True)
    ]
    figures = tally_figures(tally((one.score, one.is_match) for one in scored))
    for group in sorted({case.group for case in task.cases if case.group}):
        held = [
            (one.score, one.is_match)
            for case, one in zip(task.cases, scored, strict=True)
            if case.group == group
        ]
        figures[f"F1 {group}"] = tally(held).f1
    return Outcome(
        figures=figures, scored=scored, true=sum(case.is_match for case in task.cases)
    )


def tally_figures(counted: Tally) -> dict[str, float]:
    """Name the three figures of a tally."""
    return {
        "precision": counted.precision,
        "recall": counted.recall,
        "F1": counted.f1,
    }


def judge_search(key: str, task: SearchTask, contender: Contender) -> Outcome:
    """Search; recall of the targets, false alerts a query, precision of all hits.

    A target that was not retrieved at all is scored as a pair, so that the misses show
    it too.
    """
    found = contender.search(task)
    names = {party.id: party for party in task.candidates}
    scored: list[ScoredPair] = []
    hits = false = reached = 0
    lost: list[tuple[Party, Party]] = []
    for query, targets, held in zip(task.queries, task.targets, found, strict=True):
        for candidate, score in held:
            is_match = candidate in targets
            if score >= THRESHOLD:
                hits, false = hits + is_match, false + (not is_match)
            scored.append(pair_of(key, query, names[candidate], (score, is_match)))
        reached += any(i in targets and s >= THRESHOLD for i, s in held)
        met = {candidate for candidate, _ in held}
        lost.extend((query, names[one]) for one in sorted(targets - met))
    rated = contender.rate(lost)
    for (query, candidate), score in zip(lost, rated, strict=True):
        pair = pair_of(key, query, candidate, (score, True))
        scored.append(msgspec.structs.replace(pair, is_lost=True))
    asked = sum(1 for targets in task.targets if targets)
    figures = {"false a query": false / max(len(task.queries), 1)}
    if asked:
        figures["recall"] = reached / asked
        figures["precision"] = hits / max(hits + false, 1)
    return Outcome(figures=figures, scored=scored, true=sum(map(len, task.targets)))


def pair_of(
    key: str, query: Party, candidate: Party, judged: tuple[float, bool]
) -> ScoredPair:
    """Return a pair with its score and the truth."""
    return ScoredPair(
        set=key,
        query_id=query.id,
        candidate_id=candidate.id,
        query=label(query),
        candidate=label(candidate),
        score=judged[0],
        is_match=judged[1],
    )


def prefixed(outcomes: Sequence[tuple[str, Outcome]]) -> Outcome:
    """Join the outcomes of a set's parts, each figure under its part's name."""
    joined = Outcome(figures={})
    for prefix, outcome in outcomes:
        for name, value in outcome.figures.items():
            joined.figures[f"{prefix}: {name}"] = value
        joined.scored.extend(outcome.scored)
        joined.true += outcome.true
        if outcome.note:
            joined.note = outcome.note
    return joined


def ways(
    task: SearchTask, outcome: Outcome, way: Callable[[Party, Party], str]
) -> None:
    """Add to the figures by which way the targets were found, as shares of queries."""
    queries = {party.id: party for party in task.queries}
    candidates = {party.id: party for party in task.candidates}
    best: dict[str, ScoredPair] = {}
    for one in outcome.scored:
        if one.is_match and not one.is_wrong:
            known = best.setdefault(one.query_id, one)
            best[one.query_id] = max(known, one, key=lambda pair: pair.score)
    counted = Counter(
        way(queries[one.query_id], candidates[one.candidate_id])
        for one in best.values()
    )
    for name, count in counted.most_common():
        outcome.figures[f"recall by {name}"] = count / max(len(task.queries), 1)


def judge_parts(
    key: str, tasks: Mapping[str, SearchTask], contender: Contender
) -> Outcome:
    """Judge the searches of a set one by one, each figure under its part's name."""
    return prefixed(
        [(part, judge_search(key, one, contender)) for part, one in tasks.items()]
    )
