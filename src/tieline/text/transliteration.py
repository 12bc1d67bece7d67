"""Words as they sound: foreign names in characters, and keys that scripts share.

A foreign name in Chinese characters is written by its sound, with some three hundred
characters and vowels that Mandarin has to add. A key of classes of sounds is what such
a name and its spelling in Latin letters have in common.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from tieline.text.tables import read_rows

HEARD = "~"
"""What a key of a word read by its sound begins with; no other word has it."""

# What Latin letters of several languages stand for, in this order; capitals are one
# class: S sh, J zh and j, C ch, X ts, W v and w.
_SOUNDS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("[^a-z]", ""),
        ("schtsch|shch|tsch|tch|cz|ch(?=[eiu])|sch|sh", "S"),
        ("tion", "Sen"),
        ("^x", "z"),
        ("^kn", "n"),
        ("^wr", "r"),
        ("^ps", "s"),
        ("igh(?=t|$)", "ai"),
        ("au?gh(?=[^aeiou]|$)|ough(?=[^aeiou]|$)", "o"),
        ("^ch(?=a)", "S"),
        ("chr", "kr"),
        ("ch", "H"),
        ("zh|dzh|dj|gi(?=[aou])", "J"),
        ("ckh", "kH"),
        ("kh|gh", "H"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("bh", "b"),
        ("rh", "r"),
        ("ck|cq|qu(?=[ei])|q|ca|ck", "k"),
        ("tz|ts", "X"),
        ("sc(?=[eiy])|c(?=[eiy])", "s"),
        ("c", "k"),
        ("x", "ks"),
        ("g(?=[eiy])", "G"),
        ("(?<=[aeiou])h(?![aeiou])", ""),
        ("ng(?=[^aeiou]|$)", "n"),
        ("m(?=[^aeiouy]|$)", "n"),
        ("wh", "w"),
        ("(?<=[a-z])ow|au|aw|ou|oo|eau", "o"),
        ("ey|ay|ai|ei", "e"),
        ("ee|ea|ie", "i"),
        ("(?<=[^aeiou])y(?=[^aeiou]|$)", "i"),
    )
)
_CLASSES = str.maketrans("bdvwrcjhyxzu", "ptWWlkJHiXzo")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeio")
# What it costs to take one sound for another; whatever is not here costs all.
_NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("ei", 0.15),
        ("ae eo", 0.22),
        ("ao ai oi", 0.3),
        ("fW fH Wo pf sz zX zS sS sX SX JS Jz JX Jk Gk GJ GS", 0.3),
        ("kH GH Ji Gi Hi pW tX tS mn kS tz ts", 0.45),
    )
    for pair in pairs.split()
}
# What a sound costs that one side has more.
_LIGHT = {"H": 0.35, "i": 0.22, "t": 0.7, "k": 0.8, "l": 0.5, "n": 0.7}
_VOWEL, _CONSONANT = 0.2, 1.0
_ALONE = {**dict.fromkeys(_VOWELS, _VOWEL), **_LIGHT}
_SWAPPED = {
    char: {
        other: cost
        for pair, cost in _NEAR.items()
        for other in pair - {char}
        if char in pair
    }
    for char in {char for pair in _NEAR for char in pair}
}
_NOTHING: dict[str, float] = {}
_WHOLE = 0.5
# How far rounding may move a sum of costs.
_ROUNDING = 1e-9


@lru_cache(maxsize=20_000)
def sound_key(word: str) -> str:
    """Return the classes of sounds of a word in small Latin letters.

    >>> sound_key("obama"), sound_key("schwarz"), sound_key("")
    ('opama', 'SWalz', '')
    """
    key = word
    for old, new in _SOUNDS:
        key = old.sub(new, key)
    return _DOUBLED.sub(r"\1", key.translate(_CLASSES))


def likeness(one: str, two: str, *, least: float = 0.0) -> float:
    """Return how alike two keys are, 0 to 1: equal consonants, vowels nearly so.

    Of keys less alike than `least` it may tell sooner, and says 0.

    >>> likeness(sound_key("tranp"), sound_key("trump")) > 0.85
    True
    >>> likeness(sound_key("obama"), sound_key("putin")) < 0.5
    True
    >>> likeness(sound_key("obama"), sound_key("putin"), least=0.8)
    0.0
    """
    if not one or not two:
        return 0.0
    if one == two:
        return 1.0
    size = (_length(one) + _length(two)) / 2
    distance = _distance(one, two, (1.0 - least) * size + _ROUNDING)
    return 0.0 if distance is None else max(0.0, 1.0 - distance / size)


def bones(key: str) -> int:
    """Return how many consonants a key has.

    >>> bones(sound_key("obama")), bones(sound_key("io"))
    (2, 0)
    """
    return len(key) - sum(map(key.count, _VOWELS))


def _length(key: str) -> float:
    consonants = bones(key)
    return _CONSONANT * consonants + _WHOLE * (len(key) - consonants)


def _distance(one: str, two: str, most: float) -> float | None:
    """Return what it costs to make one key the other; None once it is beyond `most`."""
    others = [(other, _ALONE.get(other, _CONSONANT)) for other in two]
    row = [0.0]
    for _, cost in others:
        row.append(row[-1] + cost)
    for char in one:
        swapped = {**_SWAPPED.get(char, _NOTHING), char: 0.0}
        left_out = _ALONE.get(char, _CONSONANT)
        corner = row[0]
        row[0] = last = corner + left_out
        # Minima by hand: this is where hearing names takes its time.
        for place, (other, cost) in enumerate(others, 1):
            best = corner + swapped.get(other, 1.0)
            last += cost
            corner = row[place]
            if corner + left_out < best:  # noqa: PLR1730 - a call costs more
                best = corner + left_out
            if best < last:  # noqa: PLR1730 - a call costs more
                last = best
            row[place] = last
        if min(row) > most:
            return None
    return row[-1]


def letters_of(run: str) -> str | None:
    """Return simplified characters that write sounds in the letters they stand for.

    None where one of them writes no sound.

    >>> letters_of("特朗普"), letters_of("奥巴马"), letters_of("银行")
    ('tranp', 'obama', None)
    """
    table = _HELD.letters()
    if run in table:
        return table[run]
    found = [table.get(char) for char in run]
    return "".join(filter(None, found)) if all(found) and run else None


def may_be_family(char: str) -> bool:
    """Tell whether a character also begins names of Chinese families.

    >>> may_be_family("马"), may_be_family("普")
    (True, False)
    """
    _HELD.letters()
    return char in _HELD.families


def heard(letters: Sequence[str]) -> str:
    """Return words in small Latin letters as the mark and key of their sound.

    >>> heard(["obama"])
    '~opama'
    """
    return " ".join(f"{HEARD}{sound_key(word)}" for word in letters)


class _Held:
    """Owner of the table of characters: read on first use, never changed."""

    def __init__(self) -> None:
        self._letters: dict[str, str] | None = None
        self.families: frozenset[str] = frozenset()

    def letters(self) -> dict[str, str]:
        if self._letters is None:
            rows = list(read_rows("tieline.text", "transliteration.tsv"))
            self.families = frozenset(row[0] for row in rows if row[-1] == "1")
            self._letters = {row[0]: row[1] for row in rows}
        return self._letters


_HELD = _Held()
