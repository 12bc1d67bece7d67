"""Which of two profiles' names agree best, and how well."""

import msgspec

from tieline.kernel.loading import Tally, WordList
from tieline.matching.leftovers import (
    closeness,
    closeness_by_kind,
    highest_closeness,
    is_mere_likeness,
    is_thin,
)
from tieline.matching.prepared import NameSet, Prepared, Preparer
from tieline.names.name import Name, NameForm, Word

# Three letters shorten too many names to be shown for themselves.
_ACRONYM_CLOSENESS, _SHORT_ACRONYM_CLOSENESS = 0.74, 0.68
_SHORT_ACRONYM = 3
_THIN_CLOSENESS = 0.68
_VARIANT_CLOSENESS = 0.98
_HOMOPHONE_CLOSENESS = 0.6
# What one character says, in words.
_CHARACTER = 0.45
# In step with the points that the names give; of near ones the fuller agreement ranks
# first.
_WEAK_RANK, _NUMBER_RANK, _EVIDENCE_RANK = -0.0625, -1.0, 0.05
_MOST_EVIDENCE = 4.0


class NamePair(msgspec.Struct, frozen=True, kw_only=True):
    """The two names that agree best.

    `closeness` is from 0 to 1; `agreed` is how much the agreeing words say, in words.
    `how` tells what met: words, characters, variants, sound, an acronym, nothing.
    `words` are those compared on either side, with `lines` in the kernel's form.
    `is_thin` where too little agrees for the name to speak for itself.
    """

    query: Name
    candidate: Name
    closeness: float
    agreed: float
    how: str
    is_thin: bool = False
    lines: tuple[WordList, WordList] | None = None
    words: tuple[tuple[Word, ...], tuple[Word, ...]] | None = None


class Pair:
    """A query and a candidate; what several features need is computed once."""

    __slots__ = ("_is_known", "_names", "candidate", "form", "preparer", "query")

    def __init__(
        self, query: Prepared, candidate: Prepared, preparer: Preparer
    ) -> None:
        self.query, self.candidate, self.preparer = query, candidate, preparer
        self.form: NameForm = _form(query, candidate)
        self._is_known = False
        self._names: NamePair | None = None

    @property
    def names(self) -> NamePair | None:
        """The names that agree best; None where a side has none."""
        if not self._is_known:
            self._names = _best(self)
            self._is_known = True
        return self._names


def _form(query: Prepared, candidate: Prepared) -> NameForm:
    one, two = query.family, candidate.family
    if one == "person":
        return "person" if two in {"person", "any"} else "organisation"
    return "person" if two == "person" and one == "any" else "organisation"


class _Found(msgspec.Struct):
    """The best pair so far: its rank, and where it was found."""

    rank: float = -9.0
    closeness: float = 0.0
    agreed: float = 0.0
    how: str = "nothing"
    is_thin: bool = False
    left: int = 0
    right: int = 0


def _best(pair: Pair) -> NamePair | None:
    query, candidate = pair.query.names(pair.form), pair.candidate.names(pair.form)
    if not query.names or not candidate.names:
        return None
    found = _by_words(query, candidate, pair)
    by_han = query.has_han and candidate.has_han
    if by_han:
        han = _by_characters(query, candidate, pair)
        if han.rank > found.rank:
            return _han_pair(query, candidate, han)
    if found.closeness < _ACRONYM_CLOSENESS and pair.form == "organisation":
        acronym = _by_acronym(query, candidate)
        if acronym is not None and acronym.closeness > found.closeness:
            return acronym
    return _word_pair(query, candidate, found)


def _by_words(query: NameSet, candidate: NameSet, pair: Pair) -> _Found:
    found = _Found()
    weigh, initials = pair.preparer.kernel.weigh_many, pair.form == "person"
    is_mixed = query.has_han and candidate.has_han
    is_whole = initials and query.has_han != candidate.has_han
    kind = "person in characters" if is_whole else pair.form
    for place, line in enumerate(query.lines):
        left = query.owners[place]
        for other, tally in enumerate(weigh(line, candidate.lines, initials)):
            most = closeness(tally, kind) if initials else highest_closeness(tally)
            if not most or most + _EVIDENCE_RANK * _MOST_EVIDENCE <= found.rank:
                continue
            right = candidate.owners[other]
            if is_mixed and query.han[left] and candidate.han[right]:
                continue
            new = _by_line(query, candidate, pair, (place, other), (tally, most))
            if new.rank > found.rank:
                found = new
    return found


