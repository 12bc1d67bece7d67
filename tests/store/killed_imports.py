"""Import again and again, killed at random moments; run as a script.

    python killed_imports.py FOLDER KILLS SEED

Each import runs in a child that is killed with SIGKILL; then a second child checks
that what was there before can be read, and every few kills imports to the end.
Prints one JSON object with what was seen.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

import duckdb  # noqa: F401 - loaded before the children are made
import filelock  # noqa: F401 - loaded before the children are made

from tieline.engine.duck import DuckEngine
from tieline.model.entry import EntryDraft, Provenance
from tieline.store.catalog import Catalog
from tieline.store.edition import EditionMeta
from tieline.store.profiling import profiles
from tieline.store.project import open_project
from tieline.store.writing import EditionWriter

ENTRIES = 40


def sha256(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


def write(root, number):
    project = open_project(root, create=False)
    meta = EditionMeta(
        dataset="d",
        sha256=sha256(number),
        imported_at="2026-01-01T00:00:00Z",
        published="2024-01-01",
    )
    held = Provenance(dataset="d", snapshot_sha256=meta.sha256, method="d/1")
    with (
        DuckEngine(project.scratch) as engine,
        EditionWriter(project, engine, meta) as writer,
    ):
        for row in range(ENTRIES):
            draft = EntryDraft(f"d.csv row {row}", held)
            draft.add(f"e{row}", "Company", "name", f"N{row}", column="name", quote="N")
            writer.add(draft.finish(f"e{row}"))
        writer.finish(lambda found, path: path.write_text(str(len(list(found)))))


def check(root, before, number):
    """Read every edition; what was there before must still be, and no half one."""
    project = open_project(root, create=False)
    catalog = Catalog.read(project, bundle=False)
    held = {edition.sha256 for edition in catalog.history()}
    assert before <= held <= before | {sha256(number)}, (len(before), len(held))
    with DuckEngine() as engine:
        for edition in catalog.history()[-2:]:
            catalog.check(edition, deep=True)
            found = list(profiles(engine, catalog.path(edition)))
            assert len(found) == edition.entities == ENTRIES


def check_swept(root):
    """After a whole import nothing is left but what the catalog names."""
    project = open_project(root, create=False)
    named = {e.folder for e in Catalog.read(project, bundle=False).history()}
    there = {
        path.relative_to(project.root).as_posix()
        for path in project.editions.glob("*/*")
    }
    assert named == there, (named, there)
    assert not project.scratch.exists()


def child(work, *values):
    number = os.fork()
    if number:
        return number
    try:
        work(*values)
    except BaseException:  # noqa: BLE001 - a child must not go on as the test
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def run(work, *values):
    """Run `work` in a child of its own; return how long it took, fail if it did."""
    start = time.monotonic()
    _, status = os.waitpid(child(work, *values), 0)
    assert status == 0, work.__name__
    return time.monotonic() - start


def held(root):
    catalog = Catalog.read(open_project(root, create=False), bundle=False)
    return {edition.sha256 for edition in catalog.history()}


def main(root, kills, seed):
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    open_project(root, create=True)
    took = min(run(write, root, number) for number in (-1, -2, -3))
    seen = {"kills": 0, "finished": 0, "kept": 0}
    number = 0
    while seen["kills"] < kills and number < 3 * kills:
        before = held(root)
        start = time.monotonic()
        writer = child(write, root, number)
        time.sleep(moments.uniform(0, took))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        if os.WIFSIGNALED(status):
            seen["kills"] += 1
        else:  # it was faster than thought
            seen["finished"] += 1
            took = min(took, time.monotonic() - start)
        seen["kept"] += len(held(root) - before)
        run(check, root, before, number)
        if number % 10 == 9:
            run(write, root, f"whole {number}")
            run(check_swept, root)
        number += 1
    run(write, root, "last")
    run(check_swept, root)
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
