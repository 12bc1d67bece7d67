"""The bilingual lexicon: its rows are sound, and it answers both ways of asking."""

import re

import pytest

from tieline.names.lexicon import HanLexicon, rows_of
from tieline.names.vocabulary import FULL_WEIGHT, vocabulary
from tieline.text.han_folding import fold_han
from tieline.text.tables import read_table

WORDS = list(rows_of("han_words.tsv"))
PLACES = list(rows_of("places.tsv"))
LEXICON = HanLexicon()
FOLDED = re.compile("[a-z0-9]+( [a-z0-9]+)*")
KINDS = {
    "level",
    "form",
    "field",
    "function",
    "military",
    "quality",
    "direction",
    "joiner",
    "brand",
}
LEVELS = {
    "country",
    "region",
    "province",
    "state",
    "prefecture",
    "city",
    "county",
    "district",
    "town",
    "water",
}
SOURCES = {"han_words.tsv": {"ror", "own"}, "places.tsv": {"gb", "own"}}


def english_of(rows, column):
    return [(row[0], part) for row in rows for part in row[column].split(" | ")]


def test_every_word_has_a_known_kind_and_source():
    odd = [
        row
        for row in WORDS
        if len(row) != 4
        or row[2] not in KINDS
        or row[3] not in SOURCES["han_words.tsv"]
    ]

    assert odd == []


def test_every_place_has_a_known_level_and_source():
    odd = [
        row
        for row in PLACES
        if len(row) != 6 or row[3] not in LEVELS or row[5] not in SOURCES["places.tsv"]
    ]

    assert odd == []


@pytest.mark.parametrize("table", ["han_words.tsv", "places.tsv"])
def test_the_head_says_what_each_source_code_means(table):
    lines = read_table("tieline.names", table).splitlines()

    told = [line for line in lines if line.startswith("#")]

    assert all(
        any(f"{code}:" in line for line in told) for code in sorted(SOURCES[table])
    )


@pytest.mark.parametrize("rows", [WORDS, PLACES])
def test_no_word_or_place_stands_twice(rows):
    names = [row[0] for row in rows]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("pairs", [english_of(WORDS, 1), english_of(PLACES, 2)])
def test_english_is_small_folded_words(pairs):
    odd = [pair for pair in pairs if not FOLDED.fullmatch(pair[1])]

    assert odd == []


@pytest.mark.parametrize("rows", [WORDS, PLACES])
def test_no_english_stands_twice_in_a_row(rows):
    column = 1 if rows is WORDS else 2
    odd = [
        row
        for row in rows
        if len(set(row[column].split(" | "))) < len(row[column].split(" | "))
    ]

    assert odd == []


@pytest.mark.parametrize("rows", [WORDS, PLACES])
def test_characters_are_simplified(rows):
    assert [row[0] for row in rows if fold_han(row[0]) != row[0]] == []


def test_numbers_are_left_to_the_grammar():
    assert [
        row[0] for row in WORDS if re.search("第[一二三四五六七八九十]", row[0])
    ] == []


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("西北", ("northwestern", "northwest")),
        ("火箭军", ("rocket force",)),
        ("六安", ("lu an", "luan")),
        ("六安市", ("lu an", "luan", "lu an city", "luan city")),
        ("庆安县", ("qing an county", "qingan county", "qing an", "qingan")),
        ("不知其名", ()),
    ],
)
def test_a_word_gives_its_english_most_usual_first(word, english):
    assert LEXICON.english(word) == english


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("peking", "北京"),
        ("canton", "广州"),
        ("amoy", "厦门"),
        ("soochow", "苏州"),
        ("chungking", "重庆"),
        ("tsingtao", "青岛"),
        ("harbin", "哈尔滨"),
        ("urumqi", "乌鲁木齐"),
        ("lhasa", "拉萨"),
        ("hohhot", "呼和浩特"),
        ("sian", "西安"),
        ("shaanxi", "陕西"),
        ("changzhi", "长治"),
        ("bozhou", "亳州"),
        ("bengbu", "蚌埠"),
        ("yueqing", "乐清"),
    ],
)
def test_an_old_or_odd_spelling_belongs_to_its_place(spelling, place):
    assert spelling in LEXICON.english(place)


@pytest.mark.parametrize(
    ("word", "kind", "level"),
    [
        ("潜艇", "military", None),
        ("集团", "form", None),
        ("沈阳", "place", "prefecture"),
        ("沈阳市", "place", "prefecture"),
        ("海淀区", "place", "district"),
        ("广东", "place", "province"),
        ("不知其名", None, None),
    ],
)
def test_a_word_has_a_kind_and_a_place_a_level(word, kind, level):
    assert (LEXICON.kind(word), LEXICON.level(word)) == (kind, level)


def test_a_word_goes_before_a_county_of_the_same_name():
    assert LEXICON.kind("东方") == "direction"
    assert LEXICON.kind("东方市") == "place"


def test_the_tables_stay_small_enough_for_the_cold_path():
    size = sum(len(read_table("tieline.names", name).encode()) for name in SOURCES)

    assert size < 600_000


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("秋田县", ("akita prefecture", "akita")),
        ("东京都", ("tokyo metropolitan", "tokyo")),
        ("新竹县", ("hsinchu county", "hsinchu")),
        ("加州", ("california",)),
        ("海参崴", ("vladivostok",)),
        ("寿县", ("shouxian",)),
    ],
)
def test_the_level_of_a_place_is_said_as_its_country_says_it(name, english):
    assert LEXICON.english(name) == english


def test_no_word_has_two_weights_or_kinds():
    for table in ("words.tsv", "word_kinds.tsv"):
        words = [row[0] for row in rows_of(table)]

        assert len(words) == len(set(words))


def test_weights_are_thousandths():
    odd = [row for row in rows_of("words.tsv") if not 0 < int(row[1]) <= 1000]

    assert odd == []


def test_common_words_of_the_lexicon_say_less_than_rare_ones():
    held = vocabulary()

    weights = [held.weight(word) for word in ("technology", "software", "torpedo")]

    assert weights == sorted(weights)
    assert weights[1] < FULL_WEIGHT


@pytest.mark.parametrize("word", ["sichuan", "zhengzhou", "osaka", "texas", "nairobi"])
def test_a_place_of_the_table_is_a_place_in_latin(word):
    assert vocabulary().kind(word) == "place"
