"""Which two names met, how well, and which of two such pairs is the better."""

import msgspec

from tieline.kernel.loading import WordList
from tieline.matching.prepared import NameSet
from tieline.names.name import Name, Word, may_meet
from tieline.text.hanzi import is_han

THIN_CLOSENESS = 0.68
"""What is left of a closeness where too little agrees for a name to speak."""

_VARIANT_CLOSENESS = 0.98
_HOMOPHONE_CLOSENESS = 0.6
# In step with the points that the names give; of near ones the fuller agreement ranks
# first.
_WEAK_RANK, _NUMBER_RANK, _EVIDENCE_RANK = -0.0625, -1.0, 0.05
_MOST_EVIDENCE = 4.0


class NamePair(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The two names that agree best.

    `closeness` is from 0 to 1; `agreed` is how much the agreeing words say, in words.
    `how` tells what met: words, characters, variants, sound, an acronym, nothing.
    `words` are those compared on either side, with `lines` in the kernel's form, and
    `schemes` how each side was written or read.
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
    schemes: tuple[str, str] = ("written", "written")


class Found(msgspec.Struct, gc=False):
    """The best pair so far: its rank, and where it was found.

    `left` and `right` are places among the lines of either side, or among its names
    where characters met. `lines` and `words` are those that met, where they are none of
    the names' own.
    """

    rank: float = -9.0
    closeness: float = 0.0
    agreed: float = 0.0
    how: str = "nothing"
    is_thin: bool = False
    left: int = 0
    right: int = 0
    lines: tuple[WordList, WordList] | None = None
    words: tuple[tuple[Word, ...], tuple[Word, ...]] | None = None


def can_rank_above(closeness: float, rank: float) -> bool:
    """Tell whether names so close may rank above `rank`, whatever agrees in them."""
    return closeness + _EVIDENCE_RANK * _MOST_EVIDENCE > rank


def rank_of(close: float, agreed: float, query: Name, candidate: Name) -> float:
    """Return the rank of two names, 0 to 1.2 and less where a name is weak."""
    rank = close + _EVIDENCE_RANK * min(agreed, _MOST_EVIDENCE)
    if query.is_weak or candidate.is_weak:
        rank += _WEAK_RANK
    left, right = query.numbers, candidate.numbers
    if left and right and left != right and set(left) != set(right):
        rank += _NUMBER_RANK
    return rank


def may_compare(query: NameSet, candidate: NameSet, place: int, other: int) -> bool:
    """Tell whether two lines meet: two names in characters meet as characters."""
    schemes = query.schemes[place], candidate.schemes[other]
    if query.han[query.owners[place]] and candidate.han[candidate.owners[other]]:
        return schemes == ("canonical", "canonical")
    return may_meet(query.schemes[place], candidate.schemes[other])


def heard(names: tuple[Name, Name], close: float) -> tuple[float, float, str]:
    """Judge characters that differ: variants, or homophones.

    Simplified and traditional forms were folded into one when the names were read.
    """
    query, candidate = names
    if close >= _VARIANT_CLOSENESS:
        others = set(query.text) ^ set(candidate.text)
        return close, 0.0, "variants" if any(map(is_han, others)) else "characters"
    sounds = (
        query.syllables == candidate.syllables and query.numbers == candidate.numbers
    )
    if not sounds or not query.syllables or close >= _HOMOPHONE_CLOSENESS:
        return close, 0.0, "characters"
    return _HOMOPHONE_CLOSENESS, 0.0, "sound"


def word_pair(query: NameSet, candidate: NameSet, found: Found) -> NamePair:
    """Return the pair whose words met, or one of which nothing did."""
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
        lines=found.lines or (query.lines[found.left], candidate.lines[found.right]),
        words=found.words
        or (
            one.latin[query.views[found.left]],
            two.latin[candidate.views[found.right]],
        ),
        schemes=(query.schemes[found.left], candidate.schemes[found.right]),
    )


def han_pair(query: NameSet, candidate: NameSet, found: Found) -> NamePair:
    """Return the pair whose characters met."""
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
