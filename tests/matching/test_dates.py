"""Dates of birth: as precise as both sides give them, and the usual slips."""

import pytest


@pytest.fixture
def points(scorer, party):
    """Return the points of two dates of birth, None where they abstain."""

    def compare(left, right):
        query = party("Person", name="Temitope Oyelaran", birthDate=left)
        listed = party("Person", name="Temitope Oyelaran", birthDate=right)
        found = scorer.explain(query, listed).reasons
        return next((r.points for r in found if r.feature == "dates"), None)

    return compare


def test_the_same_day_says_more_than_the_same_month_or_year(points):
    day = points("1961-05-17", "1961-05-17")
    month = points("1961-05-17", "1961-05")
    year = points("1961-05-17", "1961")

    assert day > month > year > 0


def test_day_and_month_that_changed_places_do_not_speak_against(points):
    assert points("1961-05-07", "1961-07-05") > 0


def test_another_day_of_the_year_speaks_against_and_another_year_more(points):
    assert 0 > points("1961-05-17", "1961-09-23") > points("1961-05-17", "1978-09-23")


def test_one_wrong_figure_of_the_year_speaks_less_against(points):
    assert points("1961-05-17", "1971-05-17") > points("1961-05-17", "1974-05-17")


def test_the_date_that_agrees_best_counts(points):
    assert points("1961-05-17", ("1978", "1961-05-17")) > 0


def test_nothing_is_said_without_a_date_on_either_side(points):
    assert points("1961-05-17", ()) is None


@pytest.mark.parametrize("gender", ["male", "female"])
def test_a_gender_adds_nothing(scorer, party, gender):
    told = party("Person", name="Temitope Oyelaran", gender=gender)
    bare = party("Person", name="Temitope Oyelaran")

    assert scorer.explain(told, bare).score == scorer.explain(bare, bare).score
