"""Addresses on the command line: beside a name, alone, in tables, explained."""

import csv
import io
import json
from pathlib import Path

import pytest

SAMPLE = (
    Path(__file__).parents[1]
    / "samples"
    / "us_csl"
    / "consolidated_2025-06-30_synthetic.json"
)
WHY = ("--why", "a test", "--by", "T. Ester")
ROOM = "Room 1708, 17th Floor, 99 Specimen St., Kwun Tong, HK"


@pytest.fixture
def listed(tieline):
    """A project whose list holds three addresses without a party."""
    done = tieline("-C", "case", "import", SAMPLE)
    assert done.exit_code == 0, done.output

    def call(*words, **rest):
        return tieline("-C", "case", *words, **rest)

    return call


def hits(done):
    """The hits of the first result."""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return next(line["hits"] for line in lines if line["kind"] == "result")


def test_an_edition_counts_the_addresses_that_are_listed(tieline):
    done = tieline("-C", "case", "import", SAMPLE)

    assert json.loads(done.stdout)["entities"] == 6


def test_whoever_is_at_a_listed_address_is_a_candidate(listed):
    (hit,) = hits(
        listed("screen", "Some Forwarder", "--address", ROOM, "--dataset", "us_csl")
    )

    assert (hit["schema"], hit["verdict"], hit["lane"]) == (
        "Address",
        "candidate",
        "listed",
    )
    assert hit["listings"][0]["licence_requirement"].startswith("For all items")
    assert hit["caption"].startswith("Address 01: Unit 1708")


def test_an_address_alone_is_asked(listed):
    done = listed("screen", "--address", "Specimen Sokak 7/3, Istanbul, TR")

    assert [hit["schema"] for hit in hits(done)] == ["Address"]


def test_another_room_of_the_building_is_not_at_the_address(listed):
    other = ROOM.replace("1708", "1709")

    assert hits(listed("screen", "Some Forwarder", "--address", other)) == []


def test_what_numbers_an_address_is_no_name(listed):
    assert hits(listed("screen", "Address 01", "--dataset", "us_csl")) == []


def test_sharing_the_address_of_a_listed_party_is_a_candidate_in_its_own_lane(listed):
    done = listed("screen", "Some Forwarder", "--address", "1 Example Rd, Harbin, CN")

    (hit,) = hits(done)
    assert (hit["verdict"], hit["lane"]) == ("candidate", "tied")
    assert [reason["feature"] for reason in hit["reasons"]] == ["premises"]


def test_a_table_of_addresses_alone_is_screened(listed, tmp_path):
    text = f'Order,Address\n1,"{ROOM}"\n2,"2 Example Road, Harbin"\n'
    (tmp_path / "places.csv").write_text(text, "utf-8")

    done = listed("screen", "places.csv", "-o", "out.csv", "--dataset", "us_csl")

    assert done.exit_code == 0, done.output
    rows = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8")))
    assert [row["tieline_verdict"] for row in rows] == ["candidate", "none_found"]


def test_a_row_of_ones_own_list_without_a_name_is_an_address(tieline, tmp_path):
    text = f'id,name,address\na1,,"{ROOM}"\nx1,Foo Optics,\n'
    (tmp_path / "own.csv").write_text(text, "utf-8")

    done = tieline("screen", "Who Ever", "--address", ROOM, "--against", "own.csv")

    assert [hit["entity_id"] for hit in hits(done)] == ["a1"]


def test_nothing_at_all_is_wrong_usage(tieline):
    assert tieline("screen").exit_code == 2
    assert tieline("screen", "--address", " ").exit_code in {1, 2}


def test_two_addresses_are_explained_in_words(tieline):
    pair = ("15/F, 555 Qianmo Road, Hangzhou", "杭州市阡陌路555号15楼")

    done = tieline("explain", "--addresses", *pair, "-f", "table")

    assert "One address, to the floor" in done.stdout
    assert "says nothing of who is there" in done.stdout
    assert "floor 15, number 555, road qianmo" in done.stdout


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("5 Qianmo Road, Hangzhou", "6 Qianmo Road, Hangzhou", "without a number in"),
        ("5 Qianmo Road, Hangzhou", "5 Qianmo Road, Ningbo", "in one town"),
        ("5 Qianmo Road, Hangzhou", "5 Fuxing Road, Hangzhou", "Neither street"),
        ("5 Qianmo Road, CN", "5 Qianmo Road, DE", "different countries"),
        ("Hangzhou", "Hangzhou", "names no street"),
        ("Inmate 1, P.O. Box 7, X", "P.O. Box 7, X", "A prison"),
    ],
)
def test_it_is_said_why_two_addresses_are_not_one(tieline, left, right, why):
    done = tieline("explain", "--addresses", left, right)

    found = json.loads(done.stdout)
    assert found["verdict"] == "no_match"
    assert why in found["reasons"][0]["detail"]


def hide(listed, prop):
    """Hide what the list says of `prop` of the entry in Istanbul."""
    asked = listed("screen", "--address", "Specimen Sokak 7/3, Istanbul, TR")
    (hit,) = hits(asked)
    shown = json.loads(listed("show", hit["entity_id"]).stdout.splitlines()[1])
    (fact,) = [fact for fact in shown["facts"] if fact["prop"] == prop]
    done = listed("purge", fact["statement_id"], "--hide", *WHY)
    assert done.exit_code == 0, done.output
    return hits(listed("screen", "--address", "Specimen Sokak 7/3, Istanbul, TR"))


def test_a_hidden_address_is_no_longer_found(listed):
    assert hide(listed, "full") == []


def test_what_else_is_hidden_of_a_listed_address_leaves_the_hit(listed):
    (hit,) = hide(listed, "topics")

    assert hit["reasons"][0]["feature"] == "premises"
    assert hit["score"] == 0.9
