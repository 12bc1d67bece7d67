"""The header is found where a person sees it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.files.headers import find_header

LABELS = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)


def numbered(*rows):
    return [(number, list(row)) for number, row in enumerate(rows, start=1)]


def test_two_title_rows_are_no_header():
    rows = numbered(
        ["Export orders", "", ""],
        ["as of 2024-05-01", "", ""],
        ["Order", "Consignee", "Bank"],
        ["1", "ACME", "First Bank"],
    )

    header = find_header(rows)

    assert header.columns == ("Order", "Consignee", "Bank")
    assert header.rows == (3,)
    assert header.title_rows == (("Export orders",), ("as of 2024-05-01",))


def test_a_row_of_groups_over_repeated_labels_is_joined():
    rows = numbered(
        ["Order", "Consignee", "", "Buyer", ""],
        ["", "Name", "Country", "Name", "Country"],
        ["1", "ACME", "CN", "Foo", "DE"],
    )

    header = find_header(rows)

    assert header.columns == (
        "Order",
        "Consignee / Name",
        "Consignee / Country",
        "Buyer / Name",
        "Buyer / Country",
    )
    assert header.rows == (1, 2)


def test_a_sparse_row_of_groups_above_the_header_is_joined():
    rows = numbered(
        ["", "", "Consignee", "", "Buyer", ""],
        ["No", "Date", "Name", "Country", "Name", "Country"],
        ["1", "2024-01-01", "ACME", "CN", "Foo", "DE"],
    )

    header = find_header(rows)

    assert header.columns[2:] == (
        "Consignee / Name",
        "Consignee / Country",
        "Buyer / Name",
        "Buyer / Country",
    )
    assert header.title_rows == ()


def test_a_group_merged_over_two_columns_ends_where_the_merge_ends():
    rows = numbered(
        ["", "Consignee", "", ""],
        ["No", "Name", "Country", "Value"],
        ["1", "ACME", "CN", "9"],
    )

    header = find_header(rows, spans=frozenset({(1, 2)}))

    assert header.columns == ("No", "Consignee / Name", "Consignee / Country", "Value")


def test_a_title_merged_over_the_whole_width_is_no_group():
    rows = numbered(["Orders", "", ""], ["No", "Name", "Country"], ["1", "A", "CN"])

    header = find_header(rows, spans=frozenset({(1, 1), (1, 2)}))

    assert header.columns == ("No", "Name", "Country")
    assert header.title_rows == (("Orders",),)


def test_a_nameless_column_does_not_make_the_first_data_row_a_header():
    rows = numbered(["name", "country", ""], ["ACME", "CN", "a note"], ["B", "DE", "x"])

    header = find_header(rows)

    assert header.columns == ("name", "country", "column 3")
    assert header.rows == (1,)


def test_a_remark_over_the_table_is_no_header():
    rows = numbered(["Prepared by:", "Anna", ""], ["id", "name", "x"], ["1", "A", "y"])

    header = find_header(rows)

    assert header.columns == ("id", "name", "x")


def test_repeated_labels_are_numbered():
    rows = numbered(["name", "name", "name (2)"], ["A", "B", "C"])

    header = find_header(rows)

    assert header.columns == ("name", "name (3)", "name (2)") or (
        len(set(header.columns)) == 3
    )


@pytest.mark.parametrize("rows", [[], [(1, [])], [(1, ["", " "])]])
def test_no_row_has_no_header(rows):
    assert find_header(rows) is None


@settings(deadline=None)
@given(
    labels=st.lists(LABELS, min_size=2, max_size=8, unique=True),
    titles=st.lists(LABELS, max_size=3),
    count=st.integers(1, 5),
)
def test_titles_above_never_change_the_columns(labels, titles, count):
    data = [[str(i * 10 + j) for j in range(len(labels))] for i in range(count)]
    blank = [""] * (len(labels) - 1)

    plain = find_header(numbered(labels, *data))
    titled = find_header(numbered(*([t, *blank] for t in titles), labels, *data))

    assert plain.columns == titled.columns == tuple(labels)
    assert len(titled.title_rows) == (len(titles) if len(labels) > 1 else 0)


@settings(deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=5), max_size=5), max_size=8))
def test_columns_are_named_and_distinct_whatever_the_rows(rows):
    header = find_header(numbered(*rows))

    if header is None:
        assert not any(cell.strip() for row in rows for cell in row)
        return
    assert all(header.columns)
    assert len(set(header.columns)) == len(header.columns)
    assert header.last <= len(rows)
