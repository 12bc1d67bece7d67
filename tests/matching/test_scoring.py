"""Score and verdict: what agrees, what speaks against, what settles."""

import pytest

from tieline.matching.calibration import calibrate
from tieline.matching.scoring import DEFAULT_THRESHOLD
from tieline.matching.scoring import explain as explain_once
from tieline.registry import features

LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."
LEI, OTHER_LEI = "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Hangzhou Hikvision", LISTED),
        ("HIKVISION DIGITAL TECH", LISTED),
        ("杭州海康威视数字技术股份有限公司", "杭州海康威视数字技术"),
        ("Northwestern Polytechnic Univ", "Northwestern Polytechnical University"),
        ("Goodwill Trading", "Good Will Trading Company"),
        ("OOO Romashka", "ООО «Ромашка»"),
        ("CETC", "China Electronics Technology Group Corporation"),
        ("1st International Bank", "First Int'l Bank"),
        ("Fraunhofer Inst. for Optics", "Fraunhofer Institute of Optics"),
    ],
)
def test_one_organisation_written_two_ways_is_a_candidate(explain, query, listed):
    found = explain(query, listed)

    assert found.score >= DEFAULT_THRESHOLD
    assert found.verdict == "candidate"


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("NURISTANI, Abdul Aziz", "Abdul Aziz Nooristani"),
        ("毛泽东", "Mao Zedong"),
        ("毛泽东", "毛澤東"),
        ("Wang Xiaoming", "Xiao Ming Wang"),
        ("A. Khamenei", "Ali Khamenei"),
        ("Сергей Лавров", "Sergey Viktorovich LAVROV"),
        ("Jörg Müller", "Jorg Muller"),
    ],
)
def test_one_person_written_two_ways_is_a_candidate(explain, query, listed):
    found = explain(query, listed, "Person")

    assert found.score >= DEFAULT_THRESHOLD
    assert found.verdict == "candidate"


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("14th Research Institute", "29th Research Institute"),
        ("第十四研究所", "第二十九研究所"),
        ("中国电子科技集团公司第十四研究所", "中国电子科技集团公司第二十九研究所"),
        ("Bain Capital Fund X", "Bain Capital Fund XI"),
        ("China", LISTED),
        ("Technology Ltd", LISTED),
        ("The Company", LISTED),
        ("University", "Northwestern Polytechnical University"),
        ("ООО «БАЙ»", "ООО «БАЙКАЛ»"),
    ],
)
def test_two_organisations_are_no_match(explain, query, listed):
    assert explain(query, listed).verdict == "no_match"


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("王伟", "王薇"),
        ("Zhang Wei", "Zheng Wei"),
        ("李白", "Li Baiyao"),
        ("Boris Abramovich", "Roman Abramovich"),
    ],
)
def test_two_persons_are_no_match(explain, query, listed):
    assert explain(query, listed, "Person").verdict == "no_match"


def test_an_ordinal_in_characters_is_the_ordinal_in_letters(explain):
    found = explain("第十四研究所", "14th Research Institute")

    assert found.score >= DEFAULT_THRESHOLD
    assert "numbers" in {reason.feature for reason in found.reasons}


def test_a_rare_name_alone_is_never_a_match(explain):
    name = "Xylophonia Quetzalcoatlus Wjwkkzq GmbH"

    found = explain(name, name)

    assert found.verdict == "candidate"


def test_an_agreeing_identifier_makes_a_match(scorer, party):
    query = party("Company", name="Hikvision", leiCode=LEI)
    listed = party("Company", name=LISTED, leiCode=LEI)

    assert scorer.explain(query, listed).verdict == "match"


def test_an_identifier_alone_finds_its_entity(scorer, party):
    query = party("Company", leiCode=LEI)
    listed = party("Company", name=LISTED, leiCode=LEI)

    assert scorer.explain(query, listed).verdict == "match"


