"""Run the sets of names: Tieline and its peers, in one run.

`--only` picks sets by key, `--sample` takes so many cases of each, `--misses` writes
every wrong case of Tieline with its score. The sets lie in the folder `shared` beside
the project and are read there; nothing of them but figures is kept. A run of all sets
with peers is kept in bench/results, any other in build/names.
"""

import argparse
import csv
import importlib
import pkgutil
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import sets
from calibration import calibrations, shown
from figures import curve
from parties import Shelf
from peer_process import NAMES, PYTHON, PeerProcess
from report import (
    TITLES,
    Report,
    figure_text,
    is_met,
    machine,
    markdown,
    section,
    versions,
)
from shortlists import Shortlists
from tasks import Asked, BenchSet, Contender, Outcome, ScoredPair
from tieline_contender import Tieline

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
KEPT = ROOT / "bench" / "results"
PARTIAL = ROOT / "build" / "names"
COLUMNS = ("set", "kind", "score", "query", "candidate", "query_id", "candidate_id")
SCORED = ("set", "half", "score", "is_match", *COLUMNS[3:])
# Measured when nothing else runs.
ALONE = ("speed",)
Found = dict[tuple[str, str], Outcome]


def every_set() -> list[BenchSet]:
    """Return the sets, by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(sets.__path__))
    return [importlib.import_module(f"sets.{name}").SET for name in names]


def missing(one: BenchSet, shared: Path) -> list[str]:
    """Return the files of a set that are not there."""
    return [name for name in one.files if not (shared / name).exists()]


def chosen(keys: str) -> list[BenchSet]:
    """Return the sets that were asked for and can be run; say why others cannot.

    Raises:
        SystemExit: no set has one of the keys.
    """
    wanted = [key for key in keys.split(",") if key]
    known = every_set()
    unknown = set(wanted) - {one.key for one in known}
    if unknown:
        raise SystemExit(f"no set is called {', '.join(sorted(unknown))}")
    kept: list[BenchSet] = []
    for one in known:
        absent = missing(one, SHARED)
        if wanted and one.key not in wanted:
            continue
        if absent:
            print(f"{one.key}: skipped, not there: {', '.join(absent)}")
            continue
        kept.append(one)
    return kept


class Tasks:
    """What the sets ask, each loaded once for each size of sample."""

    def __init__(self, sample: int | None) -> None:
        self._sample = sample
        self._lock = threading.Lock()
        self._shelf = Shelf()
        self._loaded: dict[tuple[str, int | None], Any] = {}

    def of(self, one: BenchSet, *, for_peers: bool) -> Any:
        """Return the task of a set, as Tieline or as a peer is asked."""
        sizes = [self._sample, one.peer_sample if for_peers else None]
        known = [size for size in sizes if size is not None]
        sample = min(known) if known else None
        with self._lock:
            key = one.key, sample
            if key not in self._loaded:
                self._loaded[key] = one.load(
                    Asked(shared=SHARED, sample=sample, shelf=self._shelf)
                )
            return self._loaded[key]


def judged(one: BenchSet, task: Any, contender: Contender) -> Outcome:
    """Judge one contender on one set, and time it."""
    start = time.perf_counter()
    outcome = one.judge(one.key, task, contender)
    outcome.seconds = time.perf_counter() - start
    return outcome


def run_peer(
    peer: PeerProcess, wanted: list[BenchSet], tasks: Tasks, found: Found
) -> None:
    """Judge a peer on its sets, one after the other."""
    for one in wanted:
        if not one.ours_only:
            task = tasks.of(one, for_peers=True)
            found[one.key, peer.name] = judged(one, task, peer)
            print(f"{one.key}: {peer.name} done", file=sys.stderr, flush=True)


def run_all(wanted: list[BenchSet], peers: list[PeerProcess], tasks: Tasks) -> Found:
    """Judge everybody: Tieline here, the peers two at a time beside it.

    What must be measured alone comes last, one contender at a time.
    """
    found: Found = {}
    together = [one for one in wanted if one.key not in ALONE]
    alone = [one for one in wanted if one.key in ALONE]
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [
            pool.submit(run_peer, peer, together, tasks, found) for peer in peers
        ]
        ours = Tieline()
        for one in together:
            task = tasks.of(one, for_peers=False)
            found[one.key, ours.name] = judged(one, task, ours)
            show(one, found[one.key, ours.name])
        for future in running:
            future.result()
    for one in alone:
        fresh = Tieline()
        task = tasks.of(one, for_peers=False)
        found[one.key, fresh.name] = judged(one, task, fresh)
        show(one, found[one.key, fresh.name])
        for peer in peers:
            run_peer(peer, [one], tasks, found)
    return found


def show(one: BenchSet, outcome: Outcome) -> None:
    """Print Tieline's figures on a set, and whether they reach what is asked."""
    print(f"{one.key} ({outcome.seconds:.1f} s)")
    for name, value in outcome.figures.items():
        bounds = [bound for bound in one.bounds if bound[0] == name]
        said = "".join(f"  {kind} {bound:,g}" for _, kind, bound in bounds)
        if bounds:
            said += " met" if is_met(one.bounds, name, value) else " MISSED"
        print(f"  {name:<38} {figure_text(value, name):>9}{said}")
    sys.stdout.flush()


