"""The US Consolidated Screening List: what each column becomes."""

import csv
import io
import json

import pytest

from tieline.files.us.csl_records import COLUMNS
from tieline.model.errors import SourceError, TruncatedError

HEADER = [
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
]
EL = "Entity List (EL) - Bureau of Industry and Security"
ISN = "Nonproliferation Sanctions (ISN) - State Department"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
CMIC = (
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - "
    "Treasury Department"
)


def table(*rows, columns=HEADER):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows):
        full = dict.fromkeys(columns, "")
        if "_id" in columns:
            full["_id"] = f"id{number}"
        writer.writerow(full | row)
    return out.getvalue()


def one(written, **cells):
    """Read a list of one record and return its subject, listing and the reading."""
    found = written(csl__csv=table({"source": EL, "name": "Example"} | cells))
    (entry,) = found.entries
    (subject,) = entry.entity_ids
    (listing,) = found.listings()
    return subject, listing, found


def test_the_columns_are_those_of_both_layouts():
    assert set(HEADER) == COLUMNS


@pytest.mark.parametrize(
    ("column", "text", "prop"),
    [
        ("federal_register_notice", "88 FR 1", "citation"),
        ("start_date", "2023-11-01", "startDate"),
        ("end_date", "2033-11-01", "endDate"),
        ("standard_order", "Y", "standardOrder"),
        ("license_requirement", "All items.", "licenceRequirement"),
        ("license_policy", "Presumption of denial.", "licencePolicy"),
        ("source_list_url", "https://example.org/el", "sourceUrl"),
        ("source_information_url", "https://example.org/about", "programUrl"),
        ("programs", "EX-1", "program"),
        ("remarks", "F.R. NOTICE ADDED", "summary"),
        ("_id", "abc", "recordId"),
    ],
)
def test_a_column_of_the_listing_arrives(written, column, text, prop):
    _, listing, found = one(written, **{column: text})

    assert text in found.values(listing, prop)


@pytest.mark.parametrize(
    ("column", "text", "prop", "values"),
    [
        ("addresses", "1 Road, Beijing, CN; Tehran, IR", "country", ["cn", "ir"]),
        (
            "addresses",
            "1 Road, CN; Tehran, IR",
            "address",
            ["1 Road, CN", "Tehran, IR"],
        ),
        ("addresses", "1 Road, Beijing, China", "country", ["cn"]),
        ("addresses", "1 Road; and 2 Road", "address", ["1 Road", "2 Road"]),
        ("addresses", "Kabul, AF; TR", "address", ["Kabul, AF"]),
        ("addresses", "Kabul, AF; TR", "country", ["af", "tr"]),
        ("alt_names", "One; Two", "alias", ["One", "Two"]),
        ("alt_names", '"EX"', "weakAlias", ["EX"]),
        ("alt_names", "One, f.k.a., Older One", "previousName", ["Older One"]),
        ("alt_names", "One; and Two", "alias", ["One", "Two"]),
        ("ids", "Tax ID No., 7744001497, RU", "innCode", ["7744001497"]),
        ("ids", "Registration ID, 1027739609391, RU", "ogrnCode", ["1027739609391"]),
        ("ids", "Website, www.example.org", "website", ["www.example.org"]),
        ("ids", "Email Address, a@example.org", "email", ["a@example.org"]),
    ],
)
def test_a_column_of_the_subject_arrives(written, column, text, prop, values):
    subject, _, found = one(written, **{column: text})

    assert found.values(subject, prop) == values


@pytest.mark.parametrize(
    ("column", "text", "prop", "values"),
    [
        ("dates_of_birth", "1957; circa 1959", "birthDate", ["1957", "1959"]),
        ("places_of_birth", "Kerman, Iran", "birthPlace", ["Kerman, Iran"]),
        ("nationalities", "IR; RU", "nationality", ["ir", "ru"]),
        ("citizenships", "LB", "citizenship", ["lb"]),
        ("title", "Colonel; Commander", "position", ["Colonel", "Commander"]),
        ("ids", "Gender, Male", "gender", ["male"]),
        ("ids", "Passport, A1, IR, 2001-01-02, 2006-01-02", "passportNumber", ["A1"]),
    ],
)
def test_a_column_about_a_person_arrives(written, column, text, prop, values):
    about = {"source": SDN, "entity_number": "7", "type": "Individual"}

    subject, _, found = one(written, **about, **{column: text})

    assert subject == "ofac-7"
    assert found.values(subject, prop) == values


