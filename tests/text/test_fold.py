"""Folding: one way of writing, whatever comes in."""

from hypothesis import given
from hypothesis import strategies as st

from tieline.text.fold import NAME_LIMIT, clean, is_cut, latin

anything = st.text(st.characters(), max_size=60)  # lone surrogates too


@given(text=anything)
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)

    again = clean(once)

    assert again == once


@given(text=anything)
def test_a_folded_word_is_small_letters_and_digits(text):
    word = latin(clean(text).replace(" ", ""))

    odd = [char for char in word if not char.isalnum() or char != char.lower()]

    assert not odd


def test_a_huge_name_is_cut_to_the_limit_and_says_so():
    name = "A" * 100_000

    kept = clean(name)

    assert len(kept) == NAME_LIMIT
    assert is_cut(name)


def test_characters_that_unfold_stay_within_the_limit():
    name = "\ufdfa" * 10_000

    kept = clean(name)

    assert len(kept) <= NAME_LIMIT


def test_zero_width_direction_and_control_characters_are_dropped():
    name = "Hua\u200bwei\u202e \x00Tech\ufeff"

    kept = clean(name)

    assert kept == "Huawei Tech"


def test_a_lone_surrogate_is_dropped():
    name = "Hua\ud800wei"

    kept = clean(name)

    assert kept == "Huawei"
