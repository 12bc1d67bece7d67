"""Real names against a real list: from a damaged file to a decision that holds."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from tieline.cli.main import face

EDITION = "us_csl_2023-11_partial_4228rows.csv"


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def call(*words):
    return CliRunner().invoke(face(), [str(word) for word in words])


@pytest.fixture(scope="module")
def case(shared, tmp_path_factory):
    """A project that holds what is whole of a cut edition."""
    folder = tmp_path_factory.mktemp("journey") / "case"
    refused = call("-C", folder, "import", shared / "data" / "lists" / EDITION)
    assert refused.exit_code == 1
    kept = call(
        "-C", folder, "import", "--partial", shared / "data" / "lists" / EDITION
    )
    assert kept.exit_code == 0, kept.output
    return folder, refused, kept


def screened(case, *words):
    done = call("-C", case[0], "screen", *words, "--dataset", "us_csl")
    assert done.exit_code == 0, done.output
    return [line for line in lines(done) if line["kind"] == "result"]


def test_a_cut_file_is_refused_and_says_what_to_do(case):
    _, refused, _ = case

    assert EDITION in refused.output
    assert "--partial" in refused.output


def test_the_whole_records_are_kept_and_counted(case):
    (made,) = lines(case[2])

    counts = made["records_in"], made["listings"], made["entities"]
    assert counts == (4226, 4226, 4219)
    assert made["is_partial"]


@pytest.mark.parametrize(
    ("name", "caption", "program"),
    [
        ("Hangzhou Hikvision", "Hangzhou Hikvision Digital Technology", "CMIC"),
        ("HIKVISION DIGITAL TECH", "Hangzhou Hikvision Digital Technology", "CMIC"),
        (
            "Northwestern Polytechnic Univ",
            "Northwestern Polytechnical University",
            "EL",
        ),
    ],
)
def test_a_name_as_people_write_it_finds_its_entry(case, name, caption, program):
    (result,) = screened(case, name)

    best = result["hits"][0]
    assert best["caption"].startswith(caption)
    assert best["lane"] == "listed"
    assert best["reasons"]
    assert {one["list"] for one in best["listings"]} == {program}
    assert all(one["locator"] for one in best["listings"])


def test_the_licence_requirement_is_shown_where_the_list_has_one(case):
    (northwestern,) = screened(case, "Northwestern Polytechnic Univ")
    (hikvision,) = screened(case, "Hangzhou Hikvision")

    words = [
        result["hits"][0]["listings"][0]["licence_requirement"]
        for result in (northwestern, hikvision)
    ]
    assert words[0].startswith("For all items subject to the EAR")
    assert words[1] is None


def test_every_answer_says_that_the_edition_is_partial(case):
    done = call("-C", case[0], "screen", "Nobody at all")

    run = lines(done)[0]
    assert run["editions"]["us_csl"]["is_partial"]
    assert any("partial" in notice for notice in run["notice"])


def test_a_name_alone_is_never_a_match(case):
    results = screened(case, "Hangzhou Hikvision", "Huawei", "Northwestern Polytechnic")

    verdicts = {hit["verdict"] for result in results for hit in result["hits"]}
    assert verdicts == {"candidate"}


def test_an_identifier_that_agrees_makes_a_match(case, tmp_path):
    path = tmp_path / "parties.csv"
    path.write_text("id,name,company number\n1,Hikvision,91330000733796106P\n", "utf-8")

    (result,) = screened(case, path)

    best = result["hits"][0]
    assert (best["entity_id"], best["verdict"]) == ("ofac-30946", "match")


def test_a_decision_holds_for_the_row_until_it_changes(case, tmp_path):
    path = tmp_path / "orders.csv"
    text = "Order,Buyer,End user\nEO-1,Example Ltd,Hangzhou Hikvision\n"
    path.write_text(text, "utf-8")
    (hit,) = screened(case, path)[0]["hits"]
    words = ("--verdict", "different", "--why", "another firm", "--by", "Jo Doe")

    done = call("-C", case[0], "decide", hit["query_id"], hit["entity_id"], *words)
    (again,) = screened(case, path)
    path.write_text(text.replace("Hikvision", "Hikvision Digital"), "utf-8")
    (changed,) = screened(case, path)

    assert done.exit_code == 0, done.output
    assert (again["hits"], again["suppressed"]) == ([], 1)
    assert [one["decision"] for one in changed["hits"]] == ["reopened: was different"]


def test_a_table_comes_back_with_every_row_and_its_answer(case, tmp_path):
    names = [
        "Hangzhou Hikvision",
        "Fictional Fibre Oy",
        "Northwestern Polytechnic Univ",
    ]
    path = tmp_path / "names.csv"
    path.write_text("name\n" + "\n".join(names) + "\n", "utf-8")

    done = call("-C", case[0], "screen", path, "-o", tmp_path / "out.csv")

    assert done.exit_code == 0, done.output
    text = (tmp_path / "out.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["name"] for row in rows] == names
    assert [row["tieline_verdict"] for row in rows] == [
        "candidate",
        "none_found",
        "candidate",
    ]
