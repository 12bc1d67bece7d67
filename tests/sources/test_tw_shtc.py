"""Taiwan's entity list: several values in a cell, markup left over, two encodings."""

import csv
from pathlib import Path

import pytest

from tieline.model.errors import SourceError

SAMPLE = (
    Path(__file__).parents[1]
    / "samples"
    / "tw_shtc"
    / "shtc_list_2024-03-04_synthetic.csv"
)
HEADER = (
    "項次item,名稱name,別名alias,國家代碼country code,地址address,護照號碼ID Number\n"
)


@pytest.fixture(scope="module")
def real(read):
    return read(SAMPLE)


def ids(found):
    return [entry.entity_ids[0] for entry in found.entries]


def one(written, cells):
    found = written(shtc__csv=HEADER + cells + "\n")
    return found, ids(found)[0]


def test_the_day_is_that_of_the_files_name(snapshot_of):
    source, snapshot = snapshot_of([SAMPLE])

    assert source.published(snapshot) == "2024-03-04"


def test_every_row_is_an_entry_with_its_country(real):
    with SAMPLE.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))

    assert real.report.records_in == len(rows) == 4
    for subject, row in zip(ids(real), rows, strict=True):
        codes = set(row["國家代碼country code"].lower().split(";"))
        assert codes <= set(real.values(subject, "country"))


def test_names_in_chinese_lose_their_mark(real):
    subject = ids(real)[0]

    assert real.values(subject, "name") == ["Sample Trading Co., Ltd."]
    assert real.values(subject, "alias") == [
        "Sample Co",
        "樣本貿易有限公司",
        "样本贸易有限公司",
    ]
    chinese = [s.value for s in real.statements if s.lang == "zh"]
    assert chinese == ["樣本貿易有限公司", "样本贸易有限公司"]


def test_a_number_of_the_united_nations_leaves_the_name(real):
    subject = ids(real)[1]

    assert real.values(subject, "name") == ["Ivan Specimen"]
    assert real.values(f"{subject}-shtc", "unscId") == ["XYi.001"]


def test_markup_left_in_a_cell_is_no_part_of_a_name(real):
    assert real.values(ids(real)[1], "alias") == ["Vanya"]


def test_aliases_inside_the_name_are_parted(real):
    subject = ids(real)[2]

    assert real.values(subject, "name") == ["Invented Institute"]
    assert real.values(subject, "alias") == ["II", "Fictional Institute"]


def test_addresses_are_parted_at_their_marks(real):
    assert real.values(ids(real)[1], "address") == [
        "3 Example Street, Moscow",
        "4 Example Street, Omsk",
    ]
    assert real.values(ids(real)[2], "address") == [
        "5 Example Alley, Tehran, Iran",
        "6 Example Alley, Qom, Iran",
    ]


def test_papers_are_numbers_and_words_around_them_are_notes(real):
    subject = ids(real)[1]

    assert real.values(subject, "idNumber") == ["XA1000001"]
    numbers = [s.value for s in real.statements if s.prop == "number"]
    assert numbers == ["7700002"]
    assert "papers: Passport number 7700002 issued in Moscow" in real.values(
        subject, "notes"
    )


def test_one_name_and_country_twice_is_two_entities(real):
    assert len(set(ids(real))) == 4


def test_the_place_in_the_list_makes_no_id(written):
    first, a = one(written, "1,Sample,,CN,1 Road,")
    second, b = one(written, "77,Sample,,CN,1 Road,")

    assert a == b
    assert first.values(a, "name") == second.values(b, "name")


def test_big5_is_read_as_such(written):
    found = written(shtc__csv=(HEADER + "1,樣本公司,,TW,,\n").encode("cp950"))

    assert found.values(ids(found)[0], "name") == ["樣本公司"]


def test_a_row_without_a_name_is_refused(written):
    with pytest.raises(SourceError, match="has no name"):
        one(written, "1,,,CN,1 Road,")


def test_a_missing_column_is_refused_by_name(written):
    text = HEADER.replace(",地址address", "") + "1,Sample,,CN,\n"

    with pytest.raises(SourceError, match="地址address"):
        written(shtc__csv=text)
