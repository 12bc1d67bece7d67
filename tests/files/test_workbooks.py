"""Workbooks of several sheets: whole or not at all, the same bytes each time."""

import pytest
from python_calamine import CalamineWorkbook

from tieline.files import workbooks, xlsx
from tieline.files.workbooks import WorkbookWriter
from tieline.model.errors import StorageError, TableError


def write(path, rows, *, sheet="a"):
    with WorkbookWriter(path, {"a": ("x", "y"), "b": ("z",)}) as book:
        for row in rows:
            book.write(sheet, row)


def read(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_sheet_has_its_columns_and_rows(tmp_path):
    write(tmp_path / "t.xlsx", [("1", 2), ("3", None)])

    assert read(tmp_path / "t.xlsx") == {
        "a": [["x", "y"], ["1", 2], ["3", ""]],
        "b": [["z"]],
    }


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write(tmp_path / name, [("1", 2)])

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_formula_is_written_as_text(tmp_path):
    write(tmp_path / "t.xlsx", [("=1+1", -5)])

    assert read(tmp_path / "t.xlsx")["a"][1] == ["'=1+1", -5]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut(tmp_path):
    write(tmp_path / "t.xlsx", [("x" * 100_000, None)])

    cell = read(tmp_path / "t.xlsx")["a"][1][0]
    assert cell.endswith("[cut here: 100,000 characters]")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**18])
def test_a_number_that_a_sheet_cannot_hold_is_written_as_text(tmp_path, number):
    write(tmp_path / "t.xlsx", [("a", number)])

    assert read(tmp_path / "t.xlsx")["a"][1][1] == str(number)


def test_a_full_sheet_goes_on_in_another(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "XLSX_ROWS", 3)

    write(tmp_path / "t.xlsx", [(str(n), None) for n in range(5)])

    sheets = read(tmp_path / "t.xlsx")
    assert [row[0] for row in sheets["a"]] == ["x", "0", "1"]
    assert [row[0] for row in sheets["a 2"]] == ["x", "2", "3"]
    assert [row[0] for row in sheets["a 3"]] == ["x", "4"]


def test_too_many_columns_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(TableError, match="more than a sheet can hold"):
        WorkbookWriter(tmp_path / "t.xlsx", {"a": ["x"] * 20_000})

    assert list(tmp_path.iterdir()) == []


def test_an_error_on_the_way_leaves_the_old_file(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(KeyError), WorkbookWriter(path, {"a": ("x",)}) as book:
        book.write("none", ("1",))

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["t.xlsx"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StorageError, match="none"):
        WorkbookWriter(tmp_path / "none" / "t.xlsx", {"a": ("x",)})


def test_a_disk_that_refuses_at_the_end_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    def full(self, data):
        self.error = OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr(xlsx._Sink, "write", full)

    with pytest.raises(StorageError, match="No space left"):
        write(path, [("1", 2)])

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["t.xlsx"]
