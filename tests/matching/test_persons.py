"""Persons' names: pairs by phenomenon, and what holds for every pair."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.person_words import loosened, slips
from tieline.matching.scoring import DEFAULT_THRESHOLD

TABLE = Path(__file__).with_name("persons.tsv")
ROWS = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LOW = 0.93
NAMES = sorted({name for left, right, *_ in ROWS for name in (left, right)})


@pytest.mark.parametrize(("left", "right", "verdict", "phenomenon"), ROWS)
def test_a_pair_of_persons_is_judged_as_people_would(
    explain, left, right, verdict, phenomenon
):
    score = explain(left, right, "Person").score

    assert (score >= DEFAULT_THRESHOLD) == (verdict != "other"), phenomenon
    assert score < LOW or verdict != "low", phenomenon


@given(left=st.sampled_from(NAMES), right=st.sampled_from(NAMES))
@settings(max_examples=150, deadline=None)
def test_persons_agree_alike_either_way_round(explain, left, right):
    one, two = explain(left, right, "Person"), explain(right, left, "Person")

    assert one.score == two.score


@given(
    left=st.sampled_from(NAMES),
    right=st.sampled_from(NAMES),
    other=st.sampled_from(NAMES),
)
@settings(max_examples=150, deadline=None)
def test_a_further_alias_never_lowers_the_best(scorer, party, left, right, other):
    query = party("Person", name=left)
    alone = party("Person", name=right)
    more = party("Person", name=(right, other))

    assert scorer.explain(query, more).score >= scorer.explain(query, alone).score


@given(name=st.sampled_from(NAMES))
@settings(max_examples=100, deadline=None)
def test_a_name_is_always_shown_for_itself(explain, name):
    assert explain(name, name, "Person").score >= DEFAULT_THRESHOLD


@given(name=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken_for_a_person_name(explain, name):
    assert 0 <= explain(name, "John Smith", "Person").score <= 1


@pytest.mark.parametrize(
    "name", ["J", "N.N.", "J. R.", "\U0001f600", "M" * 2000, "Ivan " * 10_000]
)
def test_too_little_or_too_much_is_no_hit(explain, name):
    assert explain(name, "Nestor Nazarovich", "Person").score < DEFAULT_THRESHOLD


def test_letters_of_another_script_in_a_word_do_not_hide_a_name(explain):
    found = explain("Vоndrаsek Marek", "Marek Vondrasek", "Person")

    assert found.score >= DEFAULT_THRESHOLD


def test_rare_names_are_more_evidence_than_common_ones(explain):
    rare = explain("Temitope Oyelaran", "Temitope Oyelaran", "Person")
    common = explain("John Smith", "John Smith", "Person")

    assert DEFAULT_THRESHOLD <= common.score < rare.score


@given(left=st.text("abcd", max_size=6), right=st.text("abcd", max_size=6))
def test_slips_are_counted_alike_either_way_round(left, right):
    assert slips(left, right) == slips(right, left)
    assert (slips(left, right) == 0) == (left == right)


@given(word=st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_loosening_never_lengthens_a_word(word):
    assert len(loosened(word)) <= len(word)
