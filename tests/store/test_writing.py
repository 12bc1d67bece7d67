"""Editions are written whole, once, and the same each time."""

import shutil
import subprocess
import sys

import msgspec
import pytest

from tieline.engine.duck import DuckEngine
from tieline.model.errors import LockedError, ProjectError
from tieline.model.source import Report
from tieline.model.statement import Statement
from tieline.store.archiving import keep_parts, open_part
from tieline.store.catalog import Catalog
from tieline.store.project import open_project
from tieline.store.writing import EditionWriter


def test_an_edition_counts_subjects_listings_and_statements(store, make):
    edition = store([make.entry(1), make.entry(2)])

    counts = (edition.entities, edition.listings, edition.statements)

    assert counts == (2, 2, 28)


def test_the_same_statement_in_two_records_is_kept_once_with_both_cells(
    store, reader, make
):
    one, again = make.entry(1), make.entry(2, subject="co-0000001")

    edition = store([one, again, make.entry(1)])

    countries = [
        each
        for each in reader().statements("co-0000001")
        if each.statement.prop == "country"
    ]
    assert edition.entities == 1
    assert [span.locator for span in countries[0].evidence] == [
        "csl.csv row 1, country",
        "csl.csv row 2, country",
    ]


def test_the_same_edition_again_writes_nothing(store, project, make):
    first = store([make.entry(1)])
    before = project.catalog.read_bytes()

    again = store([make.entry(1)])

    assert again == first
    assert project.catalog.read_bytes() == before


def test_another_reader_of_the_same_bytes_makes_another_edition(store, make):
    first = store([make.entry(1)])

    second = store([make.entry(1)], method="us_csl/2")

    assert (first.version, second.version) == (
        "2024-01-31-abababab",
        "2024-01-31-abababab-2",
    )


def test_an_edition_with_broken_records_is_partial(store, make):
    report = Report(records_in=2, broken=["csl.csv row 3"])

    edition = store([make.entry(1)], report=report)

    assert (edition.is_partial, edition.broken) == (True, ("csl.csv row 3",))


def test_what_every_answer_has_to_say_of_an_edition_comes_from_its_reader(store, make):
    report = Report(records_in=1, notice="imported without its other names")

    edition = store([make.entry(1)], report=report)

    assert edition.notice == "imported without its other names"


def test_first_seen_comes_from_the_edition_before_and_last_seen_from_this(
    store, reader, make
):
    store([make.entry(1)], sha256="aa" * 32, published="2023-01-01")
    store([make.entry(1), make.entry(2)], sha256="bb" * 32, published="2024-01-01")

    old, new = reader().entity("co-0000001"), reader().entity("co-0000002")

    assert (old.first_seen, old.last_seen) == ("2023-01-01", "2024-01-01")
    assert (new.first_seen, new.last_seen) == ("2024-01-01", "2024-01-01")


def test_an_older_edition_takes_nothing_from_a_newer_one(store, reader, make):
    store([make.entry(1)], sha256="bb" * 32, published="2024-01-01")

    store([make.entry(1)], sha256="aa" * 32, published="2023-01-01")

    then = reader(known_on="2023-06-01").entity("co-0000001")
    assert (then.first_seen, reader().editions["us_csl"].published) == (
        "2023-01-01",
        "2024-01-01",
    )


def test_an_id_that_changed_with_its_record_kept_is_still_found(store, reader, make):
    old = make.entry(1, subject="co-old", record="record-1")
    new = make.entry(1, subject="co-new", record="record-1")
    store([old], sha256="aa" * 32, published="2023-01-01")

    store([new], sha256="bb" * 32, published="2024-01-01")

    found = reader().entity("co-old")
    assert (found.id, found.referents) == ("co-new", ("co-old", "record-1"))


def test_a_record_id_that_changed_still_finds_its_entity(store, reader, make):
    store([make.entry(1, record="r-2023")], sha256="aa" * 32, published="2023-01-01")

    store([make.entry(1, record="r-2024")], sha256="bb" * 32, published="2024-01-01")

    assert reader().resolve("r-2023") == "co-0000001"


def test_what_a_partial_edition_lacked_keeps_its_first_day(store, reader, make):
    cut = Report(records_in=1, broken=["csl.csv row 3"])
    both = [make.entry(1), make.entry(2, record="r-2")]
    store(both, sha256="aa" * 32, published="2023-01-01")
    store([make.entry(1)], sha256="bb" * 32, published="2023-06-01", report=cut)

    store([make.entry(1), make.entry(2)], sha256="cc" * 32, published="2024-01-01")

    found = reader().entity("co-0000002")
    assert (found.first_seen, reader().resolve("r-2")) == ("2023-01-01", "co-0000002")


