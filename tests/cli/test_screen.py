"""`tieline screen`: names, tables and pipes in; answers, exit codes and errors out."""

import csv
import errno
import io
import json
import os
from pathlib import Path

import pytest

ORDERS = """\
Order,Buyer,Buyer country,End user
EO-1,Example Optics,CN,Fictional Oy
EO-2,Placeholder Ltd,FI,Bright River Trading
EO-3,Placeholder Ltd,FI,Nobody in Particular
"""


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, "utf-8")
    return path


def test_the_lines_say_run_results_and_end(held):
    done = held("screen", "Bright River Trading", "Nobody")

    run, first, second, end = lines(done.stdout)
    kinds = [line["kind"] for line in (run, first, second, end)]
    assert kinds == ["run", "result", "result", "end"]
    assert run["schema_version"] == 1
    assert run["searched"]["entities"] > 0
    assert (end["rows"], end["errors"]) == (2, 0)


def test_a_result_has_the_fields_that_are_promised(held):
    done = held("screen", "Bright River Trading", "--dataset", "house")

    (hit,) = lines(done.stdout)[1]["hits"]
    assert set(lines(done.stdout)[0]["editions"]["house"]) >= {
        "version",
        "sha256",
        "published",
    }
    assert (hit["verdict"], hit["lane"], hit["path"]) == ("candidate", "listed", [])
    assert set(hit["reasons"][0]) >= {
        "feature",
        "points",
        "detail",
        "query",
        "candidate",
    }
    assert set(hit["listings"][0]) >= {
        "dataset",
        "program",
        "authority",
        "start",
        "end",
        "status",
        "licence_requirement",
        "citation",
        "source_url",
        "locator",
    }


def test_finding_nothing_says_what_was_searched_and_calls_nobody_clear(held):
    done = held("screen", "Nobody in Particular", "-f", "table")

    assert "Searched" in done.stdout
    assert "none_found" in done.stdout
    assert not {"clear", "cleared", "safe", "risk"} & set(done.stdout.lower().split())


def test_an_ended_listing_raises_no_flag_and_stays_in_history(held):
    answers = {}
    for day in ("2024-05-31", "2024-06-01"):
        done = held("screen", "Example Optics", "--dataset", "house", "--as-of", day)
        answers[day] = lines(done.stdout)[1]

    assert [hit["lane"] for hit in answers["2024-05-31"]["hits"]] == ["listed"]
    assert answers["2024-06-01"]["hits"] == []
    (past,) = answers["2024-06-01"]["history"]
    assert (past["lane"], past["listings"][0]["status"]) == (None, "expired")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Bright River Trading",), 0),
        (("Bright River Trading", "--fail-on", "candidate"), 3),
        (("Bright River Trading", "--fail-on", "match"), 0),
        (("Nobody in Particular", "--fail-on", "candidate"), 0),
        (("Bright River Trading", "--max-age", "1"), 1),
        (("Bright River Trading", "--max-age", "100000"), 0),
        (("Bright River Trading", "--as-of", "yesterday"), 2),
        (("Bright River Trading", "--schema", "Compny"), 2),
        (("Bright River Trading", "--dataset", "none"), 2),
        (("Bright River Trading", "--country", "Neverland"), 2),
        (("Bright River Trading", "--country", "China"), 0),
        (("Bright River Trading", "--threshold", "2"), 2),
        ((), 2),
        (("missing.csv",), 2),
        (("./missing",), 2),
        (("dir/missing.doc",), 2),
        (("Firma A/S",), 0),
        (("x" * 100_000,), 1),
        (("",), 1),
    ],
)
def test_the_exit_code_says_what_happened(held, words, code):
    assert held("screen", *words).exit_code == code


def test_a_missing_file_is_never_a_name(held):
    done = held("screen", "missing.csv")

    assert done.stdout == ""
    assert "no such file\n  Where: missing.csv" in done.stderr


def test_nothing_to_search_is_an_error_and_no_answer(tieline, tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "tieline.toml").write_text(
        "format_version = 1\nbundle = false\n", "utf-8"
    )

    done = tieline("-C", "case", "screen", "Example")

    assert done.exit_code == 1
    assert "nothing to search" in done.stderr


def test_names_come_from_a_pipe_one_a_line(held):
    done = held("screen", "-", input="\ufeffExample Optics\r\n\nBright River\n")

    asked = [line["query"]["properties"]["name"] for line in lines(done.stdout)[1:-1]]
    assert asked == [["Example Optics"], ["Bright River"]]


