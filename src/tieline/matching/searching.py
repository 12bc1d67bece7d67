"""Find the candidates of a query: over keys, or over everything."""

import math
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Protocol

from tieline.matching.feature import Feature
from tieline.matching.keys import asked_keys
from tieline.matching.pairing import Pair
from tieline.matching.prepared import Prepared, Preparer
from tieline.matching.scoring import DEFAULT_THRESHOLD, Scored, Scorer
from tieline.model.profile import Profile

DEFAULT_LIMIT = 10
_BUDGET = 8_000
_MOST_SCORED = 200
# One identifier or acronym is reason enough to look, whatever else is shared.
_SURE = frozenset("ia")
_MOST_SURE = 100
# Of what the best candidate shares with the query; and never more than one key says
# that a single profile carries, since names written in several ways share several keys.
_LEAST_SHARED = 0.2
_KEPT = 50_000
# How many at one building are looked at for one of the query's addresses.
_MOST_NEIGHBOURS = 1_000


class ProfileIndex(Protocol):
    """What a matcher needs of an index; FlatIndex and MemoryIndex have it."""

    def __len__(self) -> int:
        """Return the number of profiles."""
        ...

    def profile(self, number: int) -> Profile:
        """Return the profile at `number`, from 0."""
        ...

    def count(self, key: str) -> int:
        """Return how many profiles carry `key`."""
        ...

    def postings(self, key: str) -> Sequence[int]:
        """Return the numbers of the profiles that carry `key`, ascending."""
        ...


class Matcher(Protocol):
    """Answers a query with scored candidates."""

    def search(
        self,
        query: Profile,
        *,
        limit: int = DEFAULT_LIMIT,
        threshold: float = DEFAULT_THRESHOLD,
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first.

        Equal scores come in order of the evidence for them, then of id.
        """
        ...


class _Scoring:
    """Scores numbered candidates; keeps those it has prepared, up to a bound."""

    def __init__(
        self,
        index: ProfileIndex,
        features: Sequence[Feature],
        preparer: Preparer | None,
    ) -> None:
        self.index = index
        self.preparer = Preparer() if preparer is None else preparer
        self._scorer = Scorer(features, self.preparer)
        self._kept: dict[int, Prepared] = {}

    def candidate(self, number: int) -> Prepared:
        """Return a candidate, ready to be compared."""
        known = self._kept.get(number)
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            known = self.preparer.prepare(self.index.profile(number))
            self._kept[number] = known
        return known

    def best(
        self, query: Profile, numbers: Iterable[int], *, limit: int, threshold: float
    ) -> tuple[Scored, ...]:
        """Score the candidates and return the best; reasons for those alone."""
        if limit <= 0:
            return ()
        prepared = self.preparer.question(query)
        speakers = self._scorer.speakers(query)
        pairs: list[tuple[float, str, Pair]] = []
        candidates = map(self.candidate, numbers)
        for pair in self._scorer.sift(prepared, candidates, threshold, speakers):
            points = self._scorer.points_from(pair, threshold, speakers)
            if points is not None:
                pairs.append((-points, pair.candidate.profile.id, pair))
        best = nsmallest(limit, pairs, key=lambda found: found[:2])
        return tuple(self._scorer.score(pair, threshold=threshold) for *_, pair in best)

    def with_neighbours(
        self,
        query: Profile,
        named: tuple[Scored, ...],
        numbers: Iterable[int],
        *,
        limit: int,
        threshold: float,
    ) -> tuple[Scored, ...]:
        """Return the hits by name with those by address alone, at most `limit`."""
        if not query.addresses:
            return named
        from tieline.matching.premises import at_premises  # noqa: PLC0415 - most queries have no address

        candidates = (self.candidate(number).profile for number in numbers)
        others = at_premises(query, candidates, threshold=threshold, without=named)
        if not others:
            return named
        both = sorted((*named, *others), key=lambda hit: (-hit.points, hit.profile.id))
        return tuple(both[:limit])


class TokenMatcher:
    """Scores the candidates that share keys with the query, the rarest keys first."""

    def __init__(
        self,
        index: ProfileIndex,
        features: Sequence[Feature],
        preparer: Preparer | None = None,
    ) -> None:
        self._scoring = _Scoring(index, features, preparer)
        self._index = index

    def search(
        self,
        query: Profile,
        *,
        limit: int = DEFAULT_LIMIT,
        threshold: float = DEFAULT_THRESHOLD,
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first."""
        numbers = self.candidates(query)
        named = self._scoring.best(query, numbers, limit=limit, threshold=threshold)
        return self._scoring.with_neighbours(
            query, named, self._neighbours(query), limit=limit, threshold=threshold
        )

    def _neighbours(self, query: Profile) -> list[int]:
        """Return the numbers of those that may be at one of the query's addresses."""
        if not query.addresses:
            return []
        from tieline.matching.premises import premises_keys  # noqa: PLC0415 - most queries have no address

        found: set[int] = set()
        for key in premises_keys(query):
            found.update(self._index.postings(key)[:_MOST_NEIGHBOURS])
        return sorted(found)

    def _keys(self, query: Profile) -> tuple[str, ...]:
        preparer = self._scoring.preparer
        asked = preparer.question(query)
        if asked.keys is None:
            found = asked_keys(
                query, preparer.reader, lambda form: asked.names(form).names
            )
            asked.keys = tuple(found)
        return asked.keys

    def candidates(self, query: Profile) -> list[int]:
        """Return the numbers of the likeliest candidates, by shared information."""
        counted = sorted((self._index.count(key), key) for key in self._keys(query))
        shared: dict[int, float] = {}
        sure: set[int] = set()
        total = len(self._index)
        spent = 0
        for count, key in counted:
            if not count:
                continue
            spent += count
            if spent > _BUDGET and shared:
                break
            worth = math.log1p(total / count)
            numbers = self._index.postings(key)
            if key[0] in _SURE and count <= _MOST_SURE:
                sure.update(numbers)
            for number in numbers:
                shared[number] = shared.get(number, 0.0) + worth
        best = max(shared.values(), default=0.0)
        least = min(_LEAST_SHARED * best, math.log1p(total))
        return _likeliest(shared, sure, least)


def _likeliest(shared: dict[int, float], sure: set[int], least: float) -> list[int]:
    """Return the candidates that share most, and those that share something sure."""
    kept = [
        (number not in sure, -worth, number)
        for number, worth in shared.items()
        if worth >= least or number in sure
    ]
    return [number for *_, number in nsmallest(_MOST_SCORED, kept)]


class ExhaustiveMatcher:
    """Scores everything: slow, and the measure of the other."""

    def __init__(
        self,
        index: ProfileIndex,
        features: Sequence[Feature],
        preparer: Preparer | None = None,
    ) -> None:
        self._scoring = _Scoring(index, features, preparer)
        self._index = index

    def search(
        self,
        query: Profile,
        *,
        limit: int = DEFAULT_LIMIT,
        threshold: float = DEFAULT_THRESHOLD,
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first."""
        numbers = range(len(self._index))
        named = self._scoring.best(query, numbers, limit=limit, threshold=threshold)
        return self._scoring.with_neighbours(
            query, named, numbers, limit=limit, threshold=threshold
        )
