"""Which edition is in force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.errors import UsageError
from tieline.store.choosing import find_edition, in_force, newest
from tieline.store.edition import Edition, EditionMeta


def edition(version, published, *, dataset="d", partial=False, bundle=False, over=()):
    return Edition(
        dataset=dataset,
        sha256="ab" * 32,
        imported_at="2026-01-02T03:04:05Z",
        published=published,
        version=version,
        folder=version,
        is_partial=partial,
        is_bundle=bundle,
        superseded_by=over,
    )


def test_an_older_edition_imported_later_stays_history():
    editions = [edition("b", "2024-02-01"), edition("a", "2024-01-01")]

    found = newest(editions, None)

    assert found.version == "b"


def test_of_two_on_one_day_the_later_import_wins():
    editions = [edition("a", "2024-01-01"), edition("b", "2024-01-01")]

    found = newest(editions, None)

    assert found.version == "b"


def test_a_partial_edition_never_replaces_a_whole_one_of_its_day():
    editions = [edition("a", "2024-01-01"), edition("b", "2024-01-01", partial=True)]

    found = newest(editions, None)

    assert found.version == "a"


def test_a_partial_edition_is_in_force_where_no_whole_one_is_as_new():
    editions = [edition("a", "2023-12-31"), edition("b", "2024-01-01", partial=True)]

    found = newest(editions, None)

    assert found.version == "b"


def test_a_month_is_known_on_its_last_day_only():
    editions = [edition("a", "2023-11")]

    before, after = newest(editions, "2023-11-29"), newest(editions, "2023-11-30")

    assert before is None
    assert after is not None


def test_an_undated_edition_is_known_from_its_import():
    editions = [edition("a", None)]

    before, after = newest(editions, "2026-01-01"), newest(editions, "2026-01-02")

    assert before is None
    assert after is not None


def test_a_whole_edition_hides_the_bundle_that_it_supersedes():
    own = [edition("a", "2020-01-01", dataset="us_csl")]
    bundle = [edition("x", "2024-01-01", dataset="b_el", bundle=True, over=("us_csl",))]

    chosen = in_force(own, bundle, None)

    assert list(chosen) == ["us_csl"]


def test_a_partial_edition_leaves_the_bundle_in_sight():
    own = [edition("a", "2020-01-01", dataset="us_csl", partial=True)]
    bundle = [edition("x", "2024-01-01", dataset="b_el", bundle=True, over=("us_csl",))]

    chosen = in_force(own, bundle, None)

    assert list(chosen) == ["b_el", "us_csl"]


def test_before_the_users_edition_was_known_the_bundle_is_in_sight():
    own = [edition("a", "2024-01-01", dataset="us_csl")]
    bundle = [edition("x", "2022-01-01", dataset="b_el", bundle=True, over=("us_csl",))]

    chosen = in_force(own, bundle, "2023-01-01")

    assert list(chosen) == ["b_el"]


def test_a_named_edition_brings_what_was_known_on_its_day():
    own = [
        edition("a1", "2024-01-01", dataset="a"),
        edition("a2", "2024-03-01", dataset="a"),
        edition("b1", "2023-12-01", dataset="b"),
        edition("b2", "2024-02-01", dataset="b"),
    ]

    chosen = in_force(own, [], "a@a1")

    assert {name: held.version for name, held in chosen.items()} == {
        "a": "a1",
        "b": "b1",
    }


def test_a_beginning_that_fits_two_editions_is_refused_with_both():
    editions = [edition("a1", "2024-01-01"), edition("a2", "2024-02-01")]

    with pytest.raises(UsageError, match="d@a1, d@a2"):
        find_edition(editions, "a")


def test_a_name_that_fits_nothing_points_to_status():
    with pytest.raises(UsageError, match="tieline status"):
        find_edition([], "2024-13-01")


@pytest.mark.parametrize("name", ["", "A", "a b", "../x", "con", "nul", "x" * 65, "é"])
def test_a_data_set_name_that_a_disk_may_refuse_is_refused(name):
    with pytest.raises(UsageError):
        EditionMeta(dataset=name, sha256="ab" * 32, imported_at="2026-01-01T00:00:00Z")


DAYS = st.dates().map(lambda day: f"{day:%Y-%m-%d}" if day.year > 999 else "1999-01-01")


@given(days=st.lists(DAYS, min_size=1, max_size=8), known=DAYS, partial=st.booleans())
def test_nothing_newer_than_the_day_known_is_in_force(days, known, partial):
    editions = [edition(str(n), day, partial=partial) for n, day in enumerate(days)]

    found = newest(editions, known)

    held = [day for day in days if day <= known]
    assert (found.published if found else None) == (max(held) if held else None)
