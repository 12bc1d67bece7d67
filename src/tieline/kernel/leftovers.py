"""What an alignment leaves over, by kind of word; leftovers.hpp says the same."""

from collections.abc import Iterable

KINDS = ("rare", "field", "branch", "place", "number", "level")
"""What a word of an organisation's name may speak of, in the order of their numbers."""

# A branch of learning tells schools apart, however common its name.
_LEAST_BRANCH = 600
_RARE, _FIELD, _BRANCH, PLACE, NUMBER, _LEVEL = range(len(KINDS))
_ALIKE = (
    (NUMBER, NUMBER),
    (_RARE, _RARE),
    (_LEVEL, _LEVEL),
    (_BRANCH, _BRANCH),
    (_FIELD, _FIELD),
    (_BRANCH, _FIELD),
    (_FIELD, _BRANCH),
    (_LEVEL, _FIELD),
    (_FIELD, _LEVEL),
)
_COMMON = (PLACE, _FIELD, _BRANCH)


def sums_of(words: Iterable[tuple[int, int]]) -> list[int]:
    """Return the weights of words, given with their kinds, for each kind."""
    sums = [0] * len(KINDS)
    for kind, weight in words:
        sums[kind] += max(weight, _LEAST_BRANCH if kind == _BRANCH else 0)
    return sums


def leftovers_of(one: list[int], two: list[int]) -> tuple[int, int, int, int, int]:
    """Hold what is left over of each kind against what is left of its own kind.

    Places conflict whole, and on both sides. Branches and fields are one kind; what is
    left of the rare words of one side then stands against the rest of the other.
    """
    one, two = list(one), list(two)
    same = 0
    if one[PLACE] and two[PLACE]:
        same = one[PLACE] + two[PLACE]
        one[PLACE] = two[PLACE] = 0
    same += sum(_take(one, mine, two, other) for mine, other in _ALIKE)
    across = sum(_take(one, _RARE, two, kind) for kind in _COMMON)
    across += sum(_take(one, kind, two, _RARE) for kind in _COMMON)
    branch = one[_BRANCH] + two[_BRANCH]
    one[_BRANCH] = two[_BRANCH] = 0
    return same, across, sum(one), sum(two), branch


def _take(one: list[int], mine: int, two: list[int], other: int) -> int:
    """Take from both sides what stands against each other; return how much."""
    both = min(one[mine], two[other])
    one[mine] -= both
    two[other] -= both
    return both
