"""Beneficial ownership statements: interests, replacement, and what is not known."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tieline.model.errors import SourceError

SAMPLE = Path(__file__).parents[1] / "samples" / "bods" / "statements_synthetic.json"


@pytest.fixture(scope="session")
def ownership(shared):
    return shared / "data" / "ownership"


@pytest.fixture(scope="module")
def sample(read):
    return read(SAMPLE)


def plain(path):
    """Count what a file holds by the json module alone."""
    statements = json.loads(path.read_text("utf-8"))
    counts = Counter()
    for one in statements:
        details = one["recordDetails"]
        for interest in details.get("interests", ()):
            kind = interest.get("type", "no type")
            counts[kind] += 1
            counts["share"] += kind == "shareholding" and "share" in interest
            counts["start"] += "startDate" in interest
        counts["birthDate"] += "birthDate" in details
    return len(statements), counts


def ties(found):
    return [one for one in found.statements if one.entity_id.startswith("bods-tie-")]


@pytest.mark.parametrize(
    "name",
    [
        "bods_0.4_sample_300",
        "bods_ex_bods-package-fi-soe",
        "bods_ex_fermcat",
        "bods_ex_joint-ownership",
        "bods_ex_levent",
        "bods_ex_multiple-indirect-ownership",
        "bods_ex_mutilple-indirect-ownership-2",
        "bods_ex_nomination",
        "bods_ex_tecido",
    ],
)
def test_every_interest_share_and_day_of_the_real_files_comes_out(
    ownership, read, name
):
    path = ownership / f"{name}.json"
    count, wanted = plain(path)

    found = read(path)

    props = Counter(one.prop for one in ties(found))
    roles = Counter(one.value for one in ties(found) if one.prop == "role")
    others = {"share", "start", "birthDate", "no type"}
    kinds = [key for key in wanted if key not in others]
    assert found.report.records_in == len(found.entries) == count
    assert roles == {kind: wanted[kind] for kind in kinds}
    assert props["percentage"] == wanted["share"]
    assert props["startDate"] == wanted["start"]
    # Several statements about one person give its birth date once each.
    births = sum(one.prop == "birthDate" for one in found.statements)
    assert births == wanted["birthDate"]


def test_both_forms_of_a_file_say_the_same(read, sample):
    lines = read(SAMPLE.with_suffix(".ndjson"))

    assert lines.statements == sample.statements


def test_an_interest_is_owned_directed_or_only_linked(sample):
    kinds = {(one.value, one.schema) for one in ties(sample) if one.prop == "role"}

    assert kinds == {
        ("shareholding", "Ownership"),
        ("votingRights", "UnknownLink"),
        ("boardChair", "Directorship"),
        ("trustee", "UnknownLink"),
    }


def test_a_share_keeps_which_bounds_it_takes_in(sample):
    shares = {
        one.value: one.quantity for one in ties(sample) if one.prop == "percentage"
    }

    assert set(shares) == {"(25, 50]", "60"}
    assert (shares["(25, 50]"].low, shares["(25, 50]"].high) == ("25", "50")


def test_votes_are_no_share_that_somebody_might_add_up(sample):
    votes = [one for one in ties(sample) if one.value == "votingRights"]

    assert [one.quantity.low for one in votes] == ["40.5"]


def test_what_a_later_statement_replaced_is_over(sample):
    states = {one.value: one.status for one in ties(sample) if one.prop == "percentage"}

    assert states == {"(25, 50]": "expired", "60": "self-disclosed"}


def test_a_closed_record_is_over_and_says_so(sample):
    (closed,) = [
        one for one in ties(sample) if one.prop == "status" and one.value == "closed"
    ]

    assert closed.status == "expired"


def test_a_name_that_is_given_no_more_is_a_former_one(sample):
    names = {
        one.value: one.prop
        for one in sample.statements
        if one.value.startswith("Muster")
    }

    assert names["Muster Glas KG"] == "previousName"
    assert names["Muster Optik KG"] == "name"


def test_the_order_of_statements_does_not_decide_which_counts(tmp_path, read, sample):
    statements = json.loads(SAMPLE.read_text("utf-8"))
    path = tmp_path / "turned.json"
    path.write_text(json.dumps(statements[::-1], ensure_ascii=False), "utf-8")

    turned = read(path)

    key = [(one.entity_id, one.prop, one.value, one.status) for one in ties(turned)]
    assert sorted(key, key=str) == sorted(
        ((one.entity_id, one.prop, one.value, one.status) for one in ties(sample)),
        key=str,
    )


def test_that_an_owner_is_not_known_is_an_answer(sample):
    notes = [one.value for one in sample.statements if one.prop == "notes"]

    assert (
        "interestedParty not specified: "
        "subjectUnableToConfirmOrIdentifyBeneficialOwner (asked twice)"
    ) in notes


def test_an_anonymous_person_has_a_reason_and_no_name(sample):
    notes = [one for one in sample.statements if one.value.startswith("not specified:")]

    (person,) = {one.entity_id for one in notes}
    assert notes[0].value == (
        "not specified: interestedPartyExemptFromDisclosure (under age)"
    )
    assert not sample.values(person, "name")


def test_parts_of_an_indirect_interest_are_marked(sample):
    said = {one.value for one in ties(sample) if one.prop == "summary"}

    assert "part of an indirect interest that has a record of its own" in said
    assert any(one.startswith("made of record rel-3 ") for one in said)


def test_a_relationship_without_interests_is_a_tie_that_says_no_more(sample):
    bare = [one for one in ties(sample) if one.value == "rel-4"]

    props = {one.prop for one in ties(sample) if one.entity_id == bare[0].entity_id}

    assert {"subject", "object"} <= props
    assert "role" not in props


def test_an_lei_is_one(sample):
    codes = [one.value for one in sample.statements if one.prop == "leiCode"]

    assert codes == ["00MUSTEROPTIK0000105"]


def test_two_publishers_with_one_number_name_two_records(tmp_path, read):
    statements = json.loads(SAMPLE.read_text("utf-8"))[:1] * 2
    other = json.loads(json.dumps(statements[0]))
    other["publicationDetails"]["publisher"]["name"] = "Other register"
    path = tmp_path / "two.json"
    path.write_text(json.dumps([statements[0], other]), "utf-8")

    found = read(path)

    assert len(found.subjects()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"shareholding"', '"friendship"'),
        ('"registeredEntity"', '"planet"'),
        ('"anonymousPerson"', '"nobody"'),
        ('"bodsVersion": "0.4"', '"bodsVersion": "0.5"'),
        ('"2019-12-01"', '"2019-13-01"'),
        ('"updated"', '"mended"'),
    ],
)
def test_a_word_that_the_standard_does_not_have_stops_the_parse(
    tmp_path, read, old, new
):
    text = SAMPLE.read_text("utf-8")
    path = tmp_path / "changed.json"
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(SourceError):
        read(path)


@pytest.mark.parametrize("name", ["gleif_lei-data-out.json", "gleif_rr-data-out.json"])
def test_statements_of_an_older_version_are_refused_by_name(ownership, read, name):
    with pytest.raises(SourceError, match=r"version before 0\.4"):
        read(ownership / name)


def test_a_broken_statement_is_left_out_on_demand(tmp_path, read):
    text = SAMPLE.read_text("utf-8").replace('"registeredEntity"', '"planet"', 1)
    path = tmp_path / "one.json"
    path.write_text(text, "utf-8")

    found = read(path, partial=True)

    assert found.report.records_in == 8
    assert "planet" in found.report.broken[0]
