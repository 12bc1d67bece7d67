"""An archive is imported as the files in it are."""

import gzip
import zipfile
from datetime import UTC, datetime

from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files


def _import(workspace, *files, **how):
    return list(import_files(workspace, files, Importing(**how)))


def _zip(path, **members):
    with zipfile.ZipFile(path, "w") as package:
        for name, text in members.items():
            package.writestr(f"{name.replace('__', '/')}.csv", text)
    return path


def _state(folder):
    """Every file of a folder, with its time and bytes."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def _editions(house):
    return {
        "snap__house_2025-01-10": house.COLUMNS + house.ROWS,
        "snap__house_2025-01-20": house.COLUMNS + house.OPTICS,
    }


def test_editions_in_one_archive_are_editions_of_their_own(house, tmp_path):
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "house_2024-01_2025-01.zip", **_editions(house))

    done = _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert [(one.outcome, one.published, one.records_in) for one in done] == [
        ("imported", "2025-01-10", 3),
        ("imported", "2025-01-20", 1),
    ]
    assert done[0].files == ("house_2024-01_2025-01.zip!snap!house_2025-01-10.csv",)


def test_a_locator_names_the_archive_and_the_file_in_it(house, tmp_path):
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "h.zip", **_editions(house))
    workspace = house.workspace_in(tmp_path)
    _import(workspace, path, mapping=mapping)

    with workspace.reader(workspace.times(as_of=None, known_on=None)) as reader:
        stated = reader.statements("house-h-1")

    places = {span.locator for each in stated for span in each.evidence}
    assert all(place.startswith("h.zip!snap!house_") for place in places)


def test_an_empty_file_in_an_archive_is_refused_by_name_and_the_rest_imports(
    house, tmp_path
):
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "h.zip", **_editions(house), **{"house_2025-01-25": ""})

    done = _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert [one.outcome for one in done] == ["refused", "imported", "imported"]
    assert done[0].where == "h.zip!house_2025-01-25.csv"


def test_a_packed_file_is_the_same_edition_as_the_plain_one(held, house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    packed = tmp_path / f"{table.name}.gz"
    packed.write_bytes(gzip.compress(table.read_bytes()))

    (done,) = _import(held, packed, mapping=mapping)

    assert (done.outcome, done.published) == ("already held", "2025-01-10")


def test_the_day_may_come_from_the_name_of_the_archive(house, tmp_path):
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "h_2025-01-05.zip", house=house.COLUMNS + house.ROWS)

    (done,) = _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert done.published == "2025-01-05"


def test_a_span_in_the_name_of_the_archive_is_no_day(house, tmp_path):
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "h_2024-01_2024-12.zip", house=house.COLUMNS + house.ROWS)

    (done,) = _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert done.published == "2025-01-31"


def test_a_cut_archive_is_refused_as_a_whole_unless_its_whole_files_are_wanted(
    house, tmp_path
):
    _, mapping = house.write_list(tmp_path)
    path = tmp_path / "h.csv.gz"
    path.write_bytes(gzip.compress((house.COLUMNS + house.ROWS).encode())[:-9])

    (done,) = _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert done.outcome == "refused"
    assert "cut" in done.error
    assert "--partial" in done.hint


def test_an_unchanged_import_of_an_archive_writes_nothing(house, tmp_path):
    _, mapping = house.write_list(tmp_path)
    path = _zip(
        tmp_path / "h.zip", **_editions(house), undated=house.COLUMNS + house.ZHANG
    )
    workspace = house.workspace_in(tmp_path)
    _import(workspace, path, mapping=mapping)
    before = _state(tmp_path)

    done = _import(workspace, path, mapping=mapping)

    assert {one.outcome for one in done} == {"already held"}
    assert _state(tmp_path) == before


def test_a_list_that_nobody_dates_is_the_same_edition_on_another_day(house, tmp_path):
    table, mapping = house.write_list(tmp_path, name="house.csv")
    _import(house.workspace_in(tmp_path), table, mapping=mapping)
    later = house.workspace_in(tmp_path, now=datetime(2025, 3, 1, tzinfo=UTC))

    (done,) = _import(later, table, mapping=mapping)

    assert (done.outcome, done.published) == ("already held", "2025-01-31")


def test_nothing_is_left_of_what_was_unpacked(house, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    _, mapping = house.write_list(tmp_path)
    path = _zip(tmp_path / "h.zip", **_editions(house))

    _import(house.workspace_in(tmp_path), path, mapping=mapping)

    assert list(place.iterdir()) == []


def test_a_file_that_may_not_be_read_is_refused_and_the_others_are_imported(
    house, tmp_path, monkeypatch
):
    table, mapping = house.write_list(tmp_path)
    closed = tmp_path / "closed.zip"
    closed.write_bytes(b"")

    def kind(path):
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("tieline.workspace.given.archive_kind", kind)

    done = _import(house.workspace_in(tmp_path), closed, table, mapping=mapping)

    assert [one.outcome for one in done] == ["refused", "imported"]
    assert done[0].error == "cannot be read: Permission denied"
    assert done[0].hint
