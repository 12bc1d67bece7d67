"""Names of organisations: which two of two bodies agree best."""

from collections.abc import Sequence

import msgspec

from tieline.kernel.loading import Edges, Kernel, KindTally, WordList
from tieline.kernel.twin import SWAPPED
from tieline.matching.acronyms import (
    ACRONYM_CLOSENESS,
    by_acronym,
    by_first_initials,
    shares_initials_alone,
)
from tieline.matching.bare_names import evidence_as_person
from tieline.matching.choosing import choose
from tieline.matching.doubts import (
    is_doubtful,
    is_letters_of_syllables,
    is_other_firm,
    is_written_in_one,
)
from tieline.matching.leftovers import COSTS, closeness, is_mere_likeness, is_thin
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
from tieline.matching.persons import most_by_evidence
from tieline.matching.prepared import NameSet, Preparer, line_of
from tieline.matching.units import UNIT_CLOSENESS, is_same_unit
from tieline.names.name import Name, Word

# What is left of a closeness where both names are of known bodies, and not of one.
_OTHERS_CLOSENESS = 0.55
# What a brand leaves out of its firm's name, and how much that speaks against it.
_LEFT_OUT, _LEFT_OUT_OF_BRANDS = frozenset({"place", "field"}), 0.22
_WHOLE = 1000
_TRANSLATED = "english"
# What stands beside a body's name without making it another's.
_BESIDE_BODIES = frozenset({"level", "number", "place"})


def best_pair(query: NameSet, candidate: NameSet, preparer: Preparer) -> NamePair:
    """Return the names that agree best; neither side may be without names."""
    found = _by_words(query, candidate, preparer)
    if query.has_han and candidate.has_han:
        han = _by_characters(query, candidate, preparer)
        if han.rank > found.rank:
            return han_pair(query, candidate, han)
    if found.closeness < ACRONYM_CLOSENESS:
        acronym = by_acronym(query, candidate)
        if acronym is not None and acronym.closeness > found.closeness:
            return acronym
        begun = by_first_initials(query, candidate, preparer.kernel)
        if begun.rank > found.rank:
            found = begun
    return word_pair(query, candidate, found)


def come_near(
    query: NameSet, candidates: Sequence[NameSet], kernel: Kernel, least: float
) -> list[bool]:
    """Tell of which candidates `best_pair` may find a closeness of `least` or more.

    It looks no further than the words as they stand: where initials, characters, a
    lone word or a choice of words might bring names nearer, they may.
    """
    may = _may_be_nearer(query, candidates)
    held = [one.lines for one, sure in zip(candidates, may, strict=True) if not sure]
    if held:
        near = iter(kernel.sift_kinds(query.lines, held, COSTS, least))
        may = [sure or next(near) for sure in may]
    return may


def _may_be_nearer(query: NameSet, candidates: Sequence[NameSet]) -> list[bool]:
    """Tell of which candidates names may be nearer than their words as they stand."""
    may_choose, has_han = query.may_choose, query.has_han
    lone, acronyms, units = query.lone, query.acronyms, query.units
    capitals, runs = query.capitals.keys(), query.runs.keys()
    return [
        may_choose != one.may_choose
        or (has_han and one.has_han)
        or bool(lone and not lone.isdisjoint(one.acronyms))
        or bool(one.lone and not one.lone.isdisjoint(acronyms))
        or bool(capitals and one.runs and not capitals.isdisjoint(one.runs))
        or bool(runs and one.capitals and not runs.isdisjoint(one.capitals))
        or bool(units and not units.isdisjoint(one.units))
        for one in candidates
    ]


def _by_words(query: NameSet, candidate: NameSet, preparer: Preparer) -> Found:
    found = Found()
    weigh = preparer.kernel.weigh_kinds
    may_choose = query.may_choose != candidate.may_choose
    for place, line in enumerate(query.lines):
        for other, tally in enumerate(weigh(line, candidate.lines)):
            at = place, other
            met = None
            if may_choose and may_compare(query, candidate, *at):
                met = _in_words_of_the_other(query, candidate, preparer, at)
                if met is not None:
                    tally = weigh(met.lines[0], [met.lines[1]])[0]  # noqa: PLW2901 - of the words that were chosen
            if not tally[0]:
                continue
            close = closeness(tally)
            if not can_rank_above(close, found.rank):
                continue
            if not may_compare(query, candidate, *at):
                continue
            new = _judge(
                query, candidate, preparer, at, met or _met(query, candidate, at), tally
            )
            if new.rank > found.rank:
                found = new
    return found


class _Met(msgspec.Struct, frozen=True, gc=False):
    """Two views that meet, as words and in the kernel's form."""

    words: tuple[tuple[Word, ...], tuple[Word, ...]]
    lines: tuple[WordList, WordList]
    is_chosen: bool = False


def _met(query: NameSet, candidate: NameSet, at: tuple[int, int]) -> _Met:
    one, two = _names_at(query, candidate, at)
    place, other = at
    return _Met(
        words=(one.latin[query.views[place]], two.latin[candidate.views[other]]),
        lines=(query.lines[place], candidate.lines[other]),
    )


def _in_words_of_the_other(
    query: NameSet, candidate: NameSet, preparer: Preparer, at: tuple[int, int]
) -> _Met | None:
    """Say a translated name in the words of the name it is held against, if it can."""
    place, other = at
    mine, others = query.choices[place], candidate.choices[other]
    if not mine and not others:
        return None
    met = _met(query, candidate, at)
    left, right = met.words
    if mine:
        chosen = choose(left, mine, right)
        if chosen is None:
            return None
        lines = line_of(chosen, preparer.kernel), met.lines[1]
        return _Met(words=(chosen, right), lines=lines, is_chosen=True)
    chosen = choose(right, others, left)
    if chosen is None:
        return None
    lines = met.lines[0], line_of(chosen, preparer.kernel)
    return _Met(words=(left, chosen), lines=lines, is_chosen=True)


