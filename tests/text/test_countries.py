"""Countries are known by code and by the names that lists use."""

import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.countries import country_code, country_name, country_told


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "cn"),
        ("Korea, North", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Congo, Democratic Republic of the", "cd"),
        ("Cote d Ivoire", "ci"),
        ("Türkiye", "tr"),
        ("Hong Kong", "hk"),
        ("HK", "hk"),
        ("  iran ", "ir"),
        ("St. Vincent and the Grenadines", "vc"),
        ("St Vincent & the Grenadines", "vc"),
        ("St. Kitts & Nevis", "kn"),
        ("St. Lucia", "lc"),
        ("Cabo Verde. Previously Cape Verde.", "cv"),
        ("Eswatini (formerly Swaziland)", "sz"),
        ("Bolivia (Plurinational State of)", "bo"),
        ("Venezuela, Bolivarian Republic of", "ve"),
        ("United Republic of Tanzania", "tz"),
        ("Guinea Bissau", "gw"),
        ("Formerly", None),
        ("the", None),
        ("undetermined", None),
        ("", None),
        ("XX", None),
    ],
)
def test_a_name_has_its_code(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("code", ["cn", "ru", "us", "gb", "ci", "cw"])
def test_a_code_has_a_name_that_leads_back(code):
    assert country_code(country_name(code)) == code


@given(text=st.text())
def test_what_is_found_is_a_code(text):
    code = country_code(text)

    assert code is None or country_name(code) is not None


def test_a_chinese_table_names_each_country_of_a_code_once():
    data = pkgutil.get_data("tieline.text", "countries_zh.tsv").decode()
    rows = [line.split("\t") for line in data.splitlines() if line[0] != "#"]
    names = [name for _, *each in rows for name in each]

    assert [code for code, *_ in rows if country_name(code) is None] == []
    assert len(names) == len(set(names))
    assert [country_told(name) for name in names] == [
        code for code, *each in rows for _ in each
    ]


def test_the_word_of_a_name_is_no_country_for_being_chinese():
    assert country_code("中国") is None
