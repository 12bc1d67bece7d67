"""Names of organisations: which two of two bodies agree best."""

from tieline.matching.leftovers import closeness, is_mere_likeness, is_thin
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
from tieline.names.name import Name

# Three letters shorten too many names to be shown for themselves.
_ACRONYM_CLOSENESS, _SHORT_ACRONYM_CLOSENESS = 0.74, 0.68
_SHORT_ACRONYM = 3


def best_pair(query: NameSet, candidate: NameSet, preparer: Preparer) -> NamePair:
    """Return the names that agree best; neither side may be without names."""
    found = _by_words(query, candidate, preparer)
    if query.has_han and candidate.has_han:
        han = _by_characters(query, candidate, preparer)
        if han.rank > found.rank:
            return han_pair(query, candidate, han)
    if found.closeness < _ACRONYM_CLOSENESS:
        acronym = _by_acronym(query, candidate)
        if acronym is not None and acronym.closeness > found.closeness:
            return acronym
    return word_pair(query, candidate, found)


def _by_words(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    weigh = preparer.kernel.weigh_kinds
    for place, line in enumerate(query.lines):
        for other, tally in enumerate(weigh(line, candidate.lines)):
            close = closeness(tally)
            if not close or not can_rank_above(close, found.rank):
                continue
            if not may_compare(query, candidate, place, other):
                continue
            at = place, other
            is_lone = min(len(line), len(candidate.lines[other])) == 1
            close, thin = (
                _alone(query, candidate, preparer, at, close)
                if is_lone
                else (close, False)
            )
            agreed = tally[0] / 1000
            names = _names_at(query, candidate, at)
            rank = rank_of(close, agreed, *names)
            if close and rank > found.rank:
                found = Found(rank, close, agreed, "words", thin, place, other)
    return found


def _names_at(
    query: NameSet, candidate: NameSet, at: tuple[int, int]
) -> tuple[Name, Name]:
    place, other = at
    return query.names[query.owners[place]], candidate.names[candidate.owners[other]]


def _alone(
    query: NameSet,
    candidate: NameSet,
    preparer: Preparer,
    at: tuple[int, int],
    close: float,
) -> tuple[float, bool]:
    """Judge a name of one word: return how close it is, and whether that is thin."""
    place, other = at
    names = _names_at(query, candidate, at)
    words = (
        names[0].latin[query.views[place]],
        names[1].latin[candidate.views[other]],
    )
    lines = query.lines[place], candidate.lines[other]
    _, edges = preparer.kernel.align(*lines, False)  # noqa: FBT003 - the callee takes no keywords here
    if is_mere_likeness(words, edges):
        return 0.0, False
    thin = close > THIN_CLOSENESS and is_thin(names, words, edges)
    return (THIN_CLOSENESS if thin else close), thin


def _by_characters(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    owners = [owner for owner, line in enumerate(candidate.han) if line is not None]
    lines = [line for line in candidate.han if line is not None]
    for left, one in enumerate(query.han):
        if one is None:
            continue
        tallies = preparer.kernel.weigh_kinds(one, lines)
        for right, tally in zip(owners, tallies, strict=True):
            names = query.names[left], candidate.names[right]
            close, agreed, how = heard(names, closeness(tally))
            agreed = max(agreed, tally[0] / 1000)
            rank = rank_of(close, agreed, *names)
            if rank > found.rank:
                found = Found(rank, close, agreed, how, False, left, right)  # noqa: FBT003 - the callee takes no keywords here
    return found


def _by_acronym(query: NameSet, candidate: NameSet) -> NamePair | None:
    for short, long in ((query, candidate), (candidate, query)):
        for word in sorted(short.lone & long.acronyms):
            one = next(n for n in short.names if n.latin and n.latin[0][0].text == word)
            two = next(n for n in long.names if word in n.acronyms)
            return NamePair(
                query=one if short is query else two,
                candidate=two if short is query else one,
                closeness=_SHORT_ACRONYM_CLOSENESS
                if len(word) <= _SHORT_ACRONYM
                else _ACRONYM_CLOSENESS,
                agreed=len(word) / 4,
                how="acronym",
            )
    return None
