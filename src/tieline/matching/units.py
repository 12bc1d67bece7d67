"""Units that go by a number of their own: the 771st institute, whosever it is.

Numbers of three figures and more are given out once for a whole branch of industry or
of the forces, so that a unit is called by its number alone. Smaller ones are counted
anew by every group.
"""

from collections.abc import Sequence

from tieline.kernel.loading import Edges
from tieline.names.name import Name, Word

UNIT_CLOSENESS = 0.8
"""How close a unit's number and level are to the same with whose unit it is."""

_FEWEST_FIGURES = 3
_NONE: frozenset[str] = frozenset()
_PARENTS = frozenset({"number", "level"})
# What stands beside a level and says no more than it.
_LIGHT = frozenset({"research"})

_Words = Sequence[Word]


def unit_numbers(names: Sequence[Name]) -> frozenset[str]:
    """Return the numbers in names that units go by.

    >>> unit_numbers([])
    frozenset()
    """
    found = [number for name in names for number in name.numbers]
    if not found:
        return _NONE
    return frozenset(one for one in found if len(one) >= _FEWEST_FIGURES)


def is_same_unit(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether one side says but a unit's number and level, and all of it met.

    What the other says more is whose unit it is: a group, an academy and its number.
    """
    left, right = words
    here = {at for edge in edges for at in range(edge[0], edge[1])}
    there = {at for edge in edges for at in range(edge[2], edge[3])}
    for name, short, met, long, others in (
        (names[0], left, here, right, there),
        (names[1], right, there, left, here),
    ):
        said = {at for at, word in enumerate(short) if word.text not in _LIGHT}
        if not said <= met or not name.levels:
            continue
        numbers = [word.text for word in short if word.kind == "number"]
        is_unit = any(len(number) >= _FEWEST_FIGURES for number in numbers)
        rest = [word for at, word in enumerate(long) if at not in others]
        if is_unit and all(map(_is_of_parent, rest)):
            return True
    return False


def _is_of_parent(word: Word) -> bool:
    is_body = word.is_exact and word.kind == "rare"
    return word.kind in _PARENTS or word.text in _LIGHT or is_body
