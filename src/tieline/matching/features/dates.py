"""Dates of birth and of incorporation, as precise as their sources."""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.model.interval import is_date
from tieline.model.query import Reason

KEY = "dates"
_LOW, _HIGH = -4.5, 2.5
_YEAR, _MONTH, _DAY = 4, 7, 10
_ONE_FIGURE = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90})
_AGREED = {
    _DAY: (_HIGH, "are the same day"),
    _MONTH: (1.5, "are in the same month"),
    _YEAR: (0.8, "are in the same year"),
}
_PERSONS, _BODIES = "birthDate", "incorporationDate"
_BODY_SHARE = 0.4


def compare(pair: Pair) -> Reason | None:
    """Compare the dates that best agree."""
    families = {pair.query.family, pair.candidate.family}
    if families <= {"person", "any"} and "person" in families:
        return _compare(pair, _PERSONS, 1.0, "birth")
    if families <= {"organisation", "any"}:
        return _compare(pair, _BODIES, _BODY_SHARE, "incorporation")
    return None


def _compare(pair: Pair, kind: str, share: float, what: str) -> Reason | None:
    left, right = (
        _dates(pair.query.profile.dates, kind),
        _dates(pair.candidate.profile.dates, kind),
    )
    if not left or not right:
        return None
    agreed = [(*_agree(one, two), one, two) for one in left for two in right]
    points, words, query, candidate = max(agreed)
    return Reason(
        feature=KEY,
        points=round(points * share, 2),
        detail=f"The dates of {what} {words}",
        query=query,
        candidate=candidate,
    )


def _dates(dates: tuple[tuple[str, str], ...], kind: str) -> list[str]:
    return sorted({date for prop, date in dates if prop == kind and is_date(date)})


def _agree(one: str, two: str) -> tuple[float, str]:
    shared = min(_precision(one), _precision(two))
    if one[:shared] == two[:shared]:
        return _AGREED[shared]
    apart = abs(int(one[:_YEAR]) - int(two[:_YEAR]))
    if apart == 1 and shared == _YEAR:
        return -0.4, "are known by the year alone, and a year apart"
    if apart == 0 and _swapped(one, two):
        return 0.5, "differ by day and month changing places"
    if apart == 0:
        return -1.5, "are in the same year, on different days"
    if one[_YEAR:] == two[_YEAR:] and shared == _DAY and apart in _ONE_FIGURE:
        return -1.5, "differ in one figure of the year"
    return (-2.0, "are a year apart") if apart == 1 else (_LOW, "differ")


def _precision(date: str) -> int:
    """Return how much of a date counts: 1 January often stands for the year."""
    return _YEAR if date.endswith("-01-01") else len(date)


def _swapped(one: str, two: str) -> bool:
    return len(one) == len(two) == _DAY and one[5:7] == two[8:] and one[8:] == two[5:7]


FEATURE = Feature(
    key=KEY,
    is_symmetric=True,
    low=_LOW,
    high=_HIGH,
    compare=compare,
    needs="dates",
)
