"""Score one pair, with its reasons."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice

import msgspec

from tieline.matching.calibration import calibrate, points_at
from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.prepared import Prepared, Preparer
from tieline.model.profile import Profile
from tieline.model.query import MatchVerdict, Reason
from tieline.text.remembering import Remembered

DEFAULT_THRESHOLD = 0.7
"""The score from which a pair is shown; see docs/decisions on scoring."""


# Scores have four decimals and points two: what rounding may lift over a threshold.
_SCORE_ROUNDING, _ROUNDING = 0.00005, 0.02
_MOST_THRESHOLDS = 100
# How many candidates are sifted together.
_AT_ONCE = 1_000


class Scored(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A candidate with its score (0 to 1), its verdict and why."""

    profile: Profile
    score: float
    points: float
    verdict: MatchVerdict
    reasons: tuple[Reason, ...]


class Scorer:
    """Scores pairs by the features it was given; owns what they share."""

    def __init__(self, features: Sequence[Feature], preparer: Preparer) -> None:
        self._features = tuple(sorted(features, key=lambda feature: feature.key))
        self.preparer = preparer
        self._least = Remembered(_least_points, most=_MOST_THRESHOLDS)

    def score(self, pair: Pair, *, threshold: float = DEFAULT_THRESHOLD) -> Scored:
        """Return score, verdict and reasons, the weightiest reason first."""
        reasons: list[Reason] = []
        is_settled = is_forbidden = False
        sides = pair.query.profile, pair.candidate.profile
        for feature in self._features:
            if feature.needs is not None and not feature.may_speak(*sides):
                continue
            reason = feature.compare(pair)
            if reason is None:
                continue
            reasons.append(reason)
            is_settled |= feature.can_settle and reason.points >= feature.high / 2
            is_forbidden |= feature.can_forbid and reason.points <= feature.low / 2
        points = round(sum(reason.points for reason in reasons), 2)
        score = round(calibrate(points), 4) if reasons else 0.0
        verdict: MatchVerdict = "no_match"
        if score >= threshold:
            verdict = "match" if is_settled and not is_forbidden else "candidate"
        reasons.sort(key=lambda reason: (-abs(reason.points), reason.feature))
        return Scored(
            profile=pair.candidate.profile,
            score=score,
            points=points,
            verdict=verdict,
            reasons=tuple(reasons),
        )

    def explain(
        self,
        query: Profile | Prepared,
        candidate: Profile | Prepared,
        *,
        threshold: float = DEFAULT_THRESHOLD,
    ) -> Scored:
        """Score one pair of profiles."""
        pair = Pair(self._prepared(query), self._prepared(candidate), self.preparer)
        return self.score(pair, threshold=threshold)

    def speakers(self, query: Profile) -> tuple[tuple[Feature, float], ...]:
        """Return the features that can say something of a query.

        Those that can speak most against come first; beside each stands how much
        those behind it can add at most.
        """
        able = [f for f in self._features if f.needs is None or getattr(query, f.needs)]
        able.sort(key=lambda feature: (feature.high > 0, feature.low, feature.key))
        left = sum(feature.high for feature in able)
        found: list[tuple[Feature, float]] = []
        for feature in able:
            left -= feature.high
            found.append((feature, left))
        return tuple(found)

    def sift(
        self,
        query: Prepared,
        candidates: Iterable[Prepared],
        threshold: float,
        speakers: Sequence[tuple[Feature, float]],
    ) -> Iterator[Pair]:
        """Yield the query with each candidate whose score may reach `threshold`.

        What is left out could not, whatever else is said of it: many are held against
        the query at once, at little cost.
        """
        most = sum(feature.high for feature, _ in speakers)
        left = iter(candidates)
        while kept := list(islice(left, _AT_ONCE)):
            for feature, _ in speakers:
                if feature.sift is None:
                    continue
                points = self._least[threshold] - (most - feature.high)
                may = feature.sift(query, kept, self.preparer, points)
                kept = list(compress(kept, may))
            for one in kept:
                yield Pair(query, one, self.preparer)

    def points_from(
        self,
        pair: Pair,
        threshold: float,
        speakers: Sequence[tuple[Feature, float]],
    ) -> float | None:
        """Return a pair's points if its score is at least `threshold`, without words.

        It gives up as soon as what is left to be said cannot reach the threshold.
        """
        least = self._least[threshold]
        points, is_said = 0.0, False
        for feature, more in speakers:
            said = feature.points(pair)
            if said is not None:
                points += said
                is_said = True
            if points + more < least:
                return None
        points = round(points, 2)
        if not is_said or round(calibrate(points), 4) < threshold:
            return None
        return points

    def _prepared(self, profile: Profile | Prepared) -> Prepared:
        return (
            profile if isinstance(profile, Prepared) else self.preparer.prepare(profile)
        )


def _least_points(threshold: float) -> float:
    return points_at(threshold - _SCORE_ROUNDING) - _ROUNDING


def explain(
    query: Profile,
    candidate: Profile,
    features: Sequence[Feature],
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> Scored:
    """Score one pair; for many, keep a `Scorer`."""
    scorer = Scorer(features, Preparer())
    return scorer.explain(query, candidate, threshold=threshold)
