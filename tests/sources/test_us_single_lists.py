"""The single lists of Commerce and State: DPL, EL, MEU, UVL, ISN, ITAR debarments."""

import csv
from pathlib import Path

import msgspec
import pytest

from tieline.files.us.single_lists import us_date
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Report

SAMPLES = Path(__file__).parents[1] / "samples"
DPL = (
    *("Name", "Street_Address", "City", "State", "Country", "Postal_Code"),
    *("Effective_Date", "Expiration_Date", "Standard_Order", "Last_Update"),
    *("Action", "FR_Citation"),
)


def tabbed(*rows):
    lines = ["\t".join(DPL)]
    lines += ["\t".join(row.get(column, "") for column in DPL) for row in rows]
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def dpl(lists, read):
    return read(lists / "bis_dpl_2021-07.txt")


@pytest.fixture(scope="module")
def dpl_rows(lists):
    """The same file by the csv module alone."""
    path = lists / "bis_dpl_2021-07.txt"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_row_of_the_denied_persons_comes_out(dpl, dpl_rows):
    assert len(dpl_rows) == 581
    assert len(dpl.entries) == dpl.report.records_in == 581
    parties = {(row["Name"], row["Effective_Date"]) for row in dpl_rows}
    assert len(dpl.subjects()) == len(dpl.listings()) == 460
    # one name stands twice, with one space and with two
    assert len(parties) == 461


@pytest.mark.parametrize(
    ("column", "prop"),
    [
        ("FR_Citation", "citation"),
        ("Action", "summary"),
        ("Standard_Order", "standardOrder"),
        ("Effective_Date", "startDate"),
        ("Expiration_Date", "endDate"),
        ("Last_Update", "modifiedAt"),
    ],
)
def test_every_filled_cell_of_a_denial_arrives(dpl, dpl_rows, column, prop):
    filled = sum(bool(row[column].strip()) for row in dpl_rows)

    found = [one for one in dpl.statements if one.prop == prop]

    assert len(found) == filled


def test_every_address_of_a_denied_person_arrives(dpl, dpl_rows):
    columns = ("Street_Address", "City", "State", "Postal_Code", "Country")
    written = [
        [" ".join(row[column].split()) for column in columns if row[column].strip()]
        for row in dpl_rows
    ]
    expected = [", ".join(parts) for parts in written if parts]

    found = [one.value for one in dpl.statements if one.prop in {"address", "full"}]

    # An address that is a country's code alone is no address.
    (lone,) = set(expected) - set(found)
    assert len(lone) == 2
    assert len(expected) - len(found) == expected.count(lone)
    assert set(found) <= set(expected)


def test_a_denied_person_has_the_id_of_the_screening_list(dpl, lists, read):
    csl = read(lists / "us_csl_2023-11_partial_4228rows.csv", partial=True)

    def by_name_and_day(found):
        days = {
            one.entity_id.removesuffix("-dpl"): one.value
            for one in found.statements
            if one.prop == "startDate" and one.entity_id.endswith("-dpl")
        }
        known = {}
        for one in found.statements:
            if one.prop == "name" and one.entity_id in days:
                key = (one.value, days[one.entity_id])
                known.setdefault(key, set()).add(one.entity_id)
        return known

    here, there = by_name_and_day(dpl), by_name_and_day(csl)

    shared = here.keys() & there.keys()
    assert len(shared) == 362
    assert all(here[key] <= there[key] for key in shared)


def test_rows_of_one_order_are_addresses_of_one_party(written):
    row = {"Name": "EXAMPLE", "Effective_Date": "03/16/2020", "City": "PRIMEROVO"}
    rows = (row, row | {"City": "EXVILLE"}, row | {"Effective_Date": "3/17/2020"})

    found = written(dpl__txt=tabbed(*rows))

    assert len(found.entries) == 3
    assert len(found.subjects()) == 2


def test_a_header_in_quotes_is_known_too(written):
    text = tabbed({"Name": "EXAMPLE", "Effective_Date": "03/16/2020"})
    header, rest = text.split("\n", 1)
    quoted = "\t".join(f'"{column}"' for column in header.split("\t"))

    found = written(dpl__txt=f"{quoted}\n{rest}")

    assert len(found.entries) == 1


def test_an_empty_row_is_no_record(written):
    row = {"Name": "EXAMPLE", "Effective_Date": "03/16/2020"}

    found = written(dpl__txt=tabbed({}, row))

    assert len(found.entries) == found.report.records_in == 1
    assert "row 2: the row is empty" in found.report.notes[0]


