"""Addresses: weak evidence where they agree, none where they do not."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason
from tieline.text.fold import clean, latin
from tieline.text.hanzi import is_han
from tieline.text.tokens import words

KEY = "addresses"
_SAME, _CLOSE = 0.8, 0.4
_SAME_SHARE, _CLOSE_SHARE = 0.75, 0.5
_FEWEST = 3
_MOST = 20


def compare(pair: Pair) -> Reason | None:
    """Compare the two addresses that share most of their words."""
    query, candidate = pair.query.profile.addresses, pair.candidate.profile.addresses
    if not query or not candidate:
        return None
    right = [(_words(text), text) for text in candidate[:_MOST]]
    best = max(
        (
            (_share(left, other), one, two)
            for one in query[:_MOST]
            for left in (_words(one),)
            for other, two in right
        ),
    )
    share, one, two = best
    if share < _CLOSE_SHARE:
        return None
    points = _SAME if share >= _SAME_SHARE else _CLOSE
    detail = f"The addresses share {share:.0%} of their words"
    return Reason(feature=KEY, points=points, detail=detail, query=one, candidate=two)


def _words(address: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words(clean(address)):
        if is_han(word):
            found.update(word[place : place + 2] for place in range(len(word) - 1))
        else:
            found.add(latin(word))
    return frozenset(found - {""})


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    if min(len(left), len(right)) < _FEWEST:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=0.0,
    high=_SAME,
    compare=compare,
    needs="addresses",
)
