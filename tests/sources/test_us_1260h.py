"""Section 1260H: one firm in several editions, marks and brackets in its names."""

import csv
import re

import pytest

from tieline import registry
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.listing import Listing

HEADER = (
    "Name,Clean Name,Alias,Previous Name,Parent Name,Note,Start date,End date,"
    "Source Url\n"
)
FIRM = "Muster Radar Co., Ltd."


@pytest.fixture(scope="module")
def path(shared):
    return shared / "data" / "nc" / "us_1260h_2021-2026.csv"


@pytest.fixture(scope="module")
def whole(path, read):
    return read(path)


@pytest.fixture(scope="module")
def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(**cells):
    filled = {"Name": FIRM, "Clean Name": FIRM, "Start date": "2024-01-31"} | {
        name.replace("_", " "): value for name, value in cells.items()
    }
    columns = HEADER.strip().split(",")
    return ",".join(f'"{filled.get(column, "")}"' for column in columns) + "\n"


def subject_of(found, name):
    (subject,) = {
        one.entity_id
        for one in found.statements
        if (one.prop, one.value) == ("name", name)
    }
    return subject


def listings_of(found, subject):
    return [
        Listing(
            id=listing,
            dataset="us_1260h",
            list="1260H",
            start=found.values(listing, "startDate")[0],
            end=next(iter(found.values(listing, "endDate")), None),
            status="listed",
        )
        for listing in sorted(found.listings())
        if found.values(listing, "entity")[0] == subject
    ]


def test_every_row_of_the_real_table_is_an_entry_and_a_listing(whole, rows):
    assert len(whole.entries) == len(rows) == whole.report.records_in
    assert len(whole.listings()) == len(rows)


def test_the_firms_are_as_many_as_there_are_plain_names(whole, rows):
    plain = {
        re.sub(r"\W+", "", re.sub(r"(Ltd\.?) \([^()]+\)$", r"\1", one["Clean Name"]))
        for one in rows
    }

    assert len(whole.subjects()) == len({name.lower() for name in plain})


def test_every_end_note_and_address_of_the_real_table_comes_in(whole, rows):
    props = whole.props()

    ended = [one for one in rows if one["End date"]]
    assert props["Sanction", "endDate"] == props["Sanction", "status"] == len(ended)
    assert props["Sanction", "reason"] == sum(
        bool(one["Note"]) and not one["End date"] for one in rows
    )
    assert props["Sanction", "sourceUrl"] == sum(
        bool(one["Source Url"]) for one in rows
    )


def test_no_name_of_the_real_table_keeps_a_mark(whole):
    names = {"name", "alias", "weakAlias", "previousName"}

    values = [one.value for one in whole.statements if one.prop in names]

    assert not [value for value in values if "*" in value or "(CETC)" in value]


def test_a_firm_that_left_the_list_is_on_it_before_and_not_after(whole):
    megvii = subject_of(whole, "Beijing Megvii Technology Co., Ltd.")

    (listing,) = listings_of(whole, megvii)

    before, after = listing.as_of("2024-06-01"), listing.as_of("2025-02-01")
    assert before is not None
    assert before.is_live
    assert after is not None
    assert not after.is_live
    assert listing.as_of("2023-12-31") is None


def test_a_firm_of_three_editions_is_one_entity_with_three_listings(whole):
    firm = subject_of(whole, "China Electronics Technology Group Corporation")

    starts = [listing.start for listing in listings_of(whole, firm)]

    assert starts == ["2021-06-03", "2025-01-07", "2026-06-08"]
    assert whole.values(firm, "weakAlias") == ["CETC"] * 3


def test_the_real_table_is_as_new_as_the_last_thing_it_records(path, snapshot_of):
    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == "2026-06-08"


def test_a_date_in_the_name_of_the_file_goes_first(tmp_path, snapshot_of):
    path = tmp_path / "1260h_2024-02-01.csv"
    path.write_text(HEADER + row(), "utf-8")

    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == "2024-02-01"


def test_a_short_name_in_brackets_after_the_legal_form_makes_no_other_firm(written):
    found = written(
        t__csv=HEADER
        + row()
        + row(Clean_Name="Muster Radar Co., Ltd (MuRa)", Start_date="2025-01-07")
    )

    (subject,) = found.subjects()
    assert found.values(subject, "alias") == ["MuRa"]


