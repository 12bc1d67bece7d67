"""A killed import leaves the project as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_imports.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_hundred_kills_at_random_moments_leave_the_edition_before(tmp_path):
    command = [
        sys.executable,
        str(SCRIPT),
        str(tmp_path / "project"),
        "100",
        "20260101",
    ]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    assert seen["kills"] == 100, seen
