"""Words of Russian, Ukrainian and Belarusian: stems without endings, in two scripts.

Adjectives agree and nouns are declined, so that a word is looked up without its
ending: `ending_cuts` yields what it may be without, the longest first. In Latin letters
a key undoes what the systems of romanisation differ in.
"""

import re
from collections.abc import Iterator
from functools import cache

from tieline.text.fold import latin

_ENDINGS = (
    "а я ы и у ю е о ь й і ї є э ый ий ой ая яя ое ее ей ую юю ые ие ым им ом ем ых их "
    "ов ев ам ям ах ях ия ии ию ье ью ій ів їв ою ею єю ої ії ія ію іх ім єм ыя ае ай "
    "аў яў ого его ому ему ыми ими ами ями иях иям ией ием ією ага аму ього ьому іями "
    "иями"
)
_KNOWN = frozenset(_ENDINGS.split())
_MOST = max(map(len, _KNOWN))
_SHORTEST, _SHORTEST_LATIN = 3, 4
# What a word has in a dictionary; nouns that end in a consonant are their own stems.
_DICTIONARY = re.compile("(?<=..)(?:[ыиоі]й|ия|ие|ія|ая|ое|ые|ыя|[аяоеьйиыіїєуюэ])$")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# In this order; capitals stand for one sound, A and U for ya and yu.
_RULES = (
    "shch>S sch>S shh>S sh>S zh>Z kh>h ch>C ts>c tz>c x>ks w>v ya>A ia>A ja>A yu>U "
    "iu>U ju>U yo>e ye>e je>e y>i j>i iA>A iU>U ie>e"
)
_LATIN = tuple(tuple(rule.split(">")) for rule in _RULES.split())
_DOUBLED = re.compile(r"(.)\1+")


def has_cyrillic(text: str) -> bool:
    """Tell whether text holds a Cyrillic letter.

    >>> has_cyrillic("ОКБ Sukhoi"), has_cyrillic("OKB Sukhoi")
    (True, False)
    """
    return not text.isascii() and _CYRILLIC.search(text) is not None


def small(word: str) -> str:
    """Return a Cyrillic word in small letters, ё as е, ґ as г, without apostrophes.

    >>> small("Приём"), small("Здоров'я")
    ('прием', 'здоровя')
    """
    folded = word.lower().replace("ё", "е").replace("ґ", "г")
    return folded.replace("'", "").replace("’", "")


def stem_of(word: str) -> str:
    """Return the stem of a small word as a dictionary has it.

    >>> stem_of("приборостроительный"), stem_of("академия"), stem_of("завод")
    ('приборостроительн', 'академ', 'завод')
    """
    return _DICTIONARY.sub("", word)


def ending_cuts(word: str) -> Iterator[str]:
    """Yield what may be the stem of a small word in any case, the longest first.

    >>> list(ending_cuts("приборов")), list(ending_cuts("нии"))
    (['приборов', 'прибор'], ['нии'])
    """
    yield word
    for size in range(1, min(_MOST, len(word) - _SHORTEST) + 1):
        if word[-size:] in _KNOWN:
            yield word[:-size]


def latin_key(word: str) -> str:
    """Return a key that the romanisations of a word share, of either script.

    >>> latin_key("научный") == latin_key("nauchnyi") == latin_key("nauchnyy")
    True
    >>> latin_key("предприятие") == latin_key("predpriyatiye")
    True
    """
    key = latin(word)
    for old, new in _LATIN:
        if old in key:
            key = key.replace(old, new)
    return _DOUBLED.sub(r"\1", key)


def latin_cuts(word: str) -> Iterator[str]:
    """Yield what may be the stem of a word in Latin letters, as keys, longest first.

    >>> list(latin_cuts("zavoda"))
    ['zavoda', 'zavod']
    """
    key, known = latin_key(word), _latin_endings()
    yield key
    for size in range(1, min(_MOST, len(key) - _SHORTEST_LATIN) + 1):
        if key[-size:] in known:
            yield key[:-size]


@cache
def _latin_endings() -> frozenset[str]:
    return frozenset(filter(None, map(latin_key, _KNOWN)))
