"""Russian numerals in words: ordinals in every case, alone or behind tens."""

import re

_UNITS = [
    "перв",
    "втор",
    "трет",
    "четв[её]рт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
]
_TEENS = [
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
]
_TENS = [
    "двадцат",
    "тридцат",
    "сороков",
    "пятидесят",
    "шестидесят",
    "семидесят",
    "восьмидесят",
    "девяност",
]
_WHOLE_TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_HUNDRED, _HUNDREDTH = "сто", "сот"
_ENDINGS = [
    "ый",
    "ой",
    "ий",
    "ая",
    "ья",
    "ое",
    "ье",
    "ого",
    "ьего",
    "ому",
    "ьему",
    "ом",
    "ьем",
    "ым",
    "ьим",
    "ую",
    "ью",
    "ей",
    "ьей",
    "ые",
    "ьи",
    "ых",
]
_SUFFIXES = frozenset(
    [
        "й",
        "я",
        "е",
        "го",
        "му",
        "м",
        "ю",
        "ый",
        "ой",
        "ий",
        "ая",
        "ое",
        "ая",
        "ого",
        "ому",
    ]
)


def _ordinals() -> str:
    stems = [*_UNITS, *_TEENS, *_TENS, _HUNDREDTH]
    return "|".join(f"(?P<o{place}>{stem})" for place, stem in enumerate(stems))


_VALUES: list[int] = [*range(1, 20), *range(20, 100, 10), 100]
_ORDINAL = rf"(?:{_ordinals()})(?:{'|'.join(_ENDINGS)})"
_CARDINALS = {word: 10 * (place + 2) for place, word in enumerate(_WHOLE_TENS)}
_CARDINALS[_HUNDRED] = 100


def read_ordinal(word: str) -> int | None:
    """Return the value of one small Russian ordinal; None if it is none.

    >>> read_ordinal("восьмой"), read_ordinal("третья"), read_ordinal("мир")
    (8, 3, None)
    """
    found = re.fullmatch(_ORDINAL, word)
    if found is None:
        return None
    name = found.lastgroup or "o0"
    value: int = _VALUES[int(name[1:])]
    return value


def read_ordinals(words: list[str]) -> tuple[int, int] | None:
    """Return the ordinal that the words begin with, and how many words it takes.

    >>> read_ordinals(["двадцать", "восьмой", "институт"]), read_ordinals(["сто"])
    ((28, 2), None)
    """
    total = 0
    for place, word in enumerate(words):
        small = word.lower()
        tens = _CARDINALS.get(small)
        if tens is not None and (not total or tens < total):
            total += tens
            continue
        value = read_ordinal(small)
        return None if value is None else (total + value, place + 1)
    return None


def is_suffix(word: str) -> bool:
    """Tell whether a word is what stands behind figures in an ordinal: 28-й.

    >>> is_suffix("й"), is_suffix("го"), is_suffix("завод")
    (True, True, False)
    """
    return word in _SUFFIXES
