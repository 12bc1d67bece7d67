"""The Global LEI index: its two levels in three forms, and what they do not say."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tieline import registry
from tieline.model.errors import SourceError, TruncatedError

SAMPLES = Path(__file__).parents[1] / "samples"
LEI = "00MUSTEROPTIK0000105"


@pytest.fixture(scope="session")
def ownership(shared):
    return shared / "data" / "ownership"


@pytest.fixture(scope="session")
def sample():
    return SAMPLES


def tags(path, name):
    """Count the elements of a name by their text alone."""
    return len(re.findall(rf"<\w+:{name}[ >]", path.read_text("utf-8")))


def said(found):
    """What was said, wherever it stood."""
    return {(one.entity_id, one.prop, one.value) for one in found.statements}


@pytest.mark.parametrize("name", ["gleif_lei-data.xml", "gleif_lei-updates-data2.xml"])
def test_every_record_name_number_and_day_of_the_real_files_comes_out(
    ownership, read, name
):
    path = ownership / name

    found = read(path)

    props = Counter(one.prop for one in found.statements)
    others = ("OtherEntityName", "TransliteratedOtherEntityName")
    names = sum(props[each] for each in ("name", "alias", "previousName"))
    assert found.report.records_in == tags(path, "LEIRecord")
    assert props["leiCode"] == tags(path, "LEIRecord")
    assert names == tags(path, "LegalName") + sum(tags(path, one) for one in others)
    assert props["incorporationDate"] == tags(path, "EntityCreationDate")
    numbers = r"EntityID>([^<]+)</"
    stated = {one.value for one in found.statements if one.prop == "number"}
    printed = re.findall(numbers, path.read_text("utf-8"))
    assert stated == {number for number in printed if number.strip()}


def test_the_same_records_say_the_same_as_xml_and_as_json(ownership, read):
    xml = read(ownership / "gleif_lei-data.xml")

    plain = read(ownership / "gleif_lei-data.json")

    # Whoever made that JSON lost the second of two lines, and attributes of events.
    kept = said(xml) & said(plain)
    lost = {prop for _, prop, _ in said(xml) ^ said(plain)}
    assert len(kept) > 200
    assert lost == {"address", "notes"}


@pytest.mark.parametrize("kind", ["rr", "repex"])
def test_relations_and_exceptions_say_the_same_as_xml_and_as_json(
    ownership, read, kind
):
    xml = read(ownership / f"gleif_{kind}-data.xml")

    plain = read(ownership / f"gleif_{kind}-data.json")

    assert said(xml) == said(plain)


@pytest.mark.parametrize("name", ["gleif_rr-data.xml", "gleif_rr-updates-data2.xml"])
def test_every_relation_of_the_real_files_is_a_tie(ownership, read, name):
    path = ownership / name

    found = read(path)

    text = path.read_text("utf-8")
    ties = Counter(one.schema for one in found.statements if one.prop == "role")
    assert found.report.records_in == tags(path, "RelationshipRecord")
    assert ties["Ownership"] == len(re.findall(r"_CONSOLIDATED_BY<", text))
    assert sum(ties.values()) == tags(path, "RelationshipRecord")
    spans = re.findall(r"<rr:PeriodType>RELATIONSHIP_PERIOD<", text)
    assert sum(one.prop == "startDate" for one in found.statements) == len(spans)


def test_the_day_of_the_content_dates_a_file(ownership, snapshot_of):
    days = {}
    for name in ("gleif_lei-data.xml", "gleif_repex-data.json", "gleif_rr-data.json"):
        source, snapshot = snapshot_of([ownership / name])

        days[name] = source.published(snapshot)

    # JSON tells no day of its own; its last record was changed then.
    assert list(days.values()) == ["2023-06-05", "2023-06-09", "2023-05-18"]


def test_an_extract_says_in_every_answer_that_it_is_one(ownership, read):
    found = read(ownership / "gleif_lei-data.xml")

    assert "2,394,586 records, it holds 13" in found.report.notice


def test_the_table_of_legal_forms_is_refused_and_says_why(ownership, read):
    with pytest.raises(SourceError) as caught:
        read(ownership / "gleif_elf_codes_1.4.1.csv")

    assert "table of legal forms" in str(caught.value)


def test_a_delta_is_a_data_set_of_its_own(sample, tmp_path, read):
    text = (sample / "gleif_lei" / "lei_synthetic.xml").read_text("utf-8")
    path = tmp_path / "lei.xml"
    path.write_text(text.replace("GLEIF_FULL", "GLEIF_DELTA"), "utf-8")

    found = read(path)

    assert {one.dataset for one in found.statements} == {"gleif_lei_delta"}
    assert "only what changed" in found.report.notice


def test_names_have_their_kind_and_language(sample, read):
    found = read(sample / "gleif_lei" / "lei_synthetic.xml")

    names = {
        (one.prop, one.value, one.lang)
        for one in found.statements
        if one.entity_id == f"lei-{LEI}" and one.lang is not None
    }
    assert names == {
        ("name", "Muster Optik & Söhne GmbH", "de"),
        ("previousName", "Muster Glas GmbH", "de"),
        ("alias", "Muster Optics", "en"),
        ("alias", "Muster Optik & Soehne GmbH", "de"),
    }


def test_the_three_forms_name_an_address_alike(sample, read):
    files = sorted((sample / "gleif_lei").glob("*synthetic*"))

    found = [read(path).values(f"lei-{LEI}", "address")[0] for path in files]

    plain = "Beispielweg 7, Haus B, 2. Stock, Musterstadt, 00001, DE"
    assert found[:2] == [plain, plain]
    assert found[2].startswith("c/o Empfang, Beispielweg 7, Haus B, 2. Stock")


def test_a_state_stands_behind_its_town_as_people_write_it(sample, read):
    found = read(sample / "gleif_lei" / "lei_synthetic.xml")

    addresses = found.values(f"lei-{LEI}", "address")

    assert addresses[1] == "1 Sample Street, Sampleton, MA 00002, US"


def test_what_a_geocoder_guessed_is_not_stated(sample, read):
    found = read(sample / "gleif_lei" / "lei_synthetic.xml")

    assert "Beispielweg 7, Musterstadt" not in {one.value for one in found.statements}


def test_a_chinese_number_is_a_credit_code_too(sample, read):
    found = read(sample / "gleif_lei" / "lei_synthetic.xml")

    code = found.values("lei-00MUSTERNACHFOLGE012", "uscCode")

    assert code == ["91000000MA00000000"]


def test_a_successor_with_an_lei_is_a_tie_and_one_without_a_note(sample, read):
    tied = read(sample / "gleif_lei" / "lei_synthetic.xml")
    named = read(sample / "gleif_lei" / "20250203-0800-goldencopy-lei2_synthetic.csv")

    ends = {
        one.prop: one.value for one in tied.statements if one.schema == "Succession"
    }
    assert ends["predecessor"] == f"lei-{LEI}"
    assert ends["successor"] == "lei-00MUSTERNACHFOLGE012"
    assert 'successor: Muster "Nachfolge" GmbH' in named.values(f"lei-{LEI}", "notes")


def test_an_event_keeps_what_it_changed(sample, read):
    found = read(sample / "gleif_lei" / "lei_synthetic.xml")

    notes = found.values(f"lei-{LEI}", "notes")

    event = (
        "event: MERGERS_AND_ACQUISITIONS, COMPLETED, STANDALONE, effective 2024-12-31, "
        "recorded 2025-01-07, EntityStatus INACTIVE"
    )
    assert event in notes


def test_the_year_of_the_accounts_does_not_end_a_tie(sample, read):
    found = read(sample / "gleif_rr" / "rr_synthetic.xml")

    own = [one for one in found.statements if one.schema == "Ownership"]
    days = {one.prop: one.value for one in own if one.prop.endswith("Date")}
    notes = [one.value for one in own if one.prop == "summary"]
    assert days == {"startDate": "2004-03-01"}
    assert "accounting period: 2023-01-01 to 2023-12-31" in notes


@pytest.mark.parametrize(
    "name", ["rr_synthetic.xml", "20250203-0800-goldencopy-rr_synthetic.csv"]
)
def test_a_measure_of_consolidation_is_no_share(sample, read, name):
    found = read(sample / "gleif_rr" / name)

    props = found.props()

    assert ("Ownership", "percentage") not in props
    summaries = {one.value for one in found.statements if one.prop == "summary"}
    assert any(one.startswith("ACCOUNTING_CONSOLIDATION: 1") for one in summaries)


def test_funds_and_branches_have_no_owner(sample, read):
    files = sorted((sample / "gleif_rr").glob("*synthetic*"))

    roles = {
        (one.schema, one.value)
        for path in files
        for one in read(path).statements
        if one.prop == "role"
    }

    assert roles == {
        ("Ownership", "IS_DIRECTLY_CONSOLIDATED_BY"),
        ("Ownership", "IS_ULTIMATELY_CONSOLIDATED_BY"),
        ("UnknownLink", "IS_FUND-MANAGED_BY"),
        ("UnknownLink", "IS_INTERNATIONAL_BRANCH_OF"),
    }


def test_the_parent_owns_and_the_child_is_owned(sample, read):
    found = read(sample / "gleif_rr" / "rr_synthetic.xml")

    ends = {
        one.prop: one.value for one in found.statements if one.schema == "Ownership"
    }

    assert ends["owner"] == "lei-00MUSTERHOLDING00011"
    assert ends["asset"] == f"lei-{LEI}"


def test_that_nobody_is_known_is_an_answer(sample, read):
    found = read(sample / "gleif_repex" / "repex_synthetic.xml")

    assert found.values("lei-00MUSTERHOLDING00011", "notes") == [
        "no direct parent reported: nobody is known to control it (NO_KNOWN_PERSON)"
    ]
    assert found.values(f"lei-{LEI}", "notes") == [
        "no ultimate parent reported: natural persons control it (NATURAL_PERSONS)",
        "no ultimate parent reported: Datenschutz",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("gleif_lei/lei_synthetic.xml", ">GENERAL<", ">PLANET<"),
        ("gleif_lei/lei_synthetic.xml", '"PREVIOUS_LEGAL_NAME"', '"NICKNAME"'),
        ("gleif_lei/lei_synthetic.xml", f"<LEI>{LEI}<", "<LEI>123<"),
        ("gleif_lei/lei_synthetic.xml", "1999-05-04T", "1999-13-04T"),
        ("gleif_rr/rr_synthetic.xml", "IS_DIRECTLY_", "IS_VAGUELY_"),
        ("gleif_rr/rr_synthetic.xml", ">LEI<", ">PNI<"),
        ("gleif_repex/repex_synthetic.xml", ">NO_KNOWN_PERSON<", ">WHO_KNOWS<"),
    ],
)
def test_a_code_that_is_not_known_stops_the_parse(
    sample, tmp_path, read, name, old, new
):
    text = (sample / name).read_text("utf-8")
    path = tmp_path / "changed.xml"
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(SourceError) as caught:
        read(path)

    assert "Record[1]" in str(caught.value) or "Exception[" in str(caught.value)


def test_of_a_cut_file_the_whole_records_are_kept_on_demand(ownership, tmp_path, read):
    path = tmp_path / "cut.xml"
    path.write_bytes((ownership / "gleif_lei-data.xml").read_bytes()[:20_000])

    with pytest.raises(TruncatedError):
        read(path)
    kept = read(path, partial=True)

    assert kept.report.records_in == len(kept.entries) > 2
    assert kept.report.broken


def test_a_file_with_entities_of_its_own_is_refused(sample, tmp_path, read):
    text = (sample / "gleif_rr" / "rr_synthetic.xml").read_text("utf-8")
    path = tmp_path / "bomb.xml"
    bomb = '<!DOCTYPE r [<!ENTITY a "b">]><RelationshipData'
    path.write_text(text.replace("<RelationshipData", bomb, 1), "utf-8")

    with pytest.raises(SourceError, match="document type"):
        read(path)


def test_records_as_lines_of_json_are_read_too(ownership, tmp_path, read):
    records = json.loads((ownership / "gleif_rr-data.json").read_text("utf-8"))
    path = tmp_path / "rr.ndjson"
    lines = "".join(f"{json.dumps(each)}\n" for each in records)
    path.write_text(lines, "utf-8")

    found = read(path)

    assert found.report.records_in == len(records)


def test_its_data_sets_are_registers():
    found = [registry.source(f"gleif_{kind}") for kind in ("lei", "rr", "repex")]

    assert all(source.is_register and source.uses for source in found)


def test_a_place_behind_a_number_does_not_hide_the_register(sample, tmp_path, read):
    text = (sample / "gleif_lei" / "lei_synthetic.xml").read_text("utf-8")
    path = tmp_path / "lei.xml"
    path.write_text(text.replace("HRB 000001", "HRB 000001 (Musterstadt)"), "utf-8")

    found = read(path)

    papers = [one for one in found.statements if one.schema == "Identification"]
    said = {one.prop: one.value for one in papers if one.value != "RA000118"}
    assert "RA000242, Musterstadt" in {one.value for one in papers}
    assert said["type"] == "registration number"
