"""OpenAlex institutions: names in many languages, ids, and who belongs to whom."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieline.cli.main import face
from tieline.model.errors import SourceError
from tieline.sources.openalex_institutions import part_of

FOLDER = Path(__file__).parents[1] / "samples" / "openalex_institutions"
SAMPLE = FOLDER / "part_000_synthetic.jsonl"
UNIVERSITY = "openalex-I1000001"


@pytest.fixture(scope="module")
def sample(read):
    return read(SAMPLE)


def test_names_keep_their_kind_and_language(sample):
    names = {
        (one.prop, one.value, one.lang)
        for one in sample.statements
        if one.entity_id == UNIVERSITY and one.prop in {"name", "alias", "weakAlias"}
    }

    assert names == {
        ("name", "Sample University", None),
        ("alias", "Muster-Universität", None),
        ("alias", "Muster-Universität", "de"),
        ("alias", "样本大学", "zh"),
        ("weakAlias", "SU", None),
    }


def test_each_id_of_another_register_is_stated_once(sample):
    holders = {
        one.entity_id
        for one in sample.statements
        if (one.prop, one.value) == ("holder", UNIVERSITY)
    }
    papers = {
        one.value
        for one in sample.statements
        if one.entity_id in holders and one.prop == "type"
    }

    assert papers == {"ror", "mag", "grid"}
    assert sample.values(UNIVERSITY, "wikidataId") == ["Q0000001"]


def test_parent_and_child_state_the_same_tie(sample):
    roles = [one.entity_id for one in sample.statements if one.value == "child of"]

    assert len(roles) == 2
    assert len(set(roles)) == 1
    assert sample.values(roles[0], "subject")[0] == "openalex-I1000002"


def test_no_parent_owns_its_child(sample):
    assert "Ownership" not in {one.schema for one in sample.statements}


def test_lineage_names_those_above_and_not_itself(sample):
    lines = {one.entity_id for one in sample.statements if one.value == "lineage"}

    (line,) = lines
    assert sample.values(line, "subject") == ["openalex-I1000002"]
    assert sample.values(line, "object") == [UNIVERSITY]


def test_a_company_is_one_and_a_record_with_nothing_else_is_whole(sample):
    schemas = {one.entity_id: one.schema for one in sample.statements}

    assert schemas["openalex-I1000003"] == "Company"
    assert sample.values("openalex-I1000003", "country") == ["cn"]


def test_the_last_update_dates_the_snapshot(snapshot_of):
    source, snapshot = snapshot_of([SAMPLE])

    assert source.published(snapshot) == "2025-02-03"


def test_the_parts_of_a_snapshot_are_one_edition():
    assert [part_of(f"part_00{number}.gz") for number in (0, 1)] == [
        ("part", "000"),
        ("part", "001"),
    ]


def test_packed_parts_are_imported_as_they_come(tmp_path):
    lines = SAMPLE.read_bytes().splitlines(keepends=True)
    paths = [tmp_path / f"part_00{number}.gz" for number in (0, 1)]
    for path, some in zip(paths, (lines[:2], lines[2:]), strict=True):
        path.write_bytes(gzip.compress(b"".join(some)))

    words = ["-C", str(tmp_path / "case"), "import", *map(str, paths)]
    done = CliRunner().invoke(face(), words)

    (line,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (line["outcome"], line["records_in"]) == ("imported", 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "https://openalex.org/W1"),
        ("display_name", " "),
        ("created_date", "yesterday"),
        ("lineage", ["https://openalex.org/A1"]),
        (
            "associated_institutions",
            [{"id": "https://openalex.org/I2", "relationship": "twin"}],
        ),
    ],
)
def test_what_is_not_documented_stops_the_parse(tmp_path, read, field, value):
    first, second, *_ = SAMPLE.read_text("utf-8").splitlines()
    item = json.loads(second)
    item[field] = value
    path = tmp_path / SAMPLE.name
    path.write_text(f"{first}\n{json.dumps(item)}\n", "utf-8")

    with pytest.raises(SourceError, match="line 2"):
        read(path)
