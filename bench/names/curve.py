"""Print what the curve of scores is fitted on: shares of matches by points.

Reads what `run.py --scored FILE` writes. Of the fit half it prints the steps of the
isotonic regression (points, share of matches, pairs); the curve in
`tieline.matching.calibration` is drawn through them by hand, with 0.85 points kept at
0.7. Of the test half it prints the calibration error that the curve leaves.
"""

import argparse
import csv
from pathlib import Path

from figures import calibration_error

from tieline.matching.calibration import points_at

_LEAST, _MOST = 0.0001, 0.9999
Steps = list[tuple[float, float, int]]


def steps(pairs: list[tuple[float, bool]]) -> Steps:
    """Return the steps of the isotonic regression by pooling adjacent violators."""
    pools: list[list[float]] = []
    for points, is_match in sorted(pairs):
        pools.append([points, float(is_match), 1.0])
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            last = pools.pop()
            pools[-1][1] += last[1]
            pools[-1][2] += last[2]
    return [(start, true / count, int(count)) for start, true, count in pools]


def _share(pool: list[float]) -> float:
    return pool[1] / pool[2]


def main() -> None:
    """Print steps and error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scored", type=Path, help="what run.py --scored wrote")
    with parser.parse_args().scored.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fit = [
        (
            points_at(min(_MOST, max(_LEAST, float(row["score"])))),
            row["is_match"] == "1",
        )
        for row in rows
        if row["half"] == "fit"
    ]
    for points, share, count in steps(fit):
        print(f"{points:7.2f}  {share:.3f}  {count:6,}")
    test = [
        (float(row["score"]), row["is_match"] == "1")
        for row in rows
        if row["half"] == "test"
    ]
    print(f"calibration error of the test half: {calibration_error(test):.3f}")


if __name__ == "__main__":
    main()