def _at(make, subject, *addresses):
    entry = make.entry(1, subject=subject)
    first = entry.statements[0]
    more = tuple(
        msgspec.structs.replace(
            first,
            statement=Statement(
                entity_id=subject,
                schema="Company",
                prop=prop,
                value=value,
                dataset="us_csl",
            ),
        )
        for prop, value in (
            ("name", "Renewed Ltd"),
            *(("address", each) for each in addresses),
        )
    )
    return msgspec.structs.replace(entry, statements=more, referents=())


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ({"us-dpl-2": ("1 Road", "2 Road")}, "us-dpl-2"),
        ({"us-dpl-2": ("9 Road",)}, None),
        ({"us-el-2": ("1 Road",)}, None),
        ({"us-dpl-2": ("1 Road",), "us-dpl-3": ("1 Road",)}, None),
    ],
)
def test_an_order_renewed_under_a_new_id_is_found_by_name_and_address(
    store, reader, make, new, found
):
    store([_at(make, "us-dpl-1", "1 Road")], sha256="aa" * 32, published="2023-01-01")

    entries = [_at(make, subject, *places) for subject, places in new.items()]
    store(entries, sha256="bb" * 32, published="2024-01-01")

    assert reader().resolve("us-dpl-1") == found


def test_the_same_entries_give_the_same_bytes_in_another_project(tmp_path, make):
    hashes = []
    for name in ("one", "two"):
        project = open_project(tmp_path / name, create=True)
        with (
            DuckEngine(project.scratch) as engine,
            EditionWriter(project, engine, make.meta()) as writer,
        ):
            for number in range(200):
                writer.add(make.entry(number))
            hashes.append(writer.finish(make.index).files)

    assert hashes[0] == hashes[1]


def test_control_characters_and_right_to_left_text_come_back_as_they_were(
    store, reader, make
):
    odd = "A\x00B\x01\u202eC \U0001f600 \"'\\\n\t{}"

    store([make.entry(1, subject=odd)])

    assert reader().entity(odd).id == odd


def test_a_very_long_name_is_kept_whole(store, reader, make):
    subject = "n" * 100_000

    store([make.entry(1, subject=subject)])

    assert next(reader().entities()).id == subject


def test_leaving_without_finish_leaves_nothing(project, engine, make):
    with EditionWriter(project, engine, make.meta()) as writer:
        writer.add(make.entry(1))

    assert Catalog.read(project, bundle=False).history() == ()
    assert not project.scratch.exists()


def test_a_finished_writer_cannot_be_used_again(project, engine, make):
    with EditionWriter(project, engine, make.meta()) as writer:
        writer.finish(make.index)

        with pytest.raises(ProjectError):
            writer.add(make.entry(1))


HOLD = """
import sys
from pathlib import Path
from tieline.store.locks import writer_lock
from tieline.store.project import open_project

project = open_project(Path(sys.argv[1]), create=False)
with writer_lock(project, by="Grace", at="2026-05-06T07:08:09Z"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_import_is_refused_at_once_and_told_who_is_at_it(
    project, engine, make
):
    command = [sys.executable, "-c", HOLD, str(project.root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as other:
        assert other.stdout.readline().strip() == b"held"
        writer = EditionWriter(project, engine, make.meta())

        with pytest.raises(LockedError) as caught:
            writer.__enter__()

        other.stdin.close()
        assert other.wait(30) == 0
    assert "Grace" in str(caught.value)
    assert "2026-05-06T07:08:09Z" in str(caught.value)


def test_two_writers_in_one_process_do_not_both_write(project, engine, make):
    with EditionWriter(project, engine, make.meta()):
        other = EditionWriter(project, engine, make.meta("other"))

        with pytest.raises(LockedError):
            other.__enter__()


def test_what_a_dead_writer_left_is_swept(store, project, make):
    store([make.entry(1)])
    shutil.copytree(
        project.editions / "us_csl" / "2024-01-31-abababab",
        project.editions / "us_csl" / "2024-09-09-deadbeef",
    )
    (project.scratch / "import").mkdir(parents=True)
    (project.snapshots / ("f" * 64)).mkdir(parents=True)

    store([make.entry(2)], sha256="cd" * 32)

    versions = sorted(path.name for path in (project.editions / "us_csl").iterdir())
    assert versions == ["2024-01-31-abababab", "2024-01-31-cdcdcdcd"]
    assert not (project.snapshots / ("f" * 64)).exists()


def test_snapshots_are_kept_as_they_were_read_and_the_same_each_time(
    tmp_path, store, project, make
):
    snapshot = make.snapshot(b"a,b\n1,2\n")

    edition = store([make.entry(1)], sha256=snapshot.sha256, snapshot=snapshot)
    keep_parts(snapshot, tmp_path / "again")

    kept = project.snapshots / snapshot.sha256 / "csl.csv.gz"
    assert open_part(project, edition.sha256, "csl.csv") == b"a,b\n1,2\n"
    assert kept.read_bytes() == (tmp_path / "again" / "csl.csv.gz").read_bytes()
