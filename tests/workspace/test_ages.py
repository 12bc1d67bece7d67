"""How old is too old."""

import pytest

from tieline.model.query import EditionRef
from tieline.workspace.ages import age_in_days, stale


def _editions(**published):
    return {
        dataset: EditionRef(version="v", sha256="s", published=day)
        for dataset, day in published.items()
    }


@pytest.mark.parametrize(
    ("published", "age"),
    [("2025-01-01", 30), ("2025-01", 0), ("2024", 31), (None, None)],
)
def test_an_age_counts_from_the_last_day_that_is_meant(published, age):
    found = age_in_days(published, "2025-01-31")

    assert found == age


def test_an_edition_of_just_that_age_is_not_too_old():
    editions = _editions(a="2025-01-01")

    found = stale(editions, "2025-01-31", 30)

    assert found == []


def test_an_older_edition_and_an_undated_one_are_named():
    editions = _editions(a="2024-12-31", b=None, c="2025-01-30")

    found = stale(editions, "2025-01-31", 30)

    assert [said.split()[0] for said in found] == ["a", "b"]


def test_without_a_limit_nothing_is_too_old():
    editions = _editions(a="1999-01-01")

    found = stale(editions, "2025-01-31", None)

    assert found == []
