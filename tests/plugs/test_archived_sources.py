"""Every list is read out of an archive as it is read from the disk."""

import zipfile
from pathlib import Path

import pytest

from tieline.model.source import Report
from tieline.workspace.gathering import Importing, gather

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
# Each file, or folder of files that belong together, is an edition.
EDITIONS = [
    place
    for folder in sorted(SAMPLES.iterdir())
    if folder.is_dir()
    for place in sorted(folder.iterdir())
    if place.name != "expected.json"
]


def files_of(place):
    return sorted(place.iterdir()) if place.is_dir() else [place]


def told(gathered):
    """What was recognised, and what the reader makes of it but for where it stands."""
    found = []
    for one in gathered:
        if one.error is not None:
            found.append((one.error.what,))
            continue
        report = Report()
        facts = [
            (s.statement.entity_id, s.statement.prop, s.statement.value)
            for entry in one.source.parse(one.snapshot, report)
            for s in entry.statements
        ]
        found.append((one.source.key, one.snapshot.dataset, facts, report.notice))
    return sorted(found, key=str)


@pytest.mark.parametrize("place", EDITIONS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_an_edition_in_an_archive_is_the_same_edition(place, tmp_path):
    archive = tmp_path / "lists.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for path in files_of(place):
            package.write(path, f"inside/{path.name}")
    how = Importing(published="2030-01-01")

    plain = gather(files_of(place), how)
    packed = gather([archive], how, scratch=tmp_path)

    assert all(
        name.startswith("lists.zip!inside!") for one in packed for name in one.files
    )
    assert told(packed) == told(plain)


@pytest.mark.parametrize("place", EDITIONS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_locator_of_it_names_the_archive_and_the_file(place, tmp_path):
    archive = tmp_path / "lists.zip"
    with zipfile.ZipFile(archive, "w") as package:
        for path in files_of(place):
            package.write(path, path.name)

    places = {
        span.locator
        for one in gather(
            [archive], Importing(published="2030-01-01"), scratch=tmp_path
        )
        if one.error is None
        for entry in one.source.parse(one.snapshot, Report())
        for stated in entry.statements
        for span in stated.evidence
    }

    # what was exported before keeps the places that it had then
    is_export = place.parent.name == "tieline_export"
    assert is_export or all(each.startswith("lists.zip!") for each in places)
