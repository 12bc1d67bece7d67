"""Addresses: how far two parties' addresses agree; most of them say nothing.

A firm has several addresses and moves, so that two which differ are no disagreement.
Another room or floor of one building is: of two parties that share a building, most are
neighbours.
"""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.query import Reason
from tieline.text.fold import clean, latin
from tieline.text.hanzi import is_han
from tieline.text.tokens import words

KEY = "addresses"
_POINTS = {
    "room": 0.8,
    "floor": 0.8,
    "number": 0.8,
    "box": 0.6,
    "building": 0.4,
    "other block": -0.1,
    "other floor": -0.3,
    "other room": -0.3,
}
_SAID = {
    "room": "The addresses are one, to the room",
    "floor": "The addresses are one, to the floor",
    "number": "The addresses are one, to the number of the street",
    "box": "The post box is the same",
    "building": "Both are in one building",
    "other block": "They are in different blocks of one place",
    "other floor": "They are on different floors of one building",
    "other room": "They are in different rooms of one building",
}
_CLOSE, _CLOSE_SHARE = 0.4, 0.6
_FEWEST = 3
_MOST = 20


def compare(pair: Pair) -> Reason | None:
    """Compare the two addresses that agree best.

    Without a name on either side an address is a candidate's reason of its own kind
    (`matching.premises`) and nothing here.
    """
    query, candidate = pair.query.profile, pair.candidate.profile
    if not (
        query.addresses and candidate.addresses and query.names and candidate.names
    ):
        return None
    from tieline.matching.address_meeting import meet  # noqa: PLC0415 - most queries have no address
    from tieline.matching.premises import read_addresses  # noqa: PLC0415 - as above

    best: tuple[float, str, str, str] | None = None
    theirs = read_addresses(candidate)
    for one in read_addresses(query):
        for two in theirs:
            meeting = meet(one, two)
            if meeting is None:
                continue
            points = _POINTS[meeting.kind]
            detail = f"{_SAID[meeting.kind]} ({meeting.where})"
            best = max(best or (-1.0, "", "", ""), (points, detail, one.text, two.text))
    if best is None:
        read = {
            address.text
            for one in (query, candidate)
            for address in read_addresses(one)
        }
        best = _by_words(query.addresses, candidate.addresses, read)
    if best is None:
        return None
    points, detail, asked, held = best
    return Reason(
        feature=KEY, points=points, detail=detail, query=asked, candidate=held
    )


def _by_words(
    query: tuple[str, ...], candidate: tuple[str, ...], read: set[str]
) -> tuple[float, str, str, str] | None:
    """Compare the words of addresses of which one could not be read."""
    right = [(_words(text), text) for text in candidate[:_MOST]]
    found = (
        (_share(left, other), one, two)
        for one in query[:_MOST]
        for left in (_words(one),)
        for other, two in right
        if one not in read or two not in read
    )
    share, one, two = max(found, default=(0.0, "", ""))
    if share < _CLOSE_SHARE:
        return None
    return _CLOSE, f"The addresses share {share:.0%} of their words", one, two


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
    low=-0.3,
    high=0.8,
    compare=compare,
    needs="addresses",
)
