"""Levels: a laboratory is not its university, a branch not its bank."""

from collections.abc import Sequence

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason

KEY = "levels"
# A university and a union begin with another sound.
_VOWELS = frozenset("aeio")
_SAME, _NEAR, _OTHER = 0.1, -0.3, -5.0


def compare(pair: Pair) -> Reason | None:
    """Compare what kind of unit the heads of the best names make the two bodies."""
    found = pair.names
    if found is None or pair.form == "person":
        return None
    query, candidate = found.query.levels, found.candidate.levels
    how = pair.preparer.reader.vocabulary.levels.compare(query, candidate)
    if how is None:
        return None
    one, two = _name(query), _name(candidate)
    points, detail = {
        "same": (_SAME, f"Both are by name {one}"),
        "near": (_NEAR, f"One is by name {one}, the other {two}: nearly the same"),
        "part": (_OTHER, f"One is by name {one}, the other {two}: a part of it"),
        "other": (_OTHER, f"One is by name {one}, the other {two}"),
    }[how]
    return Reason(
        feature=KEY,
        points=points,
        detail=detail,
        query=" in ".join(query) or None,
        candidate=" in ".join(candidate) or None,
    )


def _name(levels: Sequence[str]) -> str:
    if not levels:
        return "the whole"
    level = levels[0]
    return f"{'an' if level[0] in _VOWELS else 'a'} {level}"


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_OTHER,
    high=_SAME,
    compare=compare,
    can_forbid=True,
)
