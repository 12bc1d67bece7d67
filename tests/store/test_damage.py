"""Damaged, foreign, full and read-only: one clear message, and nothing lost."""

import os
import subprocess
import sys
import tempfile

import msgspec
import pytest

from tieline.model.errors import ProjectError, StorageError
from tieline.store.catalog import EVIDENCE, STATEMENTS, Catalog
from tieline.store.disk import disk_errors
from tieline.store.state import State
from tieline.store.writing import EditionWriter


def folder_of(project, edition):
    return project.root / edition.folder


@pytest.mark.parametrize("name", [STATEMENTS, EVIDENCE])
@pytest.mark.parametrize("damage", ["cut", "garbled", "emptied", "gone"])
def test_a_damaged_table_is_named_with_a_remedy(
    store, project, reader, make, name, damage
):
    edition = store([make.entry(number) for number in range(50)])
    path = folder_of(project, edition) / name
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = len(data) // 2
        path.write_bytes(
            {
                "cut": data[:middle],
                "garbled": data[:8] + bytes(255 - b for b in data[8:]),
                "emptied": b"",
            }[damage]
        )

    with pytest.raises(ProjectError) as caught:
        list(reader().stated())

    assert name in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("deep", [False, True])
def test_a_check_finds_a_file_that_was_touched(store, project, make, deep):
    edition = store([make.entry(1)])
    path = folder_of(project, edition) / STATEMENTS
    data = path.read_bytes()
    flipped = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
    path.write_bytes(flipped if deep else data + b"x")
    catalog = Catalog.read(project, bundle=False)

    with pytest.raises(ProjectError, match="damaged"):
        catalog.check(edition, deep=deep)


@pytest.mark.parametrize("data", [b"", b"{", b'{"format_version": 1, "editions": 3}'])
def test_a_damaged_catalog_is_named_and_nothing_is_swept(
    store, project, engine, make, data
):
    edition = store([make.entry(1)])
    project.catalog.write_bytes(data)

    with (
        pytest.raises(ProjectError) as caught,
        EditionWriter(project, engine, make.meta()),
    ):
        pass

    assert "catalog.json" in str(caught.value)
    assert (folder_of(project, edition) / STATEMENTS).exists()


def test_a_missing_catalog_is_damage_when_there_are_editions(store, project, make):
    store([make.entry(1)])
    project.catalog.unlink()

    with pytest.raises(ProjectError, match="missing"):
        Catalog.read(project, bundle=False)


def test_a_catalog_of_a_newer_format_is_refused(store, project, make):
    store([make.entry(1)])
    written = msgspec.json.decode(project.catalog.read_bytes())
    project.catalog.write_bytes(msgspec.json.encode({**written, "format_version": 2}))

    with pytest.raises(ProjectError, match="newer"):
        Catalog.read(project, bundle=False)


def test_a_damaged_bundle_asks_to_install_again(tmp_path):
    (tmp_path / "us_el").mkdir()
    (tmp_path / "us_el" / "edition.json").write_text("{")

    with pytest.raises(ProjectError, match="Install Tieline again"):
        Catalog.read(None, bundle_root=tmp_path)


FULL = """
import resource, sys
from pathlib import Path
from tieline.engine.duck import DuckEngine
from tieline.model.entry import EntryDraft, Provenance
from tieline.model.errors import StorageError
from tieline.store.edition import EditionMeta
from tieline.store.project import open_project
from tieline.store.writing import EditionWriter

root, limit, rows = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
held = Provenance(dataset="us_csl", snapshot_sha256="ef" * 32, method="d/1")
meta = EditionMeta(
    dataset="us_csl", sha256="ef" * 32, imported_at="2026-01-01T00:00:00Z",
    published="2025-01-01",
)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
project = open_project(root, create=False)
try:
    with (
        DuckEngine(project.scratch) as engine,
        EditionWriter(project, engine, meta) as writer,
    ):
        for row in range(rows):
            draft = EntryDraft(f"d.csv row {row}", held)
            name = f"{row} {hash(str(row))}" * 5
            draft.add(f"e{row}", "Company", "name", name, column="n", quote=name)
            writer.add(draft.finish(f"e{row}"))
        writer.finish(lambda found, path: path.write_text(str(len(list(found)))))
except StorageError as error:
    print(error)
    sys.exit(7)
"""


def run(script, *values):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *map(str, values)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
@pytest.mark.parametrize(
    ("limit", "rows"),
    [(20_000, 500), (200_000, 500), (0, 1), (1_000, 1)],
    ids=["while spooling", "while sorting", "at once", "in the catalog"],
)
def test_a_full_disk_leaves_the_edition_before(
    store, project, reader, make, limit, rows
):
    store([make.entry(1)])
    before = project.catalog.read_bytes()

    done = run(FULL, project.root, limit, rows)

    assert done.returncode == 7, done.stderr
    assert "full" in done.stdout
    assert "Free space" in done.stdout
    assert project.catalog.read_bytes() == before
    assert reader().entity("co-0000001").id == "co-0000001"


def test_the_next_import_after_a_full_disk_goes_well(store, project, reader, make):
    store([make.entry(1)])
    if os.name != "nt":
        run(FULL, project.root, 20_000, 500)

    store([make.entry(2)], sha256="cd" * 32, published="2024-06-01")

    assert reader().entity("co-0000002").id == "co-0000002"
    assert not project.scratch.exists()


READ_ONLY = """
import os, sys
from pathlib import Path

import duckdb, filelock
from tieline.engine.duck import DuckEngine
from tieline.model.errors import StorageError
from tieline.store.catalog import Catalog
from tieline.store.edition import EditionMeta
from tieline.store.project import open_project
from tieline.store.state import State
from tieline.store.writing import EditionWriter

if sys.argv[2] == "as nobody":
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
project = open_project(Path(sys.argv[1]), create=False)
assert len(Catalog.read(project, bundle=False).history()) == 1
with State.open(project) as state:
    assert state.decisions() == ()
meta = EditionMeta(
    dataset="x", sha256="ef" * 32, imported_at="2026-01-01T00:00:00Z"
)
try:
    with DuckEngine() as engine, EditionWriter(project, engine, meta):
        pass
except StorageError as error:
    print(error)
    sys.exit(7)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs permissions of folders")
def test_a_read_only_folder_can_be_read_but_not_written(store, project, make):
    store([make.entry(1)])
    with State.open(project):
        pass
    who = "as oneself"
    if os.geteuid() == 0:  # root may write everywhere
        who = "as nobody"
        for path in project.root.parents:
            if path.is_relative_to(tempfile.gettempdir()) and path.stat().st_uid == 0:
                path.chmod(path.stat().st_mode | 0o055)
    modes = {path: path.stat().st_mode for path in project.root.rglob("*")}
    for path in (project.root, *modes):
        path.chmod(0o555 if path.is_dir() else 0o444)

    done = run(READ_ONLY, project.root, who)

    for path, mode in modes.items():
        path.chmod(mode)
    project.root.chmod(0o755)
    assert done.returncode == 7, done.stderr
    assert "not allowed" in done.stdout
    assert "-C DIR" in done.stdout


def test_a_disk_error_names_the_place_and_what_to_do(tmp_path):
    with pytest.raises(StorageError) as caught, disk_errors(tmp_path):
        raise OSError(28, "No space left on device")

    assert str(tmp_path) in str(caught.value)
    assert "nothing was changed" in caught.value.hint
