"""`tieline import` makes the mapping of a table: asked, or as it guesses."""

import json
import tomllib

import pytest

TABLE = "Nr,Firm,Land,Since\n1,Muster Optik KG,AT,2024-05-01\n2,Acme,DE,2024-06-01\n"


@pytest.fixture
def table(tmp_path):
    """A table that no list is like."""
    path = tmp_path / "own.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def asked(tieline, monkeypatch):
    """The command line with somebody at the terminal who answers."""
    monkeypatch.setattr("tieline.cli.mapping_guide._is_terminal", lambda: True)

    def call(*words, answers):
        return tieline(*words, input="\n".join(answers) + "\n")

    return call


def test_in_a_pipe_a_missing_mapping_says_how_to_get_one(tieline, table):
    done = tieline("-C", "case", "import", table, "--map", "own.toml")

    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert not (table.parent / "own.toml").exists()


def test_yes_writes_the_proposal_and_imports_nothing(tieline, table, tmp_path):
    done = tieline("-C", "case", "import", table, "--map", "m.toml", "--yes")

    assert done.exit_code == 0, done.output
    assert tomllib.loads((tmp_path / "m.toml").read_text("utf-8"))["id"] == ["Nr"]
    assert not (tmp_path / "case").exists()
    assert "--map m.toml" in done.stderr


def test_what_was_written_then_imports(tieline, table):
    tieline("import", table, "--map", "m.toml", "--yes")

    done = tieline("-C", "case", "import", table, "--map", "m.toml")

    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["outcome"], row["entities"], row["listings"]) == ("imported", 2, 2)


def test_without_a_name_the_mapping_is_called_after_the_table(tieline, table, tmp_path):
    done = tieline("import", table, "--guide", "--yes")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "own.toml").is_file()


def test_guide_never_overwrites_a_mapping(tieline, table, tmp_path):
    (tmp_path / "own.toml").write_text("mine", "utf-8")

    done = tieline("import", table, "--guide", "--yes")

    assert done.exit_code == 2
    assert (tmp_path / "own.toml").read_text("utf-8") == "mine"


def test_a_dry_run_shows_the_proposal_and_writes_nothing(tieline, table, tmp_path):
    done = tieline("import", table, "--guide", "-n")

    assert tomllib.loads(done.stdout)["dataset"]["name"] == "own"
    assert not (tmp_path / "own.toml").exists()


def test_a_mapping_is_made_of_one_table(tieline, table):
    done = tieline("import", table, table.with_name("other.csv"), "--guide", "--yes")

    assert done.exit_code == 2


def test_at_a_terminal_each_column_is_asked_about(asked, table, tmp_path):
    answers = ["", "", "-", "listing.listed_on", "My list", "Me", "mine", "", "y"]

    done = asked("-C", "case", "import", table, "--guide", answers=answers)

    assert done.exit_code == 0, done.output
    made = tomllib.loads((tmp_path / "own.toml").read_text("utf-8"))
    assert made["drop"] == ["Land"]
    assert made["dataset"]["title"] == "My list"
    assert made["listing"]["listed_on"]["column"] == "Since"
    assert '"outcome":"imported"' in done.stdout


def test_an_answer_that_is_no_use_is_asked_again(asked, table, tmp_path):
    answers = ["", "nonsense", "?", "name", "", "", "", "", "", "", "n"]

    done = asked("import", table, "--guide", answers=answers)

    assert done.exit_code == 0, done.output
    assert "there is no use 'nonsense'" in done.stderr
    assert (tmp_path / "own.toml").is_file()


def test_answers_that_do_not_go_together_are_asked_again(asked, table):
    without_name = ["", "-", "", "", "", "", "", ""]
    answers = [*without_name, "", "name", "", "", "", "", "", "", "n"]

    done = asked("import", table, "--guide", answers=answers)

    assert done.exit_code == 0, done.output
    assert "do not go together" in done.stderr


def test_a_chinese_column_of_countries_is_one(tieline, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("单位名称;国别\n甲公司;中国\n乙公司;俄罗斯\n", "utf-8")

    made = tieline("import", table, "--map", "m.toml", "--yes")
    done = tieline("-C", "case", "import", table, "--map", "m.toml", "-f", "ndjson")
    mapping = tomllib.loads((tmp_path / "m.toml").read_text("utf-8"))

    assert made.exit_code == 0, made.output
    assert mapping["properties"]["country"]["column"] == "国别"
    assert json.loads(done.stdout.splitlines()[0])["outcome"] == "imported"
    assert done.exit_code == 0, done.output


def test_a_folder_is_not_called_absent(tieline, tmp_path):
    (tmp_path / "lists").mkdir()

    done = tieline("import", "lists", "--map", "m.toml", "--yes")

    assert done.exit_code == 2
    assert "is not a file" in done.stderr
