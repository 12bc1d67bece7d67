"""Rows laid out for a person."""

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tieline.cli.options import GlobalOptions
from tieline.cli.output import Shape, is_number, write_answer
from tieline.cli.tables import GAP, fit, paragraph

NAMES = ("id", "verdict", "name")
HITS = (
    ("ofac-30946", "candidate", "Hangzhou Hikvision Digital Technology Co., Ltd."),
    ("us-el-2fb86d8004bce547acae", "candidate", "杭州海康威视数字技术股份有限公司"),
)
words = st.text(st.sampled_from("ab 中-;"), max_size=60)
grids = st.lists(st.tuples(words, words, words), min_size=1, max_size=5)


def test_a_column_is_as_wide_as_its_longest_word_where_it_fits():
    widths = fit(NAMES, HITS, 70)

    assert widths is not None
    assert widths[:2] == [26, 9]
    assert sum(widths) + 2 * GAP <= 70


def test_there_are_no_columns_where_an_id_would_be_broken():
    widths = fit(NAMES, HITS, 40)

    assert widths is None


def test_a_row_too_wide_for_columns_names_each_filled_cell():
    row = ("ofac-30946", "", "Hangzhou Hikvision Digital Technology Co., Ltd.")

    lines = list(paragraph(NAMES, row, 40))

    assert lines == [
        "id: ofac-30946",
        "  name: Hangzhou Hikvision Digital",
        "    Technology Co., Ltd.",
    ]


@given(rows=grids, room=st.integers(12, 200))
def test_columns_are_never_wider_than_the_room(rows, room):
    widths = fit(NAMES, rows, room)

    assert widths is None or sum(widths) + 2 * GAP <= room


@given(rows=grids, room=st.integers(12, 200))
def test_a_paragraph_keeps_to_the_room_and_loses_no_character(rows, room):
    lines = list(paragraph(NAMES, rows[0], room))

    whole = "".join(
        f"{name}:{cell}" for name, cell in zip(NAMES, rows[0], strict=True) if cell
    )
    assert all(cell_len(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(whole.split())


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [(1, True), (0.5, True), (None, True), (True, False), ("1", False)],
)
def test_only_numbers_stand_to_the_right(cell, is_one):
    found = is_number(cell)

    assert found is is_one


def _table(rows):
    shape = Shape(columns=("name", "role", "score"), rows=lambda row: [row])

    @click.command()
    def command():
        write_answer(GlobalOptions(form="table"), None, rows, shape=shape)

    return CliRunner().invoke(command, catch_exceptions=False).stdout.splitlines()


def test_a_column_without_any_value_is_left_out():
    lines = _table([("ACME", "", 0.5), ("Muster Optik KG", None, 12.25)])

    assert lines == [
        "name             score",
        "ACME              0.50",
        "Muster Optik KG  12.25",
    ]


def test_a_table_in_a_pipe_has_no_blanks_at_the_end_of_a_line():
    lines = _table([("ACME", "buyer", None), ("Muster Optik KG", "", 0.5)])

    assert [line for line in lines if line != line.rstrip()] == []
