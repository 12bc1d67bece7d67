"""Former and foreign ids, walked in step with the entities that they belong to."""

from collections.abc import Iterator
from typing import Any


class Referents:
    """Pairs (entity id, other id) sorted by the first, asked for in that order."""

    def __init__(self, pairs: Iterator[tuple[Any, ...]]) -> None:
        self._pairs = pairs
        self._next = next(pairs, None)

    def of(self, entity_id: str) -> tuple[str, ...]:
        """Return the other ids of an entity, each entity after those before it."""
        found: list[str] = []
        while self._next is not None and self._next[0] <= entity_id:
            if self._next[0] == entity_id:
                found.append(self._next[1])
            self._next = next(self._pairs, None)
        return tuple(found)
