"""How a long screening is told while it runs, and how it ends on a full disk."""

import json
import subprocess
import sys

import pytest

from tieline.cli.options import GlobalOptions
from tieline.cli.screening import Asked, piped_names, progress_line
from tieline.model.errors import UsageError
from tieline.workspace.inputs import is_file_name
from tieline.workspace.screening import Screening


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (50, 100, "50 of about 100 rows, 5 a second, about 10 s to go"),
        (10, 100_000, "10 of about 100,000 rows, 1 a second, about 27.8 h to go"),
        (10, 1_000, "10 of about 1,000 rows, 1 a second, about 16 min to go"),
        (50, None, "50 rows, 5 a second"),
        (100, 90, "100 rows, 10 a second"),
    ],
)
def test_the_line_says_how_far_and_how_long(done, total, line):
    assert progress_line(done, total, 10.0, done) == line


def test_a_resumed_run_is_timed_by_its_own_rows():
    assert "5 a second" in progress_line(1_050, 2_000, 10.0, 50)


@pytest.mark.parametrize(
    ("text", "is_file"),
    [
        ("orders.csv", True),
        ("Orders.XLSX", True),
        ("./orders", True),
        ("a/b.dat", True),
        ("Mærsk A/S", False),
        ("Hangzhou Hikvision", False),
        ("Alibaba.com", False),
        ("x" * 10_000, False),
        ("nul\0inside", False),
    ],
)
def test_what_is_a_file_and_what_a_name(text, is_file):
    assert is_file_name(text) is is_file


def test_the_names_of_a_pipe_lose_their_line_ends_only():
    assert list(piped_names(["\ufeff Foo \r\n", "\n", "福光学\n"])) == ["Foo", "福光学"]


@pytest.mark.parametrize("what", [(), ("a.csv", "b.csv"), ("a.csv", "Foo")])
def test_files_and_names_are_not_mixed(what):
    asked = Asked(options=GlobalOptions(), workspace=None, how=Screening(), what=what)

    with pytest.raises(UsageError):
        asked.job()


def test_a_full_disk_is_named_and_the_finished_part_goes_on(held, tmp_path):
    rows = "".join(f"{n},Bright River Trading {n % 7}\n" for n in range(2_000))
    (tmp_path / "t.csv").write_text(f"id,name\n{rows}", "utf-8")

    resource = pytest.importorskip("resource", reason="needs a bound on files")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    words = ["-C", "case", "screen", "t.csv", "-o", "out.csv", "--dataset", "house"]
    full = subprocess.run(
        [sys.executable, "-m", "tieline", *words],
        cwd=tmp_path,
        preexec_fn=small,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (full.returncode, (tmp_path / "out.csv").exists()) == (1, False)
    assert "cannot write" in full.stderr
    assert "--resume" in full.stderr

    done = held("screen", "t.csv", "-o", "out.csv", "--dataset", "house", "--resume")

    assert done.exit_code == 0, done.stderr
    assert len((tmp_path / "out.csv").read_text("utf-8").splitlines()) == 2_001


def test_a_project_that_cannot_be_written_still_answers_and_says_so(held, tmp_path):
    (tmp_path / "case" / "asked.sqlite").mkdir()
    (tmp_path / "t.csv").write_text("id,name\n1,Bright River Trading\n", "utf-8")

    done = held("screen", "t.csv", "--dataset", "house")

    assert done.exit_code == 0
    assert len(json.loads(done.stdout.splitlines()[1])["hits"]) == 1
    assert "decisions on these rows cannot be recorded" in done.stderr


def test_rows_of_a_table_without_hits_are_counted_on_a_terminal(held, tmp_path):
    (tmp_path / "t.csv").write_text("id,name\n1,Bright River\n2,Nobody\n", "utf-8")

    done = held("screen", "t.csv", "--dataset", "house", "-f", "table")

    assert "Nobody" not in done.stdout
    assert "2 rows, 1 hit; nothing found in 1" in done.stderr


def test_csv_on_the_pipe_is_the_table_with_its_answers(held, tmp_path):
    (tmp_path / "t.csv").write_text("No,name\n1,Nobody\n", "utf-8")

    done = held("screen", "t.csv", "-f", "csv")

    assert done.stdout.startswith("No,name,tieline_verdict,")
    assert "\n1,Nobody,none_found," in done.stdout
