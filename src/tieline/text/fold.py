"""Fold text so that one name is written one way: width, case, accents, scripts."""

import re
import unicodedata

from tieline.text.arabic import is_arabic, usual_spelling
from tieline.text.homoglyphs import unmix
from tieline.text.remembering import Remembered

NAME_LIMIT = 512
"""How many characters of a name are read; what follows is not compared."""

# One compatibility character may unfold into eighteen; the cut before unfolding
# bounds the work, the cut after it bounds the result.
_RAW_LIMIT = 4 * NAME_LIMIT
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""Return text as it is meant: compatible forms, no invisible characters.

    Control, zero-width, direction and lone surrogate characters are dropped, save
    that a line break or tab is a space. At most `NAME_LIMIT` characters are kept.

    >>> clean("ＡＣＭＥ\u200b\t Ltd\u202e ")
    'ACME Ltd'
    """
    short = text[:_RAW_LIMIT]
    if not (short.isascii() and short.isprintable()):
        spaced = _SPACES.sub(" ", short)
        seen = spaced
        if not spaced.isprintable():
            seen = "".join(
                char for char in spaced if unicodedata.category(char) not in _INVISIBLE
            )
        short = unicodedata.normalize("NFKC", seen)
    return " ".join(short.split())[:NAME_LIMIT].rstrip()


def is_cut(text: str) -> bool:
    """Tell whether `clean` leaves out the end of the text.

    >>> is_cut("A" * 512), is_cut("A" * 513)
    (False, True)
    """
    return len(text.strip()) > NAME_LIMIT


def latin(word: str) -> str:
    """Return a word in small ASCII letters and digits.

    Accents are dropped; other scripts are romanised character by character, and a
    letter that only looks like its neighbours is taken for one of them.

    >>> latin("Straße"), latin("Лавров"), latin("Ελλάς"), latin("Huawеi")
    ('strasse', 'lavrov', 'ellas', 'huawei')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    return _HELD[word]


def _latin(word: str) -> str:
    word = unmix(word)
    known = usual_spelling(word) if is_arabic(word) else None
    if known is not None:
        return known
    bare = "".join(
        char
        for char in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(char)
    )
    if not bare.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most names need no table

        bare = anyascii(word)
    return "".join(filter(str.isalnum, bare.lower()))


_HELD = Remembered(_latin)
