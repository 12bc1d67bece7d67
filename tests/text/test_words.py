"""Words, numbers, characters, pinyin and skeletons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.hanzi import has_han, is_han
from tieline.text.numbers import read_han, read_number, read_roman, read_words
from tieline.text.pinyin import Syllables, read_characters
from tieline.text.skeletons import skeleton
from tieline.text.tokens import words

ONES = "零一二三四五六七八九"


def numeral(value):
    """Write a number under a hundred as Chinese institutes do."""
    tens, ones = divmod(value, 10)
    lead = "" if tens == 1 else ONES[tens]
    return (f"{lead}十" if tens else "") + (ONES[ones] if ones else "")


@given(value=st.integers(1, 99))
def test_a_chinese_numeral_reads_as_the_number_it_was_written_from(value):
    written = numeral(value)

    read = read_han(written)

    assert read == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("1st", 1), ("22nd", 22), ("fourteenth", 14), ("nine", 9), ("ship", None)],
)
def test_a_word_reads_as_its_number(written, value):
    read = read_number(written)

    assert read == value


def test_two_words_make_one_number():
    assert read_words(["forty", "four", "brigade"]) == (44, 2)


@pytest.mark.parametrize(("written", "value"), [("VI", 6), ("XIV", 14), ("VX", None)])
def test_a_roman_numeral_is_read_or_refused(written, value):
    assert read_roman(written) == value


def test_signs_of_other_scripts_stay_with_their_letters():
    cut = words("মোহাম্মদ শামসুদ্দিন")

    assert len(cut) == 2


def test_characters_and_letters_are_cut_apart():
    cut = words("华为Huawei技术")

    assert cut == ["华为", "Huawei", "技术"]


@given(text=st.text(st.characters(), max_size=40))
def test_no_word_is_empty(text):
    cut = words(text)

    assert all(cut)


def test_a_surname_is_read_as_a_surname():
    read = read_characters("单田芳", is_person=True)

    assert read == ("shan", "tian", "fang")


def test_a_word_is_cut_into_as_few_syllables_as_possible():
    syllables = Syllables()

    assert syllables.cut("xian") == ("xian",)
    assert syllables.cut("hikvision") is None


def test_han_is_told_from_kana_and_latin():
    assert has_han("東京タワー")
    assert not has_han("タワー")
    assert not is_han("東京 1")


def test_spellings_of_one_name_share_a_skeleton():
    assert skeleton("muhammad") == skeleton("mohamed")
