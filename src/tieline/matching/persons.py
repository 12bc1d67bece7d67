"""Persons' names: which two of two persons agree best, and how close they are."""

from collections.abc import Sequence

from tieline.kernel.loading import Edge, Edges, Kernel, Tally
from tieline.kernel.twin import similarity
from tieline.matching.hearing import hear
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
from tieline.matching.person_words import Weighed, weigh_words
from tieline.matching.prepared import NameSet, Preparer, line_of
from tieline.names.heard_names import HEARD_VIEW
from tieline.names.name import Name, Word
from tieline.names.person_tables import person_tables
from tieline.names.spellings import most_worth

# How much a word speaks against: half-agreeing, different on both sides.
_HALF, _CONFLICT = 1.0, 3.0
# Only missing on one side: always, and for every word that agrees. The first of a
# person's names that agrees is worth less than the second.
_MISSING, _MISSING_ALONE = 0.2, 0.4
# A father's name may be left out; half of a hyphened family name hardly.
_FATHER, _BOUND = 0.08, 1.5
# From so many missing words on, each further one counts so much: lists give chains.
_CHAIN, _IN_CHAIN = 1.0, 0.5
# The family name here is a given name there, and something is missing besides.
_CROSSED = 1.0
# A person's characters are the whole name: nothing is left out. In Hong Kong and in
# Singapore an English name may stand before it.
_MISSING_IN_WHOLE = 2.4
_MISSING_IN = {"cantonese": 0.7, "southern": 0.7}
# Two of the commonest names are borne by very many: a candidate, and a low one.
_LOW_CLOSENESS, _LOW_EVIDENCE, _FULL_EVIDENCE = 0.78, 0.7, 1.6
_OTHER_GENERATION = 0.6
_TITLED_CLOSENESS = 0.73
# How close names of two words and more are that only sound alike: from where on they
# are shown, and at most. One word by its sound alone says too little.
_LEAST_ALIKE, _JUST_SHOWN = 0.89, 0.7
_BY_LIKENESS, _MOST_HEARD = 1.3, 0.9
# What is left out of a name that was read by its sound.
_MISSING_IN_HEARD = 1.2
_LEAST_COUNT = 2
_LIGHT = frozenset({"title", "particle"})
# One slip in a word of seven letters.
_ONE_SLIP = 857
_PARTICLE = 300
_WHOLE = 1000

_Words = tuple[Word, ...]
_Pair = tuple[_Words, _Words]


def best_pair(query: NameSet, candidate: NameSet, preparer: Preparer) -> NamePair:
    """Return the names that agree best; neither side may be without names."""
    found = _by_words(query, candidate, preparer)
    if query.has_han and candidate.has_han:
        han = _by_characters(query, candidate, preparer)
        if han.rank > found.rank:
            return han_pair(query, candidate, han)
    if HEARD_VIEW in query.schemes or HEARD_VIEW in candidate.schemes:
        found = _by_sound(query, candidate, preparer, found)
    return word_pair(query, candidate, found)


def come_near(
    query: NameSet, candidates: Sequence[NameSet], kernel: Kernel, least: float
) -> list[bool]:
    """Tell of which candidates `best_pair` may find a closeness of `least` or more.

    Where names may be nearer than their letters are (short forms, titles, fathers'
    names, characters, sounds), they may.
    """
    if not query.is_plain:
        return [True] * len(candidates)
    pets = {pet for word in query.texts for pet in person_tables().pet_forms(word)}
    near = kernel.sift_persons(
        query.lines, [one.lines for one in candidates], _CONFLICT, least
    )
    return [
        may or not one.is_plain or not (pets.isdisjoint(one.texts))
        for may, one in zip(near, candidates, strict=True)
    ]


def rough_closeness(tally: Tally) -> float:
    """Return how close two names are by their letters alone, 0 to 1."""
    agreed, half, left, right = tally
    if not agreed:
        return 0.0
    both, one = (left, right - left) if left < right else (right, left - right)
    missing = _MISSING + _MISSING_ALONE * 1000 / agreed
    return agreed / (agreed + _HALF * half + _CONFLICT * both + missing * one)


def closeness(found: Weighed, *, missing: float | None = None) -> float:
    """Return how close two persons' names are, 0 to 1.

    `missing` is what a name left out on one side costs, where that side leaves none
    out: it is written in characters, say.
    """
    if not found.agreed:
        return 0.0
    if missing is None:
        missing = _MISSING + _MISSING_ALONE / found.agreed
    if found.is_crossed:
        missing += _CROSSED
    against = _HALF * found.half + _CONFLICT * found.conflict
    against += (
        missing * _less_by_and_by(found.missing)
        + _FATHER * found.fathers
        + _BOUND * found.bound
    )
    close = found.agreed / (found.agreed + against)
    return min(close, most_by_evidence(found.agreed))