def test_a_table_keeps_its_columns_and_their_order(held, orders, tmp_path):
    done = held("screen", orders, "-o", "out.csv")

    assert done.exit_code == 0, done.output
    header = (tmp_path / "out.csv").read_text("utf-8").splitlines()[0].split(",")
    assert header[:5] == [
        "Order",
        "Buyer",
        "Buyer country",
        "End user",
        "tieline_verdict",
    ]
    found = rows(tmp_path / "out.csv")
    assert [row["Order"] for row in found] == ["EO-1", "EO-2", "EO-3"]
    assert [row["tieline_verdict"] for row in found][1:] == ["candidate", "none_found"]
    assert found[1]["tieline_role"] == "end_user"
    assert found[1]["tieline_query_id"] == "EO-2/end_user"


def test_the_plan_of_the_columns_is_shown_before(held, orders):
    done = held("screen", orders, "-o", "out.csv")

    assert 'buyer: name from "Buyer", country from "Buyer country"' in done.stderr


def test_nobody_is_screened_against_a_register_unasked(held):
    register = Path(__file__).parents[1] / "samples" / "ror" / "ror_synthetic.ndjson"
    done = held("import", register, "--published", "2025-04-03")
    assert done.exit_code == 0, done.output
    name = json.loads(register.read_text("utf-8").splitlines()[0])["names"][0]["value"]

    unasked = held("screen", name, "-f", "ndjson")
    asked = held("screen", name, "--dataset", "ror", "-f", "ndjson")

    run, result, _ = lines(unasked.stdout)
    assert result["hits"] == []
    assert any("ror: a register" in said for said in run["notice"])
    assert "ror" not in run["editions"]
    assert lines(asked.stdout)[1]["hits"]
    assert name in held("search", name).output


def test_a_project_made_to_keep_what_was_found_is_named(tieline, tmp_path):
    (tmp_path / "orders.csv").write_text("Order,Buyer\nEO-1,Hikvision\n", "utf-8")

    first = tieline("-C", "new", "screen", "orders.csv", "-o", "out.csv")
    second = tieline("-C", "new", "screen", "orders.csv", "-o", "out.csv")

    assert f"Made the project {tmp_path / 'new'}" in first.stderr
    assert (tmp_path / "new" / "tieline.toml").is_file()
    assert "Made the project" not in second.stderr


def test_finding_nothing_makes_no_project(tieline, tmp_path):
    (tmp_path / "orders.csv").write_text("Order,Buyer\nEO-1,Zzyxq Oy\n", "utf-8")

    tieline("-C", "new", "screen", "orders.csv", "-o", "out.csv")

    assert not (tmp_path / "new").exists()


def test_a_column_may_be_named_by_hand(held, tmp_path):
    (tmp_path / "t.csv").write_text("a,b\nBright River Trading,x\n", "utf-8")

    done = held("screen", "t.csv", "--column", "buyer.name=a")

    result = lines(done.stdout)[1]
    assert [hit["role"] for hit in result["hits"]] == ["buyer"]
    assert result["row"] == {"a": "Bright River Trading", "b": "x"}


def test_without_a_column_of_names_the_columns_are_listed(held, tmp_path):
    (tmp_path / "t.csv").write_text("a,b\nx,y\n", "utf-8")

    done = held("screen", "t.csv")

    assert done.exit_code == 2
    assert '"a", "b"' in done.stderr
    assert "--column" in done.stderr


@pytest.mark.parametrize("form", ["csv", "xlsx", "ndjson", "parquet", "tsv"])
def test_each_form_of_output_is_read_back_with_the_own_columns(held, orders, form):
    held("screen", orders, "-o", f"out.{form}")

    done = held("screen", f"out.{form}", "-f", "ndjson")

    if form != "ndjson":
        row = lines(done.stdout)[1]["row"]
        assert (row["Order"], row["Buyer"]) == ("EO-1", "Example Optics")
    else:
        assert done.exit_code in (0, 2)


def test_a_workbook_has_the_rows_every_hit_and_the_run(held, orders, tmp_path):
    held("screen", orders, "-o", "out.xlsx", "--why-selected", "all of May")

    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    sheets = {
        name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    }
    assert list(sheets) == ["rows", "hits", "run"]
    assert len(sheets["rows"]) == 4
    run = {row[0]: row[1] for row in sheets["run"]}
    assert run["selection: why"] == "all of May"
    assert run["selection: input"] == "orders.csv"
    hits = [
        dict(zip(sheets["hits"][0], row, strict=True)) for row in sheets["hits"][1:]
    ]
    assert "HOUSE" in {hit["list"] for hit in hits}


