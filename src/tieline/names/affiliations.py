"""Read a written affiliation: who stands in it, where, and whether it is past.

A text may hold several affiliations, each of several segments: "Dept. of Physics,
Univ. X; formerly at NUDT". All places are offsets in code points of the whole text.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from tieline.names.affiliation_keys import (
    AffiliationWord,
    affiliation_tokens,
    is_han_char,
)
from tieline.names.affiliation_words import AffiliationWords, affiliation_words
from tieline.names.tenses import Marker, Tense, is_past_span, markers
from tieline.names.us_states import is_us_state
from tieline.text.countries import country_code

LONGEST_AFFILIATION = 4_000
"""How many characters of a text are read; what follows is not."""

SegmentKind = Literal[
    "university",
    "college",
    "academy",
    "institute",
    "hospital",
    "department",
    "faculty",
    "school",
    "laboratory",
    "center",
    "company",
    "government",
    "foundation",
    "country",
    "town",
    "street",
    "email",
    "person",
    "other",
]
# The widest unit first: a segment that names several is of the first.
_WIDEST: tuple[SegmentKind, ...] = (
    "university",
    "academy",
    "company",
    "hospital",
    "government",
    "foundation",
    "institute",
    "college",
    "laboratory",
    "center",
    "school",
    "faculty",
    "department",
)
UNITS: frozenset[str] = frozenset({"department", "faculty", "school", "laboratory"})
"""Kinds of segments that stand inside an institution, seldom alone."""

_APART = re.compile(
    r"[;；\n\r|]+|(?<=[\s,.])\(\d{1,2}\)\s|(?:^|(?<=[\s,;.]))[¹²³⁴-⁹]+\s*"
    r"|(?:^|(?<=[,.]\s))\d\s*[).]?\s(?=[^\W\d_])|\.\s+(?=e-?mails?\b)",
    re.IGNORECASE,
)
# A legal form behind a comma belongs to the firm before it.
_COMMA = re.compile(
    r",(?!\s*(?:ltd|inc|llc|limited|corp|gmbh|plc|s\.a|co)\b)|[，、。:：()（）\[\]]"
    r"|\s[-–—/]\s",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?:e-?mails?|correspondence|orcid|tel|fax)\s*(?:to)?\s*[:.]?\s*\S*@\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\borcid\S*",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"^(?:[A-Z]{1,3}[- ]?)?\d[\d -]{2,9}[A-Z]{0,2}$")
_INITIALS = re.compile(r"^(?:[A-Z]\.[ -]?)+[A-Z][^\W\d_]+$")
_NUMBERS = re.compile(r"\b[\d-]{3,10}\b")
_FIRST_WORD = re.compile(r"(?:and|or|und|et) ", re.IGNORECASE)
_LAST_WORD = re.compile(r" (?:and|or|und|et)\Z", re.IGNORECASE)
_US = "us"
_MOST_TAIL = 5
_ENOUGH = 2


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A part between commas or brackets: `text[start:end]`, and what it is."""

    start: int
    end: int
    kind: SegmentKind


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """One affiliation of a text: `text[start:end]`.

    `words` are its words with their places, `countries` the small alpha-2 codes that it
    names; where it names none, `is_lent` says that they are those of its towns or
    states, or of
    the affiliation behind it. `guest` is the word that says that somebody was no
    ordinary member, or "".
    """

    start: int
    end: int
    segments: tuple[Segment, ...]
    words: tuple[AffiliationWord, ...]
    countries: tuple[str, ...]
    tense: Tense
    guest: str = ""
    is_lent: bool = False


def read_affiliations(text: str) -> tuple[Affiliation, ...]:
    """Return the affiliations of a text, in its order; none where it names nobody.

    >>> text = "Dept. of Physics, Univ. of Turku; formerly at NUDT"
    >>> [(text[a.start : a.end], a.tense) for a in read_affiliations(text)]
    [('Dept. of Physics, Univ. of Turku', 'unknown'), ('formerly at NUDT', 'past')]
    """
    if not text.strip():
        return ()
    words = affiliation_words()
    held = text[:LONGEST_AFFILIATION]
    marked = tuple(markers(held))
    found = [
        affiliation
        for start, end in _groups(held, marked)
        if (affiliation := _affiliation(held, (start, end), marked, words)) is not None
    ]
    return tuple(_with_countries(found))


def persons_in(text: str) -> Iterator[str]:
    """Yield the names of persons in a text, without their titles.

    >>> list(persons_in("Prof. J. Smith, Univ. of Leeds, UK"))
    ['J. Smith']
    """
    titles = affiliation_words().titles
    for affiliation in read_affiliations(text):
        for segment in affiliation.segments:
            if segment.kind == "person":
                parts = text[segment.start : segment.end].split()
                while parts and parts[0].lower().strip(".") in titles:
                    del parts[0]
                if parts:
                    yield " ".join(parts)


def _groups(text: str, marked: tuple[Marker, ...]) -> Iterator[tuple[int, int]]:
    """Cut a text where another affiliation begins."""
    cuts = {0, len(text)}
    for match in _APART.finditer(text):
        cuts.update(match.span())
    for match in _EMAIL.finditer(text):
        cuts.update(match.span())
    for marker in marked:
        cuts.add(marker.end if marker.is_behind else marker.start)
    places = sorted(cuts)
    yield from pairwise(places)