def _by_line(
    query: NameSet,
    candidate: NameSet,
    pair: Pair,
    at: tuple[int, int],
    known: tuple[Tally, float],
) -> _Found:
    place, other = at
    tally, close = known
    names = query.names[query.owners[place]], candidate.names[candidate.owners[other]]
    lines = query.lines[place], candidate.lines[other]
    is_person, thin = pair.form == "person", False
    by_kind = not is_person and (
        (tally[2] > 0 and tally[3] > 0)
        or query.has_branch[place]
        or candidate.has_branch[other]
    )
    may_be_thin = is_person and close > _THIN_CLOSENESS and tally[2] + tally[3] > 0
    if by_kind or may_be_thin or min(map(len, lines)) == 1:
        words = (
            names[0].latin[query.views[place]],
            names[1].latin[candidate.views[other]],
        )
        _, edges = pair.preparer.kernel.align(*lines, is_person)
        if is_mere_likeness(words, edges):
            return _Found()
        if by_kind:
            close = closeness_by_kind(tally, edges, *words)
        thin = close > _THIN_CLOSENESS and is_thin(names, words, edges, pair.form)
        close = _THIN_CLOSENESS if thin else close
    agreed = tally[0] / 1000
    rank = _rank(close, agreed, *names)
    return _Found(rank, close, agreed, "words", thin, place, other)


def _rank(close: float, agreed: float, query: Name, candidate: Name) -> float:
    rank = close + _EVIDENCE_RANK * min(agreed, _MOST_EVIDENCE)
    if query.is_weak or candidate.is_weak:
        rank += _WEAK_RANK
    left, right = query.numbers, candidate.numbers
    if left and right and left != right and set(left) != set(right):
        rank += _NUMBER_RANK
    return rank


def _by_characters(query: NameSet, candidate: NameSet, pair: Pair) -> _Found:
    found = _Found()
    for left, one in enumerate(query.han):
        for right, two in enumerate(candidate.han):
            if one is None or two is None:
                continue
            names = query.names[left], candidate.names[right]
            tally, edges = pair.preparer.kernel.align(one, two, False)  # noqa: FBT003 - the callee takes no keywords here
            close = closeness(tally, pair.form)
            if close and pair.form == "organisation":
                words = names[0].han, names[1].han
                close = closeness_by_kind(tally, edges, *words)
            close, agreed, how = _heard(names, close, pair)
            agreed = max(agreed, tally[0] / 1000)
            rank = _rank(close, agreed, *names)
            if rank > found.rank:
                found = _Found(rank, close, agreed, how, False, left, right)  # noqa: FBT003 - the callee takes no keywords here
    return found


def _heard(
    names: tuple[Name, Name], close: float, pair: Pair
) -> tuple[float, float, str]:
    """Judge characters that differ and are read alike: variants, or homophones."""
    query, candidate = names
    sounds = (
        query.syllables == candidate.syllables and query.numbers == candidate.numbers
    )
    if close >= _VARIANT_CLOSENESS or not sounds or not query.syllables:
        return close, 0.0, "characters"
    left = "".join(word.text for word in query.han)
    right = "".join(word.text for word in candidate.han)
    agreed = len(query.syllables) * _CHARACTER
    if len(left) == len(right) and all(
        map(pair.preparer.variants.are_one, left, right)
    ):
        return _VARIANT_CLOSENESS, agreed, "variants"
    if close >= _HOMOPHONE_CLOSENESS:
        return close, 0.0, "characters"
    return _HOMOPHONE_CLOSENESS, agreed, "sound"


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


def _word_pair(query: NameSet, candidate: NameSet, found: _Found) -> NamePair:
    if found.how == "nothing":
        one, two = query.names[0], candidate.names[0]
        return NamePair(
            query=one, candidate=two, closeness=0.0, agreed=0.0, how="nothing"
        )
    one = query.names[query.owners[found.left]]
    two = candidate.names[candidate.owners[found.right]]
    return NamePair(
        query=one,
        candidate=two,
        closeness=found.closeness,
        agreed=found.agreed,
        how=found.how,
        is_thin=found.is_thin,
        lines=(query.lines[found.left], candidate.lines[found.right]),
        words=(
            one.latin[query.views[found.left]],
            two.latin[candidate.views[found.right]],
        ),
    )


def _han_pair(query: NameSet, candidate: NameSet, found: _Found) -> NamePair:
    one, two = query.names[found.left], candidate.names[found.right]
    left, right = query.han[found.left], candidate.han[found.right]
    return NamePair(
        query=one,
        candidate=two,
        closeness=found.closeness,
        agreed=found.agreed,
        how=found.how,
        lines=None if left is None or right is None else (left, right),
        words=(one.han, two.han),
    )
