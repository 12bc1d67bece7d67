"""Numbers in names of organisations, in figures, words and letters."""

from collections.abc import Sequence

from tieline.names.name import Word
from tieline.text.numbers import read_roman, read_words
from tieline.text.russian_numerals import is_suffix, read_ordinals

_NUMBER_WEIGHT = 600
# Plant No. 112, Werk Nr. 5, military unit number 3.
_MARKERS = frozenset(["no", "nr", "num", "number", "nro", "nomer"])
# Phase II is 二期: what stands before the number is no part of it.
_STAGES = frozenset(["phase", "stage"])
# Series A is not Series B, nor Fund A Fund B.
_SERIES = frozenset(
    ["series", "class", "tranche", "phase", "fund", "portfolio", "compartment"]
)
_LAST_LETTER = "h"
# What says that a year is no part of the name: founded 1998.
_SINCE = frozenset(
    ["since", "est", "established", "founded", "gegrundet", "fondee", "osnovan"]
)
_YEARS = range(1800, 2100)
_TRANSLITERATED = frozenset(["y", "ya", "go", "oy", "iy", "aya", "oe"])

_Pair = tuple[str, str]
"""A word folded, and as it is written."""


def number_word(number: str) -> Word:
    """Return the word of a number: it agrees with itself alone."""
    return Word(number, _NUMBER_WEIGHT, is_exact=True, kind="number")


def may_begin_number(pair: _Pair) -> bool:
    """Tell whether a number may begin with a word, whatever stands beside it.

    >>> may_begin_number(("no", "No")), may_begin_number(("ship", "Ship"))
    (True, False)
    """
    word, written = pair
    return (
        len(word) == 1
        or word[0].isdigit()
        or word in _MARKERS
        or word in _SINCE
        or word in _STAGES
        or not written.isascii()
        or read_words([word]) is not None
        or read_roman(written) is not None
    )


def number_at(pairs: Sequence[_Pair], place: int) -> tuple[str, int] | None:
    """Return the number that stands at `place`, and how many words it takes.

    A year behind "since" counts for nothing: an empty number, its words taken.

    >>> number_at([("plant", "Plant"), ("no", "No"), ("112", "112")], 1)
    ('112', 2)
    >>> number_at([("fund", "Fund"), ("v", "V")], 1)
    ('5', 1)
    """
    word = pairs[place][0]
    left = len(pairs) - place
    if word in _MARKERS and left > 1:
        found = read_words([pairs[place + 1][0]])
        return None if found is None else (str(found[0]), 2)
    if word in _STAGES and left > 1:
        stage = _figures(pairs, place + 1) or _in_words(pairs, place + 1)
        return None if stage is None else (stage[0], 1 + stage[1])
    if word in _SINCE and left > 1 and _is_year(pairs[place + 1][0]):
        return "", 2
    if place and _is_series(pairs, place):
        return word.upper(), 1
    return _figures(pairs, place) or _in_words(pairs, place)


def _figures(pairs: Sequence[_Pair], place: int) -> tuple[str, int] | None:
    word = pairs[place][0]
    if not word[:1].isdigit():
        return None
    found = read_words([word])
    if found is None:
        return None
    size = 1
    if word.isdigit() and place + 1 < len(pairs):
        folded, written = pairs[place + 1]
        is_ending = is_suffix(written) or written in _TRANSLITERATED
        size += is_ending and len(folded) <= 3  # noqa: PLR2004 - the longest is three letters
    return str(found[0]), size


def _in_words(pairs: Sequence[_Pair], place: int) -> tuple[str, int] | None:
    ahead = pairs[place : place + 4]
    found = read_words([folded for folded, _ in ahead])
    written = ahead[0][1]
    if found is None and not written.isascii():
        found = read_ordinals([word for _, word in ahead])
    is_last = place == len(pairs) - 1
    if found is None and place and (is_last or len(written) > 1):
        roman = read_roman(written)
        found = None if roman is None else (roman, 1)
    return None if found is None else (str(found[0]), found[1])


def _is_series(pairs: Sequence[_Pair], place: int) -> bool:
    word, written = pairs[place]
    is_letter = len(word) == 1 and "a" <= word <= _LAST_LETTER
    return is_letter and written.isupper() and pairs[place - 1][0] in _SERIES


def _is_year(word: str) -> bool:
    return word.isdigit() and int(word[:6]) in _YEARS
