"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of shared material beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared data beside the project")
    return SHARED
