"""Which words of a list are one slip of the pen away from another word."""

from collections.abc import Iterable

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")

_Edge = tuple[int, bool, str]
"""Of words of one length those that begin so, or end so."""


class Slips:
    """Finds words that a letter more or less, another, or two exchanged lead to.

    Of a word and what one slip makes of it, the first halves are equal or the last
    ones: only words with such a half are looked at.

    >>> Slips(["chemistry", "physics"]).near("cchemistry")
    ('chemistry',)
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_edge: dict[_Edge, list[str]] = {}
        for word in sorted(words):
            for edge in _edges(word, len(word)):
                self._by_edge.setdefault(edge, []).append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words of the list that are one slip away; never `word` itself."""
        found: dict[str, None] = {}
        for size in (len(word) - 1, len(word), len(word) + 1):
            for edge in _edges(word, size):
                for other in self._by_edge.get(edge, ()):
                    if is_slip(word, other):
                        found[other] = None
        return tuple(found)


def _edges(word: str, size: int) -> tuple[_Edge, ...]:
    """Return the halves of a word to look words of `size` letters up by."""
    half = (size - 1) // 2
    if half <= 0:
        return ((size, True, ""),) if size > 0 else ()
    return (size, True, word[:half]), (size, False, word[-half:])


def is_slip(left: str, right: str) -> bool:
    """Tell whether one slip makes `right` of `left`; it puts in small letters alone.

    >>> is_slip("radra", "radar"), is_slip("radar", "radr"), is_slip("radar", "rad")
    (True, True, False)
    """
    start, most = 0, min(len(left), len(right))
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[-1 - end] == right[-1 - end]:
        end += 1
    one, two = left[start : len(left) - end], right[start : len(right) - end]
    sizes = len(one), len(two)
    if sizes == (2, 2):
        return one == two[::-1]
    return sizes == (1, 0) or (sizes in {(0, 1), (1, 1)} and two in _LETTERS)