def test_a_legal_form_in_brackets_belongs_to_the_name(written):
    found = written(t__csv=HEADER + row(Clean_Name="Muster Group (Limited)"))

    (subject,) = found.subjects()
    assert found.values(subject, "name") == ["Muster Group (Limited)"]


@pytest.mark.parametrize(
    ("column", "text", "prop", "values"),
    [
        ("Alias", "Knower,Beijing Knower", "alias", ["Knower", "Beijing Knower"]),
        ("Alias", "Mu Radar Co., Ltd.", "alias", ["Mu Radar Co., Ltd."]),
        ("Alias", "MRC; Mura", "weakAlias", ["MRC"]),
        ("Alias", "Mura\nMu Radar", "alias", ["Mura", "Mu Radar"]),
        ("Previous_Name", "Old Ltd; OLD", "previousName", ["Old Ltd", "OLD"]),
        ("Name", f"{FIRM} (Mura)*", "alias", ["Mura"]),
        ("Name", f"{FIRM} (Mura].", "alias", ["Mura"]),
        ("Name", f"{FIRM} (also known as Mura Co.)", "alias", ["Mura Co."]),
        ("Name", f"{FIRM} (formerly Old Ltd)", "previousName", ["Old Ltd"]),
        (
            "Name",
            f"{FIRM} (formerly Old Limited (OLD))",
            "previousName",
            ["Old Limited", "OLD"],
        ),
    ],
)
def test_names_are_parted_and_told_apart(written, column, text, prop, values):
    found = written(t__csv=HEADER + row(**{column: text}))

    (subject,) = found.subjects()
    assert found.values(subject, "name") == [FIRM]
    assert found.values(subject, prop) == values


def test_a_parent_is_text_on_the_listing_and_no_tie(written):
    found = written(t__csv=HEADER + row(Parent_Name="Muster Holding"))

    (listing,) = found.listings()
    assert found.values(listing, "summary") == ["Parent: Muster Holding"]
    assert {one.schema for one in found.statements} == {"Company", "Sanction"}


def test_a_note_is_the_reason_of_a_listing_but_not_of_one_that_ended(written):
    found = written(
        t__csv=HEADER
        + row(Note="Affiliated")
        + row(Note="Sold", Start_date="2021-06-03", End_date="2024-01-31")
    )

    ended, open_ = sorted(found.listings())
    assert found.values(open_, "reason") == ["Affiliated"]
    assert found.values(open_, "status") == []
    assert found.values(ended, "reason") == []
    assert found.values(ended, "summary") == ["Sold"]
    assert found.values(ended, "status") == ["removed"]


def test_no_legal_effect_and_no_country_are_inferred(written):
    found = written(t__csv=HEADER + row())

    props = {prop for _, prop in found.props()}
    assert found.values(next(iter(found.subjects())), "topics") == ["mil"]
    assert not props & {"country", "provisions", "licenceRequirement", "effectiveDate"}


@pytest.mark.parametrize("column", ["Start_date", "End_date"])
def test_a_cell_that_is_no_date_is_refused_by_its_row(written, column):
    with pytest.raises(SourceError, match=r"row 2.*soon"):
        written(t__csv=HEADER + row(**{column: "soon"}))


def test_a_missing_column_is_refused_by_its_name(tmp_path, snapshot_of):
    path = tmp_path / "t.csv"
    path.write_text(HEADER.replace(",Note", "") + "\n", "utf-8")
    source, snapshot = snapshot_of([path])

    with pytest.raises(SourceError, match="Note"):
        list(source.parse(snapshot, None))


def test_a_header_in_the_midst_is_left_out_and_noted(written):
    found = written(t__csv=HEADER + row() + HEADER + row(Start_date="2025-01-07"))

    assert len(found.entries) == 2
    assert "row 3" in found.report.notes[0]


def test_the_real_table_cut_short_is_refused_and_kept_in_part(path, written):
    cut = path.read_bytes()[:60_000]

    with pytest.raises(TruncatedError):
        written(t__csv=cut)
    found = written(t__csv=cut, partial=True)

    assert 0 < len(found.entries) < 397
    assert len(found.report.broken) == 1


def test_other_tables_are_not_taken_for_it(path):
    others = [each for each in path.parent.glob("*.csv") if each != path]

    assert others
    for each in others:
        found = registry.recognise(each.name, each.read_bytes()[:65536])
        assert found is None or found[1] != "us_1260h", each.name
