"""Names: words, characters, pinyin and acronyms that agree."""

from tieline.matching.feature import Feature
from tieline.matching.name_pairs import NamePair
from tieline.matching.pairing import Pair
from tieline.model.query import Reason
from tieline.names.name import Word
from tieline.text.fold import NAME_LIMIT

KEY = "names"
_LOW, _HIGH = -6.0, 5.0
_STEEPNESS, _PIVOT, _AT_PIVOT = 12.0, 0.7, 0.85
_BY_EVIDENCE, _MOST_EVIDENCE, _USUAL_EVIDENCE = 0.25, 4.0, 2.0
_WEAK = 0.75

_HOW = {
    "characters": "The characters were compared",
    "variants": "The characters are simplified and traditional forms of each other",
    "sound": "The characters differ, though they are read alike",
    "acronym": "One name is made of the other's initials",
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
    notes = [_sentence(found, pair)]
    if found.is_thin:
        notes.append("one such word alone says too little")
    if found.query.is_weak or found.candidate.is_weak:
        notes.append("the list calls this alias weak")
    if found.query.is_cut or found.candidate.is_cut:
        notes.append(f"only the first {NAME_LIMIT} characters were read")
    return Reason(
        feature=KEY,
        points=_points(found),
        detail="; ".join(notes),
        query=found.query.text,
        candidate=found.candidate.text,
    )


def _sentence(found: NamePair, pair: Pair) -> str:
    if found.how == "acronym":
        return _HOW["acronym"]
    if found.lines is None or found.words is None:
        return "The names cannot be compared"
    left, right = found.words
    initials = pair.form == "person" and found.how == "words"
    _, edges = pair.preparer.kernel.align(*found.lines, initials)
    equal: list[str] = []
    similar: list[str] = []
    for start, end, other, stop, value in edges:
        one, two = _spell(left[start:end]), _spell(right[other:stop])
        if one == two:
            equal.append(one)
        else:
            similar.append(f"{one} ~ {two} ({value / 10:.0f} %)")
    met_left = {place for edge in edges for place in range(edge[0], edge[1])}
    met_right = {place for edge in edges for place in range(edge[2], edge[3])}
    parts = [
        _part("agree", equal),
        _part("are similar", similar),
        _part("only in the query", _others(left, met_left)),
        _part("only in the candidate", _others(right, met_right)),
    ]
    said = "; ".join(part for part in parts if part)
    lead = _HOW.get(found.how)
    return f"{lead}: {said}" if lead else said


def _spell(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _others(words: tuple[Word, ...], met: set[int]) -> list[str]:
    return [word.text for place, word in enumerate(words) if place not in met]


def _part(what: str, items: list[str]) -> str:
    return f"{what}: {', '.join(items)}" if items else ""


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_LOW,
    high=_HIGH,
    compare=compare,
    weigh=weigh,
    needs="names",
)
