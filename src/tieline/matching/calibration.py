"""From points to a score between 0 and 1, and back."""

from bisect import bisect_right

# Points and the share of pairs that are one party, between them in a straight line.
# Fitted on the pairs of the fit half of the benchmark's sets (bench/names/curve.py);
# what it is worth is measured on the other half. 0.85 points stay at 0.7, from where a
# pair is shown. Beyond what the pairs reach, the curve runs out evenly.
_KNOTS = (
    (-40.0, 0.0),
    (-10.0, 0.002),
    (-6.0, 0.02),
    (-4.3, 0.05),
    (-0.8, 0.15),
    (0.3, 0.27),
    (0.6, 0.42),
    (0.85, 0.7),
    (1.8, 0.725),
    (2.3, 0.84),
    (2.9, 0.9),
    (3.4, 0.915),
    (4.35, 0.945),
    (4.7, 0.975),
    (5.5, 0.995),
    (8.0, 0.9995),
    (40.0, 1.0),
)
_POINTS = tuple(points for points, _ in _KNOTS)
_SCORES = tuple(score for _, score in _KNOTS)


def calibrate(points: float) -> float:
    """Return the score of a sum of points: rising, 0 to 1, and read as a probability.

    >>> calibrate(0.85), calibrate(-99.0), calibrate(99.0)
    (0.7, 0.0, 1.0)
    """
    return _between(points, _POINTS, _SCORES)


def points_at(score: float) -> float:
    """Return the points that calibrate to `score`, from -40 to 40.

    >>> round(calibrate(points_at(0.8)), 6)
    0.8
    """
    return _between(score, _SCORES, _POINTS)


def _between(value: float, low: tuple[float, ...], high: tuple[float, ...]) -> float:
    if value <= low[0]:
        return high[0]
    if value >= low[-1]:
        return high[-1]
    place = bisect_right(low, value)
    start, end = low[place - 1], low[place]
    share = (value - start) / (end - start)
    return high[place - 1] + share * (high[place] - high[place - 1])
