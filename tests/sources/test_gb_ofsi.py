"""OFSI's list of 2018: one row a name, zeros in dates, lists inside cells."""

import csv
from collections import Counter, defaultdict

import pytest

from tieline.model.errors import SourceError, TruncatedError
from tieline.sources.gb_ofsi import SOURCE

HEADER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,"
    "Country of Birth,Nationality,Passport Details,NI Number,Position,Address 1,"
    "Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID"
)
COLUMNS = HEADER.split(",")
HEAD = f"Last Updated,13/04/2018{',' * 27}\n{HEADER}\n"
BASE = {
    "Name 6": "SPECIMEN",
    "Name 1": "John",
    "Group Type": "Individual",
    "Alias Type": "Prime Alias",
    "Regime": "Syria",
    "Listed On": "01/04/2016",
    "Last Updated": "02/04/2016",
    "Group ID": "7",
}
SUBJECT, LISTING = "gb-ofsi-7", "gb-ofsi-7-ofsi"


def row(**cells):
    named = {each.replace("_", " "): text for each, text in cells.items()}
    known = {**BASE, **named}
    return ",".join('"' + known.get(each, "") + '"' for each in COLUMNS) + "\n"


def one(written, **cells):
    return written(conlist__csv=HEAD + row(**cells))


@pytest.fixture(scope="module")
def path(lists):
    return lists / "uk_ofsi_conlist_2018-04-13.csv"


@pytest.fixture(scope="module")
def real(read, path):
    return read(path)


@pytest.fixture(scope="module")
def rows(path):
    with path.open(encoding="cp1252", newline="") as text:
        next(text)
        return list(csv.DictReader(text))


def test_every_row_of_the_real_list_is_a_record_of_its_group(real, rows):
    groups = {each["Group ID"] for each in rows}

    assert real.report.records_in == len(rows) == 9487
    assert len(real.subjects()) == len(real.listings()) == len(groups) == 2106


def test_every_name_of_the_real_list_is_read_with_its_kind(real, rows):
    kinds = {"Prime Alias": "name", "AKA": "alias", "FKA": "previousName"}

    counts = Counter(kinds[each["Alias Type"]] for each in rows)

    assert counts == {
        prop: sum(n for (_, each), n in real.props().items() if each == prop)
        for prop in kinds.values()
    }


def test_every_birth_of_the_real_list_is_read(real, rows):
    given = {(each["Group ID"], each["DOB"][-4:]) for each in rows if each["DOB"]}

    years = {
        (one.entity_id.removeprefix("gb-ofsi-"), one.value[:4])
        for one in real.statements
        if one.prop == "birthDate"
    }

    assert years == given
    assert real.props()["Person", "birthDate"] == 5965


def test_every_row_with_an_address_has_one(real, rows):
    columns = [*COLUMNS[14:21]]
    filled = sum(any(each[column].strip() for column in columns) for each in rows)

    with_address = sum(
        any(
            evidence.locator.rpartition(", ")[2] in columns
            for stated in entry.statements
            if stated.statement.prop in {"address", "country"}
            for evidence in stated.evidence
        )
        for entry in real.entries
    )

    assert with_address == filled


def test_nearly_every_cell_of_papers_gives_a_number_and_the_rest_a_note(real, rows):
    missed = defaultdict(set)
    for entry, cells in zip(real.entries, rows, strict=True):
        said = {
            (evidence.locator.rpartition(", ")[2], stated.statement.prop)
            for stated in entry.statements
            for evidence in stated.evidence
        }
        for column in ("Passport Details", "NI Number"):
            if not cells[column].strip():
                continue
            numbers = {
                "passportNumber",
                "idNumber",
                "taxNumber",
                "socialSecurityNumber",
            }
            if not any((column, prop) in said for prop in numbers):
                assert (column, "notes") in said
                missed[column].add(cells[column])

    assert sum(map(len, missed.values())) <= 10, missed


def test_the_day_stands_above_the_header(real):
    assert SOURCE.published(real.snapshot) == "2018-04-13"


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("00/00/1980", "1980"),
        ("00/09/1977", "1977-09"),
        ("17/08/1957", "1957-08-17"),
    ],
)
def test_zeros_in_a_date_of_birth_are_not_known(written, cell, date):
    found = one(written, DOB=cell)

    assert found.values(SUBJECT, "birthDate") == [date]


def test_a_date_in_another_form_is_refused(written):
    with pytest.raises(SourceError, match="DOB '1980-01-01' is not a date"):
        one(written, DOB="1980-01-01")


