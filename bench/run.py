"""Measure what Tieline promises, each figure beside a peer in the same run.

`--only` picks measurements by name. Real lists are read from the folder `shared` beside
the project; without it those measurements are left out, and the output says so.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from measuring import Case, Measurement, machine, measure

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "bench" / "results"
CSL = SHARED / "data" / "lists" / "us_csl_2023-11_partial_4228rows.csv"
FLAT = SHARED / "data" / "lists" / "us_csl_2022-05-05_flat_namerows.csv"
PAIRS = SHARED / "bench" / "name_pairs.csv"
PYTHON = str(Path(sys.executable))
TIELINE = [PYTHON, "-m", "tieline"]
READ_CSV = (
    "import csv, sys; print(sum(1 for r in csv.reader(open(sys.argv[1], newline=''))))"
)
RATE_PAIRS = """
import csv, sys
from rapidfuzz.fuzz import WRatio
from rapidfuzz.utils import default_process
with open(sys.argv[1], encoding="utf-8", newline="") as rows:
    for a, b, *_ in csv.reader(rows):
        WRatio(a, b, processor=default_process)
"""
SCAN_NAMES = """
import csv, sys
from rapidfuzz.process import extract
from rapidfuzz.utils import default_process
names = [r["name"] for r in csv.DictReader(open(sys.argv[1], encoding="utf-8"))]
with open(sys.argv[2], encoding="utf-8", newline="") as rows:
    for row in csv.DictReader(rows):
        extract(row["name"], names, processor=default_process, limit=10)
"""


def rows_in(path: Path) -> int:
    """Count the rows of a CSV file, its header aside."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1


def write_names(path: Path, rows: int) -> None:
    """Write a table of names to screen: names of the bundle, changed a little."""
    source = ROOT / "bundle-src" / "us_el.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "name"))
        for number in range(rows):
            name = names[number % len(names)]
            # One in three is listed as it stands; the others share some words with it.
            other = f"{name.split()[0]} Specimen {number} Ltd"
            writer.writerow((number, name if number % 3 == 0 else other))


def start_cases() -> Iterator[Case]:
    """What a person waits for before anything happens."""
    bare = [PYTHON, "-c", "pass"]
    yield Case(
        name="help",
        command=[*TIELINE, "--help"],
        peer=[PYTHON, "-c", "import click"],
        peer_is="python -c 'import click'",
        of="cpu_s",
        rounds=15,
        bound=0.150,
    )
    yield Case(
        name="screen_one_cold",
        command=[*TIELINE, "screen", "Hangzhou Hikvision"],
        peer=bare,
        peer_is="python -c pass",
        rounds=15,
        bound=0.5,
    )


def table_cases(folder: Path, rows: int) -> Iterator[Case]:
    """What a table takes, against the bundle."""
    names = folder / "names.csv"
    few = folder / "few.csv"
    write_names(names, rows)
    write_names(few, 2000)
    yield Case(
        name=f"screen_{rows}_rows",
        command=[*TIELINE, "screen", str(names), "-o", str(folder / "hits.ndjson")],
        peer=[PYTHON, "-c", READ_CSV, str(names)],
        peer_is="csv.reader over the same file",
        of="peak_mb",
        rounds=1,
        rows=rows,
        bound=1000,
    )
    yield Case(
        name="screen_2000_rows",
        command=[*TIELINE, "screen", str(few), "-o", str(folder / "few.ndjson")],
        peer=[
            PYTHON,
            "-c",
            SCAN_NAMES,
            str(ROOT / "bundle-src" / "us_el.csv"),
            str(few),
        ],
        peer_is="rapidfuzz.process.extract over the Entity List's 618 names alone",
        rounds=3,
        rows=2000,
    )


def list_cases(folder: Path) -> Iterator[Case]:
    """What real lists take; each run starts from a project of its own."""
    fresh = "import shutil, subprocess, sys; shutil.rmtree(sys.argv[1], True); "
    fresh += "sys.exit(subprocess.call(sys.argv[2:]))"
    project = str(folder / "project")
    into = [PYTHON, "-c", fresh, project, *TIELINE, "-C", project, "import"]
    yield Case(
        name="import_csl",
        command=[*into, "--partial", str(CSL)],
        peer=[PYTHON, "-c", READ_CSV, str(CSL)],
        peer_is="csv.reader over the same file",
        rounds=3,
        rows=rows_in(CSL),
    )
    mapping = str(ROOT / "docs" / "examples" / "us_csl_flat.toml")
    yield Case(
        name="import_flat_names",
        command=[*into, "--map", mapping, str(FLAT)],
        peer=[PYTHON, "-c", READ_CSV, str(FLAT)],
        peer_is="csv.reader over the same file",
        rounds=1,
        rows=rows_in(FLAT),
        bound=60,
    )


def pair_cases(folder: Path) -> Iterator[Case]:
    """What scoring pairs takes."""
    pairs = folder / "pairs.csv"
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:5000]
    with pairs.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name1", "name2", "schema"))
        writer.writerows((r["name1"], r["name2"], r.get("schema", "")) for r in rows)
    out = str(folder / "scored.csv")
    yield Case(
        name="explain_pairs",
        command=[*TIELINE, "explain", "--pairs", str(pairs), "-o", out],
        peer=[PYTHON, "-c", RATE_PAIRS, str(pairs)],
        peer_is="rapidfuzz WRatio on the same pairs",
        rounds=3,
        rows=len(rows),
    )


def cases(folder: Path, rows: int) -> Iterator[Case]:
    """Yield every measurement that can be made here."""
    yield from start_cases()
    yield from table_cases(folder, rows)
    if SHARED.is_dir():
        yield from list_cases(folder)
        yield from pair_cases(folder)


def show(one: Measurement) -> str:
    """Write a measurement in a line."""
    bound = "" if one.bound is None else f"  bound {one.bound:g}"
    bound += {None: "", True: " met", False: " MISSED"}[one.is_met]
    per_s = "" if one.rows is None else f"  {one.rows / one.ours.wall_s:,.0f} rows/s"
    return (
        f"{one.name:<22} wall {one.ours.wall_s:8.3f} s  cpu {one.ours.cpu_s:8.3f} s  "
        f"peak {one.ours.peak_mb:7.1f} MB  {one.of} x{one.ratio:g} of {one.peer_is}"
        f"{per_s}{bound}"
    )


def main() -> int:
    """Measure, print a line each, keep the results; return 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="measurements whose name holds this")
    parser.add_argument(
        "--rows", type=int, default=20_000, help="rows of the long table"
    )
    wanted = parser.parse_args()
    done: list[Measurement] = []
    with tempfile.TemporaryDirectory() as place:
        for case in cases(Path(place), wanted.rows):
            if wanted.only in case.name:
                done.append(measure(case, cwd=Path(place)))
                print(show(done[-1]), flush=True)
    if not SHARED.is_dir():
        print("no shared data beside the project: real lists were left out")
    day = time.strftime("%Y-%m-%d")
    report = {"day": day, "machine": machine(), "measurements": done}
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / f"{day}{'-' + wanted.only if wanted.only else ''}.json"
    target.write_bytes(
        msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
    )
    print(f"kept in {target.relative_to(ROOT)}")
    return int(any(one.is_met is False for one in done))


if __name__ == "__main__":
    sys.exit(main())
