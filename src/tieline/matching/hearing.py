"""Words read by their sound, in the words of the name that they are held against.

A name in another script gives its sounds, and no spelling. Held against a name in Latin
letters, a word of it is taken for the word there that sounds most like it, if one does.
"""

from collections.abc import Iterator, Sequence

import msgspec

from tieline.names.name import Word
from tieline.text.remembering import Remembered
from tieline.text.transliteration import HEARD, bones, likeness, sound_key

# How alike two sounds have to be; of few consonants, and of two.
_LEAST, _LEAST_OF_TWO, _LEAST_OF_ONE = 0.78, 0.84, 0.95
_FEW = 2
# From where on a name of one word is found by its sound alone.
_CLEAR = 0.88
# What names have between their words: van der Sar is one word in characters.
_LONGEST_SPAN = 3
_LIGHT = frozenset({"title", "particle"})


class Heard(msgspec.Struct, frozen=True, array_like=True):
    """A view in words that were heard, and how alike the sounds are, from .75 to 1.

    `count` is how many words met: of a name in one run, those of the other name.
    """

    words: tuple[Word, ...]
    likeness: float
    count: int


class _Meeting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words that sound like a span of the other name; `worth` ranks them."""

    worth: float
    value: float
    mine: tuple[int, int]
    other: tuple[int, int]


def is_heard(word: Word) -> bool:
    """Tell whether a word was read by its sound."""
    return word.akin.startswith(HEARD)


def hear(words: Sequence[Word], others: Sequence[Word]) -> Heard | None:
    """Say words read by their sound in those of another name; None where none is.

    >>> mine = Word("tranp", 900, akin="~tlanp"), Word("blai", 900, akin="~ple")
    >>> found = hear(mine, (Word("trump", 800),))
    >>> [(word.text, word.akin) for word in found.words] if found else None
    [('tranp', 'trump'), ('blai', '')]
    """
    met = _chosen(_meetings(words, others))
    if not met:
        return None
    by_place = {one.mine[0]: one for one in met}
    said: list[Word] = []
    place = 0
    while place < len(words):
        one = by_place.get(place)
        if one is None:
            word = words[place]
            said.append(msgspec.structs.replace(word, akin="") if word.akin else word)
            place += 1
            continue
        start, place = one.mine
        text = "".join(word.text for word in words[start:place])
        said += (
            Word(text, other.weight, kind=other.kind, akin=other.text)
            for other in others[slice(*one.other)]
        )
    size = sum(one.worth for one in met)
    alike = sum(one.worth * one.value for one in met) / size
    count = len(met)
    if len(words) == 1:
        count = met[0].other[1] - met[0].other[0]
    return Heard(tuple(said), alike, count)


def is_clear(left: Word, right: Word) -> bool:
    """Tell whether one long word is the sound of the other, nearly letter by letter.

    >>> is_clear(Word("simens", 900, akin="siemens"), Word("siemens", 900))
    True
    """
    for one, two in ((left, right), (right, left)):
        if one.akin == two.text:
            keys = sound_key(one.text), sound_key(two.text)
            return min(map(bones, keys)) > _FEW and likeness(*keys) >= _CLEAR
    return False


def _meetings(words: Sequence[Word], others: Sequence[Word]) -> Iterator[_Meeting]:
    spans = list(_spans(others))
    for mine, key in _heard_spans(words):
        count = bones(key)
        for at, other, size in spans:
            is_double = mine[1] - mine[0] > 1 and at[1] - at[0] > 1
            if is_double or abs(size - count) > _FEW:
                continue
            least = _least(min(count, size))
            value = likeness(key, other, least=least)
            if value >= least:
                yield _Meeting(value * (min(count, size) + 1), value, mine, at)


def _sound(text: str) -> tuple[str, int]:
    key = sound_key(text)
    return key, bones(key)


_SOUNDS = Remembered(_sound)


def _least(count: int) -> float:
    if count > _FEW:
        return _LEAST
    return _LEAST_OF_TWO if count == _FEW else _LEAST_OF_ONE


def _heard_spans(words: Sequence[Word]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the keys of words read by their sound, and of two of them together."""
    for place, word in enumerate(words):
        if not is_heard(word):
            continue
        yield (place, place + 1), word.akin.removeprefix(HEARD)
        if place + 1 < len(words) and is_heard(words[place + 1]):
            joined = word.text + words[place + 1].text
            yield (place, place + 2), sound_key(joined)


def _spans(others: Sequence[Word]) -> Iterator[tuple[tuple[int, int], str, int]]:
    """Yield the words of a name, and two or three of them together, as they sound.

    Beside each key stands how many consonants it has.
    """
    for start, word in enumerate(others):
        text = ""
        for end in range(start + 1, min(start + _LONGEST_SPAN, len(others)) + 1):
            text += others[end - 1].text
            if end - start > 1 or not (word.role in _LIGHT or len(word.text) == 1):
                yield (start, end), *_SOUNDS[text]


def _chosen(meetings: Iterator[_Meeting]) -> list[_Meeting]:
    """Return the meetings that agree best, each word in one of them at most."""
    chosen: list[_Meeting] = []
    here: set[int] = set()
    there: set[int] = set()
    for one in sorted(meetings, key=lambda one: -one.worth):
        mine, other = set(range(*one.mine)), set(range(*one.other))
        if here.isdisjoint(mine) and there.isdisjoint(other):
            chosen.append(one)
            here |= mine
            there |= other
    return chosen