def _affiliation(
    text: str,
    span: tuple[int, int],
    marked: tuple[Marker, ...],
    words: AffiliationWords,
) -> Affiliation | None:
    start, end = _trimmed(text, *span)
    if start >= end or _EMAIL.fullmatch(text[start:end]):
        return None
    own = [m for m in marked if span[0] <= m.start < span[1]]
    tokens = tuple(
        AffiliationWord(token.word, token.start + start, token.end + start)
        for token in affiliation_tokens(text[start:end])
    )
    inside = tuple(
        token
        for token in tokens
        if not any(m.start <= token.start < m.end for m in own)
    )
    if not any(
        char.isalpha() for token in inside for char in text[token.start : token.end]
    ):
        return None
    segments = tuple(_segments(text, start, end, own, words))
    guest = next((text[m.start : m.end] for m in own if m.tense == "guest"), "").strip(
        " :："
    )
    named = tuple(dict.fromkeys(_countries(text, segments, words)))
    towns = tuple(dict.fromkeys(_towns(text, segments, words)))
    # DE is Delaware, and Germany behind Berlin: a town that is known decides.
    may_be_us = not towns or _US in towns
    if may_be_us and any(is_us_state(text[o.start : o.end]) for o in segments[1:]):
        towns = (_US,)
    return Affiliation(
        start=start,
        end=end,
        segments=segments,
        words=inside,
        countries=named or towns,
        tense=_tense(text[start:end], own),
        guest=guest,
        is_lent=bool(towns and not named),
    )


def _tense(text: str, own: list[Marker]) -> Tense:
    for marker in own:
        if marker.tense != "guest":
            return marker.tense
    return "past" if is_past_span(text) else "unknown"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out marks and conjunctions at the ends, however many."""
    while True:
        while start < end and not (text[start].isalnum() or text[start] in "(（"):
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)）"):
            end -= 1
        first = _FIRST_WORD.match(text, start, end)
        last = None if first else _LAST_WORD.search(text, max(start, end - 4), end)
        if first is not None:
            start = first.end()
        elif last is not None:
            end = last.start()
        else:
            return start, end


def _segments(
    text: str, start: int, end: int, own: list[Marker], words: AffiliationWords
) -> Iterator[Segment]:
    cuts = [start]
    for match in _COMMA.finditer(text, start, end):
        cuts += match.span()
    for marker in own:
        cuts += (max(start, marker.start), min(end, marker.end))
    cuts.append(end)
    cuts.sort()
    for low, high in pairwise(cuts):
        if any(m.start <= low and high <= m.end for m in own):
            continue
        first, last = _trimmed(text, low, high)
        if first < last:
            kind = _kind(text[first:last], words)
            yield Segment(start=first, end=last, kind=kind)


def _kind(text: str, words: AffiliationWords) -> SegmentKind:
    if _EMAIL.search(text):
        return "email"
    if country_of(text, words) is not None:
        return "country"
    found = {words.kinds.get(token.word) for token in affiliation_tokens(text)}
    if not text.isascii():
        found |= {
            kind
            for way, kind in words.kinds.items()
            if is_han_char(way[0]) and way in text
        }
    for kind in _WIDEST:
        if kind in found:
            return kind
    bare = [part.lower() for part in re.findall(r"\w+", text)]
    is_numbered = any(char.isdigit() for char in text)
    if _POSTCODE.match(text) or (is_numbered and words.streets.intersection(bare)):
        return "street"
    is_titled = bool(bare) and bare[0] in words.titles
    if is_titled or _INITIALS.match(text):
        return "person"
    is_town = town_of(text, words) is not None or is_us_state(text)
    return "town" if is_town else "other"


def country_of(text: str, words: AffiliationWords) -> str | None:
    """Return the code of a country that the text is, and nothing else.

    Two letters are no country: CA is California as often as Canada.

    >>> country_of("P.R. China", affiliation_words())
    'cn'
    """
    bare = text.strip(" .,").lower().replace("’", "'")
    found = words.countries.get(bare) or words.countries.get(bare.replace(".", ""))
    if found is not None:
        return found
    return country_code(bare) if len(bare) > _ENOUGH else None


def _countries(
    text: str, segments: tuple[Segment, ...], words: AffiliationWords
) -> Iterator[str]:
    """Yield the countries that segments are, or end with: "Beijing 100190 China"."""
    for segment in segments:
        held = text[segment.start : segment.end]
        if segment.kind == "country":
            yield country_of(held, words) or ""
            continue
        if (
            segment.kind not in {"other", "town", "street"}
            and segment is not segments[-1]
        ):
            continue
        parts = held.split()
        for size in range(min(_MOST_TAIL, len(parts) - 1), 0, -1):
            code = country_of(" ".join(parts[-size:]), words)
            if code is not None:
                yield code
                break


def _with_countries(found: list[Affiliation]) -> Iterator[Affiliation]:
    """Lend a country to those before it that name none: "Univ. X; Inst. Y, China"."""
    lent: tuple[str, ...] = ()
    out: list[Affiliation] = []
    for one in reversed(found):
        if not one.countries and lent and one.tense == "unknown":
            out.append(msgspec.structs.replace(one, countries=lent, is_lent=True))
            continue
        lent = one.countries if one.tense == "unknown" else ()
        out.append(one)
    yield from reversed(out)


def _towns(
    text: str, segments: tuple[Segment, ...], words: AffiliationWords
) -> Iterator[str]:
    """Yield the countries of the towns that stand for themselves: "Beijing 100081"."""
    for segment in segments:
        if segment.kind in {"town", "street"}:
            code = town_of(text[segment.start : segment.end], words)
            if code is not None:
                yield code


def town_of(text: str, words: AffiliationWords) -> str | None:
    """Return the country of a town that the text is, with or without a postcode.

    >>> town_of("Beijing 100081", affiliation_words())
    'cn'
    """
    held = text.lower().replace("’", "'")
    return words.towns.get(_unaccented(_NUMBERS.sub(" ", held)).strip(" -."))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    wide = unicodedata.normalize("NFKD", text)
    return "".join(char for char in wide if not unicodedata.combining(char))
