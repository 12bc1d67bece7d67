"""From points to a score between 0 and 1."""

import math

_LARGEST = 40.0


def calibrate(points: float) -> float:
    """Return the score of a sum of log-odds: monotone, 0 to 1, 0.5 at 0.

    >>> calibrate(0.0), round(calibrate(0.85), 2)
    (0.5, 0.7)
    """
    bounded = max(-_LARGEST, min(_LARGEST, points))
    return 1 / (1 + math.exp(-bounded))


def points_at(score: float) -> float:
    """Return the points that calibrate to `score`.

    >>> round(calibrate(points_at(0.7)), 6)
    0.7
    """
    if score <= 0:
        return -_LARGEST
    if score >= 1:
        return _LARGEST
    return math.log(score / (1 - score))