def test_rows_of_one_group_are_one_party(written):
    more = row(Alias_Type="AKA", Name_1="Jack") + row(Alias_Type="FKA", Name_1="Jock")

    found = written(conlist__csv=HEAD + row() + more)

    assert found.subjects() == {SUBJECT}
    assert found.values(SUBJECT, "name") == ["John SPECIMEN"]
    assert found.values(SUBJECT, "alias") == ["Jack SPECIMEN"]
    assert found.values(SUBJECT, "previousName") == ["Jock SPECIMEN"]


def test_a_listing_says_regime_and_days(written):
    found = one(written, Other_Information="UN Ref QDe.004. Emir.")

    assert found.values(LISTING, "program") == ["Syria"]
    assert found.values(LISTING, "startDate") == ["2016-04-01"]
    assert found.values(LISTING, "modifiedAt") == ["2016-04-02"]
    assert found.values(LISTING, "unscId") == ["QDe.004"]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("1) Saudi Arabia 2) Qatar", ["sa", "qa"]),
        ("(A) German (B) Moroccan", ["de", "ma"]),
        ("(1) Germany (b) Algeria", ["de", "dz"]),
        ("a) French, b) Tunisian", ["fr", "tn"]),
        ("Iranian citizenship", ["ir"]),
        ("Kuwaiti citizenship withdrawn in 2002", []),
        ("Congolese", []),
    ],
)
def test_nationalities_are_read_one_by_one(written, cell, codes):
    found = one(written, Nationality=cell)

    assert found.values(SUBJECT, "nationality") == codes


def test_what_is_no_country_is_kept_as_a_note(written):
    found = one(written, Nationality="Congolese")

    assert found.values(SUBJECT, "notes") == ["nationality: Congolese"]


def test_towns_and_countries_of_birth_go_together_by_number(written):
    found = one(
        written,
        Town_of_Birth="(1) Manzil Tmim (2)-(3) -",
        Country_of_Birth="(1)-(2) Tunisia (3) Libya",
    )

    places = found.values(SUBJECT, "birthPlace")

    assert places == ["Manzil Tmim, Tunisia", "Tunisia", "Libya"]
    assert found.values(SUBJECT, "birthCountry") == ["tn", "ly"]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("Passport No. 836210029", ["836210029"]),
        ("Tunisia number G557170 issued on 16 Nov 1989.", ["G557170"]),
        ("Jordanian passport numbers (1) K048787 (2) 486298", ["K048787", "486298"]),
        ("Kuwaiti passport no. (A)001714467 (B)101505554", ["001714467", "101505554"]),
        ("0018061/104 (issued on 12 Sept 1993)", ["0018061/104"]),
        ("Uganda Passport.", []),
    ],
)
def test_passports_are_read_one_by_one(written, cell, numbers):
    found = one(written, Passport_Details=cell)

    assert found.values(SUBJECT, "passportNumber") == numbers


def test_a_passport_carries_country_and_days(written):
    cell = (
        "(1) OR801168 (Afghan). Issued on 28 Feb 2006. Expires 27 Feb 2011 (2) 4117921"
    )

    found = one(written, Passport_Details=cell)

    said = {one.prop: one.value for one in found.statements if one.schema == "Passport"}
    assert (said["country"], said["number"]) == ("af", "OR801168")
    assert (said["startDate"], said["endDate"]) == ("2006-02-28", "2011-02-27")


def test_a_ship_among_the_entities_is_a_vessel(written):
    found = one(
        written,
        Group_Type="Entity",
        Name_1="",
        Other_Information="IMO: 8937675. MMSI: 445539000.",
    )

    assert found.values(SUBJECT, "imoNumber") == ["IMO8937675"]
    assert found.props()["Vessel", "name"] == 1


def test_a_remark_on_a_country_is_no_part_of_it(written):
    found = one(written, Address_1="a) Main Road 1", Country="Somalia (since 2009)")

    assert found.values(SUBJECT, "address") == ["Main Road 1, Somalia"]
    assert found.values(SUBJECT, "country") == ["so"]
    assert found.values(SUBJECT, "notes") == ["Somalia: since 2009"]


def test_bytes_that_are_no_utf8_are_of_the_code_page(written):
    text = (HEAD + row(Name_1="O\u2019Brien")).encode("cp1252")

    found = written(conlist__csv=text)

    assert found.values(SUBJECT, "name") == ["O\u2019Brien SPECIMEN"]


