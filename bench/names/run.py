"""Run the sets of names: Tieline and its peers, in one run.

`--only` picks sets by key, `--sample` takes so many cases of each, `--misses` writes
every wrong case with its score. The sets lie in the folder `shared` beside the project
and are read there; nothing of them but figures is kept.
"""

import argparse
import csv
import importlib
import pkgutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import sets
from tasks import Asked, BenchSet, Contender, Outcome, ScoredPair
from tieline_contender import Tieline

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
COLUMNS = ("set", "kind", "score", "query", "candidate", "query_id", "candidate_id")
SCORED = ("set", "half", "score", "is_match", *COLUMNS[3:])


def every_set() -> list[BenchSet]:
    """Return the sets, by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(sets.__path__))
    return [importlib.import_module(f"sets.{name}").SET for name in names]


def missing(one: BenchSet, shared: Path) -> list[str]:
    """Return the files of a set that are not there."""
    return [name for name in one.files if not (shared / name).exists()]


def write_misses(path: Path, scored: Iterable[ScoredPair]) -> int:
    """Write each wrong case, the furthest from right first; return how many."""
    wrong = [one for one in scored if one.is_wrong]
    wrong.sort(key=lambda one: (one.set, one.is_match, -abs(one.score - 0.7)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in wrong:
            kind = "missed" if one.is_match else "false"
            ids = one.query_id, one.candidate_id
            writer.writerow((one.set, kind, one.score, one.query, one.candidate, *ids))
    return len(wrong)


def write_scored(path: Path, scored: Iterable[ScoredPair]) -> None:
    """Write every scored pair with the half that it belongs to."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SCORED)
        for one in scored:
            ids = one.query, one.candidate, one.query_id, one.candidate_id
            writer.writerow((one.set, one.half, one.score, int(one.is_match), *ids))


def judged(one: BenchSet, task: object, contender: Contender) -> Outcome:
    """Judge one contender on one set, and time it."""
    start = time.perf_counter()
    outcome = one.judge(one.key, task, contender)
    outcome.seconds = time.perf_counter() - start
    return outcome


def verdict(one: BenchSet, name: str, value: float) -> str:
    """Say whether a figure reaches what is asked of it; "" where nothing is."""
    said = ""
    for figure, kind, bound in one.bounds:
        if figure == name:
            is_met = value >= bound if kind == "min" else value <= bound
            said += f"  {kind} {bound:g} {'met' if is_met else 'MISSED'}"
    return said


def written(value: float) -> str:
    """Write a figure: counts whole, shares with four decimals."""
    return f"{value:,.0f}" if value == int(value) or value > 1 else f"{value:.4f}"


def show(one: BenchSet, contender: str, outcome: Outcome) -> None:
    """Print the figures of one contender."""
    print(f"{one.key}, {contender} ({outcome.seconds:.1f} s) {outcome.note}")
    for name, value in outcome.figures.items():
        print(f"  {name:<36} {written(value):>9}{verdict(one, name, value)}")
    sys.stdout.flush()


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="keys of sets, commas between")
    parser.add_argument("--no-peers", action="store_true", help="Tieline alone")
    parser.add_argument("--sample", type=int, help="take so many cases of each set")
    parser.add_argument("--misses", type=Path, help="write the wrong cases (CSV)")
    parser.add_argument("--scored", type=Path, help="write every scored pair (CSV)")
    return parser.parse_args()


def main() -> int:
    """Run; return 1 where the shared data is absent."""
    wanted = parsed()
    if not SHARED.is_dir():
        print("the sets lie in a folder 'shared' beside the project; there is none")
        return 1
    asked = Asked(shared=SHARED, sample=wanted.sample)
    keys = [key for key in wanted.only.split(",") if key]
    scored: list[ScoredPair] = []
    for one in every_set():
        if keys and one.key not in keys:
            continue
        absent = missing(one, SHARED)
        if absent:
            print(f"{one.key}: skipped, {', '.join(absent)} not there")
            continue
        outcome = judged(one, one.load(asked), Tieline())
        scored.extend(outcome.scored)
        show(one, Tieline.name, outcome)
    if wanted.misses is not None:
        count = write_misses(wanted.misses, scored)
        print(f"{count} wrong cases in {wanted.misses}")
    if wanted.scored is not None:
        write_scored(wanted.scored, scored)
    return 0


if __name__ == "__main__":
    sys.exit(main())