def write_misses(path: Path, scored: Iterable[ScoredPair]) -> int:
    """Write each wrong case, the furthest from right first; return how many."""
    wrong = [one for one in scored if one.is_wrong]
    wrong.sort(key=lambda one: (one.set, one.is_match, -abs(one.score - 0.7)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in wrong:
            kind = "missed" if one.is_match else "false"
            kind = "not retrieved" if one.is_lost else kind
            ids = one.query_id, one.candidate_id
            writer.writerow((one.set, kind, one.score, one.query, one.candidate, *ids))
    return len(wrong)


def write_scored(path: Path, scored: list[ScoredPair]) -> None:
    """Write the pairs that calibration is about, each with its half."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SCORED)
        for one in shown(scored):
            ids = one.query, one.candidate, one.query_id, one.candidate_id
            writer.writerow((one.set, one.half, one.score, int(one.is_match), *ids))


def scored_by(found: Found, contender: str) -> list[ScoredPair]:
    """Return every pair that a contender scored."""
    return [
        pair
        for (_, name), outcome in found.items()
        if name == contender
        for pair in outcome.scored
    ]


def reported(
    wanted: list[BenchSet], found: Found, *, seconds: float, sample: int | None
) -> Report:
    """Return what the run found, without a single name of the sets."""
    names = [name for name in TITLES if any(key[1] == name for key in found)]
    sections = []
    for one in wanted:
        outcomes = {n: found[one.key, n] for n in names if (one.key, n) in found}
        curves = {
            name: curve(
                ((p.score, p.is_match) for p in held.scored if not p.is_lost),
                true=held.true,
            )
            for name, held in outcomes.items()
        }
        sections.append(section(one, outcomes, curves))
    return Report(
        day=time.strftime("%Y-%m-%d"),
        seconds=round(seconds, 1),
        sample=sample,
        machine=machine(),
        versions=versions(),
        sections=sections,
        calibration={name: calibrations(scored_by(found, name)) for name in names},
    )


def keep(report: Report, folder: Path) -> None:
    """Write the report as JSON, as a page and as pictures."""
    from plots import draw  # noqa: PLC0415 - slow to import, and only drawn at the end

    folder.mkdir(parents=True, exist_ok=True)
    data = msgspec.json.encode(report)
    (folder / f"names-{report.day}.json").write_bytes(data + b"\n")
    (folder / "names.md").write_text(markdown(report), "utf-8")
    draw(report, folder)


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="keys of sets, commas between")
    parser.add_argument("--no-peers", action="store_true", help="Tieline alone")
    parser.add_argument("--sample", type=int, help="take so many cases of each set")
    parser.add_argument("--misses", type=Path, help="write the wrong cases (CSV)")
    parser.add_argument(
        "--scored", type=Path, help="write the pairs to calibrate on (CSV)"
    )
    return parser.parse_args()


def main() -> int:
    """Run; return 1 where the shared data or the peers are absent."""
    wanted = parsed()
    if not SHARED.is_dir():
        print("the sets lie in a folder 'shared' beside the project; there is none")
        return 1
    if not wanted.no_peers and not PYTHON.exists():
        print("the peers are not set up: run `make bench-names`, or give --no-peers")
        return 1
    start = time.perf_counter()
    picked = chosen(wanted.only)
    shortlists = Shortlists()
    names = () if wanted.no_peers else NAMES
    peers = [PeerProcess(name, shortlists) for name in names]
    try:
        found = run_all(picked, peers, Tasks(wanted.sample))
    finally:
        for peer in peers:
            peer.close()
    report = reported(
        picked, found, seconds=time.perf_counter() - start, sample=wanted.sample
    )
    is_whole = not (wanted.no_peers or wanted.only or wanted.sample)
    folder = KEPT if is_whole else PARTIAL
    keep(report, folder)
    print(f"{report.seconds:.0f} s; kept in {folder.relative_to(ROOT)}")
    if wanted.misses is not None:
        count = write_misses(wanted.misses, scored_by(found, Tieline.name))
        print(f"{count} wrong cases in {wanted.misses}")
    if wanted.scored is not None:
        write_scored(wanted.scored, scored_by(found, Tieline.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
