"""What is written reads back, whole or not at all."""

import io
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieline.files import writing
from tieline.files.tables import Layout, open_table, read_table
from tieline.files.writing import open_writer
from tieline.model.errors import StorageError, TableError, UsageError

FORMS = ["csv", "tsv", "xlsx", "ndjson"]
# A text table cannot hold a NUL, and nothing that is not a character.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def written(form, columns, rows):
    stream = io.BytesIO()
    with open_writer(stream, form, columns) as writer:
        for row in rows:
            writer.write(row)
    return stream.getvalue()


def read(data, form, header=1):
    layout = Layout(header=None if form == "ndjson" else header)
    table = read_table(f"t.{form}", lambda: io.BytesIO(data), layout)
    return table.columns, [row.cells for row in table.rows()]


@pytest.mark.parametrize("form", FORMS)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_any_text_reads_back(form, rows):
    kept = [("row", *row) for row in rows]

    data = written(form, ("id", "name", "note"), kept)

    # An NDJSON table without a row has no columns.
    if kept or form != "ndjson":
        assert read(data, form) == (("id", "name", "note"), kept)


@pytest.mark.parametrize("form", FORMS)
def test_numbers_stay_numbers_and_nothing_stays_empty(form):
    data = written(form, ("id", "name", "score"), [(1, None, 0.25), (-2, "=A1", -0.5)])

    _, rows = read(data, form)

    assert rows == [("1", "", "0.25"), ("-2", "=A1", "-0.5")]


def test_a_formula_is_disarmed_in_csv():
    data = written("csv", ("id", "=x"), [(1, "=cmd()")])

    assert data == b"id,'=x\n1,'=cmd()\n"


def test_a_lone_carriage_return_is_quoted():
    data = written("csv", ("a", "b"), [("x\ry", "z")])

    assert data == b'a,b\n"x\ry",z\n'


def test_the_same_rows_make_the_same_workbook():
    first = written("xlsx", ("a", "b"), [("x", 1)])
    second = written("xlsx", ("a", "b"), [("x", 1)])

    assert first == second


def write_two_widths(path, form):
    with open_writer(path, form, ("a",)) as writer:
        writer.write(("x",))
        writer.write(("x", "y"))


def test_nothing_is_in_place_before_the_end(tmp_path):
    path = tmp_path / "out.csv"
    writer = open_writer(path, "csv", ("a",))
    writer.write(("x",))

    assert not path.exists()
    writer.close()

    assert path.read_bytes() == b"a\nx\n"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("form", FORMS)
def test_an_error_leaves_what_was_there(tmp_path, form):
    path = tmp_path / f"out.{form}"
    path.write_bytes(b"before")

    with pytest.raises(TableError):
        write_two_widths(path, form)

    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_told_and_nothing_left(tmp_path, form):
    path = tmp_path / f"out.{form}"
    path.write_bytes(b"before")
    resource = pytest.importorskip("resource", reason="needs a bound on files")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))

    try:
        with pytest.raises(StorageError) as caught:
            fill(path, form)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)

    assert caught.value.hint
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def fill(path, form):
    with open_writer(path, form, ("a", "b")) as writer:
        for number in range(40_000):
            writer.write((f"text {number * 7919}", number))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", FORMS)
def test_a_device_without_space_is_told(form):
    with pytest.raises(StorageError, match="No space left"):
        fill(Path("/dev/full"), form)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StorageError) as caught:
        open_writer(tmp_path / "file" / "out.csv", "csv", ("a",))

    assert "folder" in caught.value.hint


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StorageError) as caught:
        open_writer(tmp_path / "nowhere" / "out.csv", "csv", ("a",))

    assert "make it first" in caught.value.hint


def test_a_folder_is_no_target(tmp_path):
    with pytest.raises(UsageError):
        open_writer(tmp_path, "csv", ("a",))


def test_a_link_keeps_pointing_where_it_points(tmp_path):
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"before")
    link.symlink_to(target)

    with open_writer(link, "csv", ("a",)) as writer:
        writer.write(("x",))

    assert link.is_symlink()
    assert target.read_bytes() == b"a\nx\n"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(writing, "XLSX_ROWS", 3)

    with pytest.raises(TableError, match="more rows than the 3") as caught:
        written("xlsx", ("a",), [(1,), (2,), (3,)])

    assert ".csv" in caught.value.hint


def test_more_text_than_a_cell_holds_is_refused():
    with pytest.raises(TableError, match="32,768 characters"):
        written("xlsx", ("a",), [("x" * 32_768,)])


def test_more_columns_than_a_sheet_holds_are_refused():
    with pytest.raises(TableError, match="16,385 columns"):
        written("xlsx", [str(number) for number in range(16_385)], [])


def test_a_row_of_another_width_is_refused():
    with pytest.raises(TableError, match="2 cells"):
        written("csv", ("a",), [("x", "y")])


def test_an_unusual_number_is_written_as_text():
    data = written("xlsx", ("a",), [(float("inf"),), (10**18,)])

    _, rows = read(data, "xlsx")

    assert rows == [("inf",), ("1000000000000000000",)]


def test_a_hundred_thousand_rows_stream(tmp_path):
    path = tmp_path / "many.csv"
    with open_writer(path, "csv", ("id", "name")) as writer:
        for number in range(100_000):
            writer.write((number, f"Company {number}"))

    rows = open_table(path).rows()

    assert sum(1 for _ in rows) == 100_000
