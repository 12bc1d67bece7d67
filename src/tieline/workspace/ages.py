"""How old a data set is, and whether that is too old."""

from collections.abc import Mapping
from datetime import date

from tieline.model.interval import last_day
from tieline.model.query import EditionRef


def age_in_days(published: str | None, today: str) -> int | None:
    """Return the days since the publication, None when that is unknown.

    >>> age_in_days("2025-01-01", "2025-01-31"), age_in_days(None, "2025-01-31")
    (30, None)
    """
    if published is None:
        return None
    born = date.fromisoformat(last_day(published))
    return max(0, (date.fromisoformat(today) - born).days)


def stale(
    editions: Mapping[str, EditionRef], today: str, days: int | None
) -> list[str]:
    """Say of each data set that is older than `days` how old it is.

    One without a date is too old, since nobody can tell.
    """
    if days is None:
        return []
    said: list[str] = []
    for dataset, edition in sorted(editions.items()):
        age = age_in_days(edition.published, today)
        if age is None:
            said.append(f"{dataset} has no date of publication")
        elif age > days:
            said.append(
                f"{dataset} was published {age:,} days ago ({edition.published}),"
                f" more than {days:,}"
            )
    return said
