"""Words of a registry's names and of affiliations, cut and folded alike.

The index of the registry is made with these rules: who changes them makes it again
(`scripts/build_ror.py`).
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from tieline.names.affiliation_words import affiliation_words

LONGEST_KEY = 14
"""How many words a key has at most; characters count as words."""

LONGEST_HAN_KEY = 30

# The matcher's folding grows with its tables; a registry's keys stay as they are.
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"[{_HAN}]|[^\W\d_{_HAN}](?:\.[^\W\d_{_HAN}])+\.?|[^\W_{_HAN}]+(?:['’‘`´][^\W_{_HAN}]+)*"
)
_MARKED = re.compile(r"['’‘`´.]")


class AffiliationWord(NamedTuple):
    """A word: its folded form and its place, `text[start:end]`, as written.

    `word` is "" where keys leave the word out. A short form stands for several words at
    one place: CHU is centre hospitalier universitaire.
    """

    word: str
    start: int
    end: int


def affiliation_tokens(text: str) -> list[AffiliationWord]:
    """Cut a text into words, folded, with their offsets in code points.

    >>> [word.word for word in affiliation_tokens("Univ. of Zürich")]
    ['university', '', 'zuerich']
    """
    words = affiliation_words()
    found: list[AffiliationWord] = []
    for match in _WORD.finditer(text):
        raw = match[0]
        if raw.isascii():
            bare = raw.lower() if raw.isalnum() else _MARKED.sub("", raw).lower()
        elif len(raw) == 1 and is_han_char(raw):
            bare = unicodedata.normalize("NFKC", raw)
        else:
            bare = _folded(raw)
        for word in words.same.get(bare, bare).split():
            kept = "" if word in words.skip else word
            found.append(AffiliationWord(kept, match.start(), match.end()))
    return found


def _folded(word: str) -> str:
    """Return a word in small ASCII, romanised character by character."""
    wide = unicodedata.normalize("NFKD", word)
    bare = "".join(char for char in wide if not unicodedata.combining(char))
    if not bare.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most words need no table

        bare = anyascii(word)
    return "".join(char for char in bare.lower() if char.isalnum())


def is_han_char(char: str) -> bool:
    """Tell whether a character is Han, by the ranges that names are cut by.

    >>> is_han_char("大"), is_han_char("a")
    (True, False)
    """
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def key_words(text: str) -> tuple[str, ...]:
    """Return the words of a name that its keys are made of.

    >>> key_words("The University of Tokyo")
    ('university', 'tokyo')
    """
    return tuple(token.word for token in affiliation_tokens(text) if token.word)


def written_key(words: Sequence[str]) -> str:
    """Return the key of words in their order."""
    return " ".join(words)


def loose_key(words: Sequence[str]) -> str:
    """Return the key of words in any order; it never equals a key in order.

    >>> loose_key(["university", "bern"]) == loose_key(["bern", "university"])
    True
    """
    return "~" + " ".join(sorted(words))