def _judge(
    query: NameSet,
    candidate: NameSet,
    preparer: Preparer,
    at: tuple[int, int],
    met: _Met,
    tally: KindTally,
) -> Found:
    names = _names_at(query, candidate, at)
    schemes = query.schemes[at[0]], candidate.schemes[at[1]]
    close, thin = closeness(tally, is_translated=_TRANSLATED in schemes), False
    if min(map(len, met.lines)) == 1:
        close, thin = _alone(names, met, preparer, close)
    elif close > THIN_CLOSENESS and any(tally[2:]):
        _, edges = preparer.kernel.align(*met.lines, False)  # noqa: FBT003 - the callee takes no keywords here
        thin = is_doubtful(names, met.words, edges)
        close = THIN_CLOSENESS if thin else close
    if close < UNIT_CLOSENESS and not query.units.isdisjoint(candidate.units):
        _, edges = preparer.kernel.align(*met.lines, False)  # noqa: FBT003 - the callee takes no keywords here
        if is_same_unit(names, met.words, edges):
            close, thin = UNIT_CLOSENESS, False
    if are_others(*names):
        close = min(close, _OTHERS_CLOSENESS)
    elif close > THIN_CLOSENESS and shares_initials_alone(query, candidate, names):
        close, thin = THIN_CLOSENESS, True
    if not close:
        return Found()
    agreed = tally[0] / 1000
    if close > THIN_CLOSENESS and (query.may_be_person or candidate.may_be_person):
        close, agreed, thin = _as_person(
            (query, candidate), names, preparer, (close, agreed, thin), met
        )
    rank = rank_of(close, agreed, *names)
    return Found(
        rank,
        close,
        agreed,
        "words",
        thin,
        *at,
        met.lines if met.is_chosen else None,
        met.words if met.is_chosen else None,
    )


def _as_person(
    sets: tuple[NameSet, NameSet],
    names: tuple[Name, Name],
    preparer: Preparer,
    judged: tuple[float, float, bool],
    met: _Met,
) -> tuple[float, float, bool]:
    """Return closeness, what agrees and doubt, no surer than of a person so called."""
    close, agreed, thin = judged
    most = evidence_as_person(names, sets, preparer.reader.vocabulary)
    if most is None:
        return judged
    agreed = min(agreed, most)
    close = min(close, most_by_evidence(agreed))
    _, edges = preparer.kernel.align(*met.lines, False)  # noqa: FBT003 - the callee takes no keywords here
    if is_written_in_one(met.words, edges):
        return min(close, THIN_CLOSENESS), agreed, True
    return close, agreed, thin


def are_others(one: Name, two: Name) -> bool:
    """Tell whether two names are those of known bodies, and of none in common.

    A name in which a body is but a part of something else tells nothing of it.
    """
    if not one.bodies or not two.bodies or not one.bodies.isdisjoint(two.bodies):
        return False
    return _is_body(one) and _is_body(two)


def _is_body(name: Name) -> bool:
    view = name.latin[name.schemes.index("canonical")]
    return all(word.is_exact or word.kind in _BESIDE_BODIES for word in view)


def _names_at(
    query: NameSet, candidate: NameSet, at: tuple[int, int]
) -> tuple[Name, Name]:
    place, other = at
    return query.names[query.owners[place]], candidate.names[candidate.owners[other]]


def _alone(
    names: tuple[Name, Name], met: _Met, preparer: Preparer, close: float
) -> tuple[float, bool]:
    """Judge a name of one word: return how close it is, and whether that is thin."""
    _, edges = preparer.kernel.align(*met.lines, False)  # noqa: FBT003 - the callee takes no keywords here
    if is_mere_likeness(met.words, edges):
        return 0.0, False
    close = max(close, _brand_closeness(met, edges))
    thin = close > THIN_CLOSENESS and (
        is_thin(names, met.words, edges)
        or is_other_firm(names, met.words, edges)
        or is_letters_of_syllables(names, met.words, edges)
    )
    return (THIN_CLOSENESS if thin else close), thin


def _brand_closeness(met: _Met, edges: Edges) -> float:
    """Return how close a name is that is but the brand in the other's; else 0.

    What a firm does, and where, is mostly left out of what it is called.
    """
    if len(edges) != 1 or edges[0][-1] < SWAPPED:
        return 0.0
    start, _, other, _, value = edges[0]
    left, right = met.words
    brand = left[start]
    rest = [word for at, word in enumerate(left) if at != start]
    rest += [word for at, word in enumerate(right) if at != other]
    if brand.kind != "rare" or any(word.kind not in _LEFT_OUT for word in rest):
        return 0.0
    left_out = _LEFT_OUT_OF_BRANDS * sum(word.weight for word in rest)
    # A slip of the pen in it is half as bad as in a word among others.
    share = (_WHOLE + value) / (2 * _WHOLE)
    return share * brand.weight / (brand.weight + left_out)


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
            if are_others(*names):
                close = min(close, _OTHERS_CLOSENESS)
            agreed = max(agreed, tally[0] / 1000)
            rank = rank_of(close, agreed, *names)
            if rank > found.rank:
                found = Found(rank, close, agreed, how, False, left, right)  # noqa: FBT003 - the callee takes no keywords here
    return found
