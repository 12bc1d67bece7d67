"""Workbooks are read as a person sees them, and bombs are refused."""

import contextlib
import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from tieline.files import workbook_limits
from tieline.files.tables import Layout, open_table, read_table
from tieline.model.errors import TableError, UsageError


def workbook(fill, **options):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, options)
    fill(book)
    book.close()
    return stream.getvalue()


def opened(data, name="orders.xlsx", **layout):
    return read_table(name, lambda: io.BytesIO(data), Layout(**layout))


def put(sheet, rows, top=0, left=0):
    for number, row in enumerate(rows, start=top):
        for column, value in enumerate(row, start=left):
            if value is not None:
                sheet.write(number, column, value)


def test_titles_and_merged_headers_are_understood():
    def fill(book):
        sheet = book.add_worksheet("May")
        sheet.merge_range(0, 0, 0, 4, "Orders of May")
        sheet.write(1, 0, "for internal use")
        sheet.merge_range(3, 0, 4, 0, "Order")
        sheet.merge_range(3, 1, 3, 2, "Consignee")
        sheet.merge_range(3, 3, 3, 4, "End user")
        put(sheet, [["Name", "Country", "Name", "Country"]], top=4, left=1)
        put(sheet, [[7, "ACME", "CN", "Foo", "DE"]], top=5)

    found = opened(workbook(fill))

    assert found.columns == (
        "Order",
        "Consignee / Name",
        "Consignee / Country",
        "End user / Name",
        "End user / Country",
    )
    assert found.header_rows == (4, 5)
    assert [(row.number, row.cells) for row in found.rows()] == [
        (6, ("7", "ACME", "CN", "Foo", "DE"))
    ]


def test_cells_are_written_as_a_person_would():
    def fill(book):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        put(sheet, [["id", "name", "day", "value", "is_new"]])
        sheet.write_string(1, 0, "00123")
        sheet.write(1, 1, "ACME")
        sheet.write_datetime(1, 2, dt.date(2024, 5, 1), day)
        sheet.write(1, 3, 1.5)
        sheet.write_boolean(1, 4, boolean=True)
        put(sheet, [[1.0, "Foo", None, 0.1 + 0.2, None]], top=3)

    found = opened(workbook(fill))

    assert [(row.number, row.cells) for row in found.rows()] == [
        (2, ("00123", "ACME", "2024-05-01", "1.5", "TRUE")),
        (4, ("1", "Foo", "", "0.3", "")),
    ]


def test_sheets_with_the_same_columns_are_read_on_and_others_named():
    def fill(book):
        put(book.add_worksheet("Cover"), [["Orders"]])
        put(book.add_worksheet("May"), [["id", "name"], [1, "A"]])
        put(book.add_worksheet("June"), [["id", "name"], [2, "B"]])
        put(book.add_worksheet("Rates"), [["currency", "rate"], ["EUR", 1.1]])
        book.add_worksheet("Empty")

    found = opened(workbook(fill))

    assert found.sheets == ("May", "June")
    assert [(row.sheet, row.cells[1]) for row in found.rows()] == [
        ("May", "A"),
        ("June", "B"),
    ]
    assert "'Rates'" in found.notes[0]
    assert "'Cover'" in found.notes[0]


def test_a_sheet_can_be_picked():
    def fill(book):
        put(book.add_worksheet("May"), [["id", "name"], [1, "A"]])
        put(book.add_worksheet("Rates"), [["currency", "rate"], ["EUR", 1.1]])

    data = workbook(fill)

    assert opened(data, sheet="Rates").columns == ("currency", "rate")
    with pytest.raises(UsageError, match="'May', 'Rates'"):
        opened(data, sheet="Juli")


def test_a_hidden_sheet_is_read_and_told():
    def fill(book):
        put(book.add_worksheet("May"), [["id", "name"], [1, "A"]])
        hidden = book.add_worksheet("June")
        hidden.hide()
        put(hidden, [["id", "name"], [2, "B"]])

    found = opened(workbook(fill))

    assert len(list(found.rows())) == 2
    assert "hidden" in found.notes[0]


def test_a_wrong_suffix_is_no_matter(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(
        workbook(lambda book: put(book.add_worksheet(), [["id", "name"], [1, "A"]]))
    )

    assert open_table(path).form == "xlsx"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(workbook_limits, "LARGEST_UNPACKED", 1 << 20)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * (1 << 21))

    with pytest.raises(TableError, match="unpacks to 2 MiB"):
        opened(stream.getvalue())


def test_a_far_away_cell_does_not_fill_the_memory():
    def fill(book):
        sheet = book.add_worksheet()
        put(sheet, [["id", "name"], [1, "A"]])
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(TableError, match="1,048,576 rows and 16,384 columns"):
        opened(workbook(fill))


def test_a_cut_workbook_is_refused():
    data = workbook(lambda book: put(book.add_worksheet(), [["id", "name"], [1, "A"]]))

    for size in range(4, len(data) - 1, 97):
        with pytest.raises(TableError, match="workbook"):
            opened(data[:size])


def test_a_damaged_workbook_is_refused():
    data = workbook(lambda book: put(book.add_worksheet(), [["id", "name"], [1, "A"]]))

    for place in range(0, len(data), 61):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        with contextlib.suppress(TableError):
            assert list(opened(bytes(damaged)).rows())
