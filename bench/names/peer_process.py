"""Peers as contenders: each a process under a Python of its own."""

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from parties import Party
from shortlists import Shortlists
from tasks import FLOOR, SearchTask

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
FOLDER = Path(__file__).resolve().parent
NAMES = ("logic-v2", "logic-v1", "rapidfuzz", "reference")
_BATCH = 500


class PeerProcess:
    """One peer; parties are told once and known by number afterwards.

    Where a set does not ask for every candidate, it scores a shortlist.
    """

    def __init__(self, name: str, shortlists: Shortlists) -> None:
        self.name = name
        self._shortlists = shortlists
        self._process = subprocess.Popen(
            [str(PYTHON), "-m", "peers.answering", name],
            cwd=FOLDER,
            env={**os.environ, "PYTHONPATH": str(FOLDER)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._known: dict[int, tuple[int, Party]] = {}
        self.cpu_s = 0.0

    def close(self) -> None:
        """End the process: its input ends, and it goes."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()

    def rate(self, pairs: Sequence[tuple[Party, Party]]) -> list[float]:
        """Return the score of each pair, 0 to 1."""
        self._tell(party for pair in pairs for party in pair)
        numbers = [[self._number(one), self._number(two)] for one, two in pairs]
        scores: list[float] = []
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            scores.extend(self._ask({"do": "rate", "pairs": batch})["scores"])
        return scores

    def search(self, task: SearchTask) -> list[list[tuple[str, float]]]:
        """Return for each query the ids found from FLOOR on, best first."""
        lists = self._shortlists.of(task)
        self._tell(task.queries)
        self._tell(task.candidates[at] for held in lists for at in held)
        ids: dict[int, str] = {}
        found: list[list[tuple[str, float]]] = []
        for query, held in zip(task.queries, lists, strict=True):
            listed = {self._number(task.candidates[at]): at for at in held}
            ids.update((one, task.candidates[at].id) for one, at in listed.items())
            answer = self._ask(
                {
                    "do": "search",
                    "queries": [self._number(query)],
                    "candidates": [list(listed)],
                    "floor": FLOOR,
                    "limit": task.limit,
                }
            )
            found.append([(ids[one], score) for one, score in answer["found"][0]])
        return found

    def pace(self, pairs: Sequence[tuple[Party, Party]]) -> float:
        """Return how many pairs a second of processor time are rated."""
        start = self.cpu_s
        self.rate(pairs)
        return len(pairs) / max(self.cpu_s - start, 1e-9)

    def _number(self, party: Party) -> int:
        return self._known[id(party)][0]

    def _tell(self, parties: Iterable[Party]) -> None:
        """Tell the peer of the parties it does not know; they keep their numbers."""
        new: list[Party] = []
        for party in parties:
            if id(party) not in self._known:
                # The party is kept, so that its address stays its own.
                self._known[id(party)] = len(self._known), party
                new.append(party)
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            self._ask({"do": "tell", "parties": [_plain(party) for party in batch]})

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer.

        Raises:
            RuntimeError: the peer ended.
        """
        feed, answers = self._process.stdin, self._process.stdout
        if feed is None or answers is None:
            raise RuntimeError(f"{self.name} has no pipes")
        feed.write(json.dumps(request) + "\n")
        feed.flush()
        line = answers.readline()
        if not line:
            code = self._process.wait()
            raise RuntimeError(f"{self.name} ended with {code} on {request['do']}")
        answer: dict[str, Any] = json.loads(line)
        self.cpu_s += answer["cpu_s"]
        return answer


def _plain(party: Party) -> dict[str, Any]:
    return {"id": party.id, "schema": party.schema, "properties": party.properties}
