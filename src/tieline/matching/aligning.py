"""Say what met in two names, piece by piece, and what each piece gave."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tieline.kernel.loading import Edge, Kernel
from tieline.matching.name_pairs import NamePair
from tieline.model.query import AlignedPart, Meeting
from tieline.names.name import Word

_WHOLE = 1000
# Below this two words have no letters in common to speak of: they mean the same.
_LIKE = 660
# What is left over on one side speaks less than what differs on both.
_ALONE, _APART = 0.35, 3.0


class _Piece(NamedTuple):
    """A part before it has points: what it adds to, and what it takes away."""

    query: Sequence[Word]
    candidate: Sequence[Word]
    how: Meeting
    gain: float
    loss: float


def align(
    found: NamePair, kernel: Kernel, *, initials: bool, points: float, most: float
) -> tuple[AlignedPart, ...]:
    """Return the parts of two names; their points add up to `points`.

    `most` is what the names would give did nothing speak against: what agrees shares
    it by weight, and what does not shares what is missing from it.
    """
    if found.lines is None or found.words is None:
        how: Meeting = "acronym" if found.how == "acronym" else "different"
        one, two = found.query.text, found.candidate.text
        return (AlignedPart(query=one, candidate=two, how=how, points=points),)
    _, edges = kernel.align(*found.lines, initials)
    pieces = list(_pieces(edges, found.words, kernel))
    gained = sum(piece.gain for piece in pieces)
    lost = sum(piece.loss for piece in pieces)
    give = most if gained else 0.0
    shares = [
        give * piece.gain / (gained or 1) + (points - give) * piece.loss / (lost or 1)
        for piece in pieces
    ]
    return tuple(_parts(pieces, shares, points))


def _parts(
    pieces: Sequence[_Piece], shares: Sequence[float], points: float
) -> Iterator[AlignedPart]:
    """Round the shares; the weightiest part takes what rounding left."""
    rounded = [round(share, 2) for share in shares]
    if rounded:
        largest = max(range(len(shares)), key=lambda at: abs(shares[at]))
        rounded[largest] = round(rounded[largest] + points - sum(rounded), 2)
    for piece, share in zip(pieces, rounded, strict=True):
        yield AlignedPart(
            query=spell(piece.query) or None,
            candidate=spell(piece.candidate) or None,
            how=piece.how,
            points=share,
            query_origin=_origin(piece.query),
            candidate_origin=_origin(piece.candidate),
        )


def _origin(words: Sequence[Word]) -> str | None:
    found = dict.fromkeys(word.origin for word in words if word.origin)
    return " ".join(found) or None


def _pieces(
    edges: Sequence[Edge], words: tuple[Sequence[Word], Sequence[Word]], kernel: Kernel
) -> Iterator[_Piece]:
    left, right = words
    starts = {edge[0]: edge for edge in edges}
    met = {at for edge in edges for at in range(edge[0], edge[1])}
    others = {at for edge in edges for at in range(edge[2], edge[3])}
    both = len(met) < len(left) and len(others) < len(right)
    against = _APART if both else _ALONE
    for at, word in enumerate(left):
        if at in starts:
            yield _met(starts[at], left, right, kernel)
        elif at not in met:
            yield _Piece((word,), (), "alone", 0.0, against * word.weight)
    for at, word in enumerate(right):
        if at not in others:
            yield _Piece((), (word,), "alone", 0.0, against * word.weight)


def _met(
    edge: Edge, left: Sequence[Word], right: Sequence[Word], kernel: Kernel
) -> _Piece:
    start, end, other, stop, value = edge
    ours, theirs = left[start:end], right[other:stop]
    weight = sum(word.weight for word in (*ours, *theirs)) / 2
    return _Piece(
        ours,
        theirs,
        _how(ours, theirs, value, kernel),
        weight * value / _WHOLE,
        weight * (_WHOLE - value) / _WHOLE,
    )


def _how(
    left: Sequence[Word], right: Sequence[Word], value: int, kernel: Kernel
) -> Meeting:
    one, two = "".join(w.text for w in left), "".join(w.text for w in right)
    if len(left) != len(right):
        short, many = (one, right) if len(left) < len(right) else (two, left)
        is_short = short == "".join(word.text[0] for word in many)
        return "acronym" if is_short else "joined"
    if one == two:
        return "equal"
    if 1 in {len(one), len(two)}:
        return "initial"
    if kernel.similarity(one, two) <= _LIKE:
        return "synonym"
    is_heard = bool(left[0].sound) and left[0].sound == right[0].sound
    return "sound" if is_heard and value < _WHOLE else "similar"


def spell(words: Sequence[Word]) -> str:
    """Return words as they were compared, with a space between."""
    return " ".join(word.text for word in words)
