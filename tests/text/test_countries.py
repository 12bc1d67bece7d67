"""Countries are known by code and by the names that lists use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.countries import country_code, country_name


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
