"""`tieline demo`: a worked example that needs nothing and returns."""

import shlex

import pytest
from click.testing import CliRunner

from tieline.cli.main import face


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "made"
    return folder, CliRunner().invoke(face(), ["demo", str(folder)])


def test_the_demo_shows_listed_names_with_lists_and_reasons(shown):
    _, done = shown

    assert done.exit_code == 0, done.output
    for word in ("Hikvision", "CMIC", "Northwestern", "EL", "Both have"):
        assert word in done.stdout


def test_the_demo_says_what_was_searched_and_for_what_it_is_not(shown):
    _, done = shown

    assert "Searched" in done.stdout
    assert "not for compliance decisions" in done.stdout


def test_the_demo_leaves_a_project_and_its_tables(shown):
    folder, _ = shown

    names = {path.name for path in folder.iterdir()}
    assert {"tieline.toml", "orders.csv", "orders.xlsx", "screened.xlsx"} <= names


def test_the_demo_ends_with_commands_that_work(shown, tieline, monkeypatch):
    folder, done = shown
    monkeypatch.chdir(folder)
    commands = [
        shlex.split(line.strip())[1:]
        for line in done.stdout.splitlines()
        if line.startswith("  tieline ")
    ]

    codes = [tieline(*words).exit_code for words in commands]

    assert len(commands) >= 4
    assert set(codes) == {0}


def test_a_second_demo_uses_its_folder_again(shown, tieline):
    folder, _ = shown

    assert tieline("demo", folder).exit_code == 0


def test_a_folder_of_something_else_is_left_alone(tieline, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    done = tieline("demo", tmp_path)

    assert done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_dry_run_makes_nothing(tieline, tmp_path):
    tieline("demo", "there", "-n")

    assert not (tmp_path / "there").exists()
