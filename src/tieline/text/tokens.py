"""Cut a name into words."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from tieline.text.hanzi import HAN, is_han

# d'Arc, Qa'ida, Int'l: the mark joins what it stands between.
_JOINERS = re.compile(r"(?<=\w)['’‘`´ʼʻʿʾ](?=\w)")
# S.A.R.L., G.m.b.H.: letters with stops are one word.
_STOPPED = re.compile(r"\b(?:[^\W\d_]{1,2}\.){2,}")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
# Kept as text: most names need it never, and it takes milliseconds to compile.
_WORD = rf"[{HAN}]+|[^\W_{HAN}]+"


def words(text: str) -> list[str]:
    """Return the words in order; runs of Han characters stand alone.

    >>> words("A.B.C. Company (China) 28所")
    ['ABC', 'Company', 'China', '28', '所']
    >>> words("Al-Qa'ida G.m.b.H.")
    ['Al', 'Qaida', 'GmbH']
    """
    joined = _JOINERS.sub("", text)
    if "." in joined:
        joined = _STOPPED.sub(_unstop, joined)
    if "%" in joined:
        joined = joined.replace("%", " percent ")
    if joined.isascii():
        return _ASCII_WORD.findall(joined)
    if any(map(_is_mark, joined)):
        return list(_marked_words(joined))
    return re.findall(_WORD, joined)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc"}


def _marked_words(text: str) -> Iterator[str]:
    """Cut text in which signs belong to the letters before them, as in Bengali."""
    for is_word, run in groupby(text, lambda char: char.isalnum() or _is_mark(char)):
        if is_word:
            for _, part in groupby(run, is_han):
                yield "".join(part)


def _unstop(found: re.Match[str]) -> str:
    return found[0].replace(".", "") + " "
