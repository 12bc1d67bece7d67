"""Institutions that an affiliation names by another word than their registered name.

A school stands for its university (Harvard Medical School), and a known body may be
written in a way that the registry does not have (国防科大, NWPU).
"""

import re
from collections.abc import Iterator, Sequence

from tieline.kernel.registry_format import KINDS, LOOSE
from tieline.matching.institution_phrases import Phrase, PhraseFinder
from tieline.names.affiliation_keys import AffiliationWord, is_han_char, key_words
from tieline.names.affiliation_words import affiliation_words
from tieline.names.affiliations import Affiliation, Segment
from tieline.names.vocabulary import vocabulary
from tieline.text.han_folding import fold_han

_SCHOOLS = frozenset({"medical", "law", "business", "dental", "graduate", "divinity"})
_LATIN = re.compile(r"[a-z0-9]+")
_NAMELESS = frozenset({"country", "town", "street", "email", "person"})
_ACRONYM = KINDS.index("acronym")
_MOST_WAYS = 8


def implied_phrases(
    text: str, affiliation: Affiliation, finder: PhraseFinder, taken: Sequence[Phrase]
) -> Iterator[Phrase]:
    """Yield what is named by implication in the segments that hold no name yet."""
    held = [word for word in affiliation.words if word.word]
    for segment in affiliation.segments:
        places = [
            place
            for place, word in enumerate(held)
            if segment.start <= word.start < segment.end
        ]
        is_taken = any(p.start < segment.end and segment.start < p.end for p in taken)
        if not places or is_taken or segment.kind in _NAMELESS:
            continue
        phrase = _by_school(held, places, finder, affiliation.countries)
        if phrase is None:
            phrase = _by_body(text, segment, (held, places), finder, affiliation)
        if phrase is not None:
            yield phrase


def _by_school(
    held: Sequence[AffiliationWord],
    places: Sequence[int],
    finder: PhraseFinder,
    countries: Sequence[str],
) -> Phrase | None:
    words = [held[place].word for place in places]
    if words[0] in affiliation_words().plain:
        return None
    for size in (1, 2):
        if not _is_school(words[size:]):
            continue
        brand = words[:size]
        for named in (
            (*brand, "university"),
            ("university", *brand),
            (*brand, "college"),
        ):
            span = (places[0], places[0] + size)
            phrase = finder.phrase(held, span, named, countries)
            if phrase is not None:
                return phrase
    return None


def _is_school(words: Sequence[str]) -> bool:
    """Tell whether words begin with what a university's own school is called."""
    if not words:
        return False
    if words[0] in {"school", "college"}:
        return len(words) > 1
    return words[0] in _SCHOOLS and "school" in words[1:3]


def _by_body(
    text: str,
    segment: Segment,
    words: tuple[Sequence[AffiliationWord], Sequence[int]],
    finder: PhraseFinder,
    affiliation: Affiliation,
) -> Phrase | None:
    """Return a known body at the head of a segment, if the registry has it."""
    held, places = words
    found = _body_at_head(text[segment.start : segment.end])
    if found is None:
        return None
    end, canonical = segment.start + found[0], found[1]
    inside = [place for place in places if held[place].end <= end]
    if not inside:
        return None
    for way in vocabulary().bodies.alternatives(canonical)[:_MOST_WAYS]:
        phrase = finder.phrase(
            held, (inside[0], inside[-1] + 1), key_words(way), affiliation.countries
        )
        if phrase is None:
            continue
        ranks = [one.rank for one in phrase.candidates]
        if len(ranks) == 1 and ranks[0] % LOOSE != _ACRONYM:
            return phrase
    return None


def _body_at_head(text: str) -> tuple[int, str] | None:
    """Return where a known body ends that the text begins with, and which it is."""
    bodies = vocabulary().bodies
    if is_han_char(text[0]):
        size = next(
            (n for n, char in enumerate(text) if not is_han_char(char)), len(text)
        )
        first = next(iter(bodies.in_han(fold_han(text[:size]))), None)
        if first is None or first.start:
            return None
        return first.end, first.canonical
    spans = [match.span() for match in _LATIN.finditer(text.lower())]
    written = [text.lower()[start:end] for start, end in spans]
    first = next(iter(bodies.in_words(written)), None)
    if first is None or first.start or first.is_weak:
        return None
    # Tongji Hospital is not Tongji; a unit's number, as in INSERM U1148, may follow.
    if any(word.isalpha() for word in written[first.end :]):
        return None
    return spans[first.end - 1][1], first.canonical
