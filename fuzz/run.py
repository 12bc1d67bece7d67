"""Feed damaged input to every reader for a while; report what breaks.

The damaged files that broke a reader are kept in `fuzz/found/`. A run is repeated with
the same `--seed`.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
import zlib
from pathlib import Path

from mutating import mutate
from targets import Target, targets
from tieline.model.errors import TielineError

FOUND = Path(__file__).resolve().parent / "found"
TOO_LONG_S = 10.0


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


def main() -> int:
    """Divide the time among the readers; return 1 when one of them broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    wanted = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as place:
        made, damaged = Path(place, "made"), Path(place, "damaged")
        made.mkdir()
        damaged.mkdir()
        all_ = [t for t in targets(made) if wanted.only in t.name]
        for target in all_:
            tries, found = fuzz(
                target,
                seconds=wanted.seconds / len(all_),
                seed=wanted.seed,
                folder=damaged,
            )
            faults += found
            print(f"{target.name:<28} {tries:>8} inputs  {found} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
