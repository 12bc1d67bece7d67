"""Answers in every form."""

import csv
import io
import json

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tieline.cli.options import GlobalOptions
from tieline.cli.output import Shape, describe, shown, write_answer
from tieline.model.query import EditionRef, Run, Searched
from tieline.workspace.answers import safe_cell

RUN = Run(
    as_of="2025-01-07",
    known_on="2025-02-01",
    editions={
        "us_csl": EditionRef(
            version="2023-11-ab", sha256="ab", published="2023-11", is_partial=True
        )
    },
    searched=Searched(datasets=1, entities=4219),
    notice=("us_csl is partial",),
)
ROWS = ({"kind": "row", "name": "ACME", "score": 0.5}, {"kind": "row", "name": "中国"})
SHAPE = Shape(
    columns=("name", "score"), rows=lambda row: [(row["name"], row.get("score"))]
)


def _printed(form, rows=ROWS, run=RUN):
    """Return what is printed in a form."""

    @click.command()
    def command():
        end = {"kind": "end", "rows": len(rows)}
        options = GlobalOptions(form=form)
        write_answer(options, run, rows, shape=SHAPE, end=lambda: end)

    done = CliRunner().invoke(command, catch_exceptions=False)
    return done.stdout


def test_ndjson_begins_with_the_run_and_ends_with_the_end():
    lines = _printed("ndjson").splitlines()

    kinds = [json.loads(line)["kind"] for line in lines]

    assert kinds == ["run", "row", "row", "end"]


def test_ndjson_is_the_form_in_a_pipe():
    found = _printed(None)

    assert found == _printed("ndjson")


def test_json_is_one_document():
    found = json.loads(_printed("json"))

    assert found["run"]["as_of"] == "2025-01-07"
    assert [row["name"] for row in found["results"]] == ["ACME", "中国"]
    assert found["end"]["rows"] == 2


def test_csv_carries_both_times_in_every_row():
    rows = list(csv.DictReader(io.StringIO(_printed("csv"))))

    found = [(row["as_of"], row["known_on"]) for row in rows]

    assert found == [("2025-01-07", "2025-02-01")] * 2


def test_a_table_says_what_was_searched_as_of_when():
    found = _printed("table")

    assert "As of 2025-01-07, as known on 2025-02-01." in found
    assert (
        "Searched 4,219 entities in 1 data set: us_csl 2023-11-ab (partial)." in found
    )
    assert "Note: us_csl is partial" in found


def test_what_several_data_sets_have_to_say_alike_is_said_once():
    one = EditionRef(version="1", sha256="ab", published=None)
    run = Run(
        as_of="2025-01-07",
        known_on="2025-02-01",
        editions={"a": one, "b": one},
        searched=Searched(datasets=2, entities=3),
        notice=("a: a snapshot", "b: a snapshot", "c: a snapshot"),
    )

    lines = describe(run)

    assert lines[2:] == ["Note: a, b: a snapshot", "Note: c: a snapshot"]


def test_an_empty_table_says_so():
    found = _printed("table", rows=())

    assert "Nothing found." in found


def test_a_long_name_is_cut_in_a_table_and_whole_in_a_pipe():
    rows = ({"name": "x" * 100_000},)

    table, lines = _printed("table", rows=rows), _printed("ndjson", rows=rows)

    assert len(table) < 5_000
    assert "x" * 100_000 in lines


def test_a_table_shows_control_characters_as_escapes():
    found = _printed("table", rows=({"name": "a\x1b[31m\u202eb"},))

    assert "a\\x1b[31m\\u202eb" in found


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-a", "@a", "\tx", "\rx", "＝1"])
def test_a_formula_is_escaped_in_csv(text):
    found = safe_cell(text)

    assert found == f"'{text}"


@given(number=st.floats(allow_nan=False) | st.integers())
def test_a_number_stays_a_number(number):
    found = safe_cell(number)

    assert found is number


@given(text=st.text(max_size=300))
def test_what_is_shown_has_no_control_character_and_is_bounded(text):
    found = shown(text)

    assert len(found) <= 200
    assert all(char.isprintable() or char == "\u3000" for char in found)


def test_a_run_without_times_is_described_without_them():
    found = describe(None)

    assert found == []
