"""Names: words, characters, pinyin and acronyms that agree."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from tieline.matching.aligning import align
from tieline.matching.feature import Feature
from tieline.matching.name_pairs import NamePair
from tieline.matching.pairing import Pair, come_near
from tieline.matching.prepared import Prepared, Preparer
from tieline.model.query import AlignedPart, Meeting, Reason
from tieline.names.bodies import Bodies
from tieline.text.fold import NAME_LIMIT

KEY = "names"
_LOW, _HIGH = -6.0, 5.0
_STEEPNESS, _PIVOT, _AT_PIVOT = 12.0, 0.7, 0.85
_BY_EVIDENCE, _MOST_EVIDENCE, _USUAL_EVIDENCE = 0.25, 4.0, 2.0
_WEAK = 0.75
# What writing points with two decimals may add, and more.
_ROUNDING = 0.01

_HOW = {
    "characters": "Compared as characters",
    "variants": "The characters are simplified and traditional forms of each other",
    "sound": "The characters differ, though they are read alike",
}
# How a side was read that was not compared as it is written.
_SCHEMES = {
    "english": "translated",
    "canonical": "compared under a known name",
    "pinyin": "read in pinyin",
    "wade_giles": "read in Wade-Giles",
    "cantonese": "read in Cantonese",
    "southern": "read in a spelling of the south",
    "doubtful": "read as Wade-Giles or Cantonese, though it may be pinyin",
    "hangul": "read in Korean",
    "kana": "read in Japanese",
    "heard": "read by its sound",
}
_MET: dict[Meeting, str] = {
    "similar": "is much like",
    "sound": "sounds like",
    "joined": "is, written apart,",
    "initial": "may stand for",
    "acronym": "is made of the initials of",
    "synonym": "means the same as",
}


def _points(found: NamePair) -> float:
    evidence = min(found.agreed, _MOST_EVIDENCE) - _USUAL_EVIDENCE
    points = _AT_PIVOT + _STEEPNESS * (found.closeness - _PIVOT)
    points += _BY_EVIDENCE * evidence
    if found.query.is_weak or found.candidate.is_weak:
        points -= _WEAK
    return round(max(_LOW, min(_HIGH, points)), 2)


def weigh(pair: Pair) -> float | None:
    """Return the points of the two names that agree best."""
    found = pair.names
    return None if found is None else _points(found)


def sift(
    query: Prepared, candidates: Sequence[Prepared], preparer: Preparer, points: float
) -> list[bool]:
    """Tell of which candidates the names may give so many points."""
    if points <= _LOW:
        return [True] * len(candidates)
    more = _BY_EVIDENCE * (_MOST_EVIDENCE - _USUAL_EVIDENCE) + _AT_PIVOT + _ROUNDING
    least = _PIVOT + (points - more) / _STEEPNESS
    return come_near(query, candidates, preparer, least)


def compare(pair: Pair) -> Reason | None:
    """Compare the two names that agree best."""
    found = pair.names
    if found is None:
        return None
    points = _points(found)
    parts = align(
        found,
        pair.preparer.kernel,
        initials=pair.form == "person" and found.how == "words",
        points=points,
        most=_points(msgspec.structs.replace(found, closeness=1.0)),
    )
    if "canonical" in found.schemes:
        bodies = pair.preparer.reader.vocabulary.bodies
        parts = tuple(_in_words(part, bodies) for part in parts)
    return Reason(
        feature=KEY,
        points=points,
        detail=". ".join((*_sentences(found, parts), *_notes(found))),
        query=found.query.text,
        candidate=found.candidate.text,
        parts=parts,
    )


def _in_words(part: AlignedPart, bodies: Bodies) -> AlignedPart:
    """Call a known body by a name of its own, not by the word it is filed under.

    Where words only resemble each other, it is that word which does.
    """
    if part.how not in {"equal", "alone"}:
        return part
    changes: dict[str, str | None] = {}
    for side, origin in (
        ("query", part.query_origin),
        ("candidate", part.candidate_origin),
    ):
        word = part.query if side == "query" else part.candidate
        ways = bodies.alternatives(word) if word and origin else ()
        if not ways or word in ways:
            continue
        changes[side] = ways[0]
        if origin == ways[0]:
            changes[f"{side}_origin"] = None
    return msgspec.structs.replace(part, **changes) if changes else part


def _notes(found: NamePair) -> Iterator[str]:
    if found.is_thin:
        yield "One such word alone says too little"
    if found.query.is_weak or found.candidate.is_weak:
        yield "The list calls this alias weak"
    if found.query.is_cut or found.candidate.is_cut:
        yield f"Only the first {NAME_LIMIT} characters were read"


def _sentences(found: NamePair, parts: tuple[AlignedPart, ...]) -> Iterator[str]:
    if parts[0].how == "different":
        yield "Nothing in the names agrees"
        return
    if found.how == "acronym":
        yield "One name is made of the other's initials"
        return
    yield from _leads(found)
    equal = [part for part in parts if part.how == "equal"]
    if equal:
        yield f"Both have {_quoted(equal, of_query=True)}"
    for part in parts:
        if part.how in _MET:
            one = _quoted([part], of_query=True)
            yield f"{one} {_MET[part.how]} {_quoted([part], of_query=False)}"
    for side, of_query in (("query", True), ("candidate", False)):
        alone = [p for p in parts if (p.candidate if of_query else p.query) is None]
        if alone:
            yield f"Only the {side} has {_quoted(alone, of_query=of_query)}"


def _quoted(parts: list[AlignedPart], *, of_query: bool) -> str:
    """Quote words; of those that were translated together, what they stand for once."""
    said: list[str] = []
    for origin, group in groupby(parts, _origin):
        words = [(part.query if of_query else part.candidate) or "" for part in group]
        if origin:
            said.append(f"“{' '.join(words)}” ({origin})")
        else:
            said += [f"“{word}”" for word in words]
    return ", ".join(said)


def _origin(part: AlignedPart) -> str:
    found = dict.fromkeys((part.query_origin, part.candidate_origin))
    return " = ".join(origin for origin in found if origin)


def _leads(found: NamePair) -> Iterator[str]:
    """Say how the names were read, where they were not compared as written."""
    if found.how in _HOW:
        yield _HOW[found.how]
        return
    one, two = found.schemes
    if one == two and one in _SCHEMES:
        yield f"Both are {_SCHEMES[one]}"
        return
    for side, scheme in zip(("query", "candidate"), found.schemes, strict=True):
        if scheme != "written":
            how = _SCHEMES.get(scheme, f"read by its {scheme} spelling")
            yield f"The {side} is {how}"


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_LOW,
    high=_HIGH,
    compare=compare,
    weigh=weigh,
    sift=sift,
    needs="names",
)
