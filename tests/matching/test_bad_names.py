"""What is no proper name: what becomes of it is defined, and takes no time.

A name without a letter or a digit is refused, and so is one beyond 2,000 characters.
Any other text is read as far as 512 characters and 32 words, and compared.
"""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.scoring import DEFAULT_THRESHOLD
from tieline.model.errors import UsageError
from tieline.names.affiliations import read_affiliations
from tieline.names.organisation_parts import parts_in
from tieline.names.person_parts import names_in
from tieline.text.fold import clean
from tieline.workspace.explaining import explain_pair

SCHEMATA = ("Company", "Person", "LegalEntity")
LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."
# Seconds of the processor for a pair; far above what it takes, on slow machines too.
LONGEST = 0.5


@pytest.fixture(scope="module")
def pair(scorer):
    """Score two names as `tieline explain` does."""

    def score(left, right, schema="LegalEntity"):
        return explain_pair(left, right, scorer, schema=schema)

    for schema in SCHEMATA:  # tables are read once
        score("Example 中国 Ж", "Example 한국 ア", schema)
    return score


@pytest.mark.parametrize("schema", SCHEMATA)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        ".,;!?",
        "—",
        "()/[]",
        "👨‍👩‍👧‍👦",
        "🇨🇳",
        "\u200b\u202e",
        "\u0301" * 9,
        "\udfff",
        "\0",
        "\ue000",
        "\u0378",
    ],
)
def test_a_name_of_no_letter_is_refused(pair, text, schema):
    with pytest.raises(UsageError, match=r"empty|no letter"):
        pair(text, "Example", schema)


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "a" * 1_000_000, "中国电子" * 2_500, "a" + "\u0301" * 5_000],
)
def test_a_name_beyond_all_bounds_is_refused(pair, text):
    with pytest.raises(UsageError, match="was not screened"):
        pair(text, "Example")


def test_of_many_words_the_first_are_compared_and_it_is_said(pair):
    found = pair("Example Optics " + "word " * 300, "Example Optics")

    assert any("first 512 characters" in said for said in found.words)


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("Hіkvіsіon", "Hikvision"),  # і is Cyrillic
        ("Ηikvision", "Hikvision"),  # Η is Greek
        ("Hik\u200bvision", "Hikvision"),
        ("\u202eHikvision\u202c", "Hikvision"),
        ("Ｈｉｋｖｉｓｉｏｎ", "Hikvision"),
        ("Hikvision 🚀", "Hikvision"),
        ("Hik\ud800vision", "Hikvision"),
        ("Hik\0vision", "Hikvision"),
        ("((Hikvision))", "Hikvision"),
    ],
)
def test_what_is_mixed_in_does_not_hide_a_name(pair, odd, plain):
    assert pair(odd, plain).score == pytest.approx(pair(plain, plain).score, abs=0.02)


@pytest.mark.parametrize("name", ["GmbH", "有限公司", "ООО", "Co., Ltd."])
def test_a_legal_form_alone_is_no_candidate_for_who_bears_it(pair, name):
    for listed in (LISTED, "Romashka OOO", "Alfa Optik GmbH", "北京光学有限公司"):
        assert pair(name, listed).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    "name", ["The Company", "The", "Company", "University", "大学"]
)
def test_a_word_that_names_nobody_is_no_candidate_for_a_name(pair, name):
    for listed in (LISTED, "University of Leeds", "The Alfa Company", "北京大学"):
        assert pair(name, listed).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize("name", ["The Company", "The"])
def test_what_names_nobody_is_not_sure_to_be_itself(pair, name):
    assert pair(name, name).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize("name", ["A", "中", "Я", "7", "XIV"])
def test_one_letter_is_no_candidate_for_a_longer_name(pair, name):
    for listed in (LISTED, "Example Optics", "中国电子科技集团公司", "Alfa 7 Bank"):
        assert pair(name, listed).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize("name", ["Dr. Prof.", "al al bin", "Mr", "A"])
