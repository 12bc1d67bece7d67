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
        ("Velmaron LLC", "Velmaron Trading LLC"),
        ("Velmaron Holdings Ltd", "Velmaron Ltd"),
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


def test_another_form_makes_another_body_of_one_that_is_known(explain):
    assert explain("Deutsche Bank AG", "Deutsche Bank GmbH").score < DEFAULT_THRESHOLD


def test_a_firm_that_nobody_knows_is_shown_under_another_form(explain):
    assert explain("Velmaron AG", "Velmaron GmbH").score >= DEFAULT_THRESHOLD


def test_the_firm_of_a_country_is_not_the_group_that_has_a_trade_in_its_name(explain):
    found = explain("Velmaron (UK) Limited", "Velmaron Industries Group")

    assert found.score < DEFAULT_THRESHOLD


@pytest.mark.parametrize("listed", ["Velmaron Limited", "Velmaron Group"])
def test_the_firm_of_a_country_may_be_the_firm_itself(explain, listed):
    assert explain("Velmaron (UK) Limited", listed).score >= DEFAULT_THRESHOLD


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


def test_a_kindless_name_that_reads_as_a_persons_is_no_surer_than_the_person(explain):
    as_person = explain("王伟", "Wang Wei", "Person")
    kindless = explain("王伟", "Wang Wei")

    assert kindless.score <= as_person.score


@pytest.mark.parametrize(
    ("common", "schema"), [("John Smith", "Person"), ("Wang Wei", "Person")]
)
def test_common_names_of_any_origin_are_no_surer_without_a_kind(
    explain, common, schema
):
    assert explain(common, common).score == explain(common, common, schema).score


@pytest.mark.parametrize(
    ("brand", "listed"),
    [
        ("华为", "Huawei Technologies Co., Ltd."),
        ("百度", "Baidu"),
        ("海康威视", "Hikvision"),
        ("东方", "Dongfang"),
    ],
)
def test_a_brand_in_characters_is_no_persons_name(explain, brand, listed):
    assert explain(brand, listed).score > 0.9


def test_a_company_called_as_persons_are_keeps_its_weight(explain):
    as_company = explain("王伟", "Wang Wei", "Company")

    assert as_company.score > explain("王伟", "Wang Wei").score


def test_a_persons_name_is_no_part_of_a_firms(explain):
    found = explain("Wang Li", "Dongfang Wangli Technology")

    assert found.score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    "listed",
    [
        "第九研究院第七七一研究所",
        "中国航天科技集团公司第七七一研究所",
        "Ninth Academy 771st Institute",
    ],
)
def test_a_unit_of_three_figures_is_found_without_its_parents(explain, listed):
    assert explain("771 Research Institute", listed).score >= DEFAULT_THRESHOLD


def test_a_unit_of_two_figures_is_one_of_many(explain):
    found = explain("14th Research Institute", "第九研究院第十四研究所")

    assert found.score < DEFAULT_THRESHOLD


def test_units_of_one_number_and_two_parents_differ(explain):
    found = explain("中国航天科工集团第二研究院208所", "中国兵器工业集团第二〇八研究所")

    assert found.score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("written", "stage", "is_same"),
    [
        ("维尔玛隆二期", "Velmaron Phase II", True),
        ("维尔玛隆2期", "Velmaron Phase 2", True),
        ("维尔玛隆二期", "Velmaron Phase III", False),
        ("维尔玛隆三期工程", "Velmaron Phase II Project", False),
    ],
)
def test_a_phase_is_a_number(explain, written, stage, is_same):
    found = explain(written, stage)

    numbers = {one.feature: one.points for one in found.reasons}["numbers"]
    assert (numbers > 0) == is_same


def test_futures_are_no_phase(explain):
    found = explain("维尔玛隆第一期货公司", "Velmaron No. 1 Futures Company")

    assert {one.feature: one.points for one in found.reasons}["numbers"] > 0


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Da Hua technology", "Zhejiang Dahua Technology Co., Ltd."),
        ("Univ. Elect. Sci. & Technol.", "电子科技大学"),
        ("Coll. Agric., Univ. Velmaron", "College of Agriculture, Velmaron University"),
        ("Velmaron Hikivsion", "Velmaron Hikvision"),
        ("Hikivsion", "Hangzhou Hikvision Digital Technology Co., Ltd."),
    ],
)  # fmt: skip
def test_split_shortened_and_exchanged_words_are_found(explain, query, listed):
    assert explain(query, listed).score >= DEFAULT_THRESHOLD


def test_figures_that_changed_places_are_another_number(explain):
    found = explain("Unit 61398", "Unit 61389")

    assert found.score < DEFAULT_THRESHOLD


def test_half_of_a_split_brand_is_no_other_body(explain):
    assert explain("Da Hua technology", "HUA").score < DEFAULT_THRESHOLD
