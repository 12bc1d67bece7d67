"""Find the candidates of a query: over keys, or over everything."""

from collections.abc import Sequence
from typing import Protocol

from tieline.matching.feature import Feature
from tieline.matching.scoring import Scored
from tieline.model.profile import Profile


class ProfileIndex(Protocol):
    """What a matcher needs of an index; FlatIndex and MemoryIndex have it."""

    def __len__(self) -> int:
        """Return the number of profiles."""
        ...

    def profile(self, number: int) -> Profile:
        """Return the profile at `number`, from 0."""
        ...

    def postings(self, key: str) -> Sequence[int]:
        """Return the numbers of the profiles that carry `key`, ascending."""
        ...


class Matcher(Protocol):
    """Answers a query with scored candidates."""

    def search(
        self, query: Profile, *, limit: int = 10, threshold: float = 0.7
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first."""
        ...


class TokenMatcher:
    """Scores the candidates that share keys with the query."""

    def __init__(self, index: ProfileIndex, features: Sequence[Feature]) -> None:
        self._index, self._features = index, tuple(features)

    def search(
        self, query: Profile, *, limit: int = 10, threshold: float = 0.7
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first."""
        raise NotImplementedError


class ExhaustiveMatcher:
    """Scores everything: slow, and the measure of the other."""

    def __init__(self, index: ProfileIndex, features: Sequence[Feature]) -> None:
        self._index, self._features = index, tuple(features)

    def search(
        self, query: Profile, *, limit: int = 10, threshold: float = 0.7
    ) -> tuple[Scored, ...]:
        """Return at most `limit` candidates at or above `threshold`, best first."""
        raise NotImplementedError
