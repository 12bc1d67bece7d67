"""What `diff` tells of the real monthly editions is a plain difference of sets."""

import csv
import io
import itertools
import json
import tarfile
import zlib

import pytest
from click.testing import CliRunner

from tieline.cli.main import face
from tieline.model.source import Part, Report, Snapshot
from tieline.sources.us_ofac import SOURCE
from tieline.watch.differences import Row, differences

ARCHIVE = "ofac_sdn_monthly_2021-08_2023-06.tar.xz"
WIDTH = 12
PARTS = {"Sanction": "entity", "Identification": "holder", "Passport": "holder"}
PARTS |= {"CryptoWallet": "holder"}
# Few enough to import in a test: a pair with wallets that came, and one with many rows.
IMPORTED = ("2021-10-06", "2021-11-08", "2021-12-02")


@pytest.fixture(scope="module")
def editions(shared):
    """The files of the archive by day; the empty one is left out."""
    held = {}
    with tarfile.open(shared / "data" / "lists" / ARCHIVE) as tape:
        for member in tape.getmembers():
            if member.isfile() and member.size:
                held[member.name[-14:-4]] = tape.extractfile(member).read()
    assert len(held) == 22
    return dict(sorted(held.items()))


def plainly(data):
    """The rows of a file by number, as any reader of CSV has them."""
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return {
        f"ofac-{row[0]}": tuple(cell.strip() for cell in row)
        for row in rows
        if len(row) == WIDTH
    }


def plain_difference(old, new):
    return {
        "added": new.keys() - old.keys(),
        "removed": old.keys() - new.keys(),
        "changed": {key for key in old.keys() & new.keys() if old[key] != new[key]},
    }


def stated(data):
    """What the list's reader states, in order of subject."""
    part = Part(name="s.csv", sha256="0", size=len(data), open=lambda: io.BytesIO(data))
    snapshot = Snapshot(
        source_key=SOURCE.key, dataset="us_ofac_sdn", sha256="0", parts=(part,)
    )
    rows = []
    for entry in SOURCE.parse(snapshot, Report()):
        facts = [each.statement for each in entry.statements]
        homes = {s.entity_id: s.value for s in facts if PARTS.get(s.schema) == s.prop}
        rows += [
            Row(
                homes.get(s.entity_id, s.entity_id),
                s.entity_id,
                s.schema,
                s.prop,
                s.value,
                s.status,
                s.original_value,
            )
            for s in facts
        ]
    return sorted(rows, key=lambda row: row.target)


def told(changes):
    found = {"added": set(), "removed": set(), "changed": set()}
    for what, entity_id in changes:
        found[what].add(entity_id)
    return found


def without_most_that_is_in_both(old, new):
    """Two files without the lines that stand in both, but for every fiftieth."""
    lines = [data.splitlines(keepends=True) for data in (old, new)]
    both = set(lines[0]) & set(lines[1])
    kept = {x for x in both if zlib.crc32(x) % 50 == 0 or len(x) < WIDTH}
    return [b"".join(x for x in each if x not in both or x in kept) for each in lines]


def test_over_all_consecutive_pairs_it_agrees(editions):
    differing = []
    for (_, whole_old), (day, whole_new) in itertools.pairwise(editions.items()):
        old, new = without_most_that_is_in_both(whole_old, whole_new)
        changes = differences(stated(old), stated(new))
        found = told((one.what, one.id) for one in changes)
        if found != plain_difference(plainly(whole_old), plainly(whole_new)):
            differing.append(day)

    assert differing == []


def call(*words):
    return CliRunner().invoke(face(), [str(word) for word in words])


@pytest.fixture(scope="module")
def case(editions, tmp_path_factory):
    """A project with three of the editions, out of one archive."""
    folder = tmp_path_factory.mktemp("monthly")
    with tarfile.open(folder / "three.tar.gz", "w:gz") as tape:
        for day in IMPORTED:
            info = tarfile.TarInfo(f"snap/sdn_{day}.csv")
            info.size = len(editions[day])
            tape.addfile(info, io.BytesIO(editions[day]))
    done = call("-C", folder / "case", "import", folder / "three.tar.gz")
    assert done.exit_code == 0, done.output
    return folder / "case"


@pytest.mark.parametrize(("start", "end"), list(itertools.pairwise(IMPORTED)))
def test_as_imported_it_agrees_too(case, editions, start, end):
    words = ("diff", "us_ofac_sdn", "--from", start, "--to", end, "-f", "ndjson")

    done = call("-C", case, *words)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    changes = [line for line in lines if line["kind"] == "change"]
    found = told((one["what"], one["id"]) for one in changes)
    assert found == plain_difference(plainly(editions[start]), plainly(editions[end]))
    assert {kind: lines[-1][kind] for kind in found} == {
        kind: len(ids) for kind, ids in found.items()
    }
