"""A workbook as people keep them comes back complete, with the results beside it."""

import pytest
import xlsxwriter
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from tieline.cli.main import face

HEADER = ["Order", "Buyer", "Consignee", "End user", "Amount", "Note"]
ROWS = [
    ["EO-1", "Example Ltd", "Sample Freight", "Hangzhou Hikvision", 1200.5, "=1+1"],
    ["EO-2", "Placeholder Oy", "Sample Freight", "Placeholder Oy", 7, ""],
    ["EO-3", "Huawei Technologies", "Nobody GmbH", "Example Ltd", -3, "ok"],
]


@pytest.fixture
def book(tmp_path):
    """Two title rows, three party columns, numbers, and text that starts with `=`."""
    path = tmp_path / "orders.xlsx"
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = made.add_worksheet("May")
    sheet.merge_range(0, 0, 0, 5, "Order book of Example Optics GmbH")
    sheet.write(1, 0, "Printed for export control")
    for number, row in enumerate([HEADER, *ROWS], start=2):
        sheet.write_row(number, 0, row)
    made.close()
    return path


@pytest.fixture
def screened(book, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "screened.xlsx"
    done = CliRunner().invoke(face(), ["screen", str(book), "-o", str(out)])
    assert done.exit_code == 0, done.output
    found = CalamineWorkbook.from_path(str(out))
    return {
        name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names
    }


def test_the_own_columns_come_first_and_in_order(screened):
    assert screened["rows"][0][: len(HEADER)] == HEADER
    assert screened["rows"][0][len(HEADER)] == "tieline_verdict"


def test_every_row_comes_back_with_its_cells(screened):
    cells = [row[: len(HEADER)] for row in screened["rows"][1:]]

    assert [row[:4] for row in cells] == [row[:4] for row in ROWS]
    assert [row[4] for row in cells] == [row[4] for row in ROWS]
    assert [row[5] for row in cells] == ["'=1+1", "", "ok"]


def test_each_party_is_screened_under_its_role(screened):
    at = screened["rows"][0].index("tieline_verdict")
    role = screened["rows"][0].index("tieline_role")

    found = [(row[at], row[role]) for row in screened["rows"][1:]]
    assert found == [
        ("candidate", "end_user"),
        ("none_found", ""),
        ("candidate", "buyer"),
    ]


def test_every_hit_stands_in_a_sheet_of_its_own(screened):
    header, *hits = screened["hits"]
    rows = [dict(zip(header, hit, strict=True)) for hit in hits]

    assert {row["row"] for row in rows} == {1, 3}
    assert all(row["reasons"] and row["list"] and row["locator"] for row in rows)


def test_the_run_is_told_with_editions_columns_and_title(screened):
    run = {row[0]: row[1] for row in screened["run"]}

    assert run["rows"] == 3
    assert run["selection: input"] == "orders.xlsx"
    assert "name of the end user" in run["selection: columns"]
    assert "Order book of Example Optics GmbH" in run["selection: title_rows"]
    assert any("not for compliance decisions" in str(row[1]) for row in screened["run"])
