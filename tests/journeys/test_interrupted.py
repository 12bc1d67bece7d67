"""A run that is cut goes on where it stopped, and ends as if it never had."""

import os
import signal
import subprocess
import sys
import time

import pytest

ROWS = 3_000
LIST = "id,name\n" + "".join(f"e{n},Example Firm {n} Optics\n" for n in range(40))


@pytest.fixture
def folder(tmp_path):
    names = "".join(f"{n},Firm {n} of Optics {n % 97}\n" for n in range(ROWS))
    (tmp_path / "names.csv").write_text(f"id,name\n{names}", "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return tmp_path


def start(folder, out, *words):
    env = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    screen = ["screen", "names.csv", "--against", "list.csv", "--as-of", "2025-01-31"]
    return subprocess.Popen(
        [sys.executable, "-m", "tieline", *screen, "-o", out, *words],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture(autouse=True)
def heard():
    """Let what is started hear interrupts, though we may be told to ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def finish(process):
    _, said = process.communicate(timeout=600)
    return process.returncode, said


def wait_for_some(folder, out, process):
    """Wait until a part of the rows is on disk."""
    spool = folder / f".{out}.unfinished.ndjson"
    while not (spool.exists() and spool.stat().st_size > 100_000):
        assert process.poll() is None, "it was done before it could be cut"
        time.sleep(0.01)
    return spool


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
@pytest.mark.parametrize("form", ["csv", "xlsx", "ndjson"])
def test_an_interrupted_run_goes_on_and_equals_a_whole_one(folder, form):
    whole, cut = f"whole.{form}", f"cut.{form}"
    assert finish(start(folder, whole))[0] == 0
    process = start(folder, cut)
    spool = wait_for_some(folder, cut, process)

    process.send_signal(signal.SIGINT)
    code, said = finish(process)
    kept, is_there = spool.exists(), (folder / cut).exists()
    resumed, _ = finish(start(folder, cut, "--resume"))

    assert (code, kept, is_there) == (130, True, False)
    assert "--resume" in said
    assert resumed == 0
    assert (folder / cut).read_bytes() == (folder / whole).read_bytes()
    assert not spool.exists()


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_a_killed_run_goes_on_as_well(folder):
    assert finish(start(folder, "whole.csv"))[0] == 0
    process = start(folder, "cut.csv")
    wait_for_some(folder, "cut.csv", process)

    process.kill()
    finish(process)
    resumed, _ = finish(start(folder, "cut.csv", "--resume"))

    assert resumed == 0
    assert (folder / "cut.csv").read_bytes() == (folder / "whole.csv").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_a_finished_part_is_not_thrown_away_unasked(folder):
    process = start(folder, "cut.csv")
    wait_for_some(folder, "cut.csv", process)
    process.kill()
    finish(process)

    again, said = finish(start(folder, "cut.csv"))
    other, why = finish(start(folder, "cut.csv", "--resume", "--threshold", "0.9"))
    fresh, _ = finish(start(folder, "cut.csv", "--yes", "--threshold", "0.9"))

    assert (again, other, fresh) == (2, 2, 0)
    assert "--resume" in said
    assert "--threshold" in why
