"""The EU's list: one entity in an element or over many rows, acts as listings."""

import csv
import html
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tieline.files.eu.sections import Section
from tieline.files.xml_records import Leaf
from tieline.model.errors import SourceError, TruncatedError

SAMPLES = Path(__file__).parents[1] / "samples" / "eu_fsf"
XML = SAMPLES / "eu_fsf_1_1_synthetic.xml"
CSV = SAMPLES / "csvFullSanctionsList_1_1_synthetic.csv"
OLD = SAMPLES / "csvFullSanctionsList_1_0_synthetic.csv"
SUBJECT = "eu-fsf-990001"


@pytest.fixture(scope="module")
def sample(shared):
    return shared / "data" / "formats" / "deriv_sample_eu.xml"


@pytest.fixture(scope="module")
def real(read, sample):
    return read(sample)


@pytest.fixture(scope="module")
def synthetic(read):
    return read(XML)


@pytest.fixture(scope="module")
def resaved(lists):
    return lists / "eu_fsf_v1.0_2018-07_first1000lines.csv"


@pytest.fixture(scope="module")
def rows(resaved):
    """The rows inside the lines that a spreadsheet quoted, by the csv module alone."""
    lines = csv.reader(io.StringIO(resaved.read_text("cp1252"), newline=""))
    inside = (line[0].rstrip("\t") for line in lines)
    return list(csv.reader(inside, delimiter=";"))


def listings(found, subject=SUBJECT):
    return [
        one.entity_id
        for one in found.statements
        if (one.prop, one.value) == ("entity", subject)
    ]


def test_every_entity_of_the_real_sample_is_a_record(real, sample):
    text = sample.read_text("utf-8")
    numbers = re.findall(r'euReferenceNumber="EU[^"]*" logicalId="(\d+)"', text)

    assert real.report.records_in == len(numbers) == 7
    assert real.subjects() == {f"eu-fsf-{number}" for number in numbers}


def test_every_name_paper_and_address_of_the_real_sample_is_read(real, sample):
    text = html.unescape(sample.read_text("utf-8"))

    stated = {one.value for one in real.statements}

    assert set(re.findall(r'wholeName="([^"]+)"', text)) <= stated
    assert set(re.findall(r'<identification[^>]* number="([^"]+)"', text)) <= stated
    assert set(re.findall(r' birthdate="([^"]+)"', text)) <= stated
    streets = re.findall(r'<address[^>]* (?:street|place)="([^"]+)"', text)
    addresses = [one.value for one in real.statements if one.prop == "address"]
    assert len(streets) == len(addresses) == text.count("<address ")
    births = {
        (one.entity_id, one.value) for one in real.statements if one.prop == "birthDate"
    }
    given = {
        (f"eu-fsf-{entity.get('logicalId')}", each.get("birthdate") or each.get("year"))
        for entity in ET.fromstring(sample.read_bytes())  # noqa: S314 - no entities
        for each in entity
        if each.tag.endswith("}birthdate")
    }
    assert births == given
    assert text.count("<birthdate ") == 9


def test_the_edition_is_of_the_day_that_the_file_was_generated(snapshot_of, sample):
    source, snapshot = snapshot_of([sample])

    assert source.published(snapshot) == "2020-04-15"


@pytest.mark.parametrize(("path", "day"), [(CSV, "2024-02-05"), (OLD, "2018-07-04")])
def test_a_csv_says_its_day_in_each_row(snapshot_of, path, day):
    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == day


def test_a_csv_states_what_the_xml_states_of_the_same_entity(read, synthetic):
    rows = read(CSV)

    def said(found):
        return {
            (one.entity_id, one.prop, one.value)
            for one in found.statements
            if one.entity_id.startswith(SUBJECT) and one.prop != "weakAlias"
        }

    weak = ("notes", "Vanya: low quality")  # the CSV does not say how strong a name is
    assert said(synthetic) - said(rows) == {(SUBJECT, *weak)}
    assert (
        not said(rows)
        - said(synthetic)
        - {(listing, "startDate", "2021-03-02") for listing in listings(rows)}
    )


def test_a_listing_begins_with_the_designation_not_with_its_amendment(synthetic):
    (listing,) = listings(synthetic)

    assert synthetic.values(listing, "startDate") == ["2021-03-02"]
    assert synthetic.values(listing, "listingDate") == ["2022-03-01"]
    assert synthetic.values(listing, "modifiedAt") == ["2022-03-02"]
    assert synthetic.values(listing, "program") == ["TEST"]
    assert synthetic.values(listing, "recordId") == ["EU.9001.1"]
    assert synthetic.values(listing, "unscId") == ["XXi.001"]


def test_without_a_designation_it_begins_with_the_earliest_act_cited(real):
    (listing,) = listings(real, "eu-fsf-191")

    assert real.values(listing, "startDate") == ["2005-11-30"]
    assert real.values(listing, "listingDate") == ["2020-01-14"]


def test_each_regulation_is_a_listing(synthetic):
    found = listings(synthetic, "eu-fsf-990002")

    programmes = [synthetic.values(listing, "program") for listing in found]
    assert programmes == [["TEST"], ["MORE"]]


def test_names_carry_their_language_and_weak_ones_are_weak(synthetic):
    named = {
        (one.prop, one.value, one.lang)
        for one in synthetic.statements
        if one.entity_id == SUBJECT and one.prop in {"name", "weakAlias"}
    }

    assert named == {
        ("name", "Ivan Specimen", "en"),
        ("name", "Иван Образец", "ru"),
        ("weakAlias", "Vanya", None),
    }


