"""The commands that keep a project: import, export, purge, status, show, search ..."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_UTF_8 = ("--encoding", "utf-8")


def _lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_import_says_what_it_made_of_each_file(house, tieline, tmp_path):
    table, mapping = house.write_list(tmp_path)

    done = tieline("-C", "case", "import", table.name, "--map", mapping.name)

    (row,) = _lines(done)
    assert (row["outcome"], row["records_in"], row["entities"]) == ("imported", 3, 3)
    assert "Made a project in" in done.stderr


def test_a_project_folder_leaves_relative_paths_as_they_are(house, tieline, tmp_path):
    house.write_list(tmp_path)

    done = tieline("import", "house_2025-01-10.csv", "--map", "house.toml", "-C", "a/b")

    assert done.exit_code == 0
    assert (tmp_path / "a" / "b" / "tieline.toml").is_file()


def test_without_a_folder_the_users_own_project_is_made(house, tieline, tmp_path):
    table, mapping = house.write_list(tmp_path)

    done = tieline("import", table, "--map", mapping)

    assert done.exit_code == 0
    assert os.environ["XDG_DATA_HOME"] in done.stderr


@pytest.mark.usefixtures("held")
def test_the_nearest_project_upwards_is_used(tieline, tmp_path, monkeypatch):
    below = tmp_path / "case" / "below"
    below.mkdir()
    monkeypatch.chdir(below)

    done = tieline("status")

    assert "house" in _lines(done)[0]["editions"]


@pytest.mark.parametrize(
    "words", [("import", "none.csv"), ("import", "--map", "none.toml", "here.csv")]
)
def test_a_missing_file_is_wrong_usage_and_named(tieline, tmp_path, words):
    (tmp_path / "here.csv").write_text("a\n1\n", "utf-8")

    done = tieline(*words)

    assert done.exit_code == 2
    assert "none." in done.stderr


def test_one_bad_file_ends_with_one_and_the_others_are_imported(
    house, tieline, tmp_path
):
    table, mapping = house.write_list(tmp_path)
    (tmp_path / "empty.csv").write_bytes(b"")

    done = tieline("-C", "case", "import", "empty.csv", table, "--map", mapping)

    assert done.exit_code == 1
    assert {row["outcome"] for row in _lines(done)} == {"imported", "refused"}
    assert "Not imported: the file is empty\n  Where: empty.csv" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"h-1,company,\xff\xfe\xfa,,,,\n", "line 2"),
        (b"h-1,company\n", "line 2"),
        (b'h-1,company,"open,,,,\n', "line"),
    ],
    ids=["wrong encoding", "ragged row", "open quote"],
)
def test_a_damaged_table_is_one_message_with_place_and_remedy(
    house, tieline, tmp_path, content, said
):
    _, mapping = house.write_list(tmp_path)
    head = house.COLUMNS.encode()
    (tmp_path / "bad.csv").write_bytes(head + content)

    done = tieline("-C", "case", "import", "bad.csv", "--map", mapping, *_UTF_8)

    assert done.exit_code == 1
    assert "bad.csv" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_makes_nothing(house, tieline, tmp_path):
    table, mapping = house.write_list(tmp_path)

    done = tieline("-C", "case", "import", table, "--map", mapping, "-n")

    assert _lines(done)[0]["outcome"] == "would import"
    assert not (tmp_path / "case").exists()


def test_status_says_what_is_held_as_of_when(held):
    run, *rows, end = _lines(held("status", "--dataset", "house"))

    assert run["as_of"]
    assert run["known_on"]
    assert [row["dataset"] for row in rows] == ["house"]
    assert rows[0]["use"] == "Screening, within its licence."
    assert (rows[0]["publisher"], rows[0]["licence"]) == (
        "Example Trading",
        "For our own use",
    )
    assert end["kind"] == "end"


def test_of_many_broken_records_some_are_named_and_all_are_counted(
    house, tieline, tmp_path
):
    table, mapping = house.write_list(tmp_path, rows=house.ROWS + "too,short\n" * 50)

    done = tieline("-C", "case", "import", table, "--map", mapping, "--partial")

    (row,) = _lines(done)
    assert len(row["broken"]) == 50
    assert done.stderr.count("left out h") == 20
    assert "30 more were left out" in done.stderr


def test_status_as_csv_has_licence_publisher_and_use_in_each_row(held):
    done = held("status", "--dataset", "house", "-f", "csv")

    (row,) = csv.DictReader(io.StringIO(done.stdout, newline=""))
    assert row["licence"] == "For our own use"
    assert row["publisher"] == "Example Trading"
    assert row["use"] == "Screening, within its licence."


def test_status_as_a_table_says_licence_publisher_and_use(held):
    done = held("status", "--dataset", "house", "-f", "table")

    assert "published by Example Trading" in done.stdout
    assert "licence: For our own use" in done.stdout
    assert "use: Screening, within its licence." in done.stdout


@pytest.mark.parametrize("command", [("status",), ("show", "house-h-1")])
def test_too_old_a_data_set_warns_and_ends_with_one(held, command):
    done = held(*command, "--dataset", "house", "--max-age", "1")

    assert done.exit_code == 1
    assert "Warning: house was published" in done.stderr


def test_show_prints_both_times_in_every_form(held):
    printed = {
        form: held("show", "house-h-1", "-f", form, "--as-of", "2024-01-01").stdout
        for form in ("table", "json", "ndjson", "csv")
    }

    assert all("2024-01-01" in text for text in printed.values())


def test_show_lists_the_candidates_of_an_ambiguous_name_and_ends_with_one(held):
    done = held("show", "Trading", "--dataset", "house")

    assert done.exit_code == 1
    assert "name" in done.stderr


def test_nobody_is_an_answer_that_says_what_was_searched(held):
    done = held("search", "Zzyzx Qwrtp", "--dataset", "house")

    run, end = _lines(done)
    assert done.exit_code == 0
    assert run["searched"] == {"datasets": 1, "entities": 3}
    assert end["rows"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--as-of", "soon"),
        ("--as-of", "2024-13-01"),
        ("--known-on", "never"),
        ("--dataset", "haus"),
    ],
)
def test_a_day_or_data_set_that_is_none_is_wrong_usage(held, words):
    done = held("search", "x", *words)

    assert done.exit_code == 2
    assert "What to do" in done.stderr


def test_read_commands_make_no_project(tieline, tmp_path):
    for words in (("status",), ("search", "x"), ("export", "-n"), ("doctor",)):
        tieline("-C", "nowhere", *words)

    assert not (tmp_path / "nowhere").exists()
    assert not Path(os.environ["XDG_DATA_HOME"]).exists()


def test_a_purge_asks_first_and_nobody_is_asked_in_a_pipe(held):
    words = ("purge", "house-h-3", "--why", "erasure", "--by", "Jo Doe")

    done = held(*words)

    assert done.exit_code == 2
    assert "--yes" in done.stderr


def test_a_purge_takes_the_entity_out(held):
    done = held("purge", "house-h-3", "--why", "erasure", "--by", "Jo Doe", "--yes")

    assert done.exit_code == 0
    assert held("show", "house-h-3", "--dataset", "house").exit_code == 1


def test_an_export_goes_to_a_file_or_to_standard_output(held, tmp_path):
    printed = held("export", "--dataset", "house").stdout

    held("export", "--dataset", "house", "--to", "out.ndjson")

    assert (tmp_path / "out.ndjson").read_text("utf-8") == printed
    assert _lines(held("export", "--dataset", "house"))[0]["kind"] == "tieline-export"


def test_an_export_has_three_forms(held):
    heads = {
        form: held("export", "--dataset", "house", "--form", form).stdout.split("\n")[0]
        for form in ("tieline", "ftm", "statements")
    }

    assert '"kind":"tieline-export"' in heads["tieline"]
    assert '"properties":' in heads["ftm"]
    assert heads["statements"].startswith("canonical_id,")


def test_a_setting_of_the_project_is_set_and_explained(held):
    held("config", "set", "threshold", "0.8")

    done = held("config", "explain", "threshold")

    values = [row["value"] for row in _lines(done)]
    assert values == [0.8, 0.7]


@pytest.mark.parametrize(
    ("key", "value"),
    [("eu_fsf.token", "sesame"), ("https_proxy", "http://jo:a@sesame@proxy.example:1")],
)
def test_a_secret_is_told_to_nobody_but_by_its_name(held, key, value):
    told = [held("config", "set", key, value)]

    told += [held("config", "explain", key), held("config", "show")]

    assert not any("sesame" in done.output for done in told)
    assert held("config", "get", key, "-f", "table").stdout == f"{value}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion_script(tieline, shell):
    done = tieline("completion", shell)

    assert done.exit_code == 0
    assert "_TIELINE_COMPLETE" in done.stdout


def test_the_doctor_ends_with_one_when_something_fails(held, tmp_path):
    (index,) = (tmp_path / "case" / "editions" / "house").rglob("profiles.tlx")
    index.write_bytes(b"rubbish")

    done = held("doctor")

    assert done.exit_code == 1
    assert any(row.get("verdict") == "fail" for row in _lines(done))


def test_a_full_disk_leaves_the_former_edition_and_says_so(house, held, tmp_path):
    rows = "".join(
        f"g-{n},company,Growing Number {n} Works,,China,2020-01-01,\n"
        for n in range(3_000)
    )
    table, mapping = house.write_list(tmp_path, name="house_2025-01-20.csv", rows=rows)
    words = ["-C", "case", "import", table, "--map", mapping]
    before = held("status", "--dataset", "house").stdout
    resource = pytest.importorskip("resource")

    # a file may be no longer than 100 kB: what a full disk does, without filling one
    done = subprocess.run(
        [sys.executable, "-m", "tieline", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (100_000, 100_000)
        ),
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "What to do" in done.stderr
    after = held("status", "--dataset", "house").stdout
    assert _editions(before) == _editions(after)


def _editions(printed):
    return json.loads(printed.splitlines()[0])["editions"]
