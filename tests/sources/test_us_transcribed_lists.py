"""Lists that are published as pages: FCC covered list, UFLPA, Section 1286."""

from pathlib import Path

import pytest

from tieline.files.us.single_lists import long_dates
from tieline.model.errors import SourceError

SAMPLES = Path(__file__).parents[1] / "samples"
FCC = "covered_equipment_or_services,date_of_inclusion_on_covered_list\n"
UFLPA = "UFLPA Section,Name of Entity,Effective Date\n"
HEAD_1286 = "Table,Country,Name,Aliases,Fiscal Year,Published,End Date\n"


def named(found, schema):
    return [
        one.value
        for one in found.statements
        if (one.schema, one.prop) == (schema, "name")
    ]


def one_of(found, name):
    (subject,) = {one.entity_id for one in found.statements if one.value == name}
    return subject


@pytest.fixture(scope="module")
def fcc(read):
    return read(SAMPLES / "us_fcc" / "covered_list_synthetic.csv")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Equipment produced by A Company, including services.", ["A Company"]),
        ("Services provided by A Corp. subject to section 214.", ["A Corp."]),
        ("Video produced by A Co., Ltd., to the extent it is used", ["A Co., Ltd."]),
        ("Services provided by A Inc., subject to section 214.", ["A Inc."]),
        ("Products supplied, directly or indirectly, by AO A or any of its heirs.",
         ["AO A"]),
        ("Software produced or provided by A, Inc. or any of its heirs.", ["A, Inc."]),
        ("Equipment produced by A Company.", ["A Company"]),
        ("Services provided by A Corp and its wholly-owned subsidiary B LLC.",
         ["A Corp", "B LLC"]),
    ],
)  # fmt: skip
def test_a_firm_is_found_in_the_sentence(written, sentence, names):
    found = written(fcc__csv=f'{FCC}"{sentence}","March 12, 2021"\n')

    assert named(found, "Company") == names


def test_what_is_covered_without_a_firm_is_a_product(fcc):
    (covered,) = named(fcc, "Product")

    assert covered.startswith("Teapots produced in a foreign country, except")


def test_a_subsidiary_is_owned_as_the_row_says(fcc):
    tie = {one.prop: one.value for one in fcc.statements if one.schema == "Ownership"}

    assert tie == {
        "owner": one_of(fcc, "Sample Networks Corp"),
        "asset": one_of(fcc, "SampleNet (USA) LLC"),
        "role": "wholly-owned subsidiary",
        "percentage": "100",
    }


def test_a_subsidiary_that_is_not_called_wholly_owned_has_no_share(written):
    text = (
        "Services provided by A Corp and its subsidiary B LLC subject to section 214."
    )

    found = written(fcc__csv=f'{FCC}"{text}","March 12, 2021"\n')

    props = {one.prop for one in found.statements if one.schema == "Ownership"}
    assert props == {"owner", "asset", "role"}


def test_a_subsidiary_of_nobody_who_is_named_is_owned_by_nobody(written):
    text = "Services of A Corp and its subsidiary B LLC under section 214."

    found = written(fcc__csv=f'{FCC}"{text}","March 12, 2021"\n')

    assert named(found, "Product") == [text]
    assert not [one for one in found.statements if one.schema == "Ownership"]


def test_the_first_day_is_the_start_and_the_others_are_changes(fcc):
    listing = f"{one_of(fcc, 'Example Lab, Inc.')}-fcc"

    assert fcc.values(listing, "startDate") == ["2024-07-23"]
    assert fcc.values(listing, "modifiedAt") == ["2026-01-07"]
    assert fcc.values(listing, "scope") == ["or any of its successors and assignees"]


def test_days_are_found_one_after_another():
    text = "December 22, 2025Updated:January 7, 2026Updated: Mar. 8, 2026"

    assert long_dates(text) == ("2025-12-22", "2026-01-07", "2026-03-08")


def test_the_covered_list_is_as_new_as_its_newest_day(fcc):
    from tieline.sources.us_fcc import SOURCE  # noqa: PLC0415 - loaded when it is used

    assert SOURCE.published(fcc.snapshot) == "2026-03-23"


def test_a_row_without_a_day_is_refused(written):
    with pytest.raises(SourceError) as caught:
        written(fcc__csv=f'{FCC}"Equipment produced by A Company.",soon\n')

    assert caught.value.where == "fcc.csv row 2"


