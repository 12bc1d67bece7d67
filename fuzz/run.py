"""Feed damaged input to every reader for a while; report what breaks.

With an environment that has atheris (`--guide`), coverage guides what is tried, each
reader in a process of its own; without, sound files are damaged at random. What broke a
reader is kept in `fuzz/found/`. A run is repeated with the same `--seed`.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from pathlib import Path

from families import Target
from mutating import mutate
from targets import targets
from tieline.model.errors import TielineError

HERE = Path(__file__).resolve().parent
FOUND = HERE / "found"
TOO_LONG_S = 10.0
# Beyond its time, a guided run loads its modules and writes down what it found.
GRACE_S = 120


def try_once(target: Target, path: Path, sound: Path) -> str | None:
    """Read one damaged file; return what is wrong with the reader, None if nothing."""
    start = time.monotonic()
    try:
        target.read(path, sound)
    except TielineError:
        pass
    except Exception:  # noqa: BLE001 - any other error is what is looked for
        return traceback.format_exc(limit=-6)
    spent = time.monotonic() - start
    return f"took {spent:.1f} s" if spent > TOO_LONG_S else None


def seed_name(target: Target, seed: Path) -> str:
    """Return the name that the damaged file gets: that of the sound one."""
    return f"profiles{seed.suffix}" if target.name == "index" else seed.name


def keep(target: Target, data: bytes, seed: Path, fault: str) -> None:
    """Keep a file that broke a reader, with what happened."""
    FOUND.mkdir(exist_ok=True)
    stem = f"{target.name.replace(' ', '_')}-{zlib.crc32(fault.encode()):08x}"
    (FOUND / f"{stem}-{seed.name}").write_bytes(data)
    (FOUND / f"{stem}.txt").write_text(fault, "utf-8")


def fuzz(target: Target, *, seconds: float, seed: int, folder: Path) -> tuple[int, int]:
    """Try one reader for `seconds`; return how often, and how many faults differ."""
    chance = random.Random(f"{seed} {target.name}")
    sound = [(path, path.read_bytes()) for path in target.seeds]
    tries, faults = 0, set[str]()
    end = time.monotonic() + seconds
    while time.monotonic() < end and sound:
        source, data = chance.choice(sound)
        damaged = mutate(data, chance)
        path = folder / seed_name(target, source)
        path.write_bytes(damaged)
        fault = try_once(target, path, source)
        tries += 1
        place = "" if fault is None else fault.strip().splitlines()[-1]
        if fault is not None and place not in faults:
            faults.add(place)
            keep(target, damaged, source, fault)
            print(f"\n{target.name}: {fault}")
    return tries, len(faults)


def guided(python: Path, target: Target, *, seconds: int, seed: int) -> tuple[int, int]:
    """Try one reader guided by coverage; return how often, and whether it broke."""
    words = [python, HERE / "guided.py", target.name]
    words += ["--seconds", str(seconds), "--seed", str(seed + 1)]
    paths = {"PYTHONPATH": str(HERE.parent / "src")}
    try:
        done = subprocess.run(
            words,
            env=os.environ | paths,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + GRACE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"\n{target.name}: hangs")
        return 0, 1
    counts = re.findall(r"^#(\d+)", done.stderr, re.MULTILINE)
    if done.returncode:
        print(f"\n{target.name}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return int(counts[-1]) if counts else 0, int(done.returncode != 0)


def is_guide(python: Path | None) -> bool:
    """Tell whether an interpreter has atheris."""
    if python is None or not python.exists():
        return False
    words = [python, "-c", "import atheris"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Give each reader its time; return 1 when one of them broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    parser.add_argument("--guide", type=Path, help="an interpreter that has atheris")
    wanted = parser.parse_args()
    with_guide = is_guide(wanted.guide)
    if not with_guide:
        print("Without atheris: sound files are damaged at random.")
    faults = 0
    with tempfile.TemporaryDirectory() as place:
        made, damaged = Path(place, "made"), Path(place, "damaged")
        made.mkdir()
        damaged.mkdir()
        for target in [t for t in targets(made) if wanted.only in t.name]:
            if with_guide:
                seconds = max(1, int(wanted.seconds))
                tries, found = guided(
                    wanted.guide, target, seconds=seconds, seed=wanted.seed
                )
            else:
                tries, found = fuzz(
                    target, seconds=wanted.seconds, seed=wanted.seed, folder=damaged
                )
            faults += found
            print(f"{target.name:<36} {tries:>8} inputs  {found} faults", flush=True)
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
