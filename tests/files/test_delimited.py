"""Every record of an official CSV file is whole, or its fault is named."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.files import delimited
from tieline.files.delimited import Layout, read_rows
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
tables = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6)


PLAIN = Layout()


def read(data, *, partial=False, layout=PLAIN):
    report = Report()
    data = data if isinstance(data, bytes) else data.encode()
    part = Part(name="a.csv", sha256="0", size=len(data), open=lambda: io.BytesIO(data))
    return list(read_rows(part, layout, report, partial=partial)), report


def table(rows):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("row", ['"1","2","Xi’an"\n', "1,2,Xi’an\n", '1,2,"’"\n'])
def test_a_file_cut_within_a_character_breaks_off_there(row):
    whole = ("a,b,c\n" + row).encode()
    cut = whole[: whole.index("’".encode()) + 1]

    with pytest.raises(TruncatedError) as caught:
        read(cut)
    found, report = read(cut, partial=True)

    assert caught.value.where == "a.csv row 2"
    assert [row.cells for row in found] == [("a", "b", "c")]
    assert len(report.broken) == 1


@given(rows=tables)
def test_what_was_written_is_read(rows):
    found, report = read(table(rows))

    assert [list(row.cells) for row in found] == rows
    assert [row.number for row in found] == list(range(1, len(rows) + 1))
    assert not report.broken


def test_a_byte_order_mark_is_no_text():
    found, _ = read(b"\xef\xbb\xbfa,b\n1,2\n")

    assert found[0].cells == ("a", "b")


def test_empty_lines_are_no_records():
    found, _ = read("a,b\n\n1,2\n\n")

    assert [row.number for row in found] == [1, 2]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('a,b\n"1","2', "row 2", "column 2 (b)"),
        ('a,b\n"1"', "row 2", "column 1 (a)"),
        ("a,b\n1,2", "row 2", "column 2 (b)"),
        ('a,b\n"1\n2\n3\n', "row 2", "column 1 (a)"),
    ],
)
def test_a_file_that_breaks_off_names_row_and_column(text, where, words):
    with pytest.raises(TruncatedError) as caught:
        read(text)

    assert caught.value.where == f"a.csv {where}"
    assert words in caught.value.what


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1\n2,3\n", "1 cells instead of 2"),
        ("a,b\n1,2,3\n4,5\n", "3 cells instead of 2"),
        ('a,b\n"1"x,2\n4,5\n', "cannot be read"),
    ],
)
def test_a_damaged_record_is_named_and_partial_keeps_the_others(text, words):
    with pytest.raises(SourceError) as caught:
        read(text)

    found, report = read(text, partial=True)

    assert words in caught.value.what
    assert caught.value.where == "a.csv row 2"
    assert [row.number for row in found] == [1, 3]
    assert "row 2" in report.broken[0]


def test_a_closed_last_cell_needs_no_line_break():
    found, _ = read('a,b\n"1","2"')

    assert found[-1].cells == ("1", "2")


def test_a_wrong_byte_is_named_with_line_and_offset():
    with pytest.raises(SourceError) as caught:
        read("a,b\n1,é\n".encode("latin-1"))

    assert caught.value.where == "a.csv line 2"
    assert "0xe9" in caught.value.what
    assert "offset 2" in caught.value.what


def test_another_encoding_is_read_when_named():
    found, _ = read("a,b\n1,é\n".encode("latin-1"), layout=Layout(encoding="latin-1"))

    assert found[1].cells == ("1", "é")


def test_an_unknown_encoding_is_named():
    with pytest.raises(SourceError) as caught:
        read("a,b\n", layout=Layout(encoding="klingon"))

    assert "klingon" in caught.value.what


def test_a_nul_byte_is_refused():
    with pytest.raises(SourceError) as caught:
        read(b"a,b\n1,\0\n")

    assert caught.value.where == "a.csv line 2"


def test_an_endless_line_is_refused_before_it_is_read_in(monkeypatch):
    monkeypatch.setattr(delimited, "LONGEST_LINE", 100)

    with pytest.raises(SourceError) as caught:
        read("a,b\n" + "x" * 1000)

    assert "longer" in caught.value.what


@pytest.mark.parametrize("end", ["", "\n", "1,2\n"])
def test_the_closing_mark_has_to_close(end):
    layout = Layout(columns=("a", "b"), needs_closing=True)

    with pytest.raises(SourceError):
        read("1,2\r\n" + end, layout=layout)

    assert len(read("1,2\r\n\x1a", layout=layout)[0]) == 1
