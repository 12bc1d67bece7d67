"""Feed one reader with input that is guided by coverage: atheris, on Linux.

`python fuzz/guided.py NAME --seconds 60`, in an environment with atheris. What breaks
the reader is kept in `fuzz/found/`; `--replay FILE` feeds such a file once more. The
first byte of an input says which sound file it stands for, since names count.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tieline"]):
    from families import Target
    from targets import targets
    from tieline.model.errors import TielineError

FOUND = Path(__file__).resolve().parent / "found"
TOO_LONG_S = 20
MOST_MEMORY_MB = 3_000
LONGEST = 200_000


def feeder(target: Target, folder: Path) -> Callable[[bytes], None]:
    """Return the function that takes one input."""

    def feed(data: bytes) -> None:
        sound = target.seeds[data[0] % len(target.seeds)] if data else target.seeds[0]
        name = f"profiles{sound.suffix}" if target.name == "index" else sound.name
        path = folder / name
        path.write_bytes(data[1:])
        try:
            target.read(path, sound)
        except TielineError:
            return

    return feed


def write_corpus(target: Target, folder: Path) -> None:
    """Write the sound files, each behind its number."""
    for number, seed in enumerate(target.seeds[:256]):
        (folder / f"seed-{number}").write_bytes(bytes([number]) + seed.read_bytes())


def main() -> int:
    """Fuzz until the time is over, or replay one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path)
    wanted = parser.parse_args()
    FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place, name) for name in ("made", "damaged", "corpus")]
        for folder in folders:
            folder.mkdir()
        with atheris.instrument_imports(include=["tieline"]):
            target = next(t for t in targets(folders[0]) if t.name == wanted.name)
        feed = feeder(target, folders[1])
        if wanted.replay is not None:
            feed(wanted.replay.read_bytes())
            return 0
        write_corpus(target, folders[2])
        prefix = f"{FOUND}/{target.name.replace(' ', '_')}-"
        options = [
            f"-max_total_time={wanted.seconds}",
            f"-seed={wanted.seed}",
            f"-timeout={TOO_LONG_S}",
            f"-rss_limit_mb={MOST_MEMORY_MB}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={prefix}",
        ]
        atheris.Setup([sys.argv[0], *options, str(folders[2])], feed)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
