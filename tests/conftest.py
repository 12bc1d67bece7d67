"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# The first example of a process reads the tables, and a busy machine is no fault.
settings.register_profile("tieline", deadline=None)
settings.load_profile("tieline")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of shared material beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared data beside the project")
    return SHARED
