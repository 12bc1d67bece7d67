"""Names of organisations: which two of two bodies agree best."""

from tieline.kernel.loading import Tally
from tieline.matching.leftovers import (
    closeness_by_kind,
    highest_closeness,
    is_mere_likeness,
    is_thin,
)
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
    weigh = preparer.kernel.weigh_many
    for place, line in enumerate(query.lines):
        for other, tally in enumerate(weigh(line, candidate.lines, False)):  # noqa: FBT003 - the callee takes no keywords here
            most = highest_closeness(tally)
            if not most or not can_rank_above(most, found.rank):
                continue
            if not may_compare(query, candidate, place, other):
                continue
            new = _by_line(query, candidate, preparer, (place, other), tally)
            if new.rank > found.rank:
                found = new
    return found


def _by_line(
    query: NameSet,
    candidate: NameSet,
    preparer: Preparer,
    at: tuple[int, int],
    tally: Tally,
) -> Found:
    place, other = at
    close, thin = highest_closeness(tally), False
    names = query.names[query.owners[place]], candidate.names[candidate.owners[other]]
    lines = query.lines[place], candidate.lines[other]
    by_kind = (
        (tally[2] > 0 and tally[3] > 0)
        or query.has_branch[place]
        or candidate.has_branch[other]
    )
    if by_kind or min(map(len, lines)) == 1:
        words = (
            names[0].latin[query.views[place]],
            names[1].latin[candidate.views[other]],
        )
        _, edges = preparer.kernel.align(*lines, False)  # noqa: FBT003 - the callee takes no keywords here
        if is_mere_likeness(words, edges):
            return Found()
        if by_kind:
            close = closeness_by_kind(tally, edges, *words)
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
            tally, edges = preparer.kernel.align(one, two, False)  # noqa: FBT003 - the callee takes no keywords here
            close = closeness_by_kind(tally, edges, names[0].han, names[1].han)
            close, agreed, how = heard(names, close, preparer)
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
