"""`tieline explain`: one pair in words, or a table of pairs."""

import csv
import io
import json

import pytest

PAIR = ("Bright River Trading LLC", "Bright River Trading")


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def test_a_pair_is_scored_with_its_reasons(tieline):
    done = tieline("explain", *PAIR)

    found = json.loads(done.stdout)
    assert found["verdict"] == "candidate"
    assert 0.7 <= found["score"] <= 1
    assert found["reasons"]


def test_a_pair_is_explained_in_words(tieline):
    done = tieline("explain", *PAIR, "-f", "table")

    assert "Score" in done.stdout
    assert "For:" in done.stdout
    assert "Against:" in done.stdout


def test_two_names_alone_are_never_a_match(tieline):
    done = tieline("explain", "Zhang Wei", "Zhang Wei", "--schema", "Person")

    assert json.loads(done.stdout)["verdict"] == "candidate"


@pytest.mark.parametrize(
    "words",
    [
        ("A",),
        ("A", "B", "C"),
        ("A", ""),
        (*PAIR, "--schema", "Frim"),
        (*PAIR, "-o", "x"),
    ],
)
def test_anything_but_a_pair_is_wrong_usage(tieline, words):
    assert tieline("explain", *words).exit_code == 2


def test_a_table_of_pairs_keeps_its_columns_and_gains_three(tieline, tmp_path):
    text = "case,name1,name2,schema\n7,Zhang Wei,Wei Zhang,Person\n8,ACME,Other,\n"
    (tmp_path / "pairs.csv").write_text(text, "utf-8")

    done = tieline("explain", "--pairs", "pairs.csv", "-o", "out.csv")

    assert done.exit_code == 0
    first, second = rows(tmp_path / "out.csv")
    assert list(first) == [
        "case",
        "name1",
        "name2",
        "schema",
        "score",
        "verdict",
        "reasons",
    ]
    assert (first["case"], first["verdict"]) == ("7", "candidate")
    assert second["verdict"] == "no_match"


def test_a_bad_pair_says_why_and_stops_nothing(tieline, tmp_path):
    text = f"name1,name2,schema\n{'x' * 100_000},B,\nA,B,Frim\nACME,ACME,\n"
    (tmp_path / "pairs.csv").write_text(text, "utf-8")

    done = tieline("explain", "--pairs", "pairs.csv", "-o", "out.csv")

    verdicts = [row["verdict"] for row in rows(tmp_path / "out.csv")]
    assert verdicts == ["error", "error", "candidate"]
    assert done.exit_code == 1


def test_a_table_without_the_two_names_is_refused(tieline, tmp_path):
    (tmp_path / "pairs.csv").write_text("left,right\nA,B\n", "utf-8")

    done = tieline("explain", "--pairs", "pairs.csv", "-o", "out.csv")

    assert done.exit_code == 1
    assert "name1 and name2" in done.stderr
    assert not (tmp_path / "out.csv").exists()


def test_pairs_go_to_the_pipe_without_a_file(tieline, tmp_path):
    (tmp_path / "pairs.csv").write_text("name1,name2\nACME,ACME\n", "utf-8")

    done = tieline("explain", "--pairs", "pairs.csv")

    assert done.stdout.startswith("name1,name2,score,verdict,reasons\n")
