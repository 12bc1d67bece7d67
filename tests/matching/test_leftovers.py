"""What only one side says: omissions, conflicts, and too little for a name."""

import pytest

from tieline.matching.scoring import DEFAULT_THRESHOLD


@pytest.fixture
def names_of(scorer, party):
    """Score a name against a body with several names."""

    def score(query, *, schema="LegalEntity", **names):
        return scorer.explain(party(schema, name=query), party(schema, **names))

    return score


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Qingdao Velmaron", "Velmaron Electronics Technology Co"),
        ("Velmaron Trading", "Velmaron Dalian"),
        ("杭州维尔玛隆", "维尔玛隆电子技术有限公司"),
    ],
)
def test_a_place_here_and_a_trade_there_are_two_omissions(explain, query, listed):
    assert explain(query, listed).score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Qingdao Velmaron", "Velmaron Dalian"),
        ("Velmaron Shipping", "Velmaron Insurance"),
        ("Velmaron Quistel", "Velmaron Torbund"),
        ("Velmaron Quistel", "Velmaron Trading"),
    ],
)
def test_words_of_one_kind_on_both_sides_conflict(explain, query, listed):
    assert explain(query, listed).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize("branch", ["Medical", "Normal", "Polytechnic", "Agricultural"])
def test_the_branch_of_a_university_tells_it_apart(explain, branch):
    found = explain("Velmaron University", f"Velmaron {branch} University")

    assert found.score < DEFAULT_THRESHOLD


def test_the_field_of_a_company_may_be_left_out(explain):
    found = explain("Velmaron", "Velmaron Agricultural Ltd")

    assert found.score >= DEFAULT_THRESHOLD


def test_a_polytechnical_university_is_polytechnic(explain):
    found = explain("Velmaron Polytechnic Univ", "Velmaron Polytechnical University")

    assert found.score > 0.9


def test_a_short_acronym_alone_says_too_little_where_the_list_calls_it_weak(names_of):
    found = names_of("VQT", name="Torbund Maritime Agency", weakAlias="VQT")

    assert found.score < DEFAULT_THRESHOLD
    assert "alone says too little" in found.reasons[0].detail


@pytest.mark.parametrize(
    "held",
    [
        {"name": "VQT Technology Co., Ltd."},
        {"name": "Torbund Maritime Agency", "alias": "VQT"},
        {"name": ("Torbund Maritime Agency", "VQT")},
    ],
)
def test_a_short_brand_finds_its_firm(names_of, held):
    assert names_of("VQT", **held).score >= DEFAULT_THRESHOLD


def test_two_letters_beside_further_words_say_too_little(names_of):
    assert names_of("QV", name="QV Technology Co., Ltd.").score < DEFAULT_THRESHOLD


def test_a_short_word_alone_makes_no_body_of_a_weak_alias(names_of):
    found = names_of("Zorro", name="Torbund Maritime Agency", weakAlias="ZORRO")

    assert found.score < DEFAULT_THRESHOLD


def test_a_body_whose_only_name_is_short_is_found_by_it(names_of):
    assert names_of("VQT", name="VQT").score >= DEFAULT_THRESHOLD


def test_what_else_agrees_lifts_a_short_acronym(scorer, party):
    query = party("Company", name="VQT", registrationNumber="HRB 77123")
    listed = party(
        "Company", name="Torbund Agency", weakAlias="VQT", registrationNumber="HRB77123"
    )

    assert scorer.explain(query, listed).score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Rudin", "REDION"),
        ("Martha Quill", "QUILL"),
        ("Quill", "Martha Quill"),
        ("Martha Quill", "ODDLEY-QUILL"),
        ("Oh", "OHM"),
    ],
)
def test_one_word_of_a_person_says_too_little(explain, query, listed):
    assert explain(query, listed, "Person").score < DEFAULT_THRESHOLD


def test_a_short_word_does_not_prefer_what_merely_resembles_it(names_of):
    found = names_of("Ono", name="Ono Velmaron Trading", alias="ONOS")

    assert found.reasons[0].candidate == "Ono Velmaron Trading"


def test_the_fuller_agreement_is_shown(names_of):
    found = names_of(
        "Qingdao Velmaron 17 Ltd",
        name="Qingdao Velmaron Optical Technology Co., Ltd.",
        alias=("Velmaron", "VLM"),
    )

    names = next(reason for reason in found.reasons if reason.feature == "names")
    assert "Both have “qingdao”, “velmaron”" in names.detail


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Qingdao Velmaron", "Velmaron Electronics Technology Co"),
        ("Velmaron University", "Velmaron Medical University"),
        ("VQT", "VQT Shipping"),
        ("al-Rudin", "Redion"),
        ("Li", "李"),
    ],
)
@pytest.mark.parametrize("schema", ["LegalEntity", "Person"])
def test_both_sides_say_the_same(explain, query, listed, schema):
    assert explain(query, listed, schema).score == explain(listed, query, schema).score


def test_years_alone_that_are_one_apart_say_little(scorer, party):
    query = party("Person", name="Martha Quill", birthDate="1961")
    listed = party("Person", name="Martha Quill", birthDate="1962-07-03")

    reasons = {r.feature: r.points for r in scorer.explain(query, listed).reasons}

    assert -1 < reasons["dates"] < 0


def test_days_that_conflict_say_much(scorer, party):
    query = party("Person", name="Martha Quill", birthDate="1961-03-09")
    listed = party("Person", name="Martha Quill", birthDate="1962-07-03")

    reasons = {r.feature: r.points for r in scorer.explain(query, listed).reasons}

    assert reasons["dates"] <= -2
