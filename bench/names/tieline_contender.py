"""Tieline as a contender: the matcher that `tieline screen` and `explain` use."""

import time
from collections.abc import Sequence

from parties import Party
from tasks import FLOOR, SearchTask

from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.keys import keys_of
from tieline.matching.pairing import Pair
from tieline.matching.prepared import Prepared, Preparer
from tieline.matching.profiling import profile_of
from tieline.matching.scoring import Scored, Scorer
from tieline.matching.searching import ExhaustiveMatcher, TokenMatcher
from tieline.model.profile import Profile
from tieline.model.query import Query
from tieline.registry import features

_KEPT = 100_000


def profile_from(party: Party) -> Profile:
    """Return what Tieline's matcher sees of a party."""
    query = Query(id=party.id, schema=party.schema, properties=party.properties)
    return profile_of(query)


class Tieline:
    """The matcher of this checkout, called in this process."""

    name = "tieline"

    def __init__(self) -> None:
        self._preparer = Preparer()
        self._scorer = Scorer(features(), self._preparer)
        self._kept: dict[int, tuple[Party, Prepared]] = {}
        self._index: tuple[int, MemoryIndex] | None = None

    def rate(self, pairs: Sequence[tuple[Party, Party]]) -> list[float]:
        """Return the score of each pair, 0 to 1."""
        return [self.explain(*pair).score for pair in pairs]

    def pace(self, pairs: Sequence[tuple[Party, Party]]) -> float:
        """Return how many pairs a second of processor time are rated, with reasons."""
        start = time.process_time()
        self.rate(pairs)
        return len(pairs) / (time.process_time() - start)

    def explain(self, query: Party, candidate: Party) -> Scored:
        """Score a pair with all its reasons."""
        return self._scorer.explain(self._prepared(query), self._prepared(candidate))

    def way(self, query: Party, candidate: Party) -> str:
        """Tell how the two names that agree best came to meet.

        `known body`: both sides hold a body of the table of bodies; `lexicon`: each
        word of one side is the translation of one of the other's; `lexicon, grammar`:
        some words have no counterpart, and what kind of word they are decides;
        `romanised`: characters met as they sound; `acronym`; `characters`.
        """
        pair = Pair(self._prepared(query), self._prepared(candidate), self._preparer)
        found = pair.names
        if found is None or found.how != "words" or found.words is None:
            return "acronym" if found and found.how == "acronym" else "characters"
        if "canonical" in found.schemes:
            return "known body"
        if "english" not in found.schemes:
            return "romanised"
        left, right = ({word.text for word in words} for words in found.words)
        return "lexicon" if left == right else "lexicon, grammar"

    def search(self, task: SearchTask) -> list[list[tuple[str, float]]]:
        """Return for each query the ids found from FLOOR on, best first."""
        index = self._indexed(task)
        kind = ExhaustiveMatcher if task.is_exhaustive else TokenMatcher
        matcher = kind(index, features(), self._preparer)
        found: list[list[tuple[str, float]]] = []
        for query in task.queries:
            held = matcher.search(
                profile_from(query), limit=task.limit, threshold=FLOOR
            )
            found.append([(one.profile.id, one.score) for one in held])
        return found

    def _indexed(self, task: SearchTask) -> MemoryIndex:
        """Index a task's list; the last one is kept, since sets ask twice."""
        if self._index is None or self._index[0] != id(task.candidates):
            reader = self._preparer.reader
            profiles = map(profile_from, task.candidates)
            if task.is_exhaustive:
                held = MemoryIndex((profile, ()) for profile in profiles)
            else:
                held = MemoryIndex((one, keys_of(one, reader)) for one in profiles)
            self._index = id(task.candidates), held
        return self._index[1]

    def _prepared(self, party: Party) -> Prepared:
        """Prepare a party once; the party is kept, so that its address stays its."""
        known = self._kept.get(id(party))
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            known = party, self._preparer.prepare(profile_from(party))
            self._kept[id(party)] = known
        return known[1]