def test_a_different_identifier_of_a_unique_kind_forbids(scorer, party):
    query = party("Company", name=LISTED, leiCode=LEI)
    listed = party("Company", name=LISTED, leiCode=OTHER_LEI)

    assert scorer.explain(query, listed).verdict == "no_match"


def test_a_conflicting_identifier_beside_an_agreeing_one_is_no_match(scorer, party):
    query = party("Company", name=LISTED, leiCode=LEI, registrationNumber="HRB 1234")
    listed = party(
        "Company", name=LISTED, leiCode=OTHER_LEI, registrationNumber="HRB1234"
    )

    assert scorer.explain(query, listed).verdict != "match"


def test_a_conflicting_number_forbids_a_match_by_identifier(scorer, party):
    query = party("Company", name="14th Institute", registrationNumber="77123456")
    listed = party("Company", name="29th Institute", registrationNumber="77123456")

    assert scorer.explain(query, listed).verdict != "match"


def test_an_activity_code_is_no_identifier(scorer, party):
    query = party("Company", name="Alpha Optics", okvedCode="26.51.1")
    listed = party("Company", name="Alpha Optics", okvedCode="26.51.1")

    assert scorer.explain(query, listed).verdict == "candidate"


def test_a_date_of_birth_does_not_make_a_match(scorer, party):
    query = party("Person", name="Wang Wei", birthDate="1970-05-17")

    found = scorer.explain(query, query)

    assert found.verdict == "candidate"
    assert {"dates", "names"} == {reason.feature for reason in found.reasons}


def test_another_date_of_birth_speaks_against(scorer, party):
    query = party("Person", name="Wang Wei", birthDate="1970-05-17")
    listed = party("Person", name="Wang Wei", birthDate="1951-11-02")

    assert scorer.explain(query, listed).verdict == "no_match"


def test_the_first_of_january_counts_as_its_year(scorer, party):
    query = party("Person", name="Wang Wei", birthDate="1970-05-17")
    listed = party("Person", name="Wang Wei", birthDate="1970-01-01")

    reasons = {r.feature: r.points for r in scorer.explain(query, listed).reasons}

    assert 0 < reasons["dates"] < 1


def test_a_person_is_no_ship(scorer, party):
    found = scorer.explain(
        party("Person", name="Victory"), party("Vessel", name="Victory")
    )

    assert found.verdict == "no_match"


def test_a_legal_entity_may_be_a_person(scorer, party):
    found = scorer.explain(
        party("LegalEntity", name="Wang Xiaoming"),
        party("Person", name="WANG, Xiaoming"),
    )

    assert found.verdict == "candidate"


def test_the_score_is_the_calibrated_sum_of_the_reasons(explain):
    found = explain("Hangzhou Hikvision", LISTED)

    total = sum(reason.points for reason in found.reasons)

    assert found.score == round(calibrate(total), 4)


def test_reasons_say_what_met_and_what_was_left(explain):
    listed = "Hangzhou Velmaron Digital Technology Co., Ltd."
    reason = explain("Hangzhou Velmaron", listed).reasons[0]

    assert "Both have “hangzhou”, “velmaron”" in reason.detail
    assert "Only the candidate has “digital”, “technology”" in reason.detail
    assert (reason.query, reason.candidate) == ("Hangzhou Velmaron", listed)


def test_a_cut_name_says_so(explain):
    found = explain("Hikvision " * 20_000, LISTED)

    assert any("first 512 characters" in reason.detail for reason in found.reasons)


@pytest.mark.parametrize("name", ["", "...", "\u200b", "\ud800", "!" * 100_000])
def test_a_name_without_letters_scores_nothing(explain, name):
    found = explain(name, LISTED)

    assert (found.score, found.reasons) == (0.0, ())
    assert found.verdict == "no_match"


def test_a_single_pair_is_scored_without_a_scorer(party):
    found = explain_once(party(name="Hikvision"), party(name=LISTED), features())

    assert found.profile.names[0].text == LISTED
