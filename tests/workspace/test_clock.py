"""The clock."""

from datetime import UTC, datetime, timedelta, timezone

from tieline.workspace.clock import Clock


def test_a_time_elsewhere_is_told_in_utc():
    zone = timezone(timedelta(hours=8))
    clock = Clock(read=lambda: datetime(2025, 1, 7, 4, tzinfo=zone))

    found = clock.now()

    assert found == "2025-01-06T20:00:00Z"
    assert clock.today() == "2025-01-06"


def test_the_clock_is_on_time():
    before = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    found = Clock().now()

    assert found >= before