@pytest.mark.parametrize("column", ["Group Type", "Alias Type"])
def test_a_kind_that_is_not_known_is_refused_by_name(written, column):
    with pytest.raises(SourceError, match="'Novel' is not known"):
        one(written, **{column.replace(" ", "_"): "Novel"})


def test_a_renamed_column_is_refused_by_name(written):
    with pytest.raises(SourceError, match="'Regime Name' stands where 'Regime'"):
        written(conlist__csv=HEAD.replace(",Regime,", ",Regime Name,") + row())


def test_a_cut_row_is_refused_and_named(written):
    whole = HEAD + row() + row(Name_1="Jack")

    with pytest.raises(TruncatedError, match="row 4"):
        written(conlist__csv=whole[:-40])


def test_whole_rows_of_a_cut_file_are_kept_on_demand(written):
    whole = HEAD + row() + row(Name_1="Jack")

    found = written(partial=True, conlist__csv=whole[:-40])

    assert found.report.records_in == 1
    assert "row 4" in found.report.broken[0]


NEWER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,"
    "Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,"
    "Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,NI Details,Position,Address 1,Address 2,"
    "Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID"
)


def newer(written, **cells):
    """Read one row in the columns of 2022."""
    named = {each.replace("_", " "): text for each, text in cells.items()}
    known = {**BASE, **named}
    texts = ",".join('"' + known.get(each, "") + '"' for each in NEWER.split(","))
    head = f"Last Updated,27/04/2023{',' * 34}\n{NEWER}\n"
    return written(conlist__csv=f"{head}{texts}\n")


def test_every_row_in_the_newer_columns_is_a_record(read, shared):
    path = shared / "data" / "formats" / "deriv_sample_hmt.csv"
    with path.open(encoding="utf-8", newline="") as text:
        next(text)
        rows = list(csv.DictReader(text))

    real = read(path)

    groups = {each["Group ID"] for each in rows}
    assert real.report.records_in == len(rows) == 23
    assert len(real.subjects()) == len(groups)
    given = {(each["Group ID"], each["DOB"][-4:]) for each in rows if each["DOB"]}
    assert given == {
        (one.entity_id.removeprefix("gb-ofsi-"), one.value[:4])
        for one in real.statements
        if one.prop == "birthDate"
    }
    scripts = {text for each in rows if (text := each["Name Non-Latin Script"])}
    assert scripts <= {one.value for one in real.statements if one.prop == "name"}


def test_the_newer_columns_name_papers_and_their_details_apart(written):
    found = newer(
        written,
        Passport_Number="(1) OR801168 (2) 4117921",
        Passport_Details="(1) Afghan. Issued on 28 Feb 2006",
        National_Identification_Number="3520025509842-7 (Pakistani)",
    )

    assert found.values(SUBJECT, "passportNumber") == ["OR801168", "4117921"]
    assert found.values(SUBJECT, "idNumber") == ["3520025509842-7"]
    days = [one.value for one in found.statements if one.prop == "startDate"]
    assert "2006-02-28" in days


@pytest.mark.parametrize(
    ("kind", "quality", "prop"),
    [
        ("Primary name", "", "name"),
        ("Primary name variation", "", "alias"),
        ("AKA", "Good", "alias"),
        ("AKA", "Low", "weakAlias"),
        ("AKA", "Low quality a.k.a", "weakAlias"),
        ("FKA", "Low", "previousName"),
    ],
)
def test_a_name_of_low_quality_is_a_weak_alias(written, kind, quality, prop):
    found = newer(written, Alias_Type=kind, Alias_Quality=quality)

    assert found.values(SUBJECT, prop) == ["John SPECIMEN"]


def test_an_unknown_quality_is_refused_by_name(written):
    with pytest.raises(SourceError, match="alias quality 'Fair' is not known"):
        newer(written, Alias_Quality="Fair")


def test_the_day_of_designation_and_the_reference_are_the_listings(written):
    found = newer(
        written,
        UK_Sanctions_List_Date_Designated="31/12/2020",
        Other_Information="(UK Sanctions List Ref):AQD0183 (UN Ref):QDi.263.",
    )

    assert found.values(LISTING, "listingDate") == ["2020-12-31"]
    assert found.values(LISTING, "authorityId") == ["AQD0183"]
    assert found.values(LISTING, "unscId") == ["QDi.263"]


def test_a_month_of_zeros_leaves_the_year(written):
    found = newer(written, DOB="10/00/1983")

    assert found.values(SUBJECT, "birthDate") == ["1983"]
