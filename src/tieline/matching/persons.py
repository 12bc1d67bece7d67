"""Persons' names: which two of two persons agree best, and how close they are."""

from collections.abc import Sequence

from tieline.kernel.loading import Edge, Edges, Tally
from tieline.kernel.twin import similarity
from tieline.matching.leftovers import is_mere_likeness
from tieline.matching.name_pairs import (
    THIN_CLOSENESS,
    Found,
    NamePair,
    can_rank_above,
    han_pair,
    heard,
    may_compare,
    rank_of,
    word_pair,
)
from tieline.matching.prepared import NameSet, Preparer
from tieline.names.name import Name, Word

# How much a word speaks against: half-agreeing, different on both sides.
_HALF, _CONFLICT = 1.0, 3.0
# Only missing on one side: always, and for every word that agrees. The first of a
# person's names that agrees is worth less than the second.
_MISSING, _MISSING_ALONE = 0.2, 0.4
# A person's characters are the whole name: nothing is left out.
_MISSING_IN_CHARACTERS = 1.2
# One slip in a word of seven letters.
_ONE_SLIP = 857
_PARTICLE = 300
_WHOLE = 1000

_Words = Sequence[Word]


def best_pair(query: NameSet, candidate: NameSet, preparer: Preparer) -> NamePair:
    """Return the names that agree best; neither side may be without names."""
    found = _by_words(query, candidate, preparer)
    if query.has_han and candidate.has_han:
        han = _by_characters(query, candidate, preparer)
        if han.rank > found.rank:
            return han_pair(query, candidate, han)
    return word_pair(query, candidate, found)


def closeness(tally: Tally, *, is_whole: bool = False) -> float:
    """Return how close two persons' names are, 0 to 1.

    `is_whole` where one side is written in characters: it leaves no name out.
    """
    agreed, half, left, right = tally
    if not agreed:
        return 0.0
    both, one = (left, right - left) if left < right else (right, left - right)
    missing = _MISSING + _MISSING_ALONE * 1000 / agreed
    if is_whole:
        missing = _MISSING_IN_CHARACTERS
    against = _HALF * half + _CONFLICT * both + missing * one
    return agreed / (agreed + against)


def _by_words(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    weigh = preparer.kernel.weigh_many
    is_whole = query.has_han != candidate.has_han
    for place, line in enumerate(query.lines):
        for other, tally in enumerate(weigh(line, candidate.lines, True)):  # noqa: FBT003 - the callee takes no keywords here
            close = closeness(tally, is_whole=is_whole)
            if not close or not can_rank_above(close, found.rank):
                continue
            if not may_compare(query, candidate, place, other):
                continue
            known = tally, close
            new = _by_line(query, candidate, preparer, (place, other), known)
            if new.rank > found.rank:
                found = new
    return found


def _by_line(
    query: NameSet,
    candidate: NameSet,
    preparer: Preparer,
    at: tuple[int, int],
    known: tuple[Tally, float],
) -> Found:
    place, other = at
    tally, close = known
    names = query.names[query.owners[place]], candidate.names[candidate.owners[other]]
    lines = query.lines[place], candidate.lines[other]
    thin = False
    may_be_thin = close > THIN_CLOSENESS and tally[2] + tally[3] > 0
    if may_be_thin or min(map(len, lines)) == 1:
        words = (
            names[0].latin[query.views[place]],
            names[1].latin[candidate.views[other]],
        )
        _, edges = preparer.kernel.align(*lines, True)  # noqa: FBT003 - the callee takes no keywords here
        if is_mere_likeness(words, edges):
            return Found()
        thin = close > THIN_CLOSENESS and is_thin(names, words, edges)
        close = THIN_CLOSENESS if thin else close
    agreed = tally[0] / 1000
    rank = rank_of(close, agreed, *names)
    return Found(rank, close, agreed, "words", thin, place, other)


def _by_characters(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    for left, one in enumerate(query.han):
        for right, two in enumerate(candidate.han):
            if one is None or two is None:
                continue
            names = query.names[left], candidate.names[right]
            tally = preparer.kernel.weigh(one, two, False)  # noqa: FBT003 - the callee takes no keywords here
            close, agreed, how = heard(names, closeness(tally))
            agreed = max(agreed, tally[0] / 1000)
            rank = rank_of(close, agreed, *names)
            if rank > found.rank:
                found = Found(rank, close, agreed, how, False, left, right)  # noqa: FBT003 - the callee takes no keywords here
    return found


def is_thin(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether too little agrees for a person's name to speak for itself.

    One word that is but similar, or has a name without counterpart beside it; a
    single short word where an alias is weak.
    """
    left, right = words
    telling = [edge for edge in edges if _weight(edge, left, right) > _PARTICLE]
    if len(telling) != 1:
        return not telling
    start, end, other, stop, value = telling[0]
    if end - start > 1 or stop - other > 1:
        return False
    one, two = left[start], right[other]
    is_exact = one.is_exact or two.is_exact
    short = min(one.weight, two.weight) < _WHOLE and not is_exact
    is_lone = min(map(len, words)) == 1
    if is_lone and short and any(name.is_weak for name in names):
        return True
    is_unlike = value < _WHOLE and similarity(one.text, two.text) < _ONE_SLIP
    return is_unlike or _has_more(left, start) or _has_more(right, other)


def _has_more(side: _Words, met: int) -> bool:
    return any(word.weight > _PARTICLE for at, word in enumerate(side) if at != met)


def _weight(edge: Edge, left: _Words, right: _Words) -> int:
    words = [*left[edge[0] : edge[1]], *right[edge[2] : edge[3]]]
    return sum(word.weight for word in words) // 2
