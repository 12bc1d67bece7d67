"""The face: help, typos, exit codes, errors in words."""

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from tieline.cli import main
from tieline.cli.main import COMMANDS, face
from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.model.errors import SourceError, UsageError


def _face_with(monkeypatch, function, *options):
    """Return the face with one command, `try`, that calls `function`."""

    @click.command("try", cls=TielineCommand)
    @click.pass_obj
    def command(given):
        return function(given)

    command.params.extend(options)
    monkeypatch.setattr(main.Face, "get_command", lambda *_: command)
    monkeypatch.setitem(COMMANDS, "try", ("Run", "Try", "try"))
    return face()


def _raising(error):
    def function(_):
        raise error

    return function


def test_help_shows_examples_before_commands():
    runner = CliRunner()

    found = runner.invoke(face(), ["--help"])

    assert found.exit_code == 0
    assert found.output.index("tieline demo") < found.output.index("Ask:")


def test_help_names_every_command():
    runner = CliRunner()

    found = runner.invoke(face(), ["-h"])

    assert all(f"\n  {name} " in found.output for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_of_its_own(name):
    runner = CliRunner()

    found = runner.invoke(face(), [name, "--help"])

    assert found.exit_code == 0
    assert "Everywhere" in found.output


def test_a_typo_is_answered_with_the_nearest_command():
    runner = CliRunner()

    found = runner.invoke(face(), ["scren", "ACME"])

    assert found.exit_code == 2
    assert "Did you mean 'screen'?" in found.output


@pytest.mark.parametrize(
    "arguments",
    [["-f", "json", "-q", "-C", "there", "try"], ["try", "-f", "json", "-qC", "there"]],
)
def test_global_options_are_taken_before_and_after_the_command(monkeypatch, arguments):
    seen = []
    group = _face_with(monkeypatch, seen.append)

    CliRunner().invoke(group, arguments)

    assert seen == [GlobalOptions(project=seen[0].project, form="json", quiet=True)]
    assert seen[0].project.name == "there"


def test_an_error_says_what_where_and_what_to_do(monkeypatch):
    error = SourceError("is cut", where="a.csv row 3", hint="Use --partial")
    group = _face_with(monkeypatch, _raising(error))

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 1
    assert found.stdout == ""
    assert found.stderr == (
        "Error: is cut\n  Where: a.csv row 3\n  What to do: Use --partial\n"
    )


def test_wrong_usage_ends_with_two(monkeypatch):
    group = _face_with(monkeypatch, _raising(UsageError("no such day")))

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 2


def test_a_fault_of_ours_is_told_without_a_trace(monkeypatch):
    group = _face_with(monkeypatch, _raising(KeyError("lost")))

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 1
    assert "a fault in Tieline itself: KeyError: 'lost'" in found.stderr
    assert "Traceback" not in found.stderr


def test_verbose_adds_the_trace(monkeypatch):
    group = _face_with(monkeypatch, _raising(SourceError("is cut")))

    found = CliRunner().invoke(group, ["try", "-v"])

    assert "Traceback" in found.stderr
    assert "Error: is cut" in found.stderr


def test_an_error_cannot_forge_a_line_on_the_terminal(monkeypatch):
    error = SourceError("bad \x1b[2J\u202e name", where="a\nb")
    group = _face_with(monkeypatch, _raising(error))

    found = CliRunner().invoke(group, ["try"])

    assert "\x1b" not in found.stderr
    assert "\u202e" not in found.stderr
    assert "a\\nb" in found.stderr


def test_an_interruption_ends_with_130(monkeypatch):
    group = _face_with(monkeypatch, _raising(KeyboardInterrupt()))

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 130


def test_a_command_may_return_its_exit_code(monkeypatch):
    group = _face_with(monkeypatch, lambda _: 3)

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 3


def test_a_full_disk_below_the_output_is_told(monkeypatch):
    error = OSError(28, "No space left on device")
    group = _face_with(monkeypatch, _raising(error))

    found = CliRunner().invoke(group, ["try"])

    assert found.exit_code == 1
    assert found.stderr.startswith("Error: No space left on device\n  What to do: ")


HEAVY = {
    "charset_normalizer",
    "duckdb",
    "filelock",
    "importlib.metadata",
    "numpy",
    "platformdirs",
    "pypinyin",
    "python_calamine",
    "rich",
    "sqlite3",
    "tieline.engine",
    "tieline.matching",
    "tieline.registry",
    "tieline.store",
    "tieline.workspace",
    "tomlkit",
    "xlsxwriter",
}


def test_the_shell_completes_commands_with_their_help():
    env = {
        **os.environ,
        "_TIELINE_COMPLETE": "zsh_complete",
        "COMP_WORDS": "tieline se",
        "COMP_CWORD": "1",
    }

    done = subprocess.run(
        [sys.executable, "-m", "tieline"],
        capture_output=True,
        text=True,
        env=env,
        check=True,
    )

    assert done.stdout.split("\n")[:2] == ["plain", "search"]


def test_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from tieline.cli.main import face\n"
        "try:\n    face().main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    loaded = set(done.stderr.split())
    assert not loaded.intersection(HEAVY)
    assert not any(name.startswith("tieline.cli.commands.") for name in loaded)


def test_a_reader_that_leaves_early_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "tieline", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()

    said = process.stderr.read()
    process.stderr.close()
    process.wait()

    assert said == b""


def test_output_is_utf_8_whatever_the_locale():
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}

    done = subprocess.run(
        [sys.executable, "-m", "tieline", "中国"],
        capture_output=True,
        env=env,
        check=False,
    )

    assert "中国" in done.stderr.decode("utf-8")
