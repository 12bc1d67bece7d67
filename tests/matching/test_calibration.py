"""The curve of scores: rising, invertible, and 0.7 where pairs are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.matching.calibration import calibrate, points_at

POINTS = st.floats(min_value=-60, max_value=60)


@given(one=POINTS, two=POINTS)
def test_more_points_never_make_a_lower_score(one, two):
    low, high = sorted((one, two))

    assert 0 <= calibrate(low) <= calibrate(high) <= 1


@given(hundredths=st.integers(min_value=-3999, max_value=3999))
def test_a_hundredth_of_a_point_is_always_seen_in_the_score(hundredths):
    points = hundredths / 100

    assert calibrate(points + 0.01) > calibrate(points)


@given(score=st.floats(min_value=0, max_value=1))
def test_the_points_of_a_score_give_the_score(score):
    assert calibrate(points_at(score)) == pytest.approx(score)


@given(points=st.floats(min_value=-40, max_value=40))
def test_the_score_of_points_gives_the_points(points):
    assert points_at(calibrate(points)) == pytest.approx(points, abs=1e-6)


def test_pairs_are_shown_from_where_they_are_as_likely_as_is_said():
    assert calibrate(0.85) == 0.7
    assert points_at(0.7) == 0.85