def test_nationality_and_birth_are_never_a_country(written):
    about = {"source": SDN, "entity_number": "7", "type": "Individual"}
    birth = {"places_of_birth": "Kerman, Iran", "nationalities": "IR"}

    subject, _, found = one(written, **about, **birth, citizenships="IR")

    assert found.values(subject, "country") == []


@pytest.mark.parametrize(
    ("column", "text", "prop", "value"),
    [
        ("call_sign", "EX1", "callSign", "EX1"),
        ("vessel_type", "Tug", "type", "Tug"),
        ("gross_tonnage", "2595", "tonnage", "2595"),
        ("gross_registered_tonnage", "212", "grossRegisteredTonnage", "212"),
        ("vessel_flag", "Korea, North", "flag", "kp"),
        ("vessel_owner", "Example S.A.", "ownerName", "Example S.A."),
        ("ids", "Vessel Registration Identification, IMO 7406784", "imoNumber",
         "IMO7406784"),
    ],
)  # fmt: skip
def test_a_column_about_a_vessel_arrives(written, column, text, prop, value):
    about = {"source": SDN, "entity_number": "9", "type": "Vessel"}

    subject, _, found = one(written, **about, **{column: text})

    assert found.values(subject, prop) == [value]


def test_a_paper_keeps_its_country_and_dates(written):
    ids = "Passport, A1, IR, 2001-01-02, 02 Jan 2006"

    _, _, found = one(
        written, source=SDN, entity_number="7", type="Individual", ids=ids
    )

    held = [one for one in found.statements if one.schema == "Passport"]
    assert {one.prop: one.value for one in held} == {
        "holder": "ofac-7",
        "type": "Passport",
        "number": "A1",
        "country": "ir",
        "startDate": "2001-01-02",
        "endDate": "2006-01-02",
    }


def test_an_unknown_kind_of_paper_keeps_its_printed_kind(written):
    _, _, found = one(written, ids="Order of Examples No., 77-A, CN")

    held = [one for one in found.statements if one.schema == "Identification"]
    assert ("type", "Order of Examples No.") in {(one.prop, one.value) for one in held}
    assert ("number", "77-A") in {(one.prop, one.value) for one in held}


def test_a_semicolon_inside_a_paper_does_not_cut_it(written):
    ids = "Secondary sanctions risk:, See Section 1; and Section 2; Website, www.x.org"

    subject, listing, found = one(written, source=SDN, entity_number="7", ids=ids)

    assert found.values(listing, "provisions") == [
        "Secondary sanctions risk: See Section 1; and Section 2"
    ]
    assert found.values(subject, "website") == ["www.x.org"]


def test_the_layout_of_2019_writes_the_kind_last(written):
    columns = [column for column in HEADER if column != "_id"]
    ids = "CH, CHE-427.006.032, Company Number; www.example.org, Website"
    row = {"source": SDN, "entity_number": "7", "type": "Entity", "name": "Ex"}

    found = written(csl__csv=table(row | {"ids": ids}, columns=columns))

    assert found.values("ofac-7", "registrationNumber") == ["CHE-427.006.032"]
    assert found.values("ofac-7", "website") == ["www.example.org"]


def test_a_chinese_military_company_has_its_dates_and_codes(written):
    ids = (
        "Unified Social Credit Code (USCC), 91110000710935732K, CN; "
        "Target Type, Public Company; Equity Ticker, 00941 HK; ISIN, HK0941009539; "
        "Listing Date (CMIC), 2021-06-03; Effective Date (CMIC), 2021-08-02; "
        "Purchase/Sales For Divestment Date (CMIC), 2022-06-03"
    )
    about = {"source": CMIC, "entity_number": "5", "type": "Entity"}

    subject, listing, found = one(written, **about, ids=ids)

    assert {one.schema for one in found.statements if one.entity_id == subject} == {
        "Company"
    }
    assert found.values(subject, "uscCode") == ["91110000710935732K"]
    assert found.values(subject, "isinCode") == ["HK0941009539"]
    assert found.values(listing, "listingDate") == ["2021-06-03"]
    assert found.values(listing, "effectiveDate") == ["2021-08-02"]
    assert found.values(listing, "divestmentDate") == ["2022-06-03"]


