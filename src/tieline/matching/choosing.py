"""Choose, of the ways to say a name, that which the other name comes nearest to.

A Chinese name has several translations, and their product is large. Held against one
name, each of its words is said in the way that has most in common with that name.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tieline.matching.hearing import hear, is_heard
from tieline.names.name import Choice, Word
from tieline.names.vocabulary import vocabulary

_Words = tuple[Word, ...]


def choose(view: _Words, choices: Sequence[Choice], other: _Words) -> _Words | None:
    """Return the view in the words of `other`, where it has such; None where not.

    >>> wave, radar = Word("wave", 900), Word("radar", 600)
    >>> choices = [Choice(0, 1, ((wave,), (radar,)))]
    >>> [word.text for word in choose((wave,), choices, (radar,)) or ()]
    ['radar']
    """
    texts = {word.text for word in other}
    akin = {name for word in other for name in word.akin.split()}
    found: list[tuple[Choice, _Words]] = []
    for choice in choices:
        most, best = _gain(choice.options[0], texts, akin), None
        is_open = not any(word.is_exact for word in choice.options[0])
        for said in choice.options[1:]:
            way = _as_heard(said, other, may_be_pinyin=is_open)
            gain = _gain(way, texts, akin)
            if gain > most:
                most, best = gain, way
        if best is not None:
            found.append((choice, best))
    if not found:
        return None
    chosen = list(view)
    for choice, way in reversed(found):
        chosen[choice.start : choice.end] = way
    return tuple(chosen)


def _as_heard(way: _Words, other: _Words, *, may_be_pinyin: bool) -> _Words:
    """Return a way as words of the other name where it was read by its sound.

    What may be pinyin is no foreign word that characters write by its sound.
    """
    if not way or not is_heard(way[0]):
        return way
    found = hear(way, other)
    if found is None or found.likeness < _LEAST_ALIKE:
        return way
    cut = vocabulary().syllables.cut
    if not may_be_pinyin and any(cut(word.akin) is not None for word in found.words):
        return way
    return found.words


def _gain(way: _Words, texts: AbstractSet[str], akin: AbstractSet[str]) -> float:
    """Return how much of a way the other name has, less half of what it has not.

    Nothing where it has none; of syllables it has to have all.
    """
    met = missed = 0.0
    for word in way:
        if word.text in texts:
            met += word.weight
        elif word.is_exact and word.kind != "place":
            return 0.0
        elif word.akin and not (akin | texts).isdisjoint(word.akin.split()):
            met += _AKIN * word.weight
        else:
            missed += word.weight
    return met - _MISSED * missed if met else 0.0


_AKIN, _MISSED = 0.8, 0.5
# How alike a word that no table knows has to sound.
_LEAST_ALIKE = 0.86
