"""Cut a name into words."""

import re

from tieline.text.hanzi import HAN

# d'Arc, Qa'ida, Int'l: the mark joins what it stands between.
_JOINERS = re.compile(r"(?<=\w)['’‘`´ʼʻʿʾ](?=\w)")
# S.A.R.L., A.B.C, J.C.: letters with stops are one word.
_STOPPED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_]\b(?!\.))?")
_SHORT_STOPPED = re.compile(r"\b(?:[^\W\d_]{1,2}\.){2,}")
_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:\b)?")


def words(text: str) -> list[str]:
    """Return the words in order; runs of Han characters stand alone.

    >>> words("A.B.C. Company (China) 28所")
    ['ABC', 'Company', 'China', '28', '所']
    >>> words("Al-Qa'ida G.m.b.H.")
    ['Al', 'Qaida', 'GmbH']
    """
    joined = _JOINERS.sub("", text)
    if "." in joined:
        joined = _SHORT_STOPPED.sub(_unstop, joined)
    if "%" in joined:
        joined = joined.replace("%", " percent ")
    return _WORD.findall(joined)


def _unstop(found: re.Match[str]) -> str:
    return found[0].replace(".", "") + " "
