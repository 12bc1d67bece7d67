"""Organisations named in Russian, Ukrainian and Belarusian, held against English."""

from pathlib import Path

import pytest

from tieline.matching.scoring import DEFAULT_THRESHOLD

TABLE = Path(__file__).with_name("russian.tsv")
PAIRS = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("verdict", "phenomenon", "left", "right"), PAIRS)
def test_a_composed_pair_is_told(explain, verdict, phenomenon, left, right):
    is_shown = explain(left, right, "Organization").score >= DEFAULT_THRESHOLD

    assert is_shown == (verdict == "same"), phenomenon


@pytest.mark.parametrize(("phenomenon", "left", "right"), [pair[1:] for pair in PAIRS])
def test_a_pair_is_told_alike_from_either_side(explain, phenomenon, left, right):
    forth = explain(left, right, "Organization").score

    assert explain(right, left, "Organization").score == forth, phenomenon


def test_an_explanation_says_that_a_name_was_translated(explain):
    found = explain("Тульский машиностроительный завод", "Tula Machine-Building Plant")

    assert any("translated" in reason.detail for reason in found.reasons)
