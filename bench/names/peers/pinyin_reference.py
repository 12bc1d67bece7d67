"""The ten-line reference: OpenCC to simplified, pypinyin to Latin, then letters."""

from typing import Any

from opencc import OpenCC
from pypinyin import lazy_pinyin
from rapidfuzz.distance import Indel

_PROPS = ("name", "alias", "previousName", "weakAlias", "abbreviation")


class Reference:
    """Compares the letters of romanised names, whatever the spaces."""

    def __init__(self) -> None:
        self._simplified = OpenCC("t2s")

    def read(self, party: dict[str, Any]) -> list[str]:
        """Return the names in small letters without anything between them."""
        held = party["properties"]
        names = [name for prop in _PROPS for name in held.get(prop, ())]
        spelled = ["".join(lazy_pinyin(self._simplified.convert(n))) for n in names]
        return ["".join(filter(str.isalnum, one.casefold())) for one in spelled]

    def score(self, query: list[str], candidate: list[str]) -> float:
        """Return the best similarity."""
        ratio = Indel.normalized_similarity
        return max((ratio(a, b) for a in query for b in candidate), default=0.0)


def scorer(name: str) -> Reference:
    """Return the scorer."""
    del name
    return Reference()