def test_a_formula_in_a_cell_is_disarmed(held, tmp_path):
    (tmp_path / "t.csv").write_text('id,name\n1,"=HYPERLINK(""x"")"\n', "utf-8")

    held("screen", "t.csv", "-o", "out.csv")

    assert rows(tmp_path / "out.csv")[0]["name"].startswith("'=")


def test_control_and_direction_characters_do_not_reach_the_terminal(held):
    name = "Bright \u202eRiver\x1b[2J\u2066 Trading"

    done = held("screen", name, "-f", "table")

    assert done.exit_code == 0
    assert not {"\x1b", "\u202e", "\u2066"} & set(done.stdout)
    assert "\\u202e" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"id,name\n1,a\n2\n", "line 3"),
        (b"id,name\n" + b"1,a\n" * 500 + b"2\n", "line 502"),
        (b"id,name\n" + "1,é\n".encode() * 9 + b"2,\xff\n", "line 11"),
    ],
)
def test_a_table_that_cannot_be_read_names_the_place(held, tmp_path, content, said):
    (tmp_path / "bad.csv").write_bytes(content)

    done = held("screen", "bad.csv", "-o", "out.csv")

    assert done.exit_code == 1
    assert said in done.stderr
    assert "What to do" in done.stderr
    assert [path.name for path in tmp_path.glob("*out*")] == []
    assert [path.name for path in tmp_path.glob(".out*")] == []


def test_bad_rows_are_counted_and_do_not_stop_the_others(held, tmp_path):
    text = f"id,name,x\n1,{'x' * 100_000},\n2,Bright River Trading,\n3,,y\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")

    done = held("screen", "t.csv", "-o", "out.csv")

    verdicts = [row["tieline_verdict"] for row in rows(tmp_path / "out.csv")]
    assert verdicts == ["error", "candidate", "error"]
    assert done.exit_code == 1
    assert "2 of 3 rows could not be screened" in done.stderr


def test_the_output_never_replaces_the_input(held, orders):
    done = held("screen", orders, "-o", orders)

    assert done.exit_code == 2
    assert orders.read_text("utf-8") == ORDERS


@pytest.mark.parametrize("out", ["out.doc", "none/out.csv", "."])
def test_an_output_that_cannot_be_is_refused_before_anything_is_done(held, orders, out):
    done = held("screen", orders, "-o", out)

    assert done.exit_code == 2


def test_an_earlier_output_is_replaced_whole(held, orders, tmp_path):
    (tmp_path / "out.csv").write_text("old", "utf-8")

    done = held("screen", orders, "-o", "out.csv")

    assert done.exit_code == 0
    assert len(rows(tmp_path / "out.csv")) == 3


def test_a_read_only_disk_is_told_with_the_file(held, orders, monkeypatch):
    opened = Path.open

    def refuse(path, mode="r", *rest, **named):
        if "w" in mode:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return opened(path, mode, *rest, **named)

    # permissions would not stop root, who runs the tests in many a container
    monkeypatch.setattr(Path, "open", refuse)
    done = held("screen", orders, "-o", "out.csv")

    assert done.exit_code == 1
    assert "Read-only" in done.stderr
    assert "out.csv" in done.stderr


def test_a_dry_run_shows_the_plan_and_writes_nothing(held, orders, tmp_path):
    done = held("screen", orders, "-o", "out.csv", "-n")

    assert "buyer: name" in done.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_list_of_the_users_own_needs_no_project(tieline, tmp_path):
    rows = "x1,Foo Optics;Foo Opto,Company,cn\nx1,福光学,Company,\n"
    (tmp_path / "own.csv").write_text(f"id,name,schema,country\n{rows}", "utf-8")

    done = tieline("screen", "Foo Opto", "福光学", "--against", "own.csv")

    run, *results, _ = lines(done.stdout)
    assert set(run["editions"]) == {"own.csv"}
    assert run["searched"] == {"datasets": 1, "entities": 1}
    for result in results:
        (hit,) = result["hits"]
        assert (hit["entity_id"], hit["lane"], hit["listings"]) == ("x1", None, [])


def test_it_is_told_what_the_columns_of_a_list_of_ones_own_are_taken_for(
    tieline, tmp_path
):
    (tmp_path / "own.csv").write_text("id,name,USCC,hue\n1,Foo,9133,red\n", "utf-8")

    done = tieline("screen", "Foo", "--against", "own.csv")

    assert 'own.csv: party: name from "name", uscCode from "USCC"' in done.stderr
    assert 'own.csv: not used: "hue"' in done.stderr


def test_a_list_of_the_users_own_that_is_missing_is_an_error(tieline):
    assert tieline("screen", "Foo", "--against", "none.csv").exit_code == 2