def test_the_real_covered_list_names_its_firms(shared, read):
    path = shared / "data" / "nc" / "us_fcc_covered_list.csv"

    found = read(path)

    assert len(found.entries) == found.report.records_in == 16
    firms = named(found, "Company")
    assert len(firms) == 13
    assert len(named(found, "Product")) == 4
    assert {"Huawei Technologies Company", "ComNet (USA) LLC"} <= set(firms)


@pytest.fixture(scope="module")
def uflpa(read):
    return read(SAMPLES / "us_uflpa" / "uflpa_2026-05-01_synthetic.csv")


def test_further_names_leave_the_brackets(uflpa):
    silicon = one_of(uflpa, "Exville Silicon Industry Co., Ltd.")
    battery = one_of(uflpa, "Example Storage Battery Group Co., Ltd.")
    corps = one_of(uflpa, "Example Production Corps")

    assert uflpa.values(silicon, "alias") == ["Ex Silicon"]
    assert uflpa.values(battery, "alias") == ["Example Group", "Ex Battery"]
    assert uflpa.values(battery, "previousName") == ["Hill Battery Co., Ltd."]
    assert uflpa.values(corps, "alias") == ["EPC", "Example Corps", "Bing"]


def test_words_on_subsidiaries_are_a_scope(uflpa):
    sample = one_of(uflpa, "Sample Corporation")

    assert uflpa.values(f"{sample}-uflpa", "scope") == [
        "and its eight Exville-based subsidiaries, which include Sample One Co., Ltd."
    ]


def test_the_limb_and_the_day_belong_to_the_listing(uflpa):
    listing = f"{one_of(uflpa, 'Sample Corporation')}-uflpa"

    assert uflpa.values(listing, "provisions") == ["Section 2(d)(2)(B)(ii)"]
    assert uflpa.values(listing, "startDate") == ["2023-06-12"]
    assert uflpa.values(listing, "citation") == ["88 FR 00003"]


def test_a_place_in_brackets_stays_in_the_name(written):
    found = written(uflpa__csv=f'{UFLPA}(i),"Ex (Shanshan) Co., Ltd.",6/21/2022\n')

    assert named(found, "LegalEntity") == ["Ex (Shanshan) Co., Ltd."]


@pytest.mark.parametrize("row", ["(i),Ex,\n", ",Ex,6/21/2022\n", "(i),Ex,soon\n"])
def test_an_entry_without_limb_or_day_is_refused(written, row):
    with pytest.raises(SourceError) as caught:
        written(uflpa__csv=UFLPA + row)

    assert caught.value.where == "uflpa.csv row 2"


def test_an_institution_in_two_editions_is_one_with_two_listings(read):
    found = read(SAMPLES / "us_1286" / "us_1286_synthetic.csv")

    institute = one_of(found, "Exville Institute of Technology")
    assert len(found.subjects()) == 3
    assert {each for each in found.listings() if each.startswith(institute)} == {
        f"{institute}-1286-2023-06-29",
        f"{institute}-1286-2024-08-05",
    }
    assert found.values(institute, "country") == ["cn", "cn"]
    assert set(found.values(institute, "alias")) == {"EIT", "Ex Tech", "Little Star"}


def test_a_talent_programme_is_no_institution(read):
    found = read(SAMPLES / "us_1286" / "us_1286_synthetic.csv")

    assert named(found, "Program") == ["Example Scholars Programme"]


def test_an_institution_that_was_removed_says_so(written):
    row = "institution,Russia,Example Centre,,2022,2023-06-29,8/5/2024\n"

    found = written(us_1286__csv=HEAD_1286 + row)

    (listing,) = found.listings()
    assert found.values(listing, "endDate") == ["2024-08-05"]
    assert found.values(listing, "status") == ["removed"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("school,China,Ex,,2022,2023-06-29,\n", "school"),
        ("institution,China,Ex,,2022,,\n", "published"),
        ("institution,China,,,2022,2023-06-29,\n", "no name"),
    ],
)
def test_a_row_of_the_institutions_that_is_not_understood_is_refused(
    written, row, words
):
    with pytest.raises(SourceError) as caught:
        written(us_1286__csv=HEAD_1286 + row)

    assert words in caught.value.what