@pytest.mark.parametrize(
    ("name", "main", "scope"),
    [
        (
            "Ex Company; and any successor, sub-unit, or subsidiary thereof",
            "Ex Company",
            ["and any successor, sub-unit, or subsidiary thereof"],
        ),
        (
            "Poly Ex (PEX), and its sub-units and successors",
            "Poly Ex",
            ["and its sub-units and successors"],
        ),
        ("Any Successful Trading", "Any Successful Trading", []),
    ],
)
def test_scope_words_leave_the_name_for_the_listing(written, name, main, scope):
    subject, listing, found = one(written, source=ISN, name=name)

    assert found.values(subject, "name") == [main]
    assert found.values(listing, "scope") == scope


@pytest.mark.parametrize(
    ("remarks", "notes"),
    [
        ("all offices worldwide", []),
        ("all offices worldwide; (Linked To: EX)",
         ["all offices worldwide; (Linked To: EX)"]),
    ],
)  # fmt: skip
def test_scope_words_in_the_remarks_are_the_listings(written, remarks, notes):
    found = written(
        csl__csv=table(
            {"source": SDN, "entity_number": "7", "name": "EX", "remarks": remarks}
        )
    )

    assert found.values("ofac-7-sdn", "scope") == ["all offices worldwide"]
    assert found.values("ofac-7", "notes") == notes


def test_a_short_form_in_brackets_is_an_alias_with_the_cell_as_evidence(written):
    name = "Academy of Aerospace Solid Propulsion Technology (AASPT)"

    subject, _, found = one(written, name=name)

    (stated,) = [
        each
        for each in found.entries[0].statements
        if (each.statement.entity_id, each.statement.prop) == (subject, "alias")
    ]
    assert stated.statement.value == "AASPT"
    assert stated.statement.original_value == name
    assert stated.evidence[0].quote == name
    assert stated.evidence[0].locator == "csl.csv row 2, name"


def test_a_place_in_brackets_is_no_alias(written):
    subject, _, found = one(written, name="ZDAS (HK) Company")

    assert found.values(subject, "alias") == []
    assert found.values(subject, "name") == ["ZDAS (HK) Company"]


def test_a_remnant_of_cp1252_is_mended_and_kept(written):
    subject, _, found = one(written, name="Gui\x92an New District Co.")

    (name,) = [
        each
        for each in found.statements
        if (each.entity_id, each.prop) == (subject, "name")
    ]
    assert name.value == "Gui’an New District Co."
    assert name.original_value == "Gui\x92an New District Co."


def test_a_person_of_last_and_first_name_has_both(written):
    about = {"source": SDN, "entity_number": "7", "type": "Individual"}

    subject, _, found = one(written, **about, name="VEGA SANCHEZ, Jose Raul")

    assert found.values(subject, "name") == ["VEGA SANCHEZ, Jose Raul"]
    assert found.values(subject, "firstName") == ["Jose Raul"]
    assert found.values(subject, "lastName") == ["VEGA SANCHEZ"]


def test_a_party_of_unknown_type_is_a_legal_entity(written):
    subject, _, found = one(written)

    assert {one.schema for one in found.statements if one.entity_id == subject} == {
        "LegalEntity"
    }


def test_a_party_that_the_name_calls_an_individual_is_a_person(written):
    subject, _, found = one(written, source=ISN, name="Ri Ex (DPRK individual)")

    assert found.values(subject, "name") == ["Ri Ex"]
    assert {one.schema for one in found.statements if one.entity_id == subject} == {
        "Person"
    }


def test_the_header_is_no_record_where_it_stands_again(written):
    text = table({"source": EL, "name": "Example"})
    header, rest = text.split("\n", 1)

    found = written(csl__csv=f"{header}\n{header}\n{rest}")

    assert found.report.records_in == len(found.entries) == 1
    assert "row 2" in found.report.notes[0]


def test_one_entity_on_two_lists_has_two_listings(written):
    about = {"entity_number": "17014", "type": "Entity", "name": "BANK"}
    ssi = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
    mbs = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"

    found = written(csl__csv=table(about | {"source": ssi}, about | {"source": mbs}))

    assert found.subjects() == {"ofac-17014"}
    assert found.listings() == {"ofac-17014-ssi", "ofac-17014-mbs"}


