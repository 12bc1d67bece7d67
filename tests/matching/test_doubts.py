"""Doubts: words agree, and what agrees is too little to show a body for."""

import pytest

from tieline.matching.scoring import DEFAULT_THRESHOLD


@pytest.fixture
def of_names(scorer, party):
    """Score a name against a body that has several."""

    def score(query, *names):
        listed = party("Organization", name=names)
        return scorer.explain(party("Organization", name=query), listed)

    return score


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Shenzhen Technology Co.", "Shenzhen Velmaron Technology Co., Ltd."),
        ("Ningbo Trading", "Ningbo Quistel Trading Co., Ltd."),
        ("深圳科技公司", "Shenzhen Velmaron Technology Co., Ltd."),
        ("Shenzhen Technology Co.", "Shenzhen DJI Technology Co., Ltd."),
    ],
)
def test_a_place_and_a_trade_show_no_firm_that_has_a_brand(explain, query, listed):
    assert explain(query, listed).score < DEFAULT_THRESHOLD


def test_a_place_and_a_trade_show_the_institute_that_leaves_its_academy_out(explain):
    found = explain(
        "中国农业科学院哈尔滨兽医研究所", "Harbin Veterinary Research Institute"
    )

    assert found.score >= DEFAULT_THRESHOLD


def test_a_trade_that_one_of_two_full_legal_names_lacks_makes_another_firm(explain):
    found = explain("Velmaron Ltd", "Velmaron Agricultural Ltd")

    assert found.score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Velmaron", "Velmaron Agricultural Ltd"),
        ("Velmaron Co.", "Velmaron Agricultural Ltd"),
        ("Velmaron Ltd", "Ningbo Velmaron Agricultural Ltd"),
        ("VQT Ltd", "V.Q.T. Engineering Limited"),
    ],
)
def test_the_field_may_be_left_out_of_a_name_that_is_not_full(explain, query, listed):
    assert explain(query, listed).score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize("query", ["Velmraon", "Velamron"])
def test_a_brand_with_two_letters_exchanged_is_shown(explain, query):
    found = explain(query, "Shenzhen Velmaron Technology Co., Ltd.")

    assert found.score >= DEFAULT_THRESHOLD


def test_a_brand_with_exchanged_letters_is_below_the_brand(explain):
    listed = "Velmaron Technology Co., Ltd."

    assert explain("Velmraon", listed).score < explain("Velmaron", listed).score


def test_letters_exchanged_in_a_short_word_make_another(explain):
    assert explain("Vlea", "Vela Technology").score < DEFAULT_THRESHOLD


def test_a_banks_trust_company_is_not_the_bank(explain):
    found = explain("Velmaron Bank Trust Company", "Velmaron Bank")

    assert found.score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    "listed", ["Velmaron Bank & Trust Company", "Velmaron Bank and Trust Company"]
)
def test_a_bank_and_trust_company_is_one_body(explain, listed):
    assert explain("Velmaron Bank and Trust", listed).score >= DEFAULT_THRESHOLD


def test_a_stock_company_is_not_the_limited_company_of_a_common_name(explain):
    found = explain("Deutsche Handelsbank AG", "Deutsche Handelsbank GmbH")

    assert (
        found.score < explain("Deutsche Handelsbank AG", "Deutsche Handelsbank").score
    )


def test_a_place_in_a_further_name_speaks_against_another_place(of_names):
    found = of_names(
        "Jinan Velmaron Center", "Velmaron Center", "Velmaron Quistel Center of Tianjin"
    )
    alone = of_names("Jinan Velmaron Center", "Velmaron Center")

    assert found.points < alone.points


def test_a_city_in_a_further_name_does_not_speak_against_its_province(of_names):
    found = of_names("Sichuan Velmaron", "Velmaron", "Velmaron Chengdu")

    assert not [reason for reason in found.reasons if reason.feature == "places"]


def test_places_of_persons_abstain(scorer, party):
    found = scorer.explain(
        party("Person", name="Jinan Velmaron"),
        party("Person", name=("Velmaron", "Tianjin Velmaron")),
    )

    assert not [reason for reason in found.reasons if reason.feature == "places"]


def test_a_number_in_a_further_name_speaks_against_another_number(of_names):
    found = of_names(
        "Velmaron 8th Hospital", "Velmaron Hospital", "Velmaron Hospital No. 3"
    )
    alone = of_names("Velmaron 8th Hospital", "Velmaron Hospital")

    assert found.points < alone.points


def test_initials_beside_a_body_are_of_the_level_that_the_full_name_tells(of_names):
    found = of_names(
        "中国科学院",
        "QVP CAS",
        "Quistel Institute of Plateau Physics, Chinese Academy of Sciences",
    )

    assert found.score < DEFAULT_THRESHOLD
