"""rapidfuzz: the best WRatio of two parties' names, as a share of 100."""

from typing import Any

from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import cdist
from rapidfuzz.utils import default_process

_PROPS = ("name", "alias", "previousName", "weakAlias", "abbreviation")


class Ratio:
    """Compares every name with every name."""

    def read(self, party: dict[str, Any]) -> list[str]:
        """Return the names, in small letters and without marks."""
        held = party["properties"]
        names = [
            default_process(name) for prop in _PROPS for name in held.get(prop, ())
        ]
        return names or [""]

    def score(self, query: list[str], candidate: list[str]) -> float:
        """Return the best ratio."""
        if len(query) == len(candidate) == 1:
            return WRatio(query[0], candidate[0]) / 100
        return float(cdist(query, candidate, scorer=WRatio).max()) / 100


def scorer(name: str) -> Ratio:
    """Return the scorer."""
    del name
    return Ratio()
