"""A purge takes something out for good, and leaves a stub that proves it."""

import gzip
import hashlib

import pytest

from tieline.model.entry import EntryDraft, Provenance
from tieline.model.errors import NotFoundError, ProjectError
from tieline.model.exchange import encode, line_of
from tieline.model.judgement import Judgement
from tieline.store.archiving import open_part
from tieline.store.catalog import Catalog
from tieline.store.purging import held, purge
from tieline.store.state import Signature, State

SIGNED = Signature(by="Grace", at="2026-02-02T00:00:00Z", why="court order 7")
TARGET = "co-0000002"


@pytest.fixture
def filled(store, make):
    snapshot = make.snapshot(b"id,name\nco-0000002,Example Optics 2\n")
    entries = [make.entry(number) for number in range(4)]
    store(entries, sha256=snapshot.sha256, snapshot=snapshot, published="2023-01-01")
    store(entries[:3], sha256="cd" * 32, published="2024-01-01")


def everything(project):
    """All bytes of the project's files, Parquet and gzip opened."""
    for path in sorted(project.root.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path, gzip.decompress(data) if path.suffix == ".gz" else data


@pytest.mark.usefixtures("filled")
def test_nothing_of_a_purged_entity_is_left_in_the_project(project, engine, make):
    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    for path, data in everything(project):
        assert TARGET.encode() not in data, path
        assert b"Example Optics 2" not in data, path
        if path.suffix == ".parquet":
            _, rows = engine.read_parquet_rows(path)
            assert TARGET not in str(list(rows)), path


@pytest.mark.usefixtures("filled")
def test_everything_else_is_left_as_it_was(project, engine, reader, make):
    before = [s for t, s in reader().stated() if t != TARGET]

    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    catalog = Catalog.read(project, bundle=False)
    for edition in catalog.history():
        catalog.check(edition, deep=True)
    assert [s for _, s in reader().stated()] == before
    assert [edition.entities for edition in catalog.history()] == [3, 2]
    with pytest.raises(NotFoundError):
        reader().entity(TARGET)


@pytest.mark.usefixtures("filled")
def test_the_stub_is_verified_by_who_holds_what_was_removed(
    project, engine, reader, make
):
    removed = sorted(
        (s for t, s in reader().stated() if t == TARGET), key=lambda s: s.statement.id
    )
    lines = b"".join(encode(line_of(each)) + b"\n" for each in removed)

    purged = purge(project, engine, TARGET, SIGNED, build_index=make.index)

    stub = Catalog.read(project, bundle=False).editions()["us_csl"].removed[0]
    assert stub.removed_sha256 == hashlib.sha256(lines).hexdigest()
    assert stub.target_sha256 == hashlib.sha256(TARGET.encode()).hexdigest()
    assert (stub.by, stub.at, stub.why) == (SIGNED.by, SIGNED.at, SIGNED.why)
    assert stub in purged.removals.values()


@pytest.mark.usefixtures("filled")
def test_the_kept_copy_gives_way_to_a_stub_that_says_why(project, engine, make):
    sha256 = Catalog.read(project, bundle=False).history()[0].sha256

    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    with pytest.raises(ProjectError, match="court order 7"):
        open_part(project, sha256, "csl.csv")


@pytest.mark.usefixtures("filled")
def test_the_kept_copy_stays_when_asked(project, engine, make):
    sha256 = Catalog.read(project, bundle=False).history()[0].sha256

    purge(project, engine, TARGET, SIGNED, build_index=make.index, keep_snapshots=True)

    assert open_part(project, sha256, "csl.csv").startswith(b"id,name")


@pytest.mark.usefixtures("filled")
def test_importing_the_same_bytes_again_does_not_bring_it_back(
    project, engine, reader, store, make
):
    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    store([make.entry(2)], sha256="cd" * 32, published="2024-01-01")

    with pytest.raises(NotFoundError):
        reader().entity(TARGET)


@pytest.mark.usefixtures("filled")
def test_decisions_on_a_purged_entity_are_blanked_and_the_log_tells(
    project, engine, make
):
    with State.open(project) as state:
        state.decide(
            Judgement(left="q", right=TARGET, verdict="same", by="A", at="1", why="w")
        )

    purged = purge(project, engine, TARGET, SIGNED, build_index=make.index)

    with State.open(project) as state:
        log = [event.action for event in state.audit()]
    assert purged.decisions == 1
    assert log[0] == "decide"
    assert log[-1] == "purge"


@pytest.mark.usefixtures("filled")
def test_a_single_statement_can_be_purged(project, engine, reader, make):
    alias = next(
        each.statement.id
        for each in reader().statements(TARGET)
        if each.statement.prop == "alias"
    )

    purge(project, engine, alias, SIGNED, build_index=make.index)

    assert "alias" not in reader().entity(TARGET).properties
    assert reader().entity(TARGET).caption == "Example Optics 2"


def test_an_entity_is_purged_under_its_former_id_too(store, project, engine, make):
    old = make.entry(1, subject="co-old", record="record-1")
    new = make.entry(1, subject="co-new", record="record-1")
    store([old], sha256="aa" * 32, published="2023-01-01")
    store([new], sha256="bb" * 32, published="2024-01-01")

    purge(project, engine, "co-new", SIGNED, build_index=make.index)

    catalog = Catalog.read(project, bundle=False)
    assert [edition.statements for edition in catalog.history()] == [0, 0]


@pytest.mark.usefixtures("filled")
def test_what_a_purge_would_touch_can_be_asked_first(project, engine):
    catalog = Catalog.read(project, bundle=False)

    found = held(engine, catalog, TARGET)

    assert found.ids == (TARGET, "r2")
    assert sorted(found.editions.values()) == [14, 14]


@pytest.mark.usefixtures("filled")
def test_purging_what_is_not_held_changes_no_edition(project, engine, make):
    before = project.catalog.read_bytes()

    purged = purge(project, engine, "nobody", SIGNED, build_index=make.index)

    assert purged.removals == {}
    assert project.catalog.read_bytes() == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "step", ["replace_catalog", "remove_snapshot", "remove_folder"]
)
def test_a_purge_that_died_half_way_is_finished_by_running_it_again(
    project, engine, make, monkeypatch, step
):
    class DiedError(BaseException):
        """The process ends here."""

    def die(*_):
        raise DiedError

    monkeypatch.setattr(f"tieline.store.purging.{step}", die)
    with pytest.raises(DiedError):
        purge(project, engine, TARGET, SIGNED, build_index=make.index)
    monkeypatch.undo()

    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    for path, data in everything(project):
        assert TARGET.encode() not in data, path
        if path.suffix == ".parquet":
            _, rows = engine.read_parquet_rows(path)
            assert TARGET not in str(list(rows)), path
    catalog = Catalog.read(project, bundle=False)
    assert [len(edition.removed) for edition in catalog.history()] == [1, 1]


@pytest.mark.usefixtures("filled")
def test_a_purge_removes_ties_that_point_at_the_entity(
    project, engine, reader, store, make
):
    held = Provenance(dataset="ties", snapshot_sha256="ef" * 32, method="t/1")
    draft = EntryDraft("t.csv row 1", held)
    for prop, value in (("owner", TARGET), ("asset", "co-0000001")):
        draft.add("own-1", "Ownership", prop, value, column=prop, quote=value)
    store([draft.finish("own-1")], dataset="ties", sha256="ef" * 32)

    purge(project, engine, TARGET, SIGNED, build_index=make.index)

    stated = [each.statement for _, each in reader().stated()]
    assert TARGET not in {one.value for one in stated}
