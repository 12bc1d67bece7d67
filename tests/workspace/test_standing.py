"""A listing counts on the days it is in force, and on no other."""

import pytest

from tieline.matching.scoring import Scored
from tieline.model.listing import Listing
from tieline.model.profile import Profile
from tieline.workspace.standing import hit_of, standing


def entity(*listings, datasets=("d",)):
    return Profile(id="e", caption="E", datasets=datasets, listings=listings)


def listed(**words):
    return Listing(id="l", dataset="d", list="1260H", **{"status": "listed"} | words)


MEGVII = listed(start="2023-01-31", end="2025-01-07")


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        ("2022-06-01", "absent"),
        ("2024-06-01", "live"),
        ("2025-01-07", "history"),
        ("2025-02-01", "history"),
    ],
)
def test_an_ended_listing_raises_no_flag_after_its_end(day, stands):
    assert standing(entity(MEGVII), day) == stands


def test_one_listing_in_force_keeps_the_entity_live():
    both = entity(MEGVII, listed(start="2024-01-01"))

    assert standing(both, "2025-02-01") == "live"


def test_an_entity_of_another_data_set_stays_before_its_listing_begins():
    known = entity(MEGVII, datasets=("d", "graph"))

    assert standing(known, "2022-06-01") == "live"


def test_a_removed_listing_is_history_though_it_has_no_end():
    assert standing(entity(listed(status="removed")), "2025-01-01") == "history"


def hit(profile, day):
    found = Scored(
        profile=profile, score=0.9, points=3.0, verdict="candidate", reasons=()
    )
    return hit_of(found, day)


def test_a_hit_is_in_the_lane_listed_only_with_a_listing_in_force():
    lanes = [hit(entity(MEGVII), day).lane for day in ("2024-06-01", "2025-02-01")]

    assert lanes == ["listed", None]


def test_an_ended_listing_is_shown_as_expired():
    (shown,) = hit(entity(MEGVII), "2025-02-01").listings

    assert shown.status == "expired"


@pytest.mark.parametrize("status", ["enjoined", "disputed", "alleged", None])
def test_a_listing_that_does_not_say_listed_gives_no_lane(status):
    assert hit(entity(listed(status=status)), "2025-01-01").lane is None


def test_a_listing_of_unknown_status_still_counts_until_its_end():
    claimed = entity(listed(status=None, end="2025-01-07"))

    assert [standing(claimed, day) for day in ("2024-06-01", "2025-02-01")] == [
        "live",
        "history",
    ]


def test_an_entity_without_listings_has_no_lane():
    assert hit(entity(), "2025-01-01").lane is None
