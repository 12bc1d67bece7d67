"""Fixtures of the command line: a home of one's own, a list, and a way to call it."""

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieline.cli.main import face


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path_factory):
    """Keep the user's own settings and project out of the tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))


@pytest.fixture(scope="session")
def house():
    """The house list's texts and helpers."""
    path = Path(__file__).parents[1] / "workspace" / "house_list.py"
    spec = importlib.util.spec_from_file_location("cli_house_list", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tieline(monkeypatch, tmp_path):
    """Call the command line in a folder of its own; returns what it printed."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, **rest):
        words = [str(word) for word in arguments]
        return CliRunner().invoke(face(), words, **rest)

    return call


@pytest.fixture
def held(house, tieline, tmp_path):
    """The same, with a project in `case` that holds the house list."""
    table, mapping = house.write_list(tmp_path)
    done = tieline("-C", "case", "import", table, "--map", mapping)
    assert done.exit_code == 0, done.output

    def call(*arguments, **rest):
        return tieline("-C", "case", *arguments, **rest)

    return call
