"""Days, spans and listings as of a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.errors import UsageError
from tieline.model.interval import Interval, first_day, is_date, last_day
from tieline.model.listing import Listing

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(str)
lengths = st.sampled_from([4, 7, 10])


@given(day=days, length=lengths)
def test_a_date_lies_between_its_first_and_its_last_day(day, length):
    date = day[:length]

    first, last = first_day(date), last_day(date)

    assert first <= day <= last
    assert first[:length] == last[:length] == date


@pytest.mark.parametrize("text", ["2024\n", "2024-01-02\n", "２０２４"])
def test_a_date_is_digits_and_hyphens_and_no_more(text):
    assert not is_date(text)


@given(text=st.text(max_size=12))
def test_what_is_no_date_is_refused_with_a_remedy(text):
    if is_date(text):
        return

    with pytest.raises(UsageError) as caught:
        last_day(text)

    assert "YYYY-MM-DD" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-02-29", "0000", "2023-1-1", "20230101", "2023-00-10"]
)
def test_impossible_dates_are_no_dates(text):
    assert not is_date(text)


@given(start=days, end=days, day=days)
def test_a_span_holds_from_its_start_until_the_day_before_its_end(start, end, day):
    span = Interval(start=start, end=end)

    assert span.holds(day) == (start <= day < end)
    assert span.is_over(day) == (end <= day)


@given(day=days)
def test_an_unknown_bound_excludes_nothing(day):
    assert Interval().holds(day)
    assert not Interval().is_over(day)


@given(start=days, end=days, day=days)
def test_a_listing_is_live_only_inside_its_span(start, end, day):
    listing = Listing(
        id="l", dataset="d", list="EL", start=start, end=end, status="listed"
    )

    then = listing.as_of(day)

    assert (then is not None and then.is_live) == (start <= day < end)
    if then is not None and not then.is_live:
        assert then.status == "expired"


@pytest.mark.parametrize(
    ("day", "status"), [("2024-01-01", None), ("2025-06-01", "expired")]
)
def test_a_listing_of_unknown_status_is_never_live(day, status):
    listing = Listing(id="l", dataset="d", list="EL", end="2025-01-07")

    then = listing.as_of(day)

    assert then is not None
    assert (then.status, then.is_live) == (status, False)


def test_a_removed_listing_keeps_its_own_status_after_its_end():
    listing = Listing(
        id="l", dataset="d", list="1260H", end="2025-01-07", status="removed"
    )

    then = listing.as_of("2025-02-01")

    assert then is not None
    assert then.status == "removed"
