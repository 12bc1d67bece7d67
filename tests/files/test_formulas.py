"""A formula is disarmed, and text comes back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.files.formulas import FORMULA_STARTS, escape_formula, unescape_formula

TEXTS = st.text() | st.text(st.sampled_from("'=+-@\t\r\n05,.ea"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"]
)
def test_a_formula_is_disarmed(text):
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-1,234.50", "-1e5", "ACME", "'Abbas", ""]
)
def test_a_number_and_plain_text_stay(text):
    assert escape_formula(text) == text


@settings(deadline=None)
@given(text=TEXTS)
def test_text_comes_back_exactly(text):
    assert unescape_formula(escape_formula(text)) == text


@settings(deadline=None)
@given(text=TEXTS)
def test_an_escaped_file_read_and_written_again_is_the_same(text):
    written = escape_formula(text)

    assert escape_formula(unescape_formula(written)) == written


@settings(deadline=None)
@given(text=TEXTS)
def test_nothing_written_starts_a_formula_but_a_number(text):
    written = escape_formula(text)

    is_number = written[1:2].isdigit() and not written[0].isspace()
    assert not written.startswith(FORMULA_STARTS) or is_number
