"""Systems of romanisation: Wade-Giles, Cantonese, Hangul, kana."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.arabic import usual_spelling
from tieline.text.cantonese import macau_spelling, southern_readings
from tieline.text.greek import greek_spellings
from tieline.text.han_folding import fold_han
from tieline.text.hangul import hangul_spellings, is_hangul, parts_of
from tieline.text.kana import hepburn, is_kana, kana_spellings
from tieline.text.pinyin import Syllables, cut_syllables
from tieline.text.tables import read_rows
from tieline.text.wade_giles import taiwan_spellings, wade_giles

SYLLABLES = sorted(Syllables())
hangul = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
kana = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FC), max_size=12)


@given(syllable=st.sampled_from(SYLLABLES))
def test_a_syllable_of_pinyin_has_one_spelling_in_wade_giles(syllable):
    spelling = wade_giles(syllable)

    assert spelling.isascii()
    assert spelling.isalpha()
    assert spelling[0] not in "bdgqxz"


@pytest.mark.parametrize(
    ("pinyin", "spelling"),
    [
        ("mao ze dong", "mao tse tung"),
        ("zhou en lai", "chou en lai"),
        ("deng xiao ping", "teng hsiao ping"),
        ("xu shi you", "hsu shih yu"),
        ("zi", "tzu"),
        ("jue", "chueh"),
        ("xiong", "hsiung"),
        ("guang", "kuang"),
        ("ren", "jen"),
        ("yan", "yen"),
    ],
)
def test_pinyin_is_spelled_as_wade_and_giles_did(pinyin, spelling):
    assert " ".join(map(wade_giles, pinyin.split())) == spelling


def test_no_habit_of_taiwan_repeats_wade_giles():
    for syllable in SYLLABLES:
        assert wade_giles(syllable) not in taiwan_spellings(syllable)


def test_the_table_of_cantonese_is_simplified_and_small_latin_letters():
    rows = list(read_rows("tieline.text", "cantonese.tsv"))

    assert len({char for char, *_ in rows}) == len(rows) > 1_500
    for char, ways, pinyin in rows:
        assert fold_han(char) == char
        for way in (*ways.split("; "), *pinyin.split("; ")):
            assert way.isascii(), char
            assert way.isalpha(), char


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("陈大文", "chan tai man"),
        ("郭富城", "kwok fu shing"),
        ("梁朝伟", "leung chiu wai"),
        ("黄家强", "wong ka keung"),
        ("吴镇宇", "ng chan yu"),
        ("谢霆锋", "tse ting fung"),
    ],
)
def test_a_name_is_spelled_as_in_hong_kong(name, spelling):
    table = southern_readings().cantonese

    assert " ".join(table[char][0] for char in name) == spelling


def test_a_spelling_of_hong_kong_leads_back_to_pinyin():
    table = southern_readings().mandarin

    assert table["chan"][0] == "chen"
    assert {"huang", "wang"} <= set(table["wong"])


@given(spelling=st.text("aeioungklmchtw", min_size=1, max_size=7))
def test_macau_changes_no_more_than_the_end(spelling):
    assert macau_spelling(spelling)[:1] in {spelling[0], "a", "e", "i", "o", "u"}


@given(syllable=hangul)
def test_every_syllable_of_hangul_is_taken_apart_and_put_together(syllable):
    initial, vowel, end = parts_of(syllable)

    assert chr(0xAC00 + (initial * 21 + vowel) * 28 + end) == syllable


@given(syllable=hangul, is_surname=st.booleans())
def test_every_syllable_of_hangul_is_written_in_letters(syllable, is_surname):
    ways = hangul_spellings(syllable, is_surname=is_surname)

    assert len(set(ways)) == len(ways) > 0
    assert all(way.isascii() and way.isalpha() for way in ways)


@pytest.mark.parametrize(
    ("syllable", "ways"),
    [("김", "kim gim"), ("이", "lee yi rhee ri"), ("박", "park pak bak")],
)
def test_a_korean_surname_has_its_usual_spellings(syllable, ways):
    assert set(ways.split()) <= set(hangul_spellings(syllable, is_surname=True))


def test_hangul_is_told_from_kana():
    assert is_hangul("김정은")
    assert not is_kana("김정은")
    assert is_kana("おおたに")


@given(text=kana)
def test_kana_gives_small_letters_alone(text):
    assert set(hepburn(text)) <= set("abcdefghijklmnopqrstuvwxyz")
    assert len(kana_spellings(text)) <= 5


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("きょうと", "kyouto"),
        ("マッチャ", "matcha"),
        ("ジュンイチ", "junichi"),
        ("ツジ", "tsuji"),
        ("シンゾー", "shinzoo"),
        ("フジワラ", "fujiwara"),
    ],
)
def test_kana_is_spelled_after_hepburn(text, spelling):
    assert hepburn(text) == spelling


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("おおたに", "ohtani"),
        ("とうごう", "togo"),
        ("つじ", "tuzi"),
        ("しゅん", "syun"),
    ],
)
def test_kana_has_other_spellings(text, other):
    assert other in kana_spellings(text)


@given(parts=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4))
def test_what_is_cut_makes_the_word_again(parts):
    word = "".join(parts)

    cut = cut_syllables(word, set(SYLLABLES))

    assert cut is not None
    assert "".join(cut) == word
    assert len(cut) <= len(parts)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Χρήστος", "hristos"),
        ("Μπούρας", "bouras"),
        ("Ντόρα", "dora"),
        ("Άγγελος", "angelos"),
        ("Παπανδρέου", "papandreou"),
        ("Ευάγγελος", "evangelos"),
    ],
)
def test_greek_has_its_usual_spellings(word, other):
    assert other in greek_spellings(word)


@given(word=st.text(st.sampled_from("αβγδεζηθικλμνξοπρστυφχψως"), min_size=1))
def test_greek_gives_at_most_eight_spellings_in_letters(word):
    ways = greek_spellings(word)

    assert 0 < len(ways) <= 8
    assert all(way.isascii() and way.isalpha() for way in ways)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("محمد", "muhammad"),
        ("مُحَمَّد", "muhammad"),
        ("القذافي", "gaddafi"),
        ("إبراهيم", "ibrahim"),
        ("وجيه", None),
    ],
)
def test_a_name_in_arabic_script_is_read_as_usual_where_it_is_known(word, latin):
    assert usual_spelling(word) == latin


def test_the_table_of_arabic_names_has_each_once():
    names = [name for name, _ in read_rows("tieline.text", "arabic_names.tsv")]

    assert len(names) == len(set(names)) > 100
