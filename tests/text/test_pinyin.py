"""Pinyin: surnames, and characters that are read in more than one way."""

import pytest

from tieline.text.han_folding import fold_han
from tieline.text.pinyin import Syllables, readings_of
from tieline.text.tables import read_rows


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("盖叫天", "ge jiao tian"),
        ("尉迟恭", "yu chi gong"),
        ("欧阳修", "ou yang xiu"),
        ("区伟", "ou wei"),
        ("长孙无忌", "zhang sun wu ji"),
        ("卜学亮", "bu xue liang"),
    ],
)
def test_a_surname_is_read_as_surnames_are(name, read):
    usual = [ways[0] for ways in readings_of(name, is_person=True)]

    assert usual == read.split()


@pytest.mark.parametrize(
    ("name", "place", "other"),
    [("谌龙", 0, "shen"), ("柏杨", 0, "bo"), ("李行", 1, "hang"), ("万重", 1, "chong")],
)
def test_another_reading_in_use_is_offered(name, place, other):
    assert other in readings_of(name, is_person=True)[place]


@pytest.mark.parametrize("file", ["surname_readings.tsv", "heteronyms.tsv"])
def test_every_reading_is_a_syllable_for_each_simplified_character(file):
    syllables = Syllables()

    for han, ways in read_rows("tieline.text", file):
        assert fold_han(han) == han
        for way in ways.split("; "):
            parts = way.replace("v", "u").split()
            assert len(parts) == len(han), han
            assert all(
                part in {"a", "e", "yo"} or part in syllables for part in parts
            ), way


def test_no_row_stands_twice_in_a_table_of_readings():
    for file in ("surname_readings.tsv", "heteronyms.tsv"):
        keys = [han for han, _ in read_rows("tieline.text", file)]
        assert len(keys) == len(set(keys))
