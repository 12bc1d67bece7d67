"""Fixtures that every room's tests share."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import settings

# The first example of a process reads the tables, and a busy machine is no fault.
settings.register_profile("tieline", deadline=None)
settings.load_profile("tieline")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory):
    """Keep the user's own settings and project out of every test."""
    home = tmp_path_factory.mktemp("own_home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patched.setenv("XDG_DATA_HOME", str(home / "data"))
        yield


@pytest.fixture(scope="session")
def shared():
    """The folder of shared material beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared data beside the project")
    return SHARED


@pytest.fixture(scope="session")
def serving():
    """The module of our own web site; a site behaves and misbehaves as told."""
    path = Path(__file__).parent / "serving.py"
    spec = importlib.util.spec_from_file_location("serving", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def site(serving):
    """A web site on this machine, without a page yet."""
    site = serving.Site()
    yield site
    site.close()
