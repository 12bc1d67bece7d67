"""Bodies by their names: initials that begin one, bodies known, levels and forms."""

from pathlib import Path

import pytest

from tieline.matching.scoring import DEFAULT_THRESHOLD

TABLE = Path(__file__).with_name("organisations.tsv")
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


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        (
            "VEMT 14th Research Institute",
            "Velmaron Electronics Materials Technology Corp 14th Research Institute",
        ),
        ("中国电科第十四研究所", "CETC 14th Research Institute"),
        ("海康威视", "Haikang Weishi"),
        ("Romashka, OOO", "Romashka LLC"),
        ("廿八所", "28th Institute"),
    ],
)
def test_a_body_is_found_by_another_writing_of_its_name(explain, query, listed):
    assert explain(query, listed).score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("CETC", "CETC 14th Research Institute"),
        ("Velmaron University", "Velmaron University Hospital"),
        ("Velmaron Bank", "Velmaron Bank Perm Branch"),
        ("维尔玛隆大学", "维尔玛隆大学附属医院"),
        ("Velmaron Partners", "Velmaron Partners II"),
        ("ANO Velmaron", "OOO Velmaron Trading House"),
        ("西北工业大学", "Northwest University"),
        ("Henan Department of Velmar", "Hunan Department of Velmar"),
    ],
)
def test_a_part_is_not_its_whole_nor_its_neighbour(explain, query, listed):
    assert explain(query, listed).score < DEFAULT_THRESHOLD


def test_numbers_that_differ_are_told_in_words(explain):
    found = explain("中国电子科技集团公司第十四研究所", "CETC 29th Research Institute")

    assert found.verdict == "no_match"
    assert any("14 is not 29" in reason.detail for reason in found.reasons)


@pytest.mark.parametrize(
    ("query", "candidate", "is_shown"),
    [
        ("湖南大学", ("HNU", "Hefei Normal University"), False),
        ("湖南大学", ("HNU", "Hunan University"), True),
        ("湖南大学", ("HNU",), True),
        ("HNU", ("HNU", "Hefei Normal University"), True),
    ],
)
def test_initials_that_one_side_writes_do_not_outweigh_its_full_name(
    party, scorer, query, candidate, is_shown
):
    one, two = party("Organization", name=query), party("Organization", name=candidate)

    assert (scorer.explain(one, two).score >= DEFAULT_THRESHOLD) is is_shown


def test_a_full_name_tells_that_a_short_one_is_a_part(party, scorer):
    whole = party("Organization", name="中国科学院")
    part = party(
        "Organization",
        name=("IOE CAS", "Institute of Optics, Chinese Academy of Sciences"),
    )

    assert scorer.explain(whole, part).score < DEFAULT_THRESHOLD
