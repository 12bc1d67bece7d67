"""Names from Korean, which several systems write in Latin letters.

McCune and Reischauer's writes Cho, Chang and Pak where the Revised one has Jo, Jang and
Bak; lists mix them. A name counts as one of these by its shape alone: two to four
syllables of Korean, a family name among them, and not all of it pinyin as well.
"""

import re
from collections.abc import Container, Sequence
from itertools import pairwise

KOREAN = "K="
"""What a key of a Korean word begins with; no other word has it."""

_SYLLABLE = (
    "(?:ch|kk|tt|pp|ss|jj|sh|[kgtdpbjrlmnhsyw])?(?:[yw])?"
    "(?:ae|eo|eu|oe|ui|oo|ee|ou|[aeiou])(?:ng|[nmlkgpbt])?"
)
_WORD = re.compile(f"(?:{_SYLLABLE}){{1,2}}")
_FEWEST, _MOST = 2, 4
# Voiced and unvoiced are one; the vowels in the older system's letters.
_SAME = (
    *(
        ("ch", "j"),
        ("sh", "s"),
        ("young", "yong"),
        ("hyung", "hyong"),
        ("jung", "jong"),
    ),
    *(("oo", "u"), ("ou", "u"), ("eo", "o"), ("eu", "u"), ("ee", "i"), ("wu", "u")),
    *(("kk", "g"), ("tt", "d"), ("pp", "b"), ("ss", "s"), ("k", "g"), ("t", "d")),
    *(("p", "b"), ("l", "r")),
)
_FAMILY = {
    "rhi": "ri",
    "i": "ri",
    "yi": "ri",
    "im": "rim",
    "yu": "ryu",
    "joi": "joe",
    "barg": "bag",
    "roh": "no",
    "oh": "o",
    "ahn": "an",
    "suh": "so",
}


def is_korean(words: Sequence[str], families: Container[str]) -> bool:
    """Tell whether small Latin words have the shape of a name from Korean.

    >>> is_korean(("kim", "jong", "sik"), {"kim"})
    True
    >>> is_korean(("tom", "kim", "anders"), {"kim"})
    False
    """
    if not _FEWEST <= len(words) <= _MOST:
        return False
    if words[0] not in families and words[-1] not in families:
        return False
    return all(_WORD.fullmatch(word) for word in words)


def korean_key(word: str) -> str:
    """Return what the spellings of one Korean word share.

    >>> korean_key("chang") == korean_key("jang"), korean_key("park")
    (True, 'K=bag')
    """
    key = word[:1] + "".join(
        char for before, char in pairwise(word) if char != before or char in "eo"
    )
    for old, new in _SAME:
        key = key.replace(old, new)
    return f"{KOREAN}{_FAMILY.get(key, key)}"
