"""Words that say when somebody was somewhere: formerly, now, until 2019, 原, 曾任."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from tieline.names.affiliation_words import MarkedTense, affiliation_words
from tieline.text.hanzi import has_han

Tense = Literal["past", "present", "unknown"]

_YEAR = r"(?:19|20)\d\d"
_UNTIL = re.compile(
    r"\(?\b(?:until|till|up to|bis|jusqu'en|hasta|through)\s+"
    rf"(?:\w{{3,9}}\s+)?{_YEAR}\b\)?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"[(（]?\b{_YEAR}\s*(?:[-–—~至]|to)\s*{_YEAR}\b年?[)）]?")
_SINCE = re.compile(
    rf"[(（]?(?:\b(?:since|from|seit|depuis|desde)\s+{_YEAR}\b(?!\s*(?:[-–—]|to))"
    rf"|\b{_YEAR}\s*(?:[-–—~至]|to)\s*(?:present|now|today|date|今))[)）]?",
    re.IGNORECASE,
)
# 原子能 is atomic energy and 前沿 is the frontier: neither says that something is over.
_NOT_OVER = {"原": "子材料则生位创油理", "前": "沿列线端海进景瞻哨锋卫"}
_APART = re.compile(r"[;；\n\r|]")
_LEAD = r"(?:^|(?<=[,;.(\[:，；。（、：\s]))"
_LINK = (
    r"(?:\s+(?:address|affiliation|position|institution|employee|researcher|student"
    r"|member|professor|faculty|staff|fellow|scholar|lecturer|director|works?|working"
    r"|employed|based))*[:：]?(?:\s+(?:at|with|of|in|from|by|the|affiliated|to|bei|chez)\b)*[:：]?\s*"
)


class Marker(NamedTuple):
    """A phrase that tells when: `text[start:end]`.

    `is_behind` says that it follows what it tells of: "NUDT (until 2019)".
    """

    start: int
    end: int
    tense: MarkedTense
    is_behind: bool


class _Pattern:
    """Owner of the pattern of leading phrases, made on first use."""

    def __init__(self) -> None:
        self._made: tuple[re.Pattern[str], dict[str, MarkedTense]] | None = None

    def pattern(self) -> tuple[re.Pattern[str], dict[str, MarkedTense]]:
        if self._made is None:
            tenses = affiliation_words().tenses
            latin = sorted((w for w in tenses if not has_han(w)), key=len, reverse=True)
            han = sorted((w for w in tenses if has_han(w)), key=len, reverse=True)
            ways = "|".join(re.escape(way) for way in latin)
            signs = "|".join(re.escape(way) for way in han)
            text = (
                rf"{_LEAD}(?:(?P<ex>ex)-|(?P<latin>{ways})\b(?!-){_LINK})"
                rf"|{_LEAD}(?P<han>{signs})[于在任:：]*"
            )
            self._made = re.compile(text, re.IGNORECASE), tenses
        return self._made


_HELD = _Pattern()


def markers(text: str) -> Iterator[Marker]:
    """Yield the phrases that tell when, in no order; they may stand side by side.

    >>> [(m.start, m.end, m.tense) for m in markers("formerly at NUDT, now with BIT")]
    [(0, 12, 'past'), (18, 27, 'present')]
    """
    pattern, tenses = _HELD.pattern()
    for match in pattern.finditer(text):
        if match["ex"]:
            yield Marker(match.start(), match.end(), "past", is_behind=False)
            continue
        word = (match["latin"] or match["han"]).lower()
        next_char = text[match.end() : match.end() + 1]
        if next_char and next_char in _NOT_OVER.get(word, ""):
            continue
        yield Marker(match.start(), match.end(), tenses[word], is_behind=False)
    for match in _SINCE.finditer(text):
        yield Marker(*match.span(), "present", is_behind=_follows(text, match))
    for found in (_UNTIL, _RANGE):
        for match in found.finditer(text):
            yield Marker(*match.span(), "past", is_behind=_follows(text, match))


def _follows(text: str, match: re.Match[str]) -> bool:
    """Tell whether something stands before a span of time that it can tell of."""
    return any(char.isalpha() for char in _APART.split(text[: match.start()])[-1])


def is_past_span(text: str) -> bool:
    """Tell whether a text holds a span of years that ended.

    >>> is_past_span("NUDT, 2015-2018"), is_past_span("NUDT, since 2015")
    (True, False)
    """
    return _RANGE.search(text) is not None or _UNTIL.search(text) is not None
