"""Levels: a laboratory is not its university, a branch not its bank."""

from collections.abc import Sequence

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.prepared import NameSet
from tieline.model.query import Reason
from tieline.names.levels import Levels
from tieline.names.name import Name

KEY = "levels"
# A university and a union begin with another sound.
_VOWELS = frozenset("aeio")
_SAME, _NEAR, _OTHER = 0.1, -0.3, -5.0
_LONGEST_INITIALS = 6


def compare(pair: Pair) -> Reason | None:
    """Compare what kind of unit the heads of the best names make the two bodies."""
    found = pair.names
    if found is None or pair.form == "person":
        return None
    levels = pair.preparer.reader.vocabulary.levels
    query = _in_full(found.query, pair.query.names(pair.form), levels)
    candidate = _in_full(found.candidate, pair.candidate.names(pair.form), levels)
    how = levels.compare(query, candidate)
    if how is None and bool(query) != bool(candidate):
        name, other = found.candidate, pair.candidate
        if not query:
            name, other = found.query, pair.query
        held = _of_part(query or candidate, name, other.names(pair.form), levels)
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


def _in_full(name: Name, names: NameSet, levels: Levels) -> tuple[str, ...]:
    """Return the levels of a name; of initials beside a body, those of its full name.

    IOE CAS is an institute of the academy that its last letters name.
    """
    if not name.levels or not name.bodies or not _is_all_initials(name.text):
        return name.levels
    told = [one.levels for one in names.names if one.levels and one is not name]
    parts = [one for one in told if _is_within(one, name.levels[0], levels)]
    return (*parts[0], *name.levels) if parts else name.levels


def _is_within(one: Sequence[str], holder: str, levels: Levels) -> bool:
    return one[0] != holder and levels.size(one[0]) <= levels.size(holder)


def _is_all_initials(text: str) -> bool:
    words = text.replace("-", " ").split()
    return len(words) > 1 and all(
        word.isupper() and len(word) <= _LONGEST_INITIALS for word in words
    )


def _of_part(
    known: Sequence[str], name: Name, names: NameSet, levels: Levels
) -> tuple[str, ...]:
    """Return the levels of a party's other names, where one says that it is a part.

    A short name (IOE CAS) leaves out what the full one says: an institute.
    """
    told = [one.levels for one in names.names if one.levels]
    if any(levels.compare(known, one) == "same" for one in told):
        return ()
    is_short = _is_all_initials(name.text)
    for one in told:
        is_smaller = is_short and levels.size(one[0]) < levels.size(known[0])
        if is_smaller or levels.compare(known, one) == "part":
            return one
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
