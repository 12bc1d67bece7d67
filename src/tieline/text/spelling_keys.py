"""Keys that spellings of one word share: systems of romanisation, not misspellings.

A name from Cyrillic, Greek or Arabic script is written in Latin letters after several
systems. A key undoes what they differ in; it knows no language and is taken of every
word alike.
"""

import re
from collections.abc import Sequence

from tieline.text.tables import read_rows

# By ear, short words are too close: Jana and Jenny.
_SHORTEST, _SHORTEST_SOUNDED = 4, 5
# What accents say in the systems that use them: ISO 9, GOST, scholarly writing.
_ACCENTED = str.maketrans(
    {
        "š": "sh",
        "č": "ch",
        "ž": "zh",
        "ŝ": "shch",
        "ş": "sh",
        "ș": "sh",
        "ç": "ch",
        "ğ": "gh",
        "ë": "io",
        "û": "iu",
        "â": "ia",
        "è": "e",
    }
)
# In this order. Capitals stand for one sound: S sh and shch, C ch, Z zh.
_SLAVIC = (
    "schtsch>S shtsch>S shch>S tsch>C sch>S shh>S tch>C sh>S ch>C zh>Z kh>h ts>c tz>c "
    "ck>k ph>f th>t gue>ge gui>gi ou>u oo>u ee>i x>ks w>v y>i j>i"
)
# Y and W are diphthongs.
_SOUNDED = (
    "kh>h gh>g dh>d th>t dj>j ch>S sh>S ph>f ou>u oo>u ee>i ei>Y ey>Y ay>Y ai>Y "
    "aw>W au>W ow>W q>k o>u y>i"
)
# What German writes for Cyrillic letters, of what English writes.
_GERMAN = "zh>sch kh>ch ts>z"
_DOUBLED = re.compile(r"(.)\1+")


def _pairs(rules: str) -> tuple[tuple[str, str], ...]:
    cut = (rule.partition(">") for rule in rules.split())
    return tuple((old, new) for old, _, new in cut)


_PAIRS = _pairs(_SLAVIC), _pairs(_SOUNDED), _pairs(_GERMAN)


def spelling_keys(written: str, folded: str) -> str:
    """Return what other spellings of a word may be called, between spaces.

    `folded` is the word in small ASCII letters, `written` as it stood, with the
    accents that say more. A key that is the word itself is left out: another spelling
    leads to it. "" for figures and for words of up to three letters.

    >>> spelling_keys("Schegolew", "schegolew"), spelling_keys("Ščegolev", "scegolev")
    ('Segolev sSagulaw', 'Segolev scagulav')
    >>> spelling_keys("Iwanow", "iwanow"), spelling_keys("Ivan", "ivan")
    ('ivanov iwanW', '')
    """
    if len(folded) < _SHORTEST or not folded.isalpha():
        return ""
    small = written.lower()
    if not small.isascii():
        small = small.translate(_ACCENTED)
        small = small if small.isascii() and small.isalpha() else folded
    keys = [_slavic(small)]
    if "\u0400" <= written[0] <= "\u052f":
        keys.append(_slavic(_replaced(small, _PAIRS[2])))
    if len(folded) >= _SHORTEST_SOUNDED:
        sounded = _sounded(folded)
        keys += [sounded] if len(sounded) >= _SHORTEST_SOUNDED else []
    group = _HELD.groups().get(folded)
    if group is not None:
        keys.append(group)
    others = (key for key in keys if key != folded and len(key) >= _SHORTEST)
    return " ".join(dict.fromkeys(others))


def _slavic(word: str) -> str:
    """Undo what the systems for Cyrillic differ in: sounds of sh, y and i, v and w."""
    key = _DOUBLED.sub(r"\1", _replaced(word, _PAIRS[0]))
    if "io" in key:
        key = re.sub("(?<=[^aeiou])io(?=.)", "e", key)
    if "ie" in key:
        key = key[:-1].replace("ie", "e") + key[-1:]
    if key.endswith(("of", "ef")):
        key = key[:-1] + "v"
    if key.endswith("ov") and key[-3:-2] in {"C", "S", "Z"}:
        key = key[:-2] + "ev"
    return key


def _sounded(word: str) -> str:
    """Undo what spellings by ear differ in: short vowels, q and k, ou and u."""
    key = _DOUBLED.sub(r"\1", _replaced(word, _PAIRS[1]))
    if key.endswith("ah"):
        key = key[:-1]
    return key[:1] + key[1:-1].replace("e", "a") + key[-1:]


def _replaced(word: str, pairs: Sequence[tuple[str, str]]) -> str:
    for old, new in pairs:
        if old in word:
            word = word.replace(old, new)
    return word


class _Held:
    """Owner of the groups of spellings that no rule makes: read on first use."""

    def __init__(self) -> None:
        self._groups: dict[str, str] | None = None

    def groups(self) -> dict[str, str]:
        if self._groups is None:
            self._groups = {
                way: f"={ways.split()[0]}"
                for (ways,) in read_rows("tieline.text", "spelling_groups.tsv")
                for way in ways.split()
            }
        return self._groups


_HELD = _Held()
