"""What names of organisations leave over: omissions, and words that conflict."""

from collections.abc import Sequence

from tieline.kernel.loading import Edge, Edges, KindTally
from tieline.kernel.sifting import against_of
from tieline.kernel.twin import SWAPPED, similarity
from tieline.matching.hearing import is_clear
from tieline.names.name import Name, Word

# How much a word speaks against: half-agreeing, different on both sides, or only
# missing on one. Fixed by experiment on pairs of names judged by people.
_HALF, _CONFLICT, _MISSING = 1.0, 3.0, 0.35
# The branch of a school that one side lacks; what is only missing on both sides, in
# the lesser; a rare word against a common one.
_BRANCH, _ALSO_MISSING, _ACROSS = 1.0, 0.03, 2.0
COSTS = (_HALF, _CONFLICT, _ACROSS, _MISSING, _ALSO_MISSING, _BRANCH)
"""What `closeness` takes leftovers for; in this order the kernel reads them."""
# Fixed on one half of the Chinese names of ROR.
_IN_TRANSLATION = 3.8
# One slip in a word of seven letters.
_ONE_SLIP = 857
_PARTICLE = 300
_TINY = 3
_WHOLE = 1000

_Words = Sequence[Word]


def closeness(tally: KindTally, *, is_translated: bool = False) -> float:
    """Return how close names of organisations are, 0 to 1: a place is no trade.

    A translation follows the name word by word, so that what is left over in it tells
    more than what people leave out of a name.

    Words that stand against words of their own kind weigh most; what is missing on one
    side, or on both (a place here, a trade there), least.
    """
    agreed = tally[0]
    if not agreed:
        return 0.0
    against = against_of(tally, COSTS)
    if is_translated:
        against *= _IN_TRANSLATION
    return agreed / (agreed + against)


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
    is_unlike = value < SWAPPED and similarity(one.text, two.text) < _ONE_SLIP
    is_unlike = is_unlike and not is_clear(one, two)
    if not is_lone or not short:
        return False
    is_whole = max(map(len, words)) == 1
    return is_unlike or (max(len(one.text), len(two.text)) < _TINY and not is_whole)


def _weight(edge: Edge, left: _Words, right: _Words) -> int:
    words = [*left[edge[0] : edge[1]], *right[edge[2] : edge[3]]]
    return sum(word.weight for word in words) // 2
