"""Files in, editions held; or refused, and nothing changed."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tieline.model.errors import LockedError, StorageError, UsageError
from tieline.store.locks import writer_lock
from tieline.workspace.gathering import Importing, gather
from tieline.workspace.ingest import import_files


def _import(workspace, *files, **how):
    return list(import_files(workspace, files, Importing(**how)))


def _editions(workspace):
    return {
        name: edition.version
        for name, edition in workspace.catalog().editions().items()
    }


def test_an_import_makes_the_project_and_counts(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    (done,) = _import(workspace, table, mapping=mapping)

    assert done.outcome == "imported"
    assert (done.records_in, done.entities, done.listings) == (3, 3, 3)
    assert workspace.project.root == tmp_path / "project"


def test_an_edition_that_lost_much_warns_and_one_that_did_not_is_silent(
    house, tmp_path
):
    workspace = house.workspace_in(tmp_path)
    days = ("2025-01-10", "2025-01-11", "2025-01-12")
    rows = (house.ROWS, house.ROWS + house.OPTICS.replace("h-1", "h-4"), house.OPTICS)

    done = []
    for day, held in zip(days, rows, strict=True):
        table, mapping = house.write_list(tmp_path, name=f"h_{day}.csv", rows=held)
        done += _import(workspace, table, mapping=mapping)

    assert done[0].warnings == done[1].warnings == ()
    (warning,) = done[2].warnings
    assert "holds 1 entities" in warning
    assert f"house@{done[1].version}, which held 4" in warning


def test_no_import_takes_the_name_of_a_bundled_data_set(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    (done,) = _import(workspace, table, mapping=mapping, dataset="bundle_us_el")

    assert done.outcome == "refused"
    assert "a name of the bundle's" in done.error
    assert "bundle_us_el" not in _editions(workspace)


def test_editions_come_in_by_day_however_they_are_named(house, tmp_path):
    workspace = house.workspace_in(tmp_path)
    later, mapping = house.write_list(tmp_path, name="a_2025-01-20.csv")
    earlier, _ = house.write_list(tmp_path, name="b_2025-01-10.csv")

    done = _import(workspace, later, earlier, mapping=mapping)

    assert [one.published for one in done] == ["2025-01-10", "2025-01-20"]
    with workspace.reader(workspace.times(as_of=None, known_on=None)) as reader:
        assert reader.entity("house-h-1").first_seen == "2025-01-10"


def test_the_day_comes_from_the_name_of_the_file(house, tmp_path):
    table, mapping = house.write_list(tmp_path)

    (done,) = _import(house.workspace_in(tmp_path), table, mapping=mapping)

    assert done.published == "2025-01-10"


def test_a_day_given_by_hand_wins_over_the_name(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    (done,) = _import(workspace, table, mapping=mapping, published="2024-12-24")

    assert done.published == "2024-12-24"


def test_a_list_of_ones_own_without_a_day_takes_that_of_its_import(house, tmp_path):
    table, mapping = house.write_list(tmp_path, name="house.csv")

    (done,) = _import(house.workspace_in(tmp_path), table, mapping=mapping)

    assert done.published == "2025-01-31"


def test_an_official_list_without_a_day_is_refused_with_the_remedy(
    shared, tmp_path, house
):
    source = shared / "data" / "lists" / "us_csl_2025-06_sample13.csv"
    table = tmp_path / "consolidated.csv"
    table.write_bytes(source.read_bytes())

    (done,) = _import(house.workspace_in(tmp_path), table)

    assert done.outcome == "refused"
    assert "--published" in done.hint


def test_a_page_that_is_said_to_be_a_list_is_doubted_before_its_day_is_asked(
    tmp_path, house
):
    page = tmp_path / "consolidated.xml"
    page.write_text("<html><body>Access denied</body></html>", "utf-8")

    (done,) = _import(house.workspace_in(tmp_path), page, source="un_sc")

    assert done.outcome == "refused"
    assert "does not look like UN Security Council" in done.error
    assert "--published" in done.hint


@pytest.mark.parametrize("day", ["2025-02-30", "2025", "soon", "2031-01-01"])
def test_a_day_that_cannot_be_is_wrong_usage(house, tmp_path, day):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    with pytest.raises(UsageError):
        _import(workspace, table, mapping=mapping, published=day)

    assert workspace.project is None


def test_the_same_file_again_is_already_held(held, house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    before = _editions(held)

    (done,) = _import(held, table, mapping=mapping)

    assert done.outcome == "already held"
    assert _editions(held) == before


def test_an_older_edition_does_not_replace_a_newer_one(held, house, tmp_path):
    before = _editions(held)
    name = "house_2024-11-01.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows=house.OPTICS)

    (done,) = _import(held, table, mapping=mapping)

    assert done.outcome == "older"
    assert _editions(held) == before


def test_a_month_that_is_not_over_is_in_force_today(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path, now=datetime(2025, 1, 12, tzinfo=UTC))

    _import(workspace, table, mapping=mapping, published="2025-01")

    times = workspace.times(as_of=None, known_on=None)
    assert "house" in workspace.catalog().editions(times.known_on)


def test_a_bad_file_is_named_and_the_others_are_imported(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    bad = tmp_path / "broken_2025-01-11.csv"
    bad.write_bytes(b"a,b\n1,2\n")

    done = _import(house.workspace_in(tmp_path), bad, table, mapping=mapping)

    outcomes = {one.files[0]: one.outcome for one in done}
    assert outcomes == {bad.name: "refused", table.name: "imported"}


def test_an_empty_file_is_refused(house, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    workspace = house.workspace_in(tmp_path)

    (done,) = _import(workspace, empty)

    assert (done.outcome, done.error) == ("refused", "the file is empty")
    assert workspace.project is None


def test_a_list_of_no_rows_does_not_hide_the_edition_before(held, house, tmp_path):
    before = _editions(held)
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows="")

    (done,) = _import(held, table, mapping=mapping)

    assert done.outcome == "refused"
    assert _editions(held) == before


def test_a_file_that_nobody_knows_is_refused_with_the_remedy(house, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear all,\nplease find attached\n", "utf-8")

    (done,) = _import(house.workspace_in(tmp_path), path)

    assert done.outcome == "refused"
    assert "--map" in done.hint


def test_a_missing_file_is_wrong_usage_and_imports_nothing(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    with pytest.raises(UsageError) as caught:
        _import(workspace, table, tmp_path / "none.csv", mapping=mapping)

    assert caught.value.where.endswith("none.csv")
    assert workspace.project is None


def test_a_folder_is_wrong_usage(house, tmp_path):
    with pytest.raises(UsageError):
        _import(house.workspace_in(tmp_path), tmp_path)


def test_a_dry_run_counts_and_makes_nothing(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)

    (done,) = _import(workspace, table, mapping=mapping, dry_run=True)

    assert (done.outcome, done.records_in) == ("would import", 3)
    assert not (tmp_path / "project").exists()


def test_an_import_tells_how_far_it_is(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    told = []

    list(
        import_files(
            house.workspace_in(tmp_path),
            [table],
            Importing(mapping=mapping),
            progress=lambda *step: told.append(step),
        )
    )

    size = table.stat().st_size
    assert (f"Hashing {table.name}", size, size) in told
    assert (f"Reading {table.name}", size, size) in told


def test_two_imports_at_once_leave_one_refused_and_nothing_lost(held, house, tmp_path):
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows=house.RIVER)
    before = _editions(held)

    with (
        writer_lock(held.project, by="somebody", at="2025-01-31T11:59:00Z"),
        pytest.raises(LockedError) as caught,
    ):
        _import(held, table, mapping=mapping)

    assert "somebody" in caught.value.what
    assert _editions(held) == before


def test_a_file_that_changes_meanwhile_is_refused(held, house, tmp_path, monkeypatch):
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows=house.RIVER)
    (one,) = gather([table], Importing(mapping=mapping))
    monkeypatch.setattr("tieline.workspace.ingest.gather", lambda *_, **__: [one])
    table.write_text(table.read_text("utf-8") + house.ZHANG, "utf-8")
    before = _editions(held)

    (done,) = _import(held, table, mapping=mapping)

    assert (done.outcome, done.error) == (
        "refused",
        "the file changed while it was read",
    )
    assert _editions(held) == before


def test_files_of_one_edition_are_gathered_by_their_roles(shared):
    lists = shared / "data" / "lists"
    names = ("ofac_cons_prim", "ofac_cons_add", "ofac_cons_alt", "ofac_cons_comments")
    files = [lists / f"{name}_2025-12.csv" for name in names]

    (one,) = gather(files, Importing())

    assert one.source.key == "us_ofac"
    assert len(one.snapshot.parts) == 4


def test_two_editions_in_one_call_are_kept_apart(shared):
    lists = shared / "data" / "lists"
    names = ("sdn_2021-07_bench", "alt_2021-07_bench", "sdn_2021-08-18")
    files = [lists / f"ofac_{name}.csv" for name in names]

    found = gather(files, Importing())

    assert sorted(len(one.snapshot.parts) for one in found) == [1, 2]


def test_a_read_only_disk_is_told_and_nothing_changes(
    held, house, tmp_path, monkeypatch
):
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows=house.RIVER)
    before = _editions(held)

    def refuse(path, *_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    # permissions would not stop root, who runs the tests in many a container
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError) as caught:
        _import(held, table, mapping=mapping)
    monkeypatch.undo()

    assert "not allowed" in caught.value.what
    assert caught.value.hint
    assert _editions(held) == before


def test_an_edition_that_lost_too_much_is_held_and_the_last_one_stays(house, tmp_path):
    workspace = house.workspace_in(tmp_path)
    first, mapping = house.write_list(tmp_path, name="h_2025-01-10.csv")
    _import(workspace, first, mapping=mapping)
    before = _editions(workspace)
    small, _ = house.write_list(tmp_path, name="h_2025-01-11.csv", rows=house.OPTICS)

    (held,) = _import(workspace, small, mapping=mapping, least_share=0.5)
    (stored,) = _import(workspace, small, mapping=mapping, least_share=0.3)

    assert (held.outcome, stored.outcome) == ("held", "imported")
    assert "holds 1 records" in held.error
    assert "has 3" in held.error
    assert f"house@{before['house']}" in held.error


def test_a_day_from_elsewhere_counts_where_content_and_name_tell_none(house, tmp_path):
    workspace = house.workspace_in(tmp_path)
    silent, mapping = house.write_list(tmp_path, name="house.csv")

    (done,) = _import(workspace, silent, mapping=mapping, unless_told="2025-01-05")

    assert done.published == "2025-01-05"
