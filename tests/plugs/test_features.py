"""What every matcher feature does, whichever there are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline import registry
from tieline.matching.prepared import Preparer
from tieline.matching.scoring import Scorer
from tieline.model.profile import Identifier, NameValue, Profile

FEATURES = registry.features()
SCORER = Scorer(FEATURES, Preparer())
NUMBERS = (
    "91330000733796106P",
    "9133000073379610XX",
    "5493001KJTIIGC8Y1R12",
    "771",
    "",
)

words = st.sampled_from(
    ["China", "Electronics", "Optics", "Hangzhou", "No. 14", "Institute", "Co., Ltd.",
     "GmbH", "中国电子科技集团", "研究所", "Wang", "Wei", "Ñandú", "CETC", "1st", "and"]
)  # fmt: skip
names = st.lists(words, min_size=1, max_size=5).map(" ".join)
days = st.sampled_from(["1970", "1970-05", "1970-05-17", "1988-01-01", "2001-12-31"])
profiles = st.builds(
    Profile,
    id=st.just("x-1"),
    schema=st.sampled_from(
        ["Person", "Company", "Organization", "Vessel", "LegalEntity"]
    ),
    names=st.lists(st.builds(NameValue, text=names), max_size=3).map(tuple),
    identifiers=st.lists(
        st.builds(
            Identifier,
            kind=st.sampled_from(["registrationNumber", "leiCode", "passportNumber"]),
            value=st.sampled_from(NUMBERS),
        ),
        max_size=2,
    ).map(tuple),
    countries=st.lists(st.sampled_from(["cn", "hk", "fi"]), max_size=2).map(tuple),
    dates=st.lists(
        st.tuples(st.sampled_from(["birthDate", "incorporationDate"]), days), max_size=2
    ).map(tuple),
    addresses=st.lists(
        st.sampled_from(["31 Jinrong Street, Beijing, CN", "Esplanadi 1, Helsinki"]),
        max_size=2,
    ).map(tuple),
)
each_feature = pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.key)


def points(query, candidate):
    """The points that each feature gives a pair."""
    scored = SCORER.explain(query, candidate, threshold=0)
    return {reason.feature: reason for reason in scored.reasons}


def test_every_feature_has_a_key_of_its_own():
    keys = [feature.key for feature in FEATURES]

    assert len(set(keys)) == len(keys) > 0


@each_feature
def test_a_feature_can_speak_for_and_against_within_bounds(feature):
    assert feature.low <= 0 <= feature.high
    assert feature.low < feature.high
    assert re.fullmatch(r"[a-z_]+", feature.key)


@each_feature
def test_a_feature_abstains_where_a_side_has_nothing(feature):
    empty = Profile(id="x-1", schema="LegalEntity")
    full = Profile(
        id="x-2",
        schema="LegalEntity",
        names=(NameValue(text="Example Optics 14 GmbH"),),
        identifiers=(Identifier(kind="registrationNumber", value="771"),),
        countries=("fi",),
        dates=(("incorporationDate", "2001-12-31"),),
        addresses=("Esplanadi 1, Helsinki",),
    )

    assert feature.key not in points(empty, full)
    assert feature.key not in points(full, empty)


@settings(max_examples=60, deadline=None)
@given(query=profiles, candidate=profiles)
def test_every_reason_keeps_its_features_bounds_and_says_something(query, candidate):
    bounds = {feature.key: (feature.low, feature.high) for feature in FEATURES}

    found = points(query, candidate)

    for key, reason in found.items():
        low, high = bounds[key]
        assert low <= reason.points <= high
        assert reason.detail


@settings(max_examples=60, deadline=None)
@given(query=profiles, candidate=profiles)
def test_a_symmetric_feature_gives_both_directions_the_same_points(query, candidate):
    there, back = points(query, candidate), points(candidate, query)

    for feature in FEATURES:
        if feature.is_symmetric:
            one, other = there.get(feature.key), back.get(feature.key)
            assert (one is None) == (other is None)
            assert one is None or one.points == other.points


@settings(max_examples=40, deadline=None)
@given(query=profiles, candidate=profiles)
def test_the_score_is_made_of_the_reasons_alone(query, candidate):
    scored = SCORER.explain(query, candidate, threshold=0)

    assert scored.points == pytest.approx(
        sum(r.points for r in scored.reasons), abs=0.01
    )
    assert 0 <= scored.score <= 1


@settings(max_examples=60, deadline=None)
@given(query=profiles, candidate=profiles)
def test_nothing_is_a_match_without_an_identifier(query, candidate):
    bare = Profile(id="x-1", schema=query.schema, names=query.names, dates=query.dates)

    scored = SCORER.explain(bare, candidate, threshold=0)

    assert scored.verdict != "match"