def most_by_evidence(agreed: float) -> float:
    """Return how close names are at most of which so much agrees, in words."""
    share = (agreed - _LOW_EVIDENCE) / (_FULL_EVIDENCE - _LOW_EVIDENCE)
    return _LOW_CLOSENESS + (1 - _LOW_CLOSENESS) * max(0.0, min(1.0, share))


def _less_by_and_by(missing: float) -> float:
    """Return what is missing, where a long chain of names hardly adds to it."""
    return min(missing, _CHAIN) + _IN_CHAIN * max(0.0, missing - _CHAIN)


def _by_words(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    weigh = preparer.kernel.weigh_many
    for place, line in enumerate(query.lines):
        is_written = query.schemes[place] == "written"
        others, lines = candidate.written
        if is_written:
            others, lines = candidate.every, candidate.lines
        for other, tally in zip(others, weigh(line, lines, True), strict=True):  # noqa: FBT003 - the callee takes no keywords here
            agreed, half, left, right = tally
            if not agreed or not may_compare(query, candidate, place, other):
                continue
            # What is half met may prove a spelling, what is left over a pet form.
            is_far = 2 * (agreed + half) < min(left, right)
            if is_far or not can_rank_above(_most(tally), found.rank):
                continue
            at = place, other
            new = _by_line(query, candidate, preparer, at)
            if new.rank > found.rank:
                found = new
    return found


def _by_sound(
    query: NameSet, candidate: NameSet, preparer: Preparer, found: Found
) -> Found:
    """Hold views read by their sound against what is written; return the best pair."""
    for place, scheme in enumerate(query.schemes):
        for other, second in enumerate(candidate.schemes):
            if {scheme, second} != {HEARD_VIEW, "written"}:
                continue
            if not may_compare(query, candidate, place, other):
                continue
            met = _heard_words(query, candidate, (place, other))
            if met is None:
                continue
            new = _by_line(query, candidate, preparer, (place, other), met)
            if new.rank > found.rank:
                found = new
    return found


def _heard_words(
    query: NameSet, candidate: NameSet, at: tuple[int, int]
) -> tuple[_Pair, float] | None:
    """Return the words of two views, one in the other's, and the most they can be."""
    place, other = at
    left = query.names[query.owners[place]].latin[query.views[place]]
    right = candidate.names[candidate.owners[other]].latin[candidate.views[other]]
    is_left = query.schemes[place] == HEARD_VIEW
    if all(word.syllables for word in (right if is_left else left)):
        return None
    heard = hear(left, right) if is_left else hear(right, left)
    if heard is None:
        return None
    words = (heard.words, right) if is_left else (left, heard.words)
    most = _JUST_SHOWN + _BY_LIKENESS * (heard.likeness - _LEAST_ALIKE)
    is_thin_name = heard.count < _LEAST_COUNT or _lacks_first(
        heard.words, right if is_left else left
    )
    most = min(most, THIN_CLOSENESS) if is_thin_name else most
    return words, max(0.0, min(most, _MOST_HEARD))


def _lacks_first(heard: _Words, written: _Words) -> bool:
    """Tell whether either name begins with a word that the other has not.

    In a chain of fathers the first name is a person's own: what follows is the
    father's name, and his children share it. After a comma the order is another.
    """
    if not heard[0].akin:
        return True
    names = [word for word in written if word.role not in _LIGHT]
    if not names or any(word.role == "family" for word in names):
        return False
    return all(word.akin != names[0].text for word in heard)


def _missing_in(schemes: tuple[str, str], found: Weighed) -> float | None:
    """Return what a missing name costs beside characters; None beside none."""
    scheme = max(schemes, key=lambda one: one != "written")
    if scheme == "written":
        return None
    # What the characters say more, the spelling has left out.
    if found.has_left_more == (schemes[0] != "written"):
        return _MISSING_IN_WHOLE
    return _MISSING_IN.get(scheme, _MISSING_IN_WHOLE)


def _most(tally: Tally) -> float:
    """Return a closeness that is not exceeded, whatever the words prove to be."""
    agreed, half, left, right = tally
    met = agreed + half + min(left, right)
    return met / (met + _FATHER * abs(left - right))


def _by_line(
    query: NameSet,
    candidate: NameSet,
    preparer: Preparer,
    at: tuple[int, int],
    heard: tuple[_Pair, float] | None = None,
) -> Found:
    place, other = at
    names = query.names[query.owners[place]], candidate.names[candidate.owners[other]]
    lines = query.lines[place], candidate.lines[other]
    words = (
        names[0].latin[query.views[place]],
        names[1].latin[candidate.views[other]],
    )
    if heard is not None:
        words = heard[0]
        one, two = words
        lines = line_of(one, preparer.kernel), line_of(two, preparer.kernel)
    _, edges = preparer.kernel.align(*lines, True)  # noqa: FBT003 - the callee takes no keywords here
    if min(map(len, lines)) == 1 and is_mere_likeness(words, edges):
        return Found()
    weighed = weigh_words(words, edges, person_tables())
    schemes = query.schemes[place], candidate.schemes[other]
    missing, most = None, 1.0
    if heard is not None:
        missing, most = _MISSING_IN_HEARD, heard[1]
    elif schemes != ("written", "written"):
        most = most_worth(schemes, names, words, preparer.reader.syllables)
        missing = _missing_in(schemes, weighed) if most == 1 else _MISSING_IN_WHOLE
    close = min(most, closeness(weighed, missing=missing))
    if _differ_in_generation(*names):
        close = min(close, _OTHER_GENERATION)
    is_all = not weighed.half + weighed.conflict + weighed.missing + weighed.fathers
    may_be_thin = not is_all or min(map(len, lines)) == 1
    may_be_thin = may_be_thin and not weighed.pets
    if _is_titled(words, edges):
        close, may_be_thin = max(close, _TITLED_CLOSENESS), False
    thin = close > THIN_CLOSENESS and may_be_thin and is_thin(names, words, edges)
    close = THIN_CLOSENESS if thin else close
    rank = rank_of(close, weighed.agreed, *names)
    found = Found(rank, close, weighed.agreed, "words", thin, place, other)
    if heard is not None:
        found.lines, found.words = lines, words
    return found


def _is_titled(words: _Pair, edges: Edges) -> bool:
    """Tell whether a title and a rare family name are all that one side says.

    President X is a way to name one person; X alone is not.
    """
    left, right = words
    turned = tuple((other, stop, start, end, v) for start, end, other, stop, v in edges)
    return _is_titled_side(left, right, edges) or _is_titled_side(right, left, turned)


def _is_titled_side(short: _Words, long: _Words, edges: Edges) -> bool:
    names = [at for at, word in enumerate(short) if word.role != "title"]
    if len(names) != 1 or len(short) == 1 or short[names[0]].weight < _WHOLE:
        return False
    ends = {0, len(long) - 1}
    return any(
        edge[0] == names[0] and edge[-1] == _WHOLE and edge[2] in ends for edge in edges
    )


def _differ_in_generation(query: Name, candidate: Name) -> bool:
    one, two = query.generation, candidate.generation
    return bool(one and two) and one != two


def _by_characters(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    for left, one in enumerate(query.han):
        for right, two in enumerate(candidate.han):
            if one is None or two is None:
                continue
            names = query.names[left], candidate.names[right]
            tally = preparer.kernel.weigh(one, two, False)  # noqa: FBT003 - the callee takes no keywords here
            close, agreed, how = heard(names, rough_closeness(tally))
            agreed = max(agreed, tally[0] / 1000)
            rank = rank_of(close, agreed, *names)
            if rank > found.rank:
                found = Found(rank, close, agreed, how, False, left, right)  # noqa: FBT003 - the callee takes no keywords here
    return found


def is_thin(names: tuple[Name, Name], words: _Pair, edges: Edges) -> bool:
    """Tell whether too little agrees for a person's name to speak for itself.

    Initials alone; one word that is but similar, or has a name without counterpart
    beside it; a single short word where an alias is weak.
    """
    left, right = words
    telling = [edge for edge in edges if _weight(edge, left, right) > _PARTICLE]
    if all(_has_initial(edge, left, right) for edge in telling):
        return True
    if len(telling) != 1:
        return False
    start, end, other, stop, value = telling[0]
    if end - start > 1 or stop - other > 1:
        # Su Bin and Subin Choi: one name written apart, the other one missing.
        return _has_more(left, start, end) or _has_more(right, other, stop)
    one, two = left[start], right[other]
    is_exact = one.is_exact or two.is_exact
    short = min(one.weight, two.weight) < _WHOLE and not is_exact
    is_lone = min(map(len, words)) == 1
    if is_lone and short and any(name.is_weak for name in names):
        return True
    is_unlike = value < _WHOLE and similarity(one.text, two.text) < _ONE_SLIP
    has_more = _has_more(left, start, end) or _has_more(right, other, stop)
    return is_unlike or has_more


def _has_initial(edge: Edge, left: _Words, right: _Words) -> bool:
    """Tell whether an edge joins a name, or several, to no more than initials."""
    start, end, other, stop, _ = edge
    if end - start == stop - other == 1:
        return min(len(left[start].text), len(right[other].text)) == 1
    lone = left[start].text if end - start == 1 else right[other].text
    return len(lone) == max(end - start, stop - other)


def _has_more(side: _Words, start: int, end: int) -> bool:
    rest = (*side[:start], *side[end:])
    return any(word.weight > _PARTICLE for word in rest)


def _weight(edge: Edge, left: _Words, right: _Words) -> int:
    words = [*left[edge[0] : edge[1]], *right[edge[2] : edge[3]]]
    return sum(word.weight for word in words) // 2
