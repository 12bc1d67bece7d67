"""Han folding: one character, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.han_folding import fold_han
from tieline.text.hanzi import has_han

han = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=12)


@pytest.mark.parametrize(
    "pair",
    ["华華", "后後", "国國", "国国", "怀懷", "卫衛", "卫衞", "边辺", "线綫", "于於"],
)
def test_two_forms_of_one_character_fold_to_one(pair):
    assert fold_han(pair[0]) == fold_han(pair[1])


@pytest.mark.parametrize("pair", ["伟薇", "明名", "乾干", "芸艺", "弁辨"])
def test_two_characters_of_one_script_stay_two(pair):
    assert fold_han(pair[0]) != fold_han(pair[1])


@given(text=han)
def test_folding_twice_changes_nothing_more(text):
    once = fold_han(text)

    assert fold_han(once) == once


@given(one=han, two=han)
def test_a_name_folds_to_the_folded_parts_of_it(one, two):
    assert fold_han(one + two) == fold_han(one) + fold_han(two)


@given(text=st.text(st.characters(), max_size=40))
def test_nothing_but_han_characters_changes(text):
    folded = fold_han(text)

    assert len(folded) == len(text)
    changed = [a for a, b in zip(text, folded, strict=True) if a != b]
    assert all(map(has_han, changed))
