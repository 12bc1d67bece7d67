"""Names: words, characters, pinyin and acronyms that agree."""

from collections.abc import Iterator

import msgspec

from tieline.matching.aligning import align
from tieline.matching.feature import Feature
from tieline.matching.name_pairs import NamePair
from tieline.matching.pairing import Pair
from tieline.model.query import AlignedPart, Meeting, Reason
from tieline.text.fold import NAME_LIMIT

KEY = "names"
_LOW, _HIGH = -6.0, 5.0
_STEEPNESS, _PIVOT, _AT_PIVOT = 12.0, 0.7, 0.85
_BY_EVIDENCE, _MOST_EVIDENCE, _USUAL_EVIDENCE = 0.25, 4.0, 2.0
_WEAK = 0.75

_HOW = {
    "characters": "Compared as characters",
    "variants": "The characters are simplified and traditional forms of each other",
    "sound": "The characters differ, though they are read alike",
}
# How a side was read that was not compared as it is written.
_SCHEMES = {
    "english": "translated",
    "canonical": "taken by the name that the body is known by",
    "pinyin": "read in pinyin",
    "wade_giles": "read in Wade-Giles",
    "cantonese": "read in Cantonese",
    "southern": "read in a spelling of the south",
    "doubtful": "read as Wade-Giles or Cantonese, though it may be pinyin",
    "hangul": "read in Korean",
    "kana": "read in Japanese",
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
    return Reason(
        feature=KEY,
        points=points,
        detail=". ".join((*_sentences(found, parts), *_notes(found))),
        query=found.query.text,
        candidate=found.candidate.text,
        parts=parts,
    )


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
    equal = [part.query or "" for part in parts if part.how == "equal"]
    if equal:
        yield f"Both have {_quoted(equal)}"
    unlike = [part for part in parts if part.how in _MET]
    for part in unlike:
        yield f"“{part.query}” {_MET[part.how]} “{part.candidate}”"
    for side, words in (
        ("query", [p.query for p in parts if p.candidate is None]),
        ("candidate", [p.candidate for p in parts if p.query is None]),
    ):
        alone = [word for word in words if word is not None]
        if alone:
            yield f"Only the {side} has {_quoted(alone)}"


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


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
    needs="names",
)
