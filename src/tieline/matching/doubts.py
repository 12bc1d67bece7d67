"""Doubts: words agree, and what agrees is too little to show a body for."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tieline.kernel.loading import Edges
from tieline.names.acronyms import is_acronym
from tieline.names.name import Name, Word
from tieline.text.countries import country_code

# Words of these kinds tell bodies apart; where both sides leave something out, one of
# them has to agree.
_TELLING = frozenset({"rare", "place", "number"})
_UNTOLD = frozenset({"place", "field", "level", "branch"})
_FIRMS = frozenset({"company", "group"})
_BRAND_WEIGHT = 700
_SHORT = 3
_WHOLE = 1000
# These stand for the firm itself as people speak of it: Alfa Company, Alfa Corporation.
_LOOSE_FORMS = frozenset({"company", "corporation"})
# Trades that people leave out of any firm's name.
_LOOSE_FIELDS = frozenset(
    [
        "development",
        "enterprise",
        "export",
        "global",
        "holding",
        "import",
        "industry",
        "international",
        "investment",
        "technology",
        "trading",
    ]
)

_Words = Sequence[Word]


def is_doubtful(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether too little agrees where something is left out.

    Words of trades and levels alone tell nothing where both sides leave something out;
    nor do those and a branch of learning where one has a place that the other lacks;
    nor do places and trades where one has a brand that the other lacks; nor does a
    brand where one is the firm of a country and the other has a trade in its name.
    """
    left, right = words
    here = {at for edge in edges for at in range(edge[0], edge[1])}
    there = {at for edge in edges for at in range(edge[2], edge[3])}
    lacked = [
        [word for at, word in enumerate(side) if at not in met]
        for side, met in ((left, here), (right, there))
    ]
    agreed = {left[at].kind for at in here} | {right[at].kind for at in there}
    if agreed <= _UNTOLD and any(map(_has_brand, names, lacked)):
        return True
    if _is_of_a_country(words, (here, there), lacked):
        return True
    if agreed & _TELLING:
        return False
    has_place = any(word.kind == "place" for side in lacked for word in side)
    return has_place or (all(lacked) and "branch" not in agreed)


def _has_brand(name: Name, lacked: _Words) -> bool:
    """Tell whether a word that only one body has is left over: its brand.

    An institute leaves out the academy that it is of.
    """
    is_firm = not name.levels or name.levels[0] in _FIRMS
    return any(
        word.kind == "rare"
        and word.weight >= _BRAND_WEIGHT
        and (is_firm or not word.is_exact)
        for word in lacked
    )


def _is_of_a_country(
    words: tuple[_Words, _Words],
    met: tuple[AbstractSet[int], AbstractSet[int]],
    lacked: Sequence[_Words],
) -> bool:
    """Tell whether a brand is that of Alfa (UK) here and of Alfa Industries there."""
    for side, at_met, others in (
        (words[0], met[0], lacked[1]),
        (words[1], met[1], lacked[0]),
    ):
        countries = [
            at
            for at, word in enumerate(side)
            if at and at not in at_met and country_code(word.text) is not None
        ]
        if countries and any(word.kind == "field" for word in others):
            return True
    return False


def is_other_firm(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether one full legal name has a trade in it that the other lacks.

    Alfa Ltd and Alfa Systems Ltd are two entries of a register. A name without its
    legal form, or with a place beside its brand, is one that people shorten, and
    initials are short for more.
    """
    if len(edges) != 1 or min(map(len, words)) != 1 or edges[0][-1] != _WHOLE:
        return False
    if any(set(name.legal_forms) <= _LOOSE_FORMS for name in names):
        return False
    long = max(words, key=len)
    met = edges[0][2] if long is words[1] else edges[0][0]
    if len(long[met].text) <= _SHORT:
        return False
    rest = [word for at, word in enumerate(long) if at != met]
    told = [word for word in rest if word.text not in _LOOSE_FIELDS]
    return bool(told) and all(word.kind == "field" for word in rest)


def is_letters_of_syllables(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether capitals met but one syllable of a name in characters: DU, 百度."""
    if len(edges) != 1:
        return False
    start, _, other, _, _ = edges[0]
    sides = (words[0], start), (words[1], other)
    for name, (short, _), (long, at) in (
        (names[0], sides[0], sides[1]),
        (names[1], sides[1], sides[0]),
    ):
        if len(short) == 1 < len(long) and long[at].is_exact and is_acronym(name.text):
            return len(name.text) <= _SHORT
    return False


def is_written_in_one(words: tuple[_Words, _Words], edges: Edges) -> bool:
    """Tell whether all words of one side are but one word of a longer name.

    Wang Li is no part of Dongfang Wangli Technology.
    """
    if len(edges) != 1 or min(map(len, words)) == max(map(len, words)) == 1:
        return False
    start, end, other, stop, _ = edges[0]
    left, right = words
    return (end - start == len(left) > 1 and len(right) > stop - other == 1) or (
        stop - other == len(right) > 1 and len(left) > end - start == 1
    )
