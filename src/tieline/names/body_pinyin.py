"""Known bodies by the pinyin of their names in characters: Haikang Weishi."""

from collections.abc import Sequence

from tieline.text.pinyin import Syllables
from tieline.text.remembering import Remembered
from tieline.text.tables import read_rows

FEWEST = 4
"""How many syllables a name has at least."""

_SHORTEST, _MOST_WORDS = 2, 24


class BodyPinyin:
    """Finds known bodies in names written in pinyin; the table is read when needed."""

    def __init__(self, syllables: Syllables) -> None:
        self._syllables = syllables
        self._held: dict[str, str] | None = None
        self._counts = Remembered(self._count)

    def in_words(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return the bodies in a list of small words: first word, end, canonical word.

        The longest name at a place is taken. However the syllables are written
        together, they make the same name.
        """
        found: list[tuple[int, int, str]] = []
        for start, stop in self._runs(words):
            at = start
            while at < stop:
                size = self._longest(words, at, stop)
                if size:
                    canonical = self._known["".join(words[at : at + size])]
                    found.append((at, at + size, canonical))
                at += size or 1
        return found

    def _runs(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the runs of words that are pinyin of enough syllables."""
        counts = [self._counts[word] for word in words[:_MOST_WORDS]]
        runs: list[tuple[int, int]] = []
        if sum(counts) < FEWEST:
            return runs
        start, count = 0, 0
        for place, size in enumerate((*counts, 0)):
            if size:
                count += size
                continue
            if count >= FEWEST:
                runs.append((start, place))
            start, count = place + 1, 0
        return runs

    def _count(self, word: str) -> int:
        """Return of how many syllables a word is, 0 where it is no pinyin."""
        if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
            return 0
        return len(self._syllables.cut(word) or ())

    def _longest(self, words: Sequence[str], start: int, stop: int) -> int:
        known = self._known
        for size in range(stop - start, 0, -1):
            if "".join(words[start : start + size]) in known:
                return size
        return 0

    @property
    def _known(self) -> dict[str, str]:
        if self._held is None:
            rows = read_rows("tieline.names", "body_pinyin.tsv")
            self._held = dict(rows)
        return self._held
