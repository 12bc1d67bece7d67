"""Measure whole commands: wall time, processor time and peak memory.

Machines differ and are shared, so a figure means little alone: each measurement has a
peer that runs in turns with it, and the ratio of the two is what is compared.
"""

import os
import platform
import statistics
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

PACKAGES = ("tieline", "duckdb", "msgspec", "numpy", "click", "rapidfuzz")


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a command took."""

    wall_s: float
    cpu_s: float
    peak_mb: float


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """A command beside its peer; medians over the rounds, and their ratio.

    `bound` is the most that the figure named `of` may be, None where nothing is asked.
    `rows` is how many rows a run handled.
    """

    name: str
    rounds: int
    ours: Cost
    peer: Cost
    peer_is: str
    of: str
    ratio: float
    rows: int | None = None
    bound: float | None = None
    is_met: bool | None = None


def cost(command: list[str], *, cwd: Path, code: int = 0) -> Cost:
    """Run a command once and return what it took.

    Raises:
        RuntimeError: the command did not end with `code`.
    """
    null = os.open(os.devnull, os.O_RDWR)
    start = time.perf_counter()
    moved = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1)]
    # Memory and processor time of one child: only wait4 tells them apart.
    before = Path.cwd()
    os.chdir(cwd)
    child = os.posix_spawn(command[0], command, os.environ, file_actions=moved)
    os.chdir(before)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if os.waitstatus_to_exitcode(status) != code:
        raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(
        wall_s=round(wall, 4),
        cpu_s=round(used.ru_utime + used.ru_stime, 4),
        peak_mb=round(used.ru_maxrss / unit, 1),
    )


def median(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        wall_s=statistics.median(c.wall_s for c in costs),
        cpu_s=statistics.median(c.cpu_s for c in costs),
        peak_mb=statistics.median(c.peak_mb for c in costs),
    )


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A command and its peer, how often to run both, and what is asked of it."""

    name: str
    command: list[str]
    peer: list[str]
    peer_is: str
    of: str = "wall_s"
    rounds: int = 5
    rows: int | None = None
    bound: float | None = None


def measure(case: Case, *, cwd: Path) -> Measurement:
    """Run both sides in turns, after one round that warms the page cache."""
    ours: list[Cost] = []
    peer: list[Cost] = []
    for turn in range(case.rounds + (case.rounds > 1)):
        pair = cost(case.command, cwd=cwd), cost(case.peer, cwd=cwd)
        if turn > 0 or case.rounds == 1:
            ours.append(pair[0])
            peer.append(pair[1])
    mine, other = median(ours), median(peer)
    figure = getattr(mine, case.of)
    return Measurement(
        name=case.name,
        rounds=case.rounds,
        ours=mine,
        peer=other,
        peer_is=case.peer_is,
        of=case.of,
        ratio=round(figure / max(getattr(other, case.of), 1e-4), 2),
        rows=case.rows,
        bound=case.bound,
        is_met=None if case.bound is None else figure <= case.bound,
    )


def machine() -> dict[str, Any]:
    """Describe what the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }
