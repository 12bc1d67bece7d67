"""Alignments: every piece of both names once, and points that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(
    st.sampled_from(
        ["Acme", "Acmee", "Hai", "Kang", "Haikang", "Technology", "14th", "Ltd", "所"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


def names_of(found):
    return next(r for r in found.reasons if r.feature == "names")


@given(left=WORDS, right=WORDS, schema=st.sampled_from(["Company", "Person"]))
def test_the_parts_add_up_to_the_points_of_the_names(explain, left, right, schema):
    found = [r for r in explain(left, right, schema).reasons if r.feature == "names"]

    for reason in found:
        assert round(sum(part.points for part in reason.parts), 2) == reason.points


@given(left=WORDS, right=WORDS)
def test_what_agrees_speaks_for_and_what_stands_alone_against(explain, left, right):
    found = [r for r in explain(left, right).reasons if r.feature == "names"]

    for part in (part for reason in found for part in reason.parts):
        if part.how == "alone":
            assert part.points <= 0.01
        else:
            assert part.query is not None
            assert part.candidate is not None


@pytest.mark.parametrize(
    ("left", "right", "schema", "met"),
    [
        ("Acme Widgets", "Acme Widgets", "Company", ("acme", "acme", "equal")),
        ("Acme Widgeta", "Acme Widgets", "Company", ("widgeta", "widgets", "similar")),
        ("Haikang", "Hai Kang", "Company", ("haikang", "hai kang", "joined")),
        ("J Smithers", "John Smithers", "Person", ("j", "john", "initial")),
        ("Acme Widgets", "Acme", "Company", ("widgets", None, "alone")),
        ("Acme", "Acme Widgets", "Company", (None, "widgets", "alone")),
    ],
)  # fmt: skip
def test_a_part_says_what_met_what_and_how(explain, left, right, schema, met):
    parts = names_of(explain(left, right, schema)).parts

    assert met in [(part.query, part.candidate, part.how) for part in parts]


def test_an_acronym_and_its_name_are_one_part(explain):
    found = names_of(
        explain("CASIC", "China Aerospace Science and Industry Corporation")
    )

    assert len(found.parts) == 1
    assert found.parts[0].points == found.points


def test_a_sentence_names_the_words_of_each_side(explain):
    found = names_of(explain("Acme Widgets", "Acme Gadgets"))

    assert "Both have “acme”" in found.detail
    assert "Only the query has “widgets”" in found.detail or "much like" in found.detail


def test_a_translated_word_is_shown_with_the_characters_it_stands_for(explain):
    found = names_of(explain("西北工业大学", "Northwestern Polytechnical University"))

    assert found.parts[0].query_origin == "西北"
    assert found.parts[0].candidate_origin is None
    assert "“northwestern” (西北)" in found.detail


def test_a_known_body_is_shown_with_what_the_name_calls_it(explain):
    found = names_of(explain("中国电子科技集团公司第十四研究所", "CETC 14th Institute"))

    assert found.parts[0].query == "cetc"
    assert found.parts[0].query_origin == "中国电子科技集团公司"


def test_a_known_body_is_called_by_a_name_of_its_own(explain):
    reason = names_of(explain("BIT", "Beijing Institute of Technology", "Organization"))

    assert "“beijing institute of technology” (bit)" in reason.detail


def test_no_made_word_stands_in_the_parts_of_known_bodies(explain):
    reason = names_of(explain("沈飞", "Shenyang Aircraft Corporation", "Organization"))

    assert "sacshenyang" not in reason.detail
    assert [part.query for part in reason.parts] == [
        part.candidate for part in reason.parts
    ]


def test_what_is_written_apart_is_said_of_the_words_that_were_compared(explain):
    reason = names_of(explain("Malek Ashtar", "Malek Ashtar University"))

    assert "written apart, “malek ashtar university”" not in reason.detail
