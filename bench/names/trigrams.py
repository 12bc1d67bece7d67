"""Likeness by shared trigrams: a retrieval that belongs to no contender."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def grams_of(text: str, size: int = 3) -> frozenset[str]:
    """Return the pieces of a text of `size` letters, words padded with a space.

    >>> sorted(grams_of("Xi"))
    [' xi', 'xi ']
    """
    padded = f" {' '.join(text.casefold().split())} "
    return frozenset(padded[at : at + size] for at in range(len(padded) - size + 1))


class TrigramIndex:
    """Finds the texts that share most trigrams with another, as Jaccard's index.

    For names in characters `size` is two: a trigram of them is a whole name.
    """

    def __init__(self, texts: Sequence[str], *, size: int = 3) -> None:
        self._size = size
        held = [grams_of(text, size) for text in texts]
        postings: dict[str, list[int]] = {}
        for place, grams in enumerate(held):
            for gram in grams:
                postings.setdefault(gram, []).append(place)
        self._postings = {
            gram: np.array(places, dtype=np.int32) for gram, places in postings.items()
        }
        self._sizes = np.array([len(grams) for grams in held], dtype=np.float32)

    def likeness(self, text: str) -> NDArray[np.float32]:
        """Return the likeness to every text, 0 to 1."""
        grams = grams_of(text, self._size)
        shared = np.zeros(len(self._sizes), dtype=np.float32)
        for gram in grams:
            places = self._postings.get(gram)
            if places is not None:
                shared[places] += 1
        return shared / np.maximum(self._sizes + len(grams) - shared, 1)

    def nearest(self, text: str, count: int) -> list[int]:
        """Return the places of the likest texts that share anything, likest first."""
        likeness = self.likeness(text)
        count = min(count, len(likeness))
        if not count:
            return []
        best = np.argpartition(-likeness, count - 1)[:count]
        ranked = sorted((-float(likeness[place]), int(place)) for place in best)
        return [place for near, place in ranked if near < 0]
