"""Every file of real ownership data is imported, or refused with its reason."""

import json

import pytest
from click.testing import CliRunner

from tieline.cli.main import face

REFUSED = {
    "ftm_os_sample_2024-03.json": "Person has no property 'deathPlace'",
    "gleif_elf_codes_1.4.1.csv": "table of legal forms",
    "gleif_lei-data-out.json": "version before 0.4",
    "gleif_rr-data-out.json": "version before 0.4",
    "ror_names.parquet": "Parquet",
    "ror_relationships.parquet": "Parquet",
}
COUNTS = {
    "bods_0.4_sample_300.json": 300,
    "bods_ex_bods-package-fi-soe.json": 9,
    "bods_ex_fermcat.json": 23,
    "bods_ex_joint-ownership.json": 7,
    "bods_ex_levent.json": 7,
    "bods_ex_multiple-indirect-ownership.json": 9,
    "bods_ex_mutilple-indirect-ownership-2.json": 9,
    "bods_ex_nomination.json": 8,
    "bods_ex_tecido.json": 11,
    "ftm_donations.ijson": 474,
    "ftm_eu_authorities.json": 151,
    "ftm_parteispenden.json": 475,
    "gleif_lei-data.json": 13,
    "gleif_lei-data.xml": 13,
    "gleif_lei-updates-data2.xml": 12,
    "gleif_repex-data.json": 10,
    "gleif_repex-data.xml": 10,
    "gleif_repex-updates-data2.xml": 7,
    "gleif_rr-data.json": 10,
    "gleif_rr-data.xml": 10,
    "gleif_rr-updates-data2.xml": 11,
}


def call(folder, *words):
    done = CliRunner().invoke(face(), ["-C", str(folder), *map(str, words)])
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def came(shared, tmp_path_factory):
    """What came of every file of the folder, by name."""
    project = tmp_path_factory.mktemp("ownership") / "case"
    files = sorted((shared / "data" / "ownership").iterdir())
    lines = [
        line
        for path in files
        for line in call(project, "import", path)
        if line["kind"] == "imported"
    ]
    return project, {line["files"][0]: line for line in lines}


def test_every_file_is_imported_or_refused_with_its_reason(came, shared):
    _, done = came

    names = {path.name for path in (shared / "data" / "ownership").iterdir()}
    refused = {
        name: line["error"] for name, line in done.items() if line["error"] is not None
    }
    assert set(done) == names
    assert set(refused) == set(REFUSED)
    assert all(REFUSED[name] in error for name, error in refused.items())
    assert all(done[name]["hint"] for name in refused)


def test_every_record_of_the_imported_files_is_counted(came):
    _, done = came

    counts = {
        name: line["records_in"] for name, line in done.items() if line["error"] is None
    }

    assert counts == COUNTS


def test_nobody_is_screened_against_a_register_that_is_not_named(came):
    project, _ = came

    answers = [
        line
        for line in call(project, "screen", "ARISTEIA CAPITAL, L.L.C.")
        if line["kind"] == "result"
    ]

    assert [line["hits"] for line in answers] == [[]]


def test_a_register_that_is_named_is_searched(came):
    project, _ = came

    words = ("screen", "Aquila Real Asset Finance III", "--dataset", "gleif_lei")
    (answer,) = [line for line in call(project, *words) if line["kind"] == "result"]

    best = answer["hits"][0]
    assert best["entity_id"].startswith("lei-")
    assert best["verdict"] == "candidate"
