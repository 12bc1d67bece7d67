"""Fixtures of the workspace: a home of one's own, and a project with one list."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files


def _load(name):
    path = Path(__file__).parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"workspace_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path_factory):
    """Keep the user's own settings and project out of the tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))


@pytest.fixture(scope="session")
def house():
    """The house list's texts and helpers."""
    return _load("house_list")


@pytest.fixture(scope="session")
def _imported(house, tmp_path_factory):
    """A folder whose project holds the house list; to be copied."""
    folder = tmp_path_factory.mktemp("imported")
    table, mapping = house.write_list(folder)
    workspace = house.workspace_in(folder)
    list(import_files(workspace, [table], Importing(mapping=mapping)))
    return folder


@pytest.fixture
def held(house, _imported, tmp_path):
    """A workspace of its own whose project holds the house list."""
    shutil.copytree(_imported, tmp_path, dirs_exist_ok=True)
    return house.workspace_in(tmp_path)
