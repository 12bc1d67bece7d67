"""Calls in bad circumstances: bytes that are no text, closed streams, signals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tieline.cli.screening import piped_names
from tieline.model.errors import TableError

TIELINE = [sys.executable, "-m", "tieline"]
posix = pytest.mark.skipif(os.name != "posix", reason="bytes and signals of POSIX")


@posix
@pytest.mark.parametrize("call", [["screen", b"a\xff"], ["-C", b"p\xff", "status"]])
def test_an_argument_that_is_no_text_is_refused_in_words(call):
    done = subprocess.run(
        [*TIELINE, *call], check=False, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "\\udcff is not UTF-8 text" in done.stderr
    assert "What to do: " in done.stderr


@posix
def test_a_folder_whose_name_is_no_text_is_refused_in_words(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    (folder / "tieline.toml").write_text("format_version = 1\n", encoding="utf-8")

    done = subprocess.run(
        [*TIELINE, "status"], cwd=folder, check=False, capture_output=True, text=True
    )

    assert "a fault in Tieline itself" not in done.stderr
    assert "Traceback" not in done.stderr


@posix
def test_closed_standard_output_is_an_error_in_words():
    done = subprocess.run(
        [*TIELINE, "screen", "Acme"],
        check=False,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.close(1),
    )

    assert done.returncode == 1
    assert "standard output is closed" in done.stderr


@posix
def test_closed_standard_input_holds_no_name():
    done = subprocess.run(
        [*TIELINE, "screen", "-"],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.close(0),
    )

    assert done.returncode == 1
    assert "no name came in" in done.stderr


@pytest.mark.parametrize("line", ["a\udcff\n", "a\0c\0m\0e\0\n"])
def test_a_piped_line_that_is_no_text_is_named_by_its_number(line):
    with pytest.raises(TableError) as caught:
        list(piped_names(["Acme\n", line]))

    assert caught.value.where == "standard input line 2"


def test_an_empty_pipe_is_an_error():
    with pytest.raises(TableError, match="no name came in"):
        list(piped_names(["\n", " \n"]))


@posix
def test_being_told_to_end_leaves_nothing_behind_and_no_trace(tmp_path):
    running = subprocess.Popen(
        [*TIELINE, "screen", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # the header line is out once the command runs; then it waits for more names
    running.stdin.write("Acme\n")
    running.stdin.flush()
    running.stdout.readline()

    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=30)

    assert running.returncode == 130
    assert "Traceback" not in said


@posix
def test_a_pipe_in_place_of_a_table_is_refused_and_never_waited_for(tieline, tmp_path):
    os.mkfifo(tmp_path / "table.csv")

    done = tieline("screen", "table.csv")

    assert done.exit_code == 2 or "pipe or a device" in str(done.exception)


@pytest.mark.parametrize("option", ["--as-of", "--known-on"])
def test_an_empty_day_is_not_taken_for_today(tieline, option):
    done = tieline("screen", "Acme", option, "")

    assert done.exit_code == 2


@pytest.mark.parametrize("name", ["\u200b\u200d", "!!!", "---"])
def test_a_name_of_no_letter_is_an_error_not_a_clean_answer(tieline, name):
    done = tieline("screen", "-f", "ndjson", "--", name)

    assert done.exit_code == 1
    assert "no letter and no digit" in done.output


def test_an_empty_data_set_name_is_refused_before_a_project_is_made(tieline, tmp_path):
    (tmp_path / "a.csv").write_text("x\n", encoding="utf-8")

    done = tieline("-C", "case", "import", "a.csv", "--dataset", "")

    assert done.exit_code == 2
    assert not (tmp_path / "case").exists()


def test_a_mapping_of_any_size_is_read_in_bounds(tieline, tmp_path):
    (tmp_path / "a.csv").write_text("x\n", encoding="utf-8")
    (tmp_path / "m.toml").write_bytes(b"#" * (2 << 20))

    done = tieline("-C", "case", "import", "a.csv", "--map", "m.toml")

    assert done.exit_code == 2
    assert "more than 1,048,576 bytes" in done.output


@posix
def test_piped_names_are_utf8_whatever_the_locale():
    ascii_only = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }

    done = subprocess.run(
        [*TIELINE, "screen", "-", "-f", "ndjson"],
        check=False,
        input="杭州海康威视\n".encode(),
        capture_output=True,
        env=os.environ | ascii_only,
    )

    assert done.returncode == 0, done.stderr
    assert "杭州海康威视".encode() in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_an_output_that_takes_nothing_is_one_message():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TIELINE, "status"], check=False, stdout=full, stderr=subprocess.PIPE
        )

    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.startswith("Error: No space left on device\n  What to do: ")
    assert "Exception ignored" not in said


@posix
def test_a_folder_that_is_gone_is_said_in_words(tmp_path, monkeypatch, tieline):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    done = tieline("status")

    assert done.exit_code == 2
    assert "the folder you are in cannot be used" in done.output
