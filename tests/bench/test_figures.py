"""The figures that sets of names are judged by."""

import pytest
from figures import (
    Tally,
    brier,
    calibration_error,
    curve,
    half_of,
    reliability,
    sampled,
    tally,
)
from hypothesis import given
from hypothesis import strategies as st

scored_pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_a_score_at_the_threshold_counts_as_found():
    counted = tally([(0.7, True), (0.7, False), (0.6999, True)])

    assert counted == Tally(found=1, false=1, missed=1)


def test_f1_is_the_harmonic_mean_of_precision_and_recall():
    counted = Tally(found=6, false=2, missed=4)

    p, r = counted.precision, counted.recall
    assert (p, r) == (0.75, 0.6)
    assert counted.f1 == pytest.approx(2 * p * r / (p + r))


def test_nothing_found_and_nothing_to_find_is_no_error():
    counted = tally([])

    assert (counted.precision, counted.recall, counted.f1) == (0.0, 0.0, 0.0)


def test_a_score_that_is_the_truth_has_no_error():
    scored = [(1.0, True), (0.0, False)]

    assert brier(scored) == 0.0
    assert calibration_error(scored) == 0.0


def test_calibration_error_weighs_bins_by_their_pairs():
    # Three pairs at .9 of which one matches, one at .1 that does not.
    scored = [(0.9, True), (0.9, False), (0.9, False), (0.1, False)]

    error = calibration_error(scored)

    assert error == pytest.approx(3 / 4 * (0.9 - 1 / 3) + 1 / 4 * 0.1)


def test_a_score_of_one_falls_in_the_last_bin():
    bins = reliability([(1.0, True), (0.95, False)])

    assert [(bin_.count, bin_.share) for bin_ in bins] == [(2, 0.5)]


@given(scored=scored_pairs)
def test_every_pair_is_in_one_bin(scored):
    assert sum(bin_.count for bin_ in reliability(scored)) == len(scored)


@given(scored=scored_pairs)
def test_errors_lie_between_nought_and_one(scored):
    assert 0 <= calibration_error(scored) <= 1
    assert 0 <= brier(scored) <= 1


@given(scored=scored_pairs)
def test_recall_never_falls_as_the_threshold_does(scored):
    true = sum(is_match for _, is_match in scored)

    recalls = [recall for _, _, recall in curve(scored, true=true)]

    assert recalls == sorted(recalls)


def test_a_true_pair_that_was_never_retrieved_lowers_recall():
    points = curve([(0.9, True)], true=2)

    assert points[-1] == [0.0, 1.0, 0.5]


@given(ids=st.sets(st.text(), max_size=40), few=st.integers(0, 10))
def test_a_larger_sample_holds_the_smaller(ids, few):
    items = [(one, one) for one in sorted(ids)]

    small, large = sampled(items, few), sampled(items, few + 5)

    assert set(small) <= set(large)
    assert large == sorted(large)


def test_halves_are_about_even_and_do_not_change():
    halves = [half_of(f"case {number}") for number in range(1000)]

    assert 450 < halves.count("test") < 550
    assert half_of("case 1") == half_of("case 1")