def test_a_row_that_is_too_short_is_refused_or_named(shared, read):
    path = shared / "data" / "formats" / "ita_dpl.txt"
    with pytest.raises(SourceError) as caught:
        read(path)

    found = read(path, partial=True)

    assert "row 3: the record has 10 cells instead of 12" in str(caught.value)
    assert len(found.entries) == 8
    assert "row 3" in found.report.broken[0]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("6/9/2003", "2003-06-09"),
        ("12/31/1999", "1999-12-31"),
        ("31/12/1999", None),
        ("2/30/2000", None),
        ("6/9/03", None),
        ("soon", None),
    ],
)
def test_dates_are_read_month_first(text, date):
    assert us_date(text) == date


@pytest.mark.parametrize("text", ["31/12/2020", "soon"])
def test_a_day_that_is_none_stops_the_parse(written, text):
    with pytest.raises(SourceError) as caught:
        written(dpl__txt=tabbed({"Name": "EXAMPLE", "Effective_Date": text}))

    assert text in caught.value.what
    assert caught.value.where == "dpl.txt row 2"


def test_a_record_without_a_name_is_refused(written):
    with pytest.raises(SourceError) as caught:
        written(dpl__txt=tabbed({"Effective_Date": "1/1/2020"}))

    assert "no name" in caught.value.what


def test_a_header_that_stands_again_is_left_out(written):
    text = tabbed({"Name": "EXAMPLE", "Effective_Date": "03/16/2020"})
    header = text.split("\n", 1)[0]

    found = written(dpl__txt=f"{text}{header}\n")

    assert len(found.entries) == 1
    assert "row 3" in found.report.notes[0]


@pytest.mark.parametrize(("name", "dataset"), [("el", "us_el"), ("meu", "us_meu")])
def test_every_row_of_an_entity_is_read_into_one(shared, read, name, dataset):
    path = shared / "data" / "formats" / f"ita_{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    found = read(path)

    assert found.snapshot.dataset == dataset
    assert len(found.entries) == len(rows) == 18
    keys = {(row["Name"], row["Effective Date"]) for row in rows}
    assert len(found.subjects()) == len(keys) == 6
    aliases = {row["Alternate Name"] for row in rows if row["Alternate Name"]}
    said = {
        one.original_value or one.value
        for one in found.statements
        if one.prop in {"alias", "weakAlias", "previousName"}
    }
    assert {" ".join(each.split()) for each in aliases} <= {
        " ".join(each.split()) for each in said
    } | {"Jawid, Sa\x92id Jan \x91Abd-al-Salam"}
    addresses = {(row["Name"], row["Address"], row["City"]) for row in rows}
    stated = [one for one in found.statements if one.prop == "address"]
    assert len({(one.entity_id, one.value) for one in stated}) == len(addresses) + 1


def test_a_remnant_of_cp1252_in_an_alias_is_mended(read):
    found = read(SAMPLES / "us_bis" / "el.csv")

    assert "Jawid, Sa’id Jan ‘Abd-al-Salam" in {one.value for one in found.statements}


def test_an_entity_has_the_id_of_the_screening_list(written, read):
    columns = (SAMPLES / "us_csl" / "us_csl_2023-11.csv").read_text("utf-8")
    header = columns.split("\n", 1)[0].split(",")
    row = {
        "_id": "x1",
        "source": "Entity List (EL) - Bureau of Industry and Security",
        "name": "Murat Peker",
        "start_date": "2013-12-12",
    }
    cells = ",".join(row.get(column, "") for column in header)
    csl = written(csl__csv=f"{','.join(header)}\n{cells}\n")

    el = read(SAMPLES / "us_bis" / "el.csv")

    assert csl.subjects() <= el.subjects()


def test_a_military_end_user_has_names_dates_and_removal(read):
    found = read(SAMPLES / "us_bis" / "meu_2026-05_synthetic.csv")

    ids = {one.value: one.entity_id for one in found.statements if one.prop == "name"}
    institute = ids["Example Aero Engine Research Institute"]
    ship = ids["Example Star Shipping"]
    assert found.values(institute, "alias") == [
        "EAERI",
        "Example Institute No. 9",
        "EAERI",
    ]
    assert found.values(institute, "previousName") == ["Older Example Works"]
    assert found.values(institute, "notes") == ["until 2001"]
    assert found.values(f"{ship}-meu", "endDate") == ["2024-06-30"]
    assert found.values(f"{ship}-meu", "summary") == ["removed on request"]


