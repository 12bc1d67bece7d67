"""How far a score can be read as a probability: reliability on the test half.

Judged are the pairs that a person would be shown and those just below: every pair of
the sets of pairs, and of the searches what was retrieved, at 0.3 or more. A set brings
at most 1,000 pairs, by lot, so that no set outweighs the rest. Pairs of the other half
may be fitted on; those of the test half are what is reported.
"""

from collections.abc import Iterable

import msgspec
from figures import Bin, brier, calibration_error, reliability, sampled
from tasks import ScoredPair

MOST = 1000
# Hard by design: none of its pairs is a match.
LEFT_OUT = ("false_merges",)


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """The test half of the pairs of one contender: errors, and the curve."""

    pairs: int
    error: float
    brier: float
    bins: list[Bin]


def shown(scored: Iterable[ScoredPair]) -> list[ScoredPair]:
    """Return the pairs that calibration is about, at most MOST of each set."""
    by_set: dict[str, list[tuple[str, ScoredPair]]] = {}
    for one in scored:
        if one.set in LEFT_OUT or one.is_lost:
            continue
        lot = f"{one.set} {one.query_id} {one.candidate_id}"
        by_set.setdefault(one.set, []).append((lot, one))
    return [one for held in by_set.values() for one in sampled(held, MOST)]


def calibration(scored: Iterable[ScoredPair]) -> Calibration:
    """Return the errors and the curve of the pairs of the test half."""
    held = [(one.score, one.is_match) for one in scored if one.half == "test"]
    return Calibration(
        pairs=len(held),
        error=calibration_error(held),
        brier=brier(held),
        bins=reliability(held),
    )


def calibrations(scored: list[ScoredPair]) -> dict[str, Calibration]:
    """Return the calibration of all sets together ("all"), and of each."""
    kept = shown(scored)
    found = {"all": calibration(kept)}
    for key in sorted({one.set for one in kept}):
        found[key] = calibration(one for one in kept if one.set == key)
    return found
