"""Which candidates a peer scores where a set does not ask for all of them.

Peers have no index of their own here. Each scores the 30 candidates whose romanised
names share most trigrams with the query's, and the true ones, whether near or not: so
what they reach is an upper bound of their recall and a lower bound of their false
alerts.
"""

import threading

from anyascii import anyascii
from parties import Party
from tasks import SearchTask
from trigrams import TrigramIndex

NEAREST = 30


class Shortlists:
    """Shortlists of tasks; each is made once for all peers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[int, tuple[SearchTask, list[list[int]]]] = {}

    def of(self, task: SearchTask) -> list[list[int]]:
        """Return for each query the places of the candidates to score, ascending."""
        if task.is_exhaustive:
            everyone = list(range(len(task.candidates)))
            return [everyone] * len(task.queries)
        with self._lock:
            if id(task) not in self._made:
                self._made[id(task)] = task, _nearest(task)
            return self._made[id(task)][1]


def _nearest(task: SearchTask) -> list[list[int]]:
    owners, texts = [], []
    for place, candidate in enumerate(task.candidates):
        for name in _romanised(candidate):
            owners.append(place)
            texts.append(name)
    places = {candidate.id: at for at, candidate in enumerate(task.candidates)}
    index = TrigramIndex(texts)
    lists: list[list[int]] = []
    for query, targets in zip(task.queries, task.targets, strict=True):
        near = {places[target] for target in targets}
        for name in _romanised(query):
            near.update(owners[at] for at in index.nearest(name, NEAREST))
        lists.append(sorted(near))
    return lists


def _romanised(party: Party) -> list[str]:
    return list(dict.fromkeys(anyascii(name) for name in party.names))