def test_the_unverified_list_names_its_encoding_or_is_refused(
    shared, read, snapshot_of
):
    path = shared / "data" / "formats" / "ita_uvl.csv"
    with pytest.raises(SourceError) as caught:
        read(path)
    source, snapshot = snapshot_of([path])
    rows = list(csv.reader(path.read_text("cp1252").splitlines()))[1:]

    report = Report()
    told = msgspec.structs.replace(snapshot, encoding="cp1252")
    entries = list(source.parse(told, report))

    assert "--encoding" in caught.value.hint
    assert len(entries) == report.records_in == len(rows) == 19
    subjects = {each for entry in entries for each in entry.entity_ids}
    assert len(subjects) == len({row[1] for row in rows}) == 13


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("uvl.csv", "us_uvl"),
        ("ita_uvl_2026.csv", "us_uvl"),
        ("Unverified-List.csv", "us_uvl"),
        ("customers.csv", None),
        ("duvla.csv", None),
    ],
)
def test_a_table_of_ones_own_is_not_taken_for_the_unverified_list(name, dataset):
    from tieline.sources.us_bis import SOURCE  # noqa: PLC0415 - loaded when it is used

    head = b"COUNTRY,NAME,ADDRESS\nChina,Example Ltd,1 Road\n"

    assert SOURCE.recognise(name, head) == dataset


def test_further_names_of_an_unverified_party_are_aliases(read):
    found = read(SAMPLES / "us_bis" / "uvl.csv")

    ids = {one.value: one.entity_id for one in found.statements if one.prop == "name"}
    subject = ids["Training 2 Business Academy"]
    assert set(found.values(subject, "alias")) == {
        "T2BA",
        "Academy of Business Training",
    }
    assert found.values(ids["Security 2 Business Academy"], "address") == [
        "Deguninskaya Street 10, Moscow, Russia",
        "Novoslobodskaya Str. 14/19, Moscow, Russia",
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("ita_isn.csv", 4), ("ita_itar_debarred_parties.csv", 3)],
)
def test_a_file_without_its_last_line_break_may_be_cut(shared, read, name, kept):
    path = shared / "data" / "formats" / name
    with pytest.raises(TruncatedError) as caught:
        read(path)

    found = read(path, partial=True)

    assert "breaks off" in caught.value.what
    assert len(found.entries) == kept


def test_one_party_under_two_programmes_is_one_party(read):
    found = read(SAMPLES / "us_state" / "isn.csv")

    ids = {
        one.entity_id for one in found.statements if one.value == "Abdul Qadeer Khan"
    }
    (subject,) = ids
    assert found.values(f"{subject}-isn", "program") == [
        "E.O. 13382",
        "Export-Import Bank Act",
    ]
    assert found.values(f"{subject}-isn", "startDate") == ["2009-01-09"] * 2
    assert found.values(subject, "country") == ["pk", "pk"]


def test_a_debarment_has_its_notices_and_other_names(read):
    found = read(SAMPLES / "us_state" / "itar_debarred_parties.csv")

    ids = {one.value: one.entity_id for one in found.statements if one.prop == "name"}
    assert found.values(ids["Hukic, Bajro"], "alias") == ["Bob Hukic", "Bab Hucici"]
    trading = f"{ids['Dilligas Trading Co., Inc.']}-dtc"
    assert found.values(trading, "citation") == ["57 FR 43768", "57 FR 37184"]
    assert found.values(trading, "listingDate") == ["1992-09-22"]
    assert found.values(trading, "modifiedAt") == ["1992-08-18"]


def test_debarred_persons_of_one_name_are_told_apart_by_their_notices(written):
    header = (
        "Party Name,Date Of Birth,Federal Register Notice,Notice Date,"
        "Corrected Notice,Corrected Notice Date\n"
    )
    rows = '"Doe, Jo",3/4/1950,57 FR 1,1/13/1992,,\n"Doe, Jo",,58 FR 2,1/13/1993,,\n'

    found = written(debarred__csv=header + rows)

    assert len(found.subjects()) == 2
    born = [one.value for one in found.statements if one.prop == "birthDate"]
    assert born == ["1950-03-04"]
