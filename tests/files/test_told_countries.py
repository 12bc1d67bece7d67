"""A cell that says a country is read in English, by code and in Chinese."""

import pkgutil

import pytest

from tieline.files.told_countries import country_told
from tieline.text.countries import country_code, country_name


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (" 中国 ", "cn"),
        ("俄罗斯联邦", "ru"),
        ("CN", "cn"),
        ("Iran", "ir"),
        ("无", None),
    ],
)
def test_a_cell_names_a_country(cell, code):
    assert country_told(cell) == code


def test_the_chinese_table_names_each_country_of_a_code_once():
    data = pkgutil.get_data("tieline.files", "countries_zh.tsv").decode()
    rows = [line.split("\t") for line in data.splitlines() if line[0] != "#"]
    names = [name for _, *each in rows for name in each]

    assert [code for code, *_ in rows if country_name(code) is None] == []
    assert len(names) == len(set(names))


def test_the_word_of_a_name_is_no_country_for_being_chinese():
    assert country_code("中国") is None