def test_entries_that_share_name_and_date_are_told_apart_by_address(written):
    same = {"source": EL, "name": "Ex Airlines", "start_date": "2023-10-31"}
    rows = [same | {"addresses": text} for text in ("Dubai, AE", "Amman, JO", "")]

    found = written(csl__csv=table(*rows))

    assert len(found.subjects()) == 3


def test_the_lists_own_id_is_a_referent_where_it_changes_with_the_content(written):
    subject, _, found = one(written)

    assert found.entries[0].referents == ((subject, "id0"),)


def test_an_id_survives_a_change_of_address_and_of_the_lists_own_id(written):
    before = one(written, addresses="Old Road, CN")[0]

    after = one(written, addresses="New Road, CN", _id="other")[0]

    assert before == after


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"source": "Brand New List (BNL) - Some Department"}, "Brand New List"),
        ({"type": "Spacecraft"}, "Spacecraft"),
        ({"start_date": "soon"}, "soon"),
        ({"name": " "}, "no name"),
    ],
)
def test_what_is_not_understood_stops_the_parse(written, cells, words):
    with pytest.raises(SourceError) as caught:
        one(written, **cells)

    assert words in str(caught.value)
    assert "csl.csv row 2" in caught.value.where


def test_a_missing_column_is_named(written):
    columns = [column for column in HEADER if column != "programs"]

    with pytest.raises(SourceError) as caught:
        written(csl__csv=table({"source": EL, "name": "Ex"}, columns=columns))

    assert "programs" in caught.value.what


def test_a_wrong_encoding_is_named_with_line_and_remedy(written):
    text = table({"source": EL, "name": "Société"}).encode("cp1252")

    with pytest.raises(SourceError) as caught:
        written(csl__csv=text)

    assert caught.value.where == "csl.csv line 2"
    assert "--encoding" in caught.value.hint


def test_a_cut_file_is_refused_with_row_and_column(lists, read):
    with pytest.raises(TruncatedError) as caught:
        read(lists / "us_csl_2023-11_partial_4228rows.csv")

    assert caught.value.where.endswith("row 4229")
    assert "column 8 (addresses)" in caught.value.what
    assert "--partial" in caught.value.hint


@pytest.fixture(scope="module")
def partial(lists, read):
    return read(lists / "us_csl_2023-11_partial_4228rows.csv", partial=True)


@pytest.fixture(scope="module")
def counted(lists):
    """The whole records of the same file, by the csv module alone."""
    path = lists / "us_csl_2023-11_partial_4228rows.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    whole = [row for row in rows[1:] if len(row) == len(header) and row != header]
    return [dict(zip(header, row, strict=True)) for row in whole]


def test_partial_keeps_4226_records_of_4219_subjects(partial, counted):
    assert len(counted) == 4226
    assert len(partial.entries) == partial.report.records_in == len(counted)
    assert len(partial.listings()) == 4226
    assert len(partial.subjects()) == 4219


def test_partial_names_the_broken_record(partial):
    (broken,) = partial.report.broken

    assert "row 4229" in broken


def test_seven_subjects_stand_on_two_lists(partial):
    listings = {}
    for one in partial.statements:
        if (one.schema, one.prop) == ("Sanction", "entity"):
            listings.setdefault(one.value, set()).add(one.entity_id)

    assert sum(len(held) == 2 for held in listings.values()) == 7


@pytest.mark.parametrize(
    ("column", "prop"),
    [
        ("license_requirement", "licenceRequirement"),
        ("license_policy", "licencePolicy"),
        ("federal_register_notice", "citation"),
        ("start_date", "startDate"),
        ("end_date", "endDate"),
        ("standard_order", "standardOrder"),
        ("_id", "recordId"),
    ],
)
def test_every_filled_cell_of_a_listing_arrives(partial, counted, column, prop):
    filled = sum(bool(row[column].strip()) for row in counted)

    assert partial.props()["Sanction", prop] == filled


def test_every_address_arrives(partial, counted):
    expected = {
        (row["_id"], " ".join(text.split()))
        for row in counted
        for text in row["addresses"].split("; ")
        if text.strip()
    }

    records = {}
    for entry, row in zip(partial.entries, counted, strict=True):
        records[entry.locator] = row["_id"]
    found = {
        (records[entry.locator], " ".join(evidence.quote.split()))
        for entry in partial.entries
        for stated in entry.statements
        if stated.statement.prop in {"address", "country"}
        for evidence in stated.evidence
    }

    assert expected <= found


