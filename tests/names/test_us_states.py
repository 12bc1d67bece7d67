"""States of the United States in affiliations."""

import pytest

from tieline.names.affiliations import read_affiliations
from tieline.names.us_states import is_us_state


@pytest.mark.parametrize(
    "text", ["MA", "MA 02139", "MI 48109-1234", "Texas", "Texas 77005", "New York"]
)
def test_a_state_is_told_by_its_letters_or_its_name(text):
    assert is_us_state(text)


@pytest.mark.parametrize(
    "text", ["or", "in", "ma", "XX", "MIT", "MA 0213", "", "Georgia"]
)
def test_words_and_other_letters_are_no_state(text):
    assert not is_us_state(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Velmaron College, Cambridge, MA", "us"),
        ("Dept. of Physics, Velmaron University, Quistel, Texas 77005", "us"),
        ("Velmaron University, Berlin, DE", "de"),
        ("Velmaron University, Quistel, MA, Morocco", "ma"),
    ],
)
def test_a_state_gives_the_country_where_nothing_else_does(text, country):
    (found,) = read_affiliations(text)

    assert found.countries == (country,)


def test_a_country_that_a_state_lends_rules_nothing_out():
    (found,) = read_affiliations("Velmaron College, Cambridge, MA")

    assert found.is_lent