def test_titles_particles_and_letters_alone_are_no_person(pair, name):
    for listed in ("Dr. Ivan Petrov", "Ali bin Hassan al-Masri", "A. Smith"):
        assert pair(name, listed, "Person").score < DEFAULT_THRESHOLD


def test_a_person_within_brackets_keeps_the_name():
    assert names_in("((Petrov))") == ("((Petrov))",)
    assert names_in("(Anna Berg)") == ("Anna Berg",)


HOSTILE = [
    "(aa) " * 100,
    "(a" * 200,
    "(" * 200 + "a" + ")" * 200,
    "a/" * 250,
    "abcd / " * 80,
    "Foo a.k.a. " * 45,
    "alpha beta gamma a.k.a. " + "n " * 200,
    "aka née " * 60,
    "& ०" * 100 + " aka& " + "& n " * 80,
    "A." * 250,
    "'a" * 250,
    '"' * 200 + "a " * 100,
    "xian" * 120,
    "zhong guo dian zi " * 28,
    "yi" * 250,
    "第十四" * 150,
    "中a1" * 160,
    "大学研究所实验室" * 60,
    "twenty first " * 38,
    "CETC AVIC NORINCO " * 25,
    "siemensAG " * 45,
    "Velmaron Shipping / ......",
    "Velmaron Shipping / 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 / Torbund",
    "двадцать первый " * 30,
    "Открытое акционерное общество " * 16,
    "Завод № / " * 45,
    "al bin ibn " * 45,
    "Abdullah al-Din " * 30,
    "Jean-Pierre-" * 40,
    "ﷺ" * 100,
    "İ" * 500,
    "カ" * 500,
    "김" * 500,
    "𗀀𗀁" * 200,
    "\U00030000" * 300,
    "and " * 120,
    "I V X L " * 60,
    "%" * 400 + "a",
]


@pytest.mark.parametrize("schema", ["Company", "Person"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_takes_long(pair, text, schema):
    start = time.process_time()
    found = pair(text, text[::-1], schema)

    assert time.process_time() - start < LONGEST
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    "text", ["and " * 1_200, " or" * 1_300, "(" * 4_000, "a@" * 2_000]
)
def test_no_affiliation_is_too_odd_to_be_read(text):
    start = time.process_time()
    read_affiliations(text)

    assert time.process_time() - start < LONGEST


PIECES = st.sampled_from(
    [
        *(
            "a",
            "n",
            "xi",
            "Li Wei",
            "al",
            "bin",
            "Dr.",
            "GmbH",
            "Co",
            "the",
            "14",
            "XIV",
        ),
        *(" ", " ", "-", ".", ",", "(", ")", "/", '"', "'", " aka ", " née ", "&", "%"),
        *(
            "中国",
            "第",
            "所",
            "研究",
            "有限公司",
            "大学",
            "이",
            "김",
            "ア",
            "ー",
            "Я",
            "Ωμ",
        ),
        *("محمد", "\u0301", "\u0345", "\u200d", "👨", "\u202e", "\ud800", "\0", "ß"),
        *("İ", "ﷺ", "㈱", "①", "𠀀", "\ue000", "०", "Bank", "Beijing", "\t", "\u3164"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=120).map("".join) | st.text(max_size=60)


def is_name(text):
    return any(map(str.isalnum, text))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_two_texts_get_a_score_that_adds_up_and_is_the_same_both_ways(pair, data):
    left, right = data.draw(TEXTS.filter(is_name)), data.draw(TEXTS.filter(is_name))
    schema = data.draw(st.sampled_from(SCHEMATA))

    found, turned = pair(left, right, schema), pair(right, left, schema)

    assert 0 <= found.score <= 1
    assert math.isfinite(found.points)
    assert found.score == pytest.approx(turned.score, abs=1e-6)
    for reason in found.reasons:
        if reason.parts:
            given_points = sum(part.points for part in reason.parts)
            assert given_points == pytest.approx(reason.points, abs=0.01)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_the_names_within_a_name_hold_letters(text):
    if is_name(clean(text)):
        held = (*names_in(clean(text)), *parts_in(clean(text)))

        assert all(names_in(clean(text)))
        assert is_name("".join(held))
