"""Affiliations: who stands in them, where, when, and what the registry knows of it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tieline.workspace.affiliations import REGISTRY, AffiliationReader

READER = AffiliationReader()
TABLE = Path(__file__).with_name("affiliations.tsv")
ROWS = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
PIECES = st.sampled_from(
    [
        "Dept. of Physics",
        "School of Automation",
        "Univ. of Turku",
        "Tsinghua University",
        "BIT",
        "CAS",
        "MIT",
        "北京理工大学",
        "自动化学院",
        "原",
        "曾任",
        "formerly at ",
        "now with ",
        "ex-",
        "(until 2019)",
        "2015-2018",
        ", ",
        "; ",
        " and ",
        "\n",
        "1",
        "²",
        "P.R. China",
        "Beijing 100081",
        "USA",
        "a.b@example.org",
        "Hospital",
        "(",
        ")",
        "University",
        " ",
        "CHU",
    ]
)


def said(institution):
    """Write an institution as the table does."""
    name = institution.name or f"?{institution.written}"
    return f"{name}|{institution.tense}"


def with_units(institutions):
    for one in institutions:
        yield one
        yield from one.units


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_an_affiliation_names_these_institutions(text, expected):
    found = READER.read(text)

    assert ("; ".join(map(said, found)) or "-") == expected


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES).map("".join)))
@example(text="\x00\ud800")
@example(text="1 " * 50)
@example(text="İ, University of İstanbul, ﬁ")
def test_every_institution_cites_the_span_that_names_it(text):
    found = list(with_units(READER.read(text)))

    assert all(text[one.start : one.end] == one.written for one in found)
    assert all(one.written.strip() for one in found)


@settings(max_examples=200, deadline=None)
@given(text=st.lists(PIECES).map("".join))
def test_institutions_come_in_order_and_do_not_overlap(text):
    found = READER.read(text)

    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(text=st.lists(PIECES).map("".join))
def test_an_id_comes_with_a_score_and_its_reasons_and_nothing_else_does(text):
    for one in with_units(READER.read(text)):
        assert (one.ror is None) == (one.score is None)
        if one.ror is not None:
            assert 0 < one.score < 1
            assert one.reasons
            assert one.ror.startswith("https://ror.org/")
            assert one.name in one.names


def test_a_department_leads_to_its_university():
    (one,) = READER.read("Institut für Informatik, Universität Heidelberg, Germany")

    assert one.name == "Heidelberg University"
    assert [unit.written for unit in one.units] == ["Institut für Informatik"]


def test_an_institute_leads_to_the_academy_above_it():
    institute, academy = READER.read("Inst. of Automation, CAS, Beijing, China")

    assert [parent.name for parent in institute.parents] == [academy.name]


def test_past_stays_apart_from_present():
    past, present = READER.read("formerly at NUDT, now with Tsinghua University")

    assert (past.name, past.tense) == (
        "National University of Defense Technology",
        "past",
    )
    assert (present.name, present.tense) == ("Tsinghua University", "present")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Soochow University, Suzhou, China", "cn"),
        ("Northwestern University, Evanston, USA", "us"),
        ("Northwestern University, Xi'an, China", "cn"),
    ],
)
def test_the_country_tells_namesakes_apart(text, country):
    (one,) = READER.read(text)

    assert one.country == country


def test_an_institution_elsewhere_is_not_taken_for_a_namesake():
    (one,) = READER.read("Soochow University, Taipei, Taiwan")

    assert one.ror is None


def test_an_acronym_needs_its_place():
    assert READER.read("BIT, Beijing")[0].name == "Beijing Institute of Technology"
    assert READER.read("BIT")[0].ror is None


def test_a_ministry_of_one_country_is_none_of_another():
    (one,) = READER.read("Ministry of Education, China")

    assert one.ror is None
    assert one.country == "cn"


def test_a_hospital_named_after_a_university_is_not_the_university():
    (one,) = READER.read("Department of Surgery, Zhejiang University Hospital, China")

    assert one.ror is None
    assert [parent.name for parent in one.parents] == ["Zhejiang University"]


def test_atomic_energy_is_not_over():
    (one,) = READER.read("中国科学院, 原子能研究所")[:1]

    assert one.tense == "unknown"


def test_a_country_lent_by_the_next_affiliation_rules_nothing_out():
    turku, _ = READER.read("Univ. of Turku; Tsinghua University, Beijing, China")

    assert turku.country == "fi"


@pytest.mark.parametrize(
    "text", ["", "   ", "...", "China", "P.R. China", "Beijing", "100081", "a@b.cn"]
)
def test_what_names_nobody_gives_nobody(text):
    assert READER.read(text) == ()


def test_ten_thousand_words_are_read_to_the_limit():
    text = "Tsinghua University, Beijing, China; " * 3_400

    found = READER.read(text)

    assert found
    assert all(one.end <= 4_000 for one in found)


def test_the_registry_that_comes_along_says_what_it_is():
    assert REGISTRY.stat().st_size < 4_500_000
    assert READER.source() == (
        "Research Organization Registry, 49,998 organisations, CC0 1.0"
    )
