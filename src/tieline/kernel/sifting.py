"""Which names may come near, told at little cost; the compiled kernel says the same.

Names of many candidates are held against those of one query. Those that may not come
near are left out before anything else about them is asked.
"""

from collections.abc import Sequence

from tieline.kernel.twin import (
    KindTally,
    WordList,
    align,
    weigh_kinds,
)

Costs = tuple[float, float, float, float, float, float]
"""What leftovers cost of what agrees: half-agreeing words, words against words of their
own kind, rare against common ones, missing on the side that lacks more, and on the
other, branches of learning."""

# Of persons' names no heavier word is but a title or a particle.
_LIGHT_WEIGHT = 40

Names = Sequence[WordList]


def against_of(tally: KindTally, costs: Costs) -> float:
    """Return what speaks against two names of organisations, in thousandths."""
    _, half, same, across, left, right, branch = tally
    return (
        costs[0] * half
        + costs[1] * same
        + costs[2] * across
        + costs[3] * max(left, right)
        + costs[4] * min(left, right)
        + costs[5] * branch
    )


def sift_kinds(
    lefts: Names, groups: Sequence[Names], costs: Costs, least: float
) -> list[bool]:
    """Tell which groups hold a name of an organisation that may be so close.

    `lefts` are the names of one side, each group those of one candidate. Names are
    close by what agrees and what speaks against it; of one word that agrees nothing is
    known yet.
    """
    return [_may_any(lefts, group, costs, least) for group in groups]


def _may_any(lefts: Names, group: Names, costs: Costs, least: float) -> bool:
    for left in lefts:
        for right, tally in zip(group, weigh_kinds(left, group), strict=True):
            agreed = tally[0]
            if not agreed:
                continue
            if len(left) == 1 or len(right) == 1:
                return True
            if agreed / (agreed + against_of(tally, costs)) >= least:
                return True
    return False


def sift_persons(
    lefts: Names, groups: Sequence[Names], conflict: float, least: float
) -> list[bool]:
    """Tell which groups hold a person's name that may be so close.

    What half agrees may prove to agree, and what is left over on both sides, save
    titles and particles, costs `conflict` of it. Names that agree in less than half of
    what is left over on both sides are not near.
    """
    return [
        any(_may_be(left, right, conflict, least) for left in lefts for right in group)
        for group in groups
    ]


def _may_be(left: WordList, right: WordList, conflict: float, least: float) -> bool:
    tally, edges = align(left, right, initials=True)
    met = tally[0] + tally[1]
    if not tally[0] or 2 * met < min(tally[2], tally[3]):
        return False
    # Each edge may have lost two thousandths to rounding.
    most = met + 2 * min(len(left), len(right))
    here = {at for edge in edges for at in range(edge[0], edge[1])}
    there = {at for edge in edges for at in range(edge[2], edge[3])}
    against = min(_heavy(left, here), _heavy(right, there))
    return most / (most + conflict * against) >= least


def _heavy(words: WordList, met: set[int]) -> int:
    return sum(
        weight
        for at, weight in enumerate(words.weights)
        if at not in met and weight > _LIGHT_WEIGHT
    )
