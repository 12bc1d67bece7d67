"""FollowTheMoney as a separate process in its own environment."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = (
    ROOT / ".venv-oracle" / "bin" / "python",
    ROOT / ".venv-oracle" / "Scripts" / "python.exe",
)


@pytest.fixture(scope="session")
def oracle():
    """Return a function that asks the oracle; skips where it is not installed."""
    python = next((path for path in PYTHONS if path.is_file()), None)
    if python is None:
        pytest.skip("needs FollowTheMoney in .venv-oracle: run `make oracle`")

    def ask(*question, rows=()):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        command = [str(python), str(Path(__file__).with_name("oracle.py")), *question]
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    ask.python = python
    return ask
