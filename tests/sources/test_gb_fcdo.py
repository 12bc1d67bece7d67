"""The UK Sanctions List: one designation in an element, or over many rows."""

from pathlib import Path

import pytest

from tieline.model.errors import SourceError, TruncatedError

SAMPLES = Path(__file__).parents[1] / "samples" / "gb_fcdo"
XML = SAMPLES / "UK-Sanctions-List_synthetic.xml"
CSV = SAMPLES / "UK-Sanctions-List_synthetic.csv"
SUBJECT, LISTING = "gb-fcdo-xyz9001", "gb-fcdo-xyz9001-uksl"
FIRM, SHIP = "gb-fcdo-xyz9002", "gb-fcdo-xyz9003"


@pytest.fixture(scope="module")
def real(read):
    return read(XML)


@pytest.mark.parametrize("path", [XML, CSV])
def test_the_edition_is_of_the_day_that_the_file_says(snapshot_of, path):
    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == "2024-02-05"


def test_the_rows_of_the_csv_say_what_the_xml_says(read, real):
    rows = read(CSV)

    def said(found):
        return {
            (one.entity_id, one.prop, one.value)
            for one in found.statements
            if one.entity_id.startswith(SUBJECT)
        }

    assert said(rows) == said(real)


def test_names_are_told_apart_by_type_and_strength(real):
    assert real.values(SUBJECT, "name") == [
        "Ivan Ivanovich SPECIMEN",
        "Иван Образец",
    ]
    assert real.values(SUBJECT, "alias") == ["Iwan SPECIMEN", "Ivan the Sample"]
    assert real.values(SUBJECT, "weakAlias") == ["Vanya"]
    assert real.values(SUBJECT, "lastName") == ["SPECIMEN"]


def test_a_name_in_its_own_script_carries_its_language(real):
    (name,) = [one for one in real.statements if one.value == "Иван Образец"]

    assert name.lang == "ru"


def test_the_listing_has_its_regime_its_days_and_what_it_imposes(real):
    assert real.values(LISTING, "startDate") == ["2012-06-29"]
    assert real.values(LISTING, "modifiedAt") == ["2024-02-02"]
    assert real.values(LISTING, "unscId") == ["XYi.001"]
    assert real.values(LISTING, "provisions") == ["Asset freeze", "Travel Ban"]
    assert real.values(LISTING, "reason") == ["Nobody of that name exists."]
    (program,) = real.values(LISTING, "program")
    assert program.endswith("Regulations 2020")


def test_the_group_of_the_treasury_is_a_number_on_the_listing(real):
    assert real.values(LISTING, "authorityId") == ["99003"]


def test_letters_in_a_date_are_what_is_not_known(real):
    assert real.values(SUBJECT, "birthDate") == ["1971", "1972-10-24"]
    assert "birth date: 15/08/19yy" in real.values(SUBJECT, "notes")


def test_papers_carry_their_country_and_days(real):
    said = {one.prop: one.value for one in real.statements if one.schema == "Passport"}

    assert real.values(SUBJECT, "passportNumber") == ["XD0009871", "XD0009872"]
    assert real.values(SUBJECT, "idNumber") == ["545167"]
    assert said["country"] == "ru"
    assert said["endDate"] == "2026-02-27"


def test_what_is_not_available_is_not_stated(real):
    assert not [one for one in real.statements if one.value == "N/A"]


def test_a_country_alone_is_no_address(real):
    assert real.values(SUBJECT, "address") == [
        "1 Example Street, Moscow, 101000, Russia"
    ]
    assert real.values(SUBJECT, "country") == ["ru", "cy"]


def test_a_firms_numbers_are_known_by_their_labels(real):
    assert real.values(FIRM, "innCode") == ["7700000001"]
    assert real.values(FIRM, "ogrnCode") == ["1027700000001"]


def test_parents_and_subsidiaries_are_notes_and_no_ties(real):
    notes = real.values(FIRM, "notes")

    assert {"parent company: Fictional Holding", "subsidiary: Fictional Cable"} <= set(
        notes
    )
    assert not [one for one in real.statements if one.schema == "Ownership"]


def test_a_ship_has_its_number_flags_and_year(real):
    assert real.values(SHIP, "imoNumber") == ["IMO9000001"]
    assert real.values(SHIP, "flag") == ["pa"]
    assert real.values(SHIP, "pastFlags") == ["lr", "mt"]
    assert real.values(SHIP, "buildDate") == ["1999"]
    assert real.props()["Vessel", "name"] == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Primary Name Variation", "Novel", "name type 'Novel'"),
        ("Low quality a.k.a", "Novel", "alias strength 'Novel'"),
        (">Ship<", ">Novel<", "designation type 'Novel'"),
        ("29/06/2012", "soon", "'soon' is not a date"),
        ("XYZ9001", "9001", "Unique ID '9001'"),
    ],
)
def test_what_is_not_known_is_refused_by_name(written, old, new, what):
    text = XML.read_text("utf-8").replace(old, new)

    with pytest.raises(SourceError, match=what):
        written(list__xml=text)


def test_a_missing_column_is_refused_by_name(written):
    text = CSV.read_text("utf-8").replace("Regime Name,", "Regime,", 1)

    with pytest.raises(SourceError, match="'Regime'"):
        written(list__csv=text)


def test_an_older_header_names_the_kind_otherwise(written):
    text = CSV.read_text("utf-8")

    found = written(
        list__csv=text.replace("Designation Type", '"Individual, Entity, Ship"', 1)
    )

    assert found.report.records_in == 4


def test_a_cut_file_is_refused_and_its_whole_records_kept(written):
    text = XML.read_text("utf-8")
    cut = text[: text.index("SAMPLE STAR")]

    with pytest.raises(TruncatedError, match=r"Designation\[3\]"):
        written(list__xml=cut)

    assert written(partial=True, list__xml=cut).report.records_in == 2


def test_a_column_that_stands_twice_is_refused(written):
    text = CSV.read_text("utf-8").replace(",Title,", ",Title,Title,", 1)
    lines = [text.split("\n")[0], text.split("\n")[1], ""]

    with pytest.raises(SourceError, match="twice"):
        written(list__csv="\n".join(lines))


def test_each_of_several_reasons_is_stated(written):
    text = XML.read_text("utf-8").replace(
        "</UKStatementofReasons>",
        "</UKStatementofReasons><UKStatementofReasons>More.</UKStatementofReasons>",
        1,
    )

    found = written(list__xml=text)

    assert "More." in [one.value for one in found.statements if one.prop == "reason"]
