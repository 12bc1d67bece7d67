"""Greek in Latin letters, by pairs of letters that are one sound."""

_PAIRS = (
    *(("γγ", "ng"), ("γχ", "nch"), ("γξ", "nx"), ("γκ", "gk"), ("ου", "ou")),
    *(("αυ", "av"), ("ευ", "ev"), ("ηυ", "iv")),
)


def _table(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(" "), strict=True))


_LETTERS = _table(
    "αβγδεζηθικλμνξοπρστυφχψωςϊϋ",
    "a v g d e z i th i k l m n x o p r s t y f ch ps o s i y",
)
_PLAIN = str.maketrans("άέήίόύώΐΰ", "αεηιουωιυ")
# What other hands write: of a digraph at the start, of b, h, and e before a vowel.
_STARTS = (("mp", "b"), ("nt", "d"), ("gk", "g"), ("gi", "y"))
_INSIDE = (("mp", "b"), ("nt", "d"), ("ch", "h"), ("y", "i"), ("ou", "u"), ("x", "ks"))


def is_greek(word: str) -> bool:
    """Tell whether every letter is Greek.

    >>> is_greek("Τσίπρας"), is_greek("Tsipras"), is_greek("")
    (True, False, False)
    """
    small = word.lower().translate(_PLAIN)
    return bool(small) and all(char in _LETTERS for char in small)


def greek_spellings(word: str) -> tuple[str, ...]:
    """Return how a Greek word is written in Latin letters, after ELOT 743 first.

    >>> greek_spellings("Ντόρα"), greek_spellings("Άγγελος")
    (('ntora', 'dora'), ('angelos',))
    """
    small = word.lower().translate(_PLAIN)
    for pair, letters in _PAIRS:
        small = small.replace(pair, letters)
    usual = "".join(_LETTERS.get(char, char) for char in small)
    ways = [usual]
    for start, other in _STARTS:
        if usual.startswith(start):
            ways.append(other + usual[len(start) :])
    for old, new in _INSIDE:
        ways += [way.replace(old, new) for way in ways if old in way]
    return tuple(dict.fromkeys(ways))[:8]
