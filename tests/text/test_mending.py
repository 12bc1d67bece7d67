"""Remnants of cp1252 become letters; sound text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.mending import mend


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Gui\x92an", "Gui’an"),
        ("\x93Ex\x94 \x96 Co.", "“Ex” – Co."),
        ("a \n\n b", "a b"),
        ("\x81", ""),
    ],
)
def test_what_was_broken_is_mended(broken, whole):
    assert mend(broken) == whole


@given(text=st.text())
def test_mending_twice_changes_nothing_more(text):
    assert mend(mend(text)) == mend(text)


@given(words=st.lists(st.text("abcé漢’", min_size=1), min_size=1))
def test_sound_text_stays(words):
    text = " ".join(words)

    assert mend(text) == text
