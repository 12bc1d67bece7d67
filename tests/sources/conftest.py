"""Reading lists from disk, and counting them by other means."""

import csv
import hashlib
from collections import Counter

import pytest

from tieline import registry
from tieline.model.source import Part, Report, Snapshot


class Read:
    """What a source made of files: entries, report, and their statements by need."""

    def __init__(self, source, snapshot):
        self.report = Report()
        self.snapshot = snapshot
        self.entries = list(source.parse(snapshot, self.report))
        self.statements = [
            stated.statement for entry in self.entries for stated in entry.statements
        ]

    def values(self, entity_id, prop):
        """The values of one property, in order."""
        return [
            one.value
            for one in self.statements
            if one.entity_id == entity_id and one.prop == prop
        ]

    def subjects(self):
        return {each for entry in self.entries for each in entry.entity_ids}

    def listings(self):
        return {
            one.entity_id
            for one in self.statements
            if (one.schema, one.prop) == ("Sanction", "entity")
        }

    def props(self):
        return Counter((one.schema, one.prop) for one in self.statements)


def snapshot_from(paths, *, partial=False):
    parts = []
    for path in paths:
        data = path.read_bytes()
        part = Part(
            name=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            open=lambda path=path: path.open("rb"),
        )
        parts.append(part)
    head = paths[0].read_bytes()[:65536]
    source, dataset = registry.recognise(paths[0].name, head)
    snapshot = Snapshot(
        source_key=source.key,
        dataset=dataset,
        sha256=parts[0].sha256,
        parts=tuple(parts),
        partial=partial,
    )
    return source, snapshot


@pytest.fixture(scope="session")
def read():
    """Read the files of one edition."""

    def reading(*paths, partial=False):
        return Read(*snapshot_from(paths, partial=partial))

    return reading


@pytest.fixture(scope="session")
def lists(shared):
    return shared / "data" / "lists"


@pytest.fixture
def written(tmp_path, read):
    """Write files and read them."""

    def writing(*, partial=False, **files):
        paths = []
        for name, data in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            paths.append(path)
        return read(*paths, partial=partial)

    return writing


@pytest.fixture(scope="session")
def snapshot_of():
    """The source that knows the files, and their snapshot."""
    return snapshot_from


@pytest.fixture(scope="session")
def plain_rows():
    """The rows of a file by the csv module alone; the closing 0x1A is no row."""

    def rows(path):
        text = path.read_bytes().replace(b"\x1a", b"").decode("utf-8")
        return [row for row in csv.reader(text.splitlines(keepends=True)) if row]

    return rows
