"""An index made by other rules is made anew, and nothing else is."""

import pytest

from tieline.matching.key_rules import key_rules
from tieline.matching.profiling import profile_of
from tieline.model.errors import ProjectError, StorageError
from tieline.model.query import Query
from tieline.store.catalog import INDEX
from tieline.store.writing import sweep
from tieline.workspace import shelves

ASKED = profile_of(
    Query(id="q", schema="Thing", properties={"name": ("EXAMPLE OPTICS",)})
)


@pytest.fixture
def other_rules(monkeypatch):
    """Let this Tieline make keys by other rules than the index was made by."""
    rules = key_rules() ^ 1
    monkeypatch.setattr("tieline.matching.indexing.key_rules", lambda: rules)
    monkeypatch.setattr("tieline.workspace.shelves.key_rules", lambda: rules)


def search(workspace):
    times = workspace.times(as_of=None, known_on=None)
    with workspace.searcher(times, datasets=("house",)) as searcher:
        found = searcher.search(ASKED, limit=10, threshold=0.7)
        return [hit.profile.id for hit in found], searcher.notice


def made_anew(folder):
    return list(folder.rglob("profiles-*.tlx"))


def test_an_index_in_force_is_used_as_it_is(held, tmp_path):
    found, notice = search(held)

    assert found == ["house-h-1"]
    assert not any("made anew" in said for said in notice)
    assert made_anew(tmp_path) == []


@pytest.mark.usefixtures("other_rules")
def test_an_index_of_other_rules_is_made_anew_once(held, tmp_path):
    first, notice = search(held)
    second, later = search(held)

    assert first == second == ["house-h-1"]
    assert any("made anew" in said for said in notice)
    assert not any("made anew" in said for said in later)
    assert len(made_anew(tmp_path)) == 1


@pytest.mark.usefixtures("other_rules")
def test_where_nothing_can_be_written_the_index_is_made_in_memory(held, monkeypatch):
    what = "the disk is read-only"

    def refuse(*_):
        raise StorageError(what)

    monkeypatch.setattr(shelves, "build_index", refuse)

    found, notice = search(held)

    assert found == ["house-h-1"]
    assert any("in memory" in said for said in notice)


@pytest.mark.usefixtures("other_rules")
def test_a_damaged_index_that_was_made_anew_is_made_once_more(held, tmp_path):
    search(held)
    (anew,) = made_anew(tmp_path)
    anew.write_bytes(anew.read_bytes()[:-9])

    found, _ = search(held)

    assert found == ["house-h-1"]


def test_a_damaged_index_is_an_error_and_not_made_anew(held, tmp_path):
    (own,) = tmp_path.rglob(INDEX)
    own.write_bytes(own.read_bytes()[:-9])

    with pytest.raises(ProjectError):
        search(held)

    assert made_anew(tmp_path) == []


@pytest.mark.usefixtures("other_rules")
def test_what_another_process_made_anew_at_the_same_time_stays(held, tmp_path):
    search(held)
    (anew,) = made_anew(tmp_path)
    old = anew.with_name("profiles-0000000000000001.tlx")
    old.write_bytes(b"")

    shelves._sweep(anew.parent, anew)

    assert made_anew(tmp_path) == [anew]


@pytest.mark.usefixtures("other_rules")
def test_an_index_that_vanishes_once_made_is_made_in_memory(held, monkeypatch):
    make = shelves.build_index

    def make_and_lose(profiles, path):
        make(profiles, path)
        path.unlink()

    monkeypatch.setattr(shelves, "build_index", make_and_lose)

    found, notice = search(held)

    assert found == ["house-h-1"]
    assert any("in memory" in said for said in notice)


def test_an_import_removes_what_a_killed_rebuild_left(held, tmp_path):
    (own,) = tmp_path.rglob(INDEX)
    left = own.parent / ".tlx-dead"
    left.mkdir()
    (left / "records").write_bytes(b"half")
    part = own.parent / ".profiles-01.tlx.part-999999"
    part.write_bytes(b"half")

    sweep(held.project)

    assert not left.exists()
    assert not part.exists()
