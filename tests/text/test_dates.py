"""Dates are read as precise as they are written, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.interval import is_date
from tieline.text.dates import date_in_name, dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("15 Jan 1955", ("1955-01-15",)),
        ("Jan 1955", ("1955-01",)),
        ("1955", ("1955",)),
        ("1950s", ("1950",)),
        ("circa 1979-1982", ("1979", "1982")),
        ("between 1940 and Mar 1945", ("1940", "1945-03")),
        ("2021-06-03", ("2021-06-03",)),
        ("31 Feb 1955", ()),
        ("born young", ()),
        ("1955 to 1955", ("1955",)),
        ("September 3000", ("3000-09",)),
    ],
)
def test_a_text_names_its_dates(text, dates):
    assert dates_in(text) == dates


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("us_csl_2022-05-05_flat.csv", "2022-05-05"),
        ("us_csl_2023-11_partial_4228rows.csv", "2023-11"),
        ("sdn_20210818.csv", "2021-08-18"),
        ("list_2021-13-40.csv", None),
        ("sdn.csv", None),
        ("123456789.csv", None),
    ],
)
def test_a_file_name_carries_its_day(name, date):
    assert date_in_name(name) == date


@given(text=st.text())
def test_whatever_is_found_is_a_date(text):
    assert all(is_date(date) for date in dates_in(text))
    assert date_in_name(text) is None or is_date(date_in_name(text))
