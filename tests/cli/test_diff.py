"""`tieline diff` from the command line."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from tieline.cli.main import face

MAPPING = """\
format_version = 1
id = [{ columns = ["number"], prefix = "house" }]
[dataset]
name = "house"
title = "House list"
publisher = "Example Trading"
url = ""
licence = "internal"
is_official = false
[schema]
constant = "Company"
[properties]
name = "name"
country = "country"
[listing]
list = { constant = "HOUSE" }
"""
HEAD = "number,name,country\n"


def call(*words):
    return CliRunner().invoke(face(), [str(word) for word in words])


@pytest.fixture
def case(tmp_path):
    """A project with two editions of a list."""
    (tmp_path / "house.toml").write_text(MAPPING, "utf-8")
    for day, rows in (
        ("2024-01-10", "1,Acme,DE\n2,Beta,FR\n"),
        ("2024-02-10", "1,Acme,AT\n3,=Gamma,FR\n"),
    ):
        table = tmp_path / f"house_{day}.csv"
        table.write_text(HEAD + rows, "utf-8")
        done = call(
            "-C", tmp_path / "case", "import", "--map", tmp_path / "house.toml", table
        )
        assert done.exit_code == 0, done.output
    return tmp_path / "case"


def test_as_lines_it_tells_what_is_compared_each_change_and_the_counts(case):
    done = call("-C", case, "diff", "house", "-f", "ndjson")

    first, *changes, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["before"]["published"], first["after"]["published"]) == (
        "2024-01-10",
        "2024-02-10",
    )
    assert [(c["what"], c["id"]) for c in changes] == [
        ("changed", "house-1"),
        ("removed", "house-2"),
        ("added", "house-3"),
    ]
    counts = (last["added"], last["removed"], last["changed"])
    assert counts == (1, 1, 1)


def test_as_a_document_it_is_one(case):
    done = call("-C", case, "diff", "house", "-f", "json")

    found = json.loads(done.stdout)
    assert len(found["results"]) == 3
    assert found["run"]["dataset"] == "house"


def test_as_csv_a_changed_entity_has_a_row_for_each_field(case):
    done = call("-C", case, "diff", "house", "-f", "csv")

    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    changed = [row for row in rows if row["what"] == "changed"]
    assert [(r["change"], r["property"], r["value"]) for r in changed] == [
        ("removed", "country", "de"),
        ("added", "country", "at"),
    ]


def test_a_name_that_a_spreadsheet_would_run_is_disarmed(case):
    done = call("-C", case, "diff", "house", "-f", "csv", "--only", "added")

    (row,) = csv.DictReader(io.StringIO(done.stdout, newline=""))
    assert row["caption"] == "'=Gamma"


def test_as_a_table_it_ends_with_the_counts(case):
    done = call("-C", case, "diff", "house", "-f", "table")

    assert "1 added, 1 removed, 1 changed" in done.stdout


def test_only_what_is_wanted_is_printed_and_all_is_counted(case):
    done = call("-C", case, "diff", "house", "-f", "ndjson", "--only", "removed")

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines if line["kind"] == "change"] == ["house-2"]
    assert lines[-1]["changed"] == 1


def test_a_list_that_is_not_held_is_wrong_usage(case):
    done = call("-C", case, "diff", "nothing")

    assert done.exit_code == 2
    assert "Held are" in done.output
