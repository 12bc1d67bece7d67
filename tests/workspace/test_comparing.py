"""Which editions are compared, and that what is held tells what changed."""

import pytest

from tieline.model.errors import UsageError
from tieline.workspace.comparing import compared
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files


@pytest.fixture
def dated(house, tmp_path):
    """A workspace with three editions of the house list."""
    workspace = house.workspace_in(tmp_path)
    editions = {
        "2025-01-10": house.ROWS,
        "2025-01-15": house.OPTICS + house.RIVER,
        "2025-01-20": house.OPTICS.replace("Optics", "Optic") + house.RIVER,
    }
    for day, rows in editions.items():
        table, mapping = house.write_list(tmp_path, name=f"h_{day}.csv", rows=rows)
        list(import_files(workspace, [table], Importing(mapping=mapping)))
    return workspace


def _found(workspace, source="house", **how):
    with compared(workspace, source, **how) as found:
        return found.run, list(found.changes()), found.end()


def test_the_last_two_editions_are_compared_where_none_is_named(dated):
    run, changes, end = _found(dated)

    days = run.before.published, run.after.published
    assert days == ("2025-01-15", "2025-01-20")
    assert [(c.what, c.id) for c in changes] == [("changed", "house-h-1")]
    assert [(f.what, f.value) for f in changes[0].fields] == [
        ("removed", "Example Optics Co. Ltd"),
        ("added", "Example Optic Co. Ltd"),
    ]
    assert (end.added, end.removed, end.changed) == (0, 0, 1)


def test_an_entity_that_went_is_told_with_its_name(dated):
    _, changes, _ = _found(dated, end="2025-01-15")

    assert [(c.what, c.caption) for c in changes] == [("removed", "Zhang Wei")]


def test_a_day_stands_for_what_was_in_force_on_it(dated):
    run, _, _ = _found(dated, start="2025-01-12")

    days = run.before.published, run.after.published
    assert days == ("2025-01-10", "2025-01-20")


def test_an_edition_may_be_named_by_the_start_of_its_version(dated):
    version = dated.catalog().history("house")[0].version

    run, _, _ = _found(dated, start=version[:14])

    assert run.before.version == version


def test_the_key_of_a_list_stands_for_its_one_data_set(dated):
    run, _, _ = _found(dated, source="mapping")

    assert run.dataset == "house"


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("nothing", {}),
        ("house", {"start": "2024-12-01"}),
        ("house", {"end": "2025-01-10"}),
        ("house", {"start": "2025-01-20", "end": "2025-01-25"}),
        ("house", {"start": "9999"}),
    ],
)
def test_what_cannot_be_compared_says_why(dated, source, how):
    with pytest.raises(UsageError) as caught:
        _found(dated, source=source, **how)

    assert caught.value.hint


def test_what_was_redacted_is_in_no_difference(dated, monkeypatch):
    monkeypatch.setattr(dated, "redacted", lambda: frozenset({"house-h-3"}))

    _, changes, end = _found(dated, end="2025-01-15")

    assert changes == []
    assert end.removed == 0


def test_backwards_is_told(dated):
    run, _, _ = _found(dated, start="2025-01-20", end="2025-01-10")

    assert any("newer" in notice for notice in run.notice)
