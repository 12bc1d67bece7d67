"""Offshore Leaks: nodes of five kinds, and what their relationships are."""

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieline.cli.main import face
from tieline.model.errors import SourceError
from tieline.sources.icij_offshoreleaks import part_of

FOLDER = Path(__file__).parents[1] / "samples" / "icij_offshoreleaks" / "csv"
FILES = sorted(FOLDER.iterdir())


@pytest.fixture(scope="module")
def sample(read):
    return read(*FILES)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_row_of_every_file_comes_out(sample):
    wanted = sum(len(rows(path.name)) for path in FILES)

    assert sample.report.records_in == len(sample.entries) == wanted


def test_the_files_of_the_database_are_one_edition():
    parts = [part_of(path.name) for path in FILES]

    assert {stem for stem, _ in parts} == {"offshoreleaks"}
    assert len({part for _, part in parts}) == 6


def test_each_kind_of_node_has_its_schema(sample):
    kinds = Counter(
        (one.schema, one.prop)
        for one in sample.statements
        if one.prop in {"icijId", "full"}
    )

    assert kinds == {
        ("Company", "icijId"): 2,
        ("LegalEntity", "icijId"): 4,
        ("Address", "full"): 1,
    }


def test_names_dates_and_places_are_typed(sample):
    holding = "icij-10000001"

    assert sample.values(holding, "previousName") == ["Beispiel Trading Ltd."]
    assert sample.values(holding, "incorporationDate") == ["2006-03-23"]
    assert sample.values(holding, "dissolutionDate") == ["2013-02-15"]
    assert sample.values(holding, "jurisdiction") == ["ws"]
    assert sample.values(holding, "country") == ["de", "ch"]
    assert sample.values(holding, "registrationNumber") == ["25221"]


def test_shareholders_own_directors_direct_and_nominees_are_only_linked(sample):
    roles = {one.value: one.schema for one in sample.statements if one.prop == "role"}

    assert roles == {
        "shareholder of": "Ownership",
        "director of": "Directorship",
        "nominee shareholder of": "UnknownLink",
        "intermediary of": "UnknownLink",
        "connected to": "UnknownLink",
    }


def test_a_tie_has_its_span_and_no_share(sample):
    own = [one for one in sample.statements if one.schema == "Ownership"]

    said = {one.prop: one.value for one in own}
    assert (said["startDate"], said["endDate"]) == ("2006-03-23", "2013-02-18")
    assert "percentage" not in said


def test_a_day_that_is_none_is_kept_in_words(sample):
    notes = [one.value for one in sample.statements if one.prop == "summary"]

    assert "start date: some years ago" in notes


def test_that_two_nodes_may_be_one_is_a_remark_and_no_tie(sample):
    notes = sample.values("icij-12000001", "notes")
    ends = {one.value for one in sample.statements if one.prop == "object"}

    assert "same name as node 12000002: says the database" in notes
    assert "icij-12000002" not in ends


def test_a_registered_address_is_the_entitys(sample):
    assert sample.values("icij-10000001", "addressEntity") == ["icij-14000001"]


def test_the_archive_is_imported_as_it_comes(tmp_path):
    path = tmp_path / "full-oldb_2025-02-03.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in FILES:
            archive.write(file, file.name)

    words = ["-C", str(tmp_path / "case"), "import", str(path)]
    done = CliRunner().invoke(face(), words)

    (line,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (line["outcome"], line["records_in"]) == ("imported", 14)


def test_missing_files_are_named(read):
    found = read(FOLDER / "nodes-officers.csv")

    assert "addresses, entities, intermediaries, others, relationships" in (
        found.report.notice
    )


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("relationships.csv", "intermediary_of", "cousin_of"),
        ("nodes-officers.csv", "12000001", "twelve"),
    ],
)
def test_what_is_not_known_stops_the_parse(tmp_path, read, name, old, new):
    path = tmp_path / name
    text = (FOLDER / name).read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(SourceError, match=r"row [25]"):
        read(path)
