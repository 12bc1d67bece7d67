"""The figures that sets are judged by: F1, calibration error, and fair sampling."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

THRESHOLD = 0.7
"""The score from which a pair counts as found, for every contender."""

_BINS = 10
_Any = TypeVar("_Any")


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How often a contender was right and wrong, as counts."""

    found: int
    """True pairs that were found."""
    false: int
    """Pairs that were found and are none."""
    missed: int
    """True pairs that were not found."""

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 where nothing was."""
        return self.found / max(self.found + self.false, 1)

    @property
    def recall(self) -> float:
        """Return the share of what is right that was found; 0 where nothing is."""
        return self.found / max(self.found + self.missed, 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall.

        >>> Tally(found=3, false=1, missed=1).f1
        0.75
        """
        return 2 * self.found / max(2 * self.found + self.false + self.missed, 1)


def tally(
    scored: Iterable[tuple[float, bool]], *, threshold: float = THRESHOLD
) -> Tally:
    """Count (score, is a match) pairs at a threshold."""
    found = false = missed = 0
    for score, is_match in scored:
        if score >= threshold:
            found, false = found + is_match, false + (not is_match)
        else:
            missed += is_match
    return Tally(found=found, false=false, missed=missed)


def brier(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the mean squared distance of score and truth, 0 (best) to 1."""
    total = sum((score - is_match) ** 2 for score, is_match in scored)
    return total / max(len(scored), 1)


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A tenth of the scale: how many pairs, their mean score, the share of matches."""

    count: int
    mean_score: float
    share: float


def reliability(scored: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Return the bins of equal width that hold a pair, in order of score."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, is_match in scored:
        place = min(int(score * _BINS), _BINS - 1)
        bins.setdefault(place, []).append((score, is_match))
    return [
        Bin(
            count=len(held),
            mean_score=sum(score for score, _ in held) / len(held),
            share=sum(is_match for _, is_match in held) / len(held),
        )
        for _, held in sorted(bins.items())
    ]


def calibration_error(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of equal width, 0 to 1.

    >>> calibration_error([(0.5, True), (0.5, False), (1.0, True)])
    0.0
    """
    total = max(len(scored), 1)
    return sum(
        bin_.count / total * abs(bin_.mean_score - bin_.share)
        for bin_ in reliability(scored)
    )


def curve(scored: Iterable[tuple[float, bool]], *, true: int) -> list[list[float]]:
    """Return [threshold, precision, recall] at every hundredth, highest first.

    `true` is how many true pairs there are, retrieved or not. A threshold at which
    nothing is found has no precision and is left out.
    """
    ranked = sorted(scored, key=lambda one: -one[0])
    points: list[list[float]] = []
    place = found = 0
    for step in range(100, -1, -1):
        threshold = step / 100
        while place < len(ranked) and ranked[place][0] >= threshold:
            found += ranked[place][1]
            place += 1
        if place:
            points.append([threshold, found / place, found / max(true, 1)])
    return points


def lot(text: str) -> int:
    """Return a number that depends on the text alone, the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def half_of(text: str) -> str:
    """Return "fit" or "test": the half of the data that an id belongs to."""
    return "test" if lot(f"half {text}") % 2 else "fit"


def sampled(items: Iterable[tuple[str, _Any]], size: int | None) -> list[_Any]:
    """Return `size` items by lot of their ids, in their old order; None takes all.

    A larger sample holds every smaller one.
    """
    held = list(items)
    if size is None or size >= len(held):
        return [item for _, item in held]
    ranked = sorted(range(len(held)), key=lambda place: lot(held[place][0]))
    return [held[place][1] for place in sorted(ranked[:size])]