def test_births_are_days_years_about_and_spans(synthetic):
    days = synthetic.values(SUBJECT, "birthDate")

    assert days == ["1958", "1959-04-14", "1956", "1957"]
    assert synthetic.values(SUBJECT, "birthPlace") == [
        "Exampletown, RUSSIAN FEDERATION"
    ]


def test_a_day_in_another_calendar_is_a_note(written):
    text = XML.read_text("utf-8").replace("GREGORIAN", "ISLAMIC", 1)

    found = written(eu__xml=text)

    assert "1958" not in found.values(SUBJECT, "birthDate")
    notes = found.values(SUBJECT, "notes")
    assert "birth date: about 1958 (ISLAMIC calendar)" in notes


def test_a_paper_carries_its_days_and_its_marks(synthetic):
    said = {one.prop: one.value for one in synthetic.statements if "Pass" in one.schema}

    assert synthetic.values(SUBJECT, "passportNumber") == ["XA1000001"]
    assert (said["startDate"], said["endDate"]) == ("2010-05-06", "2020-05-05")
    assert (said["country"], said["authority"]) == ("ru", "Example office")
    notes = synthetic.values(SUBJECT, "notes")
    assert "Passport XA1000001: known to be false" in notes


def test_an_address_keeps_its_telephones_and_remarks(synthetic):
    subject = "eu-fsf-990002"

    assert synthetic.values(subject, "address") == [
        "2 Sample Road, 220000, Minsk, PO Box 77, BELARUS"
    ]
    assert synthetic.values(subject, "phone") == ["+375 17 000 00 00"]
    assert synthetic.values(subject, "email") == ["post@fictional-fibre.example"]
    assert "OTHER: by appointment" in synthetic.values(subject, "notes")
    assert synthetic.values(subject, "registrationNumber") == ["190000001"]


def test_the_older_csv_holds_papers_and_telephones_in_one_cell(read):
    found = read(OLD)

    subject = "eu-fsf-990003"
    assert found.values(subject, "phone") == ["497 92 63", "662 38 14"]
    assert found.values(subject, "address") == [
        "1 Example Road; rear, Karachi, Pakistan"
    ]
    numbers = [one.value for one in found.statements if one.prop == "number"]
    assert numbers == ["34409/129"]
    assert found.values(subject, "name") == ['Sample "Brigade"', "Παράδειγμα"]


def test_a_birth_that_is_not_available_is_none(read):
    found = read(OLD)

    assert found.values("eu-fsf-990004", "birthDate") == []
    assert found.values("eu-fsf-990004", "birthCountry") == ["iq"]


def test_the_repeated_numbers_of_a_row_have_to_agree(written):
    text = OLD.read_text("utf-8").replace(";11;990003;", ";11;990004;")

    with pytest.raises(SourceError, match=r"several entities.*990003.*990004"):
        written(old__csv=text)


def test_a_file_that_a_spreadsheet_saved_again_is_refused_with_its_row(read, resaved):
    with pytest.raises(SourceError, match=r"row 10: a spreadsheet .* tabs"):
        read(resaved)


def test_its_rows_that_lost_nothing_are_kept_on_demand(read, resaved, rows):
    found = read(resaved, partial=True)

    def is_lost(row):
        bare = [cell for cell in row if not cell.startswith("http")]
        return any("?" in cell or "\t" in cell for cell in bare)

    body = rows[1:]
    whole = [row for row in body if not is_lost(row)]
    assert found.report.records_in == len(whole) == 727
    assert len(found.report.broken) == len(body) - len(whole) == 272
    assert found.subjects() == {f"eu-fsf-{row[1]}" for row in whole}
    assert {one.value for one in found.statements if one.prop == "name"} == {
        " ".join(row[17].split()) for row in whole if row[17]
    }
    days = {row[40] for row in whole} - {"", "N/A"}
    assert days == {one.value for one in found.statements if one.prop == "birthDate"}
    acts = {(row[1], row[6], row[3]) for row in whole}
    assert len(found.listings()) == len(acts)


def test_no_name_of_question_marks_is_ever_stated(read, resaved):
    found = read(resaved, partial=True)

    assert not [one for one in found.statements if "??" in one.value]


def test_an_unknown_kind_of_subject_is_refused_by_name(written):
    text = XML.read_text("utf-8").replace(
        'code="person" classificationCode="P"', 'code="x"'
    )

    with pytest.raises(SourceError, match="kinds of subject"):
        written(eu__xml=text)


def test_a_cut_file_is_refused_and_its_whole_records_kept_on_demand(written):
    text = XML.read_text("utf-8")
    cut = text[: text.index("Fictional Fibre")]

    with pytest.raises(TruncatedError, match=r"sanctionEntity\[2\]"):
        written(eu__xml=cut)

    assert written(partial=True, eu__xml=cut).report.records_in == 1


def test_a_record_without_a_regulation_is_refused(written):
    text = XML.read_text("utf-8")
    first = text.index("<regulation ")
    end = text.index("</regulation>") + len("</regulation>")

    with pytest.raises(SourceError, match="names no regulation"):
        written(eu__xml=text[:first] + text[end:])


def test_a_year_with_its_month_is_that_month(written):
    text = XML.read_text("utf-8").replace('circa="true"', 'circa="false"', 1)
    text = text.replace('year="1958"', 'monthOfYear="5" year="1958"')

    found = written(eu__xml=text)

    assert found.values(SUBJECT, "birthDate")[0] == "1958-05"


def test_words_beside_a_telephone_in_one_cell_are_kept():
    leaf = Leaf(path="Address_contact_info", raw="PHONE[12 34]\nask for Mr Nobody")
    section = Section("address", lambda _: (leaf,))

    said = [(each.key, each.value) for each in section.contacts()]

    assert said == [("PHONE", "12 34"), ("", "ask for Mr Nobody")]
