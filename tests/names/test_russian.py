"""Names in Russian, Ukrainian and Belarusian: the lexicon, and what is read with it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.keys import keys_of
from tieline.model.profile import NameValue, Profile
from tieline.names.name import Name
from tieline.names.reading import NameReader
from tieline.names.russian import nominative
from tieline.names.russian_lexicon import RussianLexicon
from tieline.text.russian_words import ending_cuts, latin_key, small, stem_of
from tieline.text.tables import read_rows

ROWS = list(read_rows("tieline.names", "russian_words.tsv"))
LEXICON = RussianLexicon()
READER = NameReader()
CYRILLIC = re.compile("[а-яіїєў]+( [а-яіїєў]+)*")
ENGLISH = re.compile("[a-z0-9]+( [a-z0-9]+)*")
KINDS = {
    "level",
    "function",
    "field",
    "military",
    "quality",
    "direction",
    "place",
    "form",
    "parent",
    "abbreviation",
}
MOST_WORDS = 64
LONGEST_PHRASE = 12
TEXTS = st.lists(
    st.one_of(st.sampled_from([row[0] for row in ROWS]), st.text(max_size=12)),
    max_size=40,
).map(" ".join)


def read(text: str) -> Name:
    return READER.read(NameValue(text=text), "organisation")


def english(text: str) -> list[str]:
    name = read(text)
    views = zip(name.schemes, name.latin, strict=True)
    return [word.text for how, view in views if how == "english" for word in view]


def test_every_row_is_sound():
    odd = [
        row
        for row in ROWS
        if len(row) != 4
        or not CYRILLIC.fullmatch(row[0])
        or not all(map(ENGLISH.fullmatch, row[1].split("|")))
        or row[2] not in KINDS
        or row[3] != "own"
    ]

    assert odd == []


def test_no_word_stands_twice():
    words = [row[0] for row in ROWS]

    assert len(set(words)) == len(words)


def test_no_phrase_is_longer_than_is_looked_for():
    assert max(len(row[0].split()) for row in ROWS) <= LONGEST_PHRASE


@pytest.mark.parametrize("word", ["завод", "завода", "заводов", "заводами", "ЗАВОД"])
def test_a_word_is_found_in_every_case(word):
    entry, size = LEXICON.find([word], 0)

    assert entry is not None
    assert (entry.english[0], size) == ("plant", 1)


@pytest.mark.parametrize("word", ["дослідження", "дослідженнями", "досліджень"])
def test_a_ukrainian_plural_loses_its_doubled_letter(word):
    entry, _ = LEXICON.find([word], 0)

    assert entry is not None
    assert entry.english[0] == "research"


@pytest.mark.parametrize(
    "words",
    [
        "priborostroitelnyy zavod",
        "priborostroitel'nyi zavod",
        "priborostroitelnyj zavod",
        "priborostroitelnogo zavoda",
    ],
)
def test_a_romanised_word_is_found_after_every_system(words):
    entry, _ = LEXICON.find(words.replace("'", "").split(), 0)

    assert entry is not None
    assert entry.english[0] == "instrument making"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Муромский приборостроительный завод", "murom instrument making plant"),
        ("Muromskiy priborostroitelnyy zavod", "murom instrument making plant"),
        ("Институт физики им. И. И. Вельмаронова", "institute physics velmaronov"),
        ("Гомельскі дзяржаўны ўніверсітэт", "gomel state university"),
        ("НПП «Звезда»", "research production enterprise zvezda"),
        ("ФГУП «Тульский завод»", "tula plant"),
    ],
)
def test_a_name_is_translated(text, expected):
    assert english(text) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "Muromskiy Holdings Ltd",
        "Institut National de Physique",
        "Universitetet i Oslo",
        "Center for Nuclear Research",
        "Velmaron Group plc",
    ],
)
def test_a_name_without_russian_words_is_not_translated(text):
    assert "english" not in read(text).schemes


def test_an_index_finds_a_name_by_its_english_words():
    profile = Profile(
        id="one", schema="Organization", names=(NameValue(text="Тульский завод"),)
    )

    assert {"wtula", "wplant", "wworks"} <= set(keys_of(profile, READER))


@pytest.mark.parametrize(
    ("genitive", "expected"),
    [
        ("Дегтярева", "Дегтярев"),
        ("Дзержинского", "Дзержинский"),
        ("Лысенка", "Лысенко"),
        ("Пастера", "Пастер"),
        ("Грецкого", "Грецкий"),
    ],
)
def test_a_surname_is_told_in_the_nominative(genitive, expected):
    assert nominative(genitive) == expected


@given(TEXTS)
@settings(deadline=None)
def test_whatever_is_read_never_fails_and_stays_in_bounds(text):
    name = read(text)

    assert len(name.schemes) == len(name.latin)
    assert not name.choices or len(name.choices) == len(name.latin)
    for view, choices in zip(name.latin, name.choices, strict=False):
        more = sum(max(map(len, c.options)) - (c.end - c.start) for c in choices)
        assert len(view) + more <= MOST_WORDS
        assert all(view[c.start : c.end] == c.options[0] for c in choices)


@given(TEXTS)
@settings(deadline=None)
def test_reading_a_name_twice_says_the_same(text):
    assert read(text) == read(text)


@given(st.text(max_size=30))
def test_a_stem_is_the_beginning_of_its_word(text):
    word = small(text)

    assert all(word.startswith(cut) for cut in ending_cuts(word))
    assert word.startswith(stem_of(word))


@given(st.text(max_size=30))
def test_a_key_of_spellings_has_no_letter_twice_in_a_row(text):
    key = latin_key(text)

    assert all(one != two for one, two in pairwise(key))
