"""Every file of the shared folders imports, or is refused with its reason."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieline.cli.main import face
from tieline.model.ids import fold_key
from tieline.sources.mapping import read_mapping
from tieline.workspace.dating import dated_by
from tieline.workspace.gathering import Importing, gather

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
# Table, mapping, and the columns that tell its entities apart.
MAPPED = [
    ("cn_countermeasures_en_zh", "cn_countermeasures_table", ("Name", "Country")),
    (
        "eu_2014R0269",
        "eu_annex_table",
        ("celex", "annex", "recordId", "name", "birthDate"),
    ),
    (
        "eu_2014R0833_annexIV",
        "eu_annex_table",
        ("celex", "annex", "recordId", "name", "birthDate"),
    ),
    ("us_bis_mieu", "us_mieu_table", ("Name", "Country")),
    ("us_inksna", "us_law_table", ("name", "country")),
    ("us_section_154", "us_law_table", ("name", "country")),
    ("us_section_353", "us_law_table", ("name", "country")),
    ("us_section_5949", "us_law_table", ("name", "country")),
    ("us_section_889", "us_law_table", ("name", "country")),
]


def call(*words):
    return CliRunner().invoke(face(), [str(word) for word in words])


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def files_in(shared, folder):
    return sorted((shared / "data" / folder).iterdir())


@pytest.mark.parametrize("folder", ["formats", "nc", "ownership"])
def test_every_file_imports_or_is_refused_with_reason_and_remedy(
    shared, tmp_path, folder
):
    files = files_in(shared, folder)

    done = call("-C", tmp_path / "case", "import", "--partial", *files)

    made = lines(done)
    told = {name.split("!")[0] for one in made for name in one["files"]}
    refused = [one for one in made if one["outcome"] == "refused"]
    assert told == {path.name for path in files}
    assert all(one["error"] and one["where"] and one["hint"] for one in refused)
    assert done.exit_code == (1 if refused else 0)
    assert "Traceback" not in done.output


@pytest.fixture(scope="module")
def gathered(shared, tmp_path_factory):
    """The files of the lists as they would be imported in one call, by name."""
    scratch = tmp_path_factory.mktemp("scratch")
    how = Importing(partial=True)
    found = gather(files_in(shared, "lists"), how, scratch=scratch)
    return {one.files: dated_by(one, how, "2026-11-24") for one in found}


def test_files_of_one_edition_go_together_in_one_call(gathered):
    parts = {tuple(sorted(names)) for names in gathered if len(names) > 1}

    assert parts == {
        tuple(f"ofac_{part}_2021-07_bench.csv" for part in ("add", "alt", "sdn")),
        tuple(f"ofac_{part}_static.csv" for part in ("add", "alt", "sdn")),
        tuple(
            f"ofac_cons_{part}_2025-12.csv"
            for part in ("add", "alt", "comments", "prim")
        ),
    }


def test_each_monthly_edition_in_the_archive_is_dated_by_its_own_name(gathered):
    monthly = {
        names[0]: one for names, one in gathered.items() if ".tar.xz!" in names[0]
    }

    days = {one.snapshot.published for one in monthly.values() if one.snapshot}
    empty = [name for name, one in monthly.items() if one.error is not None]
    assert len(days) == 22
    assert (min(days), max(days)) == ("2021-09-02", "2023-06-01")
    assert [name.rpartition("!")[2] for name in empty] == ["sdn_2021-08-18.csv"]


def test_every_edition_of_the_lists_has_a_day_or_says_what_to_pass(gathered):
    undated = [one for one in gathered.values() if one.error is not None]

    assert all(one.error.hint for one in undated)
    assert all(one.snapshot.published for one in gathered.values() if one.error is None)
    (static,) = [one for one in undated if "ofac_sdn_static.csv" in one.files]
    assert static.error.hint.startswith("Say the day: tieline import ")
    assert static.error.hint.endswith("ofac_sdn_static.csv --published YYYY-MM-DD")


def test_an_unchanged_import_of_everything_writes_nothing(shared, tmp_path):
    case = tmp_path / "case"
    files = [*files_in(shared, "formats"), *files_in(shared, "nc")]
    first = lines(call("-C", case, "import", "--partial", *files))
    before = state(case)

    again = lines(call("-C", case, "import", "--partial", *files))

    assert state(case) == before
    done = {one["outcome"] for one in first} & {"imported", "older"}
    assert done
    assert {one["outcome"] for one in again} <= {"already held", "refused"}


def state(folder):
    """The time and size of everything in a folder, and of the folders themselves."""
    found = {path: path.stat() for path in sorted(folder.rglob("*"))}
    return {path: (one.st_mtime_ns, one.st_size) for path, one in found.items()}


@pytest.mark.parametrize(("table", "mapping", "key"), MAPPED)
def test_a_table_of_others_reads_by_its_mapping_and_counts_as_a_plain_reader_does(
    shared, tmp_path, table, mapping, key
):
    path = shared / "data" / "nc" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {" ".join(fold_key(row[column]) for column in key) for row in rows}

    words = ("import", "--map", EXAMPLES / f"{mapping}.toml", path)
    done = call("-C", tmp_path / "case", *words, "--published", "2026-09-01")

    assert done.exit_code == 0, done.output
    (made,) = lines(done)
    assert (made["records_in"], made["entities"]) == (len(rows), len(names))
    assert made["listings"] >= len(names)
    assert made["broken"] == []


def test_the_covered_list_names_the_firms_in_its_sentences(shared, tmp_path):
    path = shared / "data" / "nc" / "us_fcc_covered_list.csv"
    words = ("import", "--map", EXAMPLES / "us_fcc_covered_list.toml", path)
    call("-C", tmp_path / "case", *words, "--published", "2026-09-01")

    done = call("-C", tmp_path / "case", "search", "Hytera Communications Corporation")

    assert "Hytera Communications Corporation" in done.output
    assert done.exit_code == 0


@pytest.mark.parametrize(
    "mapping", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.stem
)
def test_every_example_is_a_mapping(mapping):

    assert read_mapping(mapping.read_bytes()).dataset.licence
