"""What names of organisations leave over: omissions, and words that conflict."""

from collections.abc import Sequence

import msgspec

from tieline.kernel.loading import Edge, Edges, Tally
from tieline.kernel.twin import similarity
from tieline.names.name import Name, Word

# How much a word speaks against: half-agreeing, different on both sides, or only
# missing on one. Fixed by experiment on pairs of names judged by people.
_HALF, _CONFLICT, _MISSING = 1.0, 3.0, 0.35
# The branch of a school that one side lacks; what is only
# missing on both sides, in the lesser; a rare word against a common one.
_BRANCH, _ALSO_MISSING, _ACROSS = 1.0, 0.03, 2.0
_LEAST_BRANCH = 600
# One slip in a word of seven letters.
_ONE_SLIP = 857
_PARTICLE = 300
_TINY = 3
_WHOLE = 1000

_ALIKE = (
    ("number", "number"),
    ("rare", "rare"),
    ("branch", "branch"),
    ("field", "field"),
    ("branch", "field"),
    ("field", "branch"),
)
_COMMON = ("place", "field", "branch")

_Words = Sequence[Word]


class Leftovers(msgspec.Struct, frozen=True):
    """What stands against each other, and what is missing in each, in thousandths."""

    same: int
    across: int
    left: int
    right: int
    branch: int


def highest_closeness(tally: Tally) -> float:
    """Return what `closeness_by_kind` gives at most."""
    agreed, half, left, right = tally
    if not agreed:
        return 0.0
    return agreed / (agreed + _HALF * half + _missing(left, right))


def closeness_by_kind(tally: Tally, edges: Edges, left: _Words, right: _Words) -> float:
    """Return how close names of organisations are: a place is no trade."""
    agreed, half = tally[:2]
    if not agreed:
        return 0.0
    found = leftovers(edges, left, right)
    against = (
        _HALF * half
        + _CONFLICT * found.same
        + _ACROSS * found.across
        + _missing(found.left, found.right)
        + _BRANCH * found.branch
    )
    return agreed / (agreed + against)


def _missing(left: int, right: int) -> float:
    return _MISSING * max(left, right) + _ALSO_MISSING * min(left, right)


def leftovers(edges: Edges, left: _Words, right: _Words) -> Leftovers:
    """Hold the words that no edge covers against those of their own kind.

    Places conflict whole. Branches and fields are one kind; what is left of the rare
    words of one side then stands against the rest of the other.
    """
    one = _by_kind(left, {at for edge in edges for at in range(edge[0], edge[1])})
    two = _by_kind(right, {at for edge in edges for at in range(edge[2], edge[3])})
    same = _take_places(one, two)
    for mine, other in _ALIKE:
        same += _take(one, mine, two, other)
    across = sum(_take(one, "rare", two, kind) for kind in _COMMON)
    across += sum(_take(one, kind, two, "rare") for kind in _COMMON)
    branch = one.pop("branch") + two.pop("branch")
    return Leftovers(same, across, sum(one.values()), sum(two.values()), branch)


def _by_kind(words: _Words, met: set[int]) -> dict[str, int]:
    sums = {"rare": 0, "place": 0, "field": 0, "branch": 0, "number": 0}
    for at, word in enumerate(words):
        if at not in met:
            is_branch = word.kind == "branch"
            sums[word.kind] += max(word.weight, _LEAST_BRANCH if is_branch else 0)
    return sums


def _take_places(one: dict[str, int], two: dict[str, int]) -> int:
    if not one["place"] or not two["place"]:
        return 0
    taken = (one["place"] + two["place"]) // 2
    one["place"] = two["place"] = 0
    return taken


def _take(one: dict[str, int], mine: str, two: dict[str, int], other: str) -> int:
    """Take from both sides what stands against each other; return how much."""
    both = min(one[mine], two[other])
    one[mine] -= both
    two[other] -= both
    return both


def is_mere_likeness(words: tuple[_Words, _Words], edges: Edges) -> bool:
    """Tell whether a name of up to three letters only resembles one word: Kim, KIMS."""
    if len(edges) != 1 or edges[0][-1] == _WHOLE:
        return False
    return any(len(side) == 1 and len(side[0].text) <= _TINY for side in words)


def is_thin(
    names: tuple[Name, Name], words: tuple[_Words, _Words], edges: Edges
) -> bool:
    """Tell whether too little agrees for a name to speak for itself.

    One word that is but similar; a single short word where an alias is weak; two
    letters beside further words.
    A name that its list does not call weak is found by itself, however short: firms
    are asked about as DJI or ZTE.
    """
    left, right = words
    telling = [edge for edge in edges if _weight(edge, left, right) > _PARTICLE]
    if len(telling) != 1:
        return not telling
    start, end, other, stop, value = telling[0]
    if end - start > 1 or stop - other > 1:
        return False
    one, two = left[start], right[other]
    is_exact = one.is_exact or two.is_exact
    short = min(one.weight, two.weight) < _WHOLE and not is_exact
    is_lone = min(map(len, words)) == 1
    if is_lone and short and any(name.is_weak for name in names):
        return True
    is_unlike = value < _WHOLE and similarity(one.text, two.text) < _ONE_SLIP
    if not is_lone or not short:
        return False
    is_whole = max(map(len, words)) == 1
    return is_unlike or (max(len(one.text), len(two.text)) < _TINY and not is_whole)


def _weight(edge: Edge, left: _Words, right: _Words) -> int:
    words = [*left[edge[0] : edge[1]], *right[edge[2] : edge[3]]]
    return sum(word.weight for word in words) // 2
