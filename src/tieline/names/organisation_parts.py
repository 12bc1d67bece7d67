"""Further names inside the written name of an organisation.

Lists and papers write several into one cell: after a slash, in brackets, after "a.k.a."
or "formerly". Each can be asked for alone.
"""

import re

from tieline.text.hanzi import has_han

MOST_PARTS = 4
"""How many names are read out of one, beside the whole."""

_ALSO = re.compile(
    r"\s*[,;(（]?\s*(?<![\w.])(?:[afn][./]?\s?k[./]?\s?a\.?|d[./]?\s?b[./]?\s?a\.?|t/a"
    r"|also\s+known\s+as|(?:formerly|previously|now|better)\s+known\s+as|formerly"
    r"|doing\s+business\s+as|trading\s+as|operating\s+as)(?!\w)[:\s]*"
    r"|\s*[,;(（]?\s*(?:又名|亦称|又称|曾用名|原名|简称|旧称|别名)[:：]?\s*",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s+[/／|｜]\s+|(?<=[^\W\d]{3})[/／|｜](?=[^\W\d]{3})")
_BRACKETS = re.compile(r"[(（\[【]\s*([^()（）\[\]【】]{2,})\s*[)）\]】]")
_EDGES = " ,;:()（）[]【】\"'“”"
_MARKS = frozenset("/／|｜(（[【")
_HINTS = ("a.", ".a", "ka", "known", "formerly", "business", "trading", "operating")
_HAN_HINTS = frozenset("又亦曾原简旧别")
# A/S, S/A, c/o and 24/7 are no two names.
_SHORTEST = 4


def parts_in(text: str) -> tuple[str, ...]:
    """Return the names that one text holds beside the whole, each once.

    >>> parts_in("Northern Star/Army of the Dawn"), parts_in("Alfa A/S")
    (('Northern Star', 'Army of the Dawn'), ())
    >>> parts_in("Harbour Institute of Technology (HIT)")
    ('Harbour Institute of Technology', 'HIT')
    """
    if not _may_hold_more(text):
        return ()
    found: list[str] = []
    for piece in _ALSO.split(text):
        found += _bracketed(piece) or _slashed(piece) or [piece.strip(_EDGES)]
    whole = text.strip(_EDGES)
    kept = [part for part in dict.fromkeys(found) if part and part != whole]
    return tuple(kept[:MOST_PARTS])


def _may_hold_more(text: str) -> bool:
    if not _MARKS.isdisjoint(text):
        return True
    if not text.isascii() and not _HAN_HINTS.isdisjoint(text):
        return True
    low = text.lower()
    return any([hint in low for hint in _HINTS])  # noqa: C419 - faster so


def _slashed(text: str) -> list[str]:
    parts = [part.strip(_EDGES) for part in _SLASH.split(text)]
    return parts if len(parts) > 1 and all(map(_stands_alone, parts)) else []


def _stands_alone(part: str) -> bool:
    """Tell whether a part may be a name: two words, or one that is long enough."""
    letters = sum(char.isalpha() for char in part)
    return letters >= (2 if has_han(part) else _SHORTEST)


def _bracketed(text: str) -> list[str]:
    """Return what stands before and within brackets that hold another name.

    A place in brackets is a part of the name (Alfa (Hong Kong) Ltd); its initials, or
    the same in other letters, are another name. What follows the brackets would belong
    to both: Alfa Group Corporation (AGC) 14th Research Institute is not the AGC.
    """
    found = _BRACKETS.search(text)
    if found is None or text[found.end() :].strip(_EDGES):
        return []
    inner = found[1].strip(_EDGES)
    outer = text[: found.start()].strip(_EDGES)
    if not outer or not (_shortens(inner, outer) or has_han(inner) != has_han(outer)):
        return []
    return [outer, inner]


def _shortens(short: str, long: str) -> bool:
    """Tell whether capitals are the initials of a name, from its first word on.

    14th Institute of Alfa Group Corporation (AGC) is not the AGC.
    """
    letters = [char for char in short if char.isalpha()]
    if len(letters) < 2 or not short.replace("-", "").isupper():  # noqa: PLR2004 - two letters
        return False
    words = re.findall(r"\w+", long)
    initials = "".join(word[0] for word in words).upper()
    left = iter(initials)
    return initials[0] == letters[0] and all(letter in left for letter in letters)