def test_every_further_name_arrives(partial, counted):
    names = {"alias", "weakAlias", "previousName", "notes"}
    for entry, row in zip(partial.entries, counted, strict=True):
        said = " ".join(
            stated.statement.original_value or stated.statement.value
            for stated in entry.statements
            if stated.statement.prop in names
        )
        for text in row["alt_names"].split("; "):
            word = text.strip(' ()"-').split(",")[0].removeprefix("and ").strip()
            assert " ".join(word.split()) in " ".join(said.split()), entry.locator


def test_every_number_of_a_paper_arrives(partial, counted):
    for entry, row in zip(partial.entries, counted, strict=True):
        said = " ".join(
            f"{stated.statement.value} {stated.statement.original_value}"
            for stated in entry.statements
        )
        for text in row["ids"].split("; "):
            number = text.partition(", ")[2].split(", ")[0]
            assert number in said or "Date" in text, (entry.locator, text)


def test_known_entries_are_there(partial):
    names = {
        one.value: one.entity_id for one in partial.statements if one.prop == "name"
    }

    northwestern = names["Northwestern Polytechnical University"]
    hikvision = names["Hangzhou Hikvision Digital Technology Co., Ltd."]

    assert partial.values(f"{northwestern}-el", "licenceRequirement")
    assert not partial.values(f"{hikvision}-cmic", "licenceRequirement")
    assert partial.values(f"{hikvision}-cmic", "program") == ["CMIC-EO13959"]


@pytest.mark.parametrize(
    ("name", "records", "day"),
    [
        ("us_csl_2019-12_sample115.csv", 115, "2019-12"),
        ("us_csl_2025-06_sample13.csv", 13, "2025-06"),
    ],
)
def test_the_samples_of_other_years_are_read(lists, read, name, records, day):
    found = read(lists / name)

    assert len(found.entries) == found.report.records_in == records
    from tieline.sources.us_csl import SOURCE  # noqa: PLC0415 - loaded when it is used

    assert SOURCE.published(found.snapshot) == day


def test_the_flat_name_rows_are_another_format(lists):
    from tieline import registry  # noqa: PLC0415 - loaded when it is used

    path = lists / "us_csl_2022-05-05_flat_namerows.csv"

    assert registry.recognise(path.name, path.read_bytes()[:65536]) is None


@pytest.mark.parametrize("addresses", [5, [5], {"city": "Hangzhou"}, ["Hangzhou"]])
def test_addresses_that_are_no_list_of_objects_are_refused(written, addresses):
    record = {"source": EL, "source_information_url": "", "addresses": addresses}

    with pytest.raises(SourceError) as caught:
        written(a__json=json.dumps({"results": [record]}))

    assert caught.value.where == "a.json results[0]"
    assert "addresses" in caught.value.what


@pytest.mark.parametrize("name", ["Address 01", "Address 16"])
def test_an_entry_that_names_no_party_is_an_address(written, name):
    subject, listing, found = one(written, name=name, addresses="1 Road, Beijing, CN")

    assert {s.schema for s in found.statements if s.entity_id == subject} == {"Address"}
    assert found.values(subject, "full") == ["1 Road, Beijing, CN"]
    assert found.values(listing, "entity") == [subject]


@pytest.mark.parametrize("name", ["Address Book Ltd", "1st Address 01 Ltd"])
def test_a_party_with_address_in_its_name_is_a_party(written, name):
    subject, _, found = one(written, name=name, addresses="1 Road, Beijing, CN")

    assert found.values(subject, "address") == ["1 Road, Beijing, CN"]


def test_the_json_file_is_read_in_bounded_memory(tmp_path, read_in_full):
    def peak_of(count):
        path = tmp_path / f"consolidated_{count}.json"
        records = (
            {
                "id": str(at),
                "source": SDN,
                "entity_number": 100_000 + at,
                "type": "Entity",
                "name": f"EXAMPLE {at}",
                "source_information_url": "https://example.org/",
                "addresses": [{"address": "1 Invented Road " * 20, "country": "CN"}],
            }
            for at in range(count)
        )
        lines = ",\n".join(json.dumps(each) for each in records)
        path.write_text(f'{{"results": [{lines}]}}', "utf-8")
        read, peak = read_in_full(path)
        assert read == count
        return peak

    small, large = peak_of(1000), peak_of(10_000)  # by then the caches are full

    assert large < small * 1.2
