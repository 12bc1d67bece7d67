"""Levels: a laboratory is not its university, a branch not its bank."""

from collections.abc import Sequence

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.prepared import NameSet
from tieline.model.query import Reason
from tieline.names.levels import Levels

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
    levels = pair.preparer.reader.vocabulary.levels
    how = levels.compare(query, candidate)
    if how is None and bool(query) != bool(candidate):
        other = pair.candidate if query else pair.query
        held = _of_part(query or candidate, other.names(pair.form), levels)
        if held:
            how = "part"
            query, candidate = (query, held) if query else (held, candidate)
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


def _of_part(known: Sequence[str], names: NameSet, levels: Levels) -> tuple[str, ...]:
    """Return the levels that a party's other names tell, where all say it is a part.

    A short name (IOE CAS) leaves out what the full one says: an institute.
    """
    told = [name.levels for name in names.names if name.levels]
    if told and all(levels.compare(known, one) == "part" for one in told):
        return told[0]
    return ()


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
