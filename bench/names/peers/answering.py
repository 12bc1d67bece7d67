"""A peer as a process: reads one request a line, writes one answer a line (JSON).

Run under the peers' own Python, with the name of a peer: `logic-v1`, `logic-v2`,
`rapidfuzz` or `reference`. It knows parties by their place in the order told.

    {"do": "tell", "parties": [{"id": .., "schema": .., "properties": {..}}]}
    {"do": "rate", "pairs": [[0, 1], ..]}
    {"do": "search", "queries": [..], "candidates": [[..], ..], "floor": 0.3,
     "limit": 20}

Every answer holds `cpu_s`, the processor time it took.
"""

import importlib
import json
import sys
import time
from typing import Any, Protocol

MODULES = {
    "logic-v1": "peers.nomenklatura_logic",
    "logic-v2": "peers.nomenklatura_logic",
    "rapidfuzz": "peers.rapidfuzz_ratio",
    "reference": "peers.pinyin_reference",
}


class Scorer(Protocol):
    """What a peer can do: read a party, and score two that were read, 0 to 1."""

    def read(self, party: dict[str, Any]) -> Any:
        """Return a party in the form that `score` takes."""
        ...

    def score(self, query: Any, candidate: Any) -> float:
        """Return the score of a pair."""
        ...


class Peer:
    """Answers requests with one scorer."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._read: list[Any] = []

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one request."""
        if request["do"] == "tell":
            self._read.extend(map(self._scorer.read, request["parties"]))
            return {}
        if request["do"] == "rate":
            return {"scores": [self._score(*pair) for pair in request["pairs"]]}
        asked = zip(request["queries"], request["candidates"], strict=True)
        return {
            "found": [
                self._search(query, held, request["floor"])[: request["limit"]]
                for query, held in asked
            ]
        }

    def _score(self, query: int, candidate: int) -> float:
        return self._scorer.score(self._read[query], self._read[candidate])

    def _search(
        self, query: int, candidates: list[int], floor: float
    ) -> list[tuple[int, float]]:
        scored = [(one, self._score(query, one)) for one in candidates]
        kept = [(one, score) for one, score in scored if score >= floor]
        return sorted(kept, key=lambda found: (-found[1], found[0]))


def main() -> int:
    """Answer until the input ends."""
    name = sys.argv[1]
    peer = Peer(importlib.import_module(MODULES[name]).scorer(name))
    for line in sys.stdin:
        start = time.process_time()
        answer = peer.answer(json.loads(line))
        answer["cpu_s"] = time.process_time() - start
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
