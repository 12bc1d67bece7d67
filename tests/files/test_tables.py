"""Tables of every form are read as they stand, or refused with the line."""

import codecs
import contextlib
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieline.files import lines
from tieline.files.tables import Layout, form_of, form_of_suffix, open_table, read_table
from tieline.model.errors import TableError, TielineError, UsageError


def table(data, name="parties.csv", **layout):
    return read_table(name, lambda: io.BytesIO(data), Layout(**layout))


def cells(data, name="parties.csv", **layout):
    return [row.cells for row in table(data, name, **layout).rows()]


def test_rows_carry_the_line_they_begin_on():
    data = b'id,name\n1,"two\nlines"\n\n2,ACME\n'

    rows = list(table(data).rows())

    assert [(row.number, row.cells) for row in rows] == [
        (2, ("1", "two\nlines")),
        (5, ("2", "ACME")),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [["id", "name", "note"], ["1", "ACME, Inc.", "x"], ["2", "B; C", "y"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    found = cells(quoted.encode())

    assert found == [tuple(row) for row in rows[1:]]


def test_a_plain_list_with_commas_has_one_column():
    data = b"name\nACME, Inc.\nFoo\nBar, Baz, Ltd\n"

    found = cells(data)

    assert found == [("ACME, Inc.",), ("Foo",), ("Bar, Baz, Ltd",)]


def test_title_rows_above_the_header_are_told_apart():
    data = b"Orders of May\n\nid,name,country\n1,ACME,CN\n"

    found = table(data)

    assert found.title_rows == (("Orders of May",),)
    assert found.header_rows == (3,)
    assert [row.cells for row in found.rows()] == [("1", "ACME", "CN")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,name\n1,ACME\n2,Foo,extra\n", "3 cells, more than the 2"),
        (b"id,name,city\n1,ACME,Bonn\n2,Foo\n", "2 cells, fewer than the 3"),
    ],
)
def test_a_ragged_row_is_refused_with_its_line(data, said):
    opened = table(data)

    with pytest.raises(TableError) as caught:
        list(opened.rows())

    assert said in caught.value.what
    assert caught.value.where == "parties.csv line 3"
    assert caught.value.hint


def test_empty_cells_beyond_the_header_are_no_harm():
    data = b"id,name\n1,ACME,,\n,,\n"

    found = cells(data)

    assert found == [("1", "ACME")]


def test_a_ragged_row_can_be_left_out_and_told():
    told = []

    found = cells(b"id,name\n1,ACME\n2\n3,Foo\n", broken=told.append)

    assert found == [("1", "ACME"), ("3", "Foo")]
    assert [error.where for error in told] == ["parties.csv line 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_is_recognised(encoding):
    data = "id,name\n1,中国电子科技集团公司\n".encode(encoding)

    found = cells(data)

    assert found == [("1", "中国电子科技集团公司")]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb18030", "中国电子科技集团公司"),
        ("gb18030", "西北工业大学"),
        ("euc_kr", "삼성전자 주식회사"),
        ("big5", "臺灣積體電路製造股份有限公司"),
        ("cp932", "株式会社日立製作所"),
        ("cp1252", "Société Générale"),
        ("cp1251", "Открытое акционерное общество Газпром"),
    ],
)
def test_an_older_encoding_is_guessed_and_the_guess_is_told(encoding, name):
    found = table(f"id,name\n1,{name}\n".encode(encoding))

    assert [row.cells for row in found.rows()] == [("1", name)]
    assert found.encoding == encoding
    assert "--encoding" in found.notes[0]


def test_damaged_utf_8_is_refused_with_the_line_of_the_bad_byte():
    good = "id,name\n1,航天\n2,西北工业大学\n".encode()

    with pytest.raises(TableError) as caught:
        table(good + b"3,\xff\xfe\n")

    assert caught.value.where == "parties.csv line 4"
    assert "0xFF" in caught.value.what
    assert "--encoding" in caught.value.hint


def test_the_encoding_asked_for_is_held_to():
    with pytest.raises(TableError) as caught:
        table("id,name\n1,Müller\n".encode("cp1252"), encoding="utf-8")

    assert caught.value.where == "parties.csv line 2"


def test_a_bad_byte_is_found_beyond_the_first_chunk():
    data = b"id,name\n" + b"1,ACME\n" * 300_000 + b"2,\xff\xff\n"

    with pytest.raises(TableError) as caught:
        table(data, encoding="utf-8")

    assert caught.value.where == "parties.csv line 300002"


def test_an_unknown_encoding_is_wrong_usage():
    with pytest.raises(UsageError, match="klingon"):
        table(b"id,name\n1,ACME\n", encoding="klingon")


@pytest.mark.parametrize("data", [b"", b"\n\n \n", codecs.BOM_UTF8, b",,\n,,\n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(TableError, match="empty"):
        table(data)


def test_a_nul_is_refused_with_its_line():
    data = b"id,name\n1,ACME\n2,A\0B\n"

    with pytest.raises(TableError) as caught:
        cells(data)

    assert "NUL" in caught.value.what
    assert caught.value.where == "parties.csv line 3"


def test_a_quote_that_is_never_closed_is_refused_with_its_line():
    with pytest.raises(TableError) as caught:
        cells(b'id,name\n1,ACME\n2,"open\n3,Foo\n')

    assert caught.value.where == "parties.csv line 3"
    assert "not closed" in caught.value.what


def test_text_after_a_closing_quote_is_refused():
    with pytest.raises(TableError, match="after the closing quote"):
        cells(b'id,name\n1,"ACME" Ltd\n')


def test_a_name_of_a_hundred_thousand_characters_is_read():
    name = "A" * 100_000

    found = cells(f"id,name\n1,{name}\n".encode())

    assert found == [("1", name)]


def test_an_endless_line_is_refused_before_it_is_read_whole(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST_LINE", 1 << 16)
    read = 0

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            nonlocal read
            read += len(buffer)
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    with pytest.raises(TableError, match="line is longer than 8 MiB"):
        list(lines.text_lines("endless", Endless, "utf-8"))

    assert read < 1 << 20


def test_a_cell_beyond_the_limit_of_a_cell_is_refused_with_its_line():
    data = b'id,name\n1,"' + b"x\n" * 100_000 + b'"\n'

    with pytest.raises(TableError) as caught:
        cells(data)

    assert caught.value.where == "parties.csv line 2"


def test_a_missing_file_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        open_table(tmp_path / "nowhere.csv")


def test_a_folder_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="folder"):
        open_table(tmp_path)


def test_a_header_that_is_asked_for_is_taken():
    data = b"a,b\nid,name\n1,ACME\n"

    found = table(data, header=2)

    assert found.columns == ("id", "name")


def test_without_a_header_the_columns_are_numbered():
    found = table(b"1,ACME\n2,Foo\n", header=0)

    assert found.columns == ("column 1", "column 2")
    assert len(list(found.rows())) == 2


def test_a_header_that_is_not_there_is_refused():
    with pytest.raises(TableError, match="row 9"):
        table(b"id,name\n1,ACME\n", header=9)


def test_a_sheet_of_a_text_table_is_wrong_usage():
    with pytest.raises(UsageError, match="only a workbook has sheets"):
        table(b"id,name\n1,ACME\n", sheet="Orders")


def test_ndjson_gives_text_cells_under_all_keys():
    data = b'{"id": 1, "name": "ACME"}\n\n{"name": ["B", "C"], "x": {"y": true}}\n'

    found = table(data, "parties.ndjson")

    assert found.columns == ("id", "name", "x.y")
    assert [(row.number, row.cells) for row in found.rows()] == [
        (1, ("1", "ACME", "")),
        (3, ("", "B; C", "true")),
    ]


def test_a_broken_ndjson_line_is_refused_with_its_number():
    with pytest.raises(TableError) as caught:
        table(b'{"id": 1}\n{"id": \n', "parties.ndjson")

    assert caught.value.where == "parties.ndjson line 2"


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"PK\x03\x04", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        (b"PAR1", "parquet"),
        (b' {"id": 1}', "ndjson"),
        (b"id,name", "csv"),
    ],
)
def test_a_form_is_known_by_content_whatever_the_suffix(head, form):
    assert form_of("wrong.csv", head) == form


def test_an_unknown_suffix_for_output_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="docx"):
        form_of_suffix(tmp_path / "out.docx")


def test_a_disarmed_formula_is_read_as_it_was():
    data = b"id,name\n1,'=1+1\n"

    assert cells(data) == [("1", "=1+1")]
    assert cells(data, is_raw=True) == [("1", "'=1+1")]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.ndjson", "a"]))
def test_any_bytes_are_read_or_refused_on_purpose(data, name):
    with contextlib.suppress(TielineError):
        rows = cells(data, name)

        assert all(any(row) for row in rows)


@settings(deadline=None)
@given(
    head=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{"]),
    data=st.binary(max_size=300),
)
def test_any_bytes_after_a_known_mark_are_refused_on_purpose(head, data):
    with contextlib.suppress(TielineError):
        rows = cells(head + data)

        assert all(any(row) for row in rows)
