"""Nationality, origin, birthplace, language and surname are no input to a score."""

import pytest

from tieline.matching.profiling import profile_of
from tieline.model.query import Query
from tieline.registry import features

ALLOWED = {
    "addresses",
    "country",
    "dates",
    "identifiers",
    "legal_form",
    "levels",
    "names",
    "numbers",
    "schema",
}
FACTS = {"birthDate": "1970-05-17", "passportNumber": "E12345678"}


def test_no_feature_is_in_use_that_was_not_allowed():
    assert {feature.key for feature in features()} <= ALLOWED


@pytest.mark.parametrize(
    "prop", ["nationality", "citizenship", "birthCountry", "birthPlace", "ethnicity"]
)
def test_origin_is_not_in_a_profile(prop):
    bare = Query(id="q", schema="Person", properties={"name": ("Wang Wei",)})
    told = Query(
        id="q", schema="Person", properties={"name": ("Wang Wei",), prop: ("China",)}
    )

    assert profile_of(told) == profile_of(bare)


def test_the_country_of_a_person_adds_nothing(scorer, party):
    query = party("Person", name="Wang Wei", country="cn")
    other = party("Person", name="Wang Wei", country="fi")

    reasons = scorer.explain(query, other).reasons

    assert {reason.feature for reason in reasons} == {"names"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Wang Xiaoming", "Niemi Aleksios"),
        ("Zhang Weiguo", "Korhonen Tapi"),
        ("Ahmed Hassan", "Aimoo Virtas"),
    ],
)
def test_a_name_of_another_origin_gets_the_same_score(scorer, party, one, two):
    scores = []
    for name in (one, two):
        query = party("Person", name=name, **FACTS)
        listed = party("Person", name=name.upper(), **FACTS)
        scores.append(scorer.explain(query, listed))

    assert scores[0].verdict == scores[1].verdict == "match"
    assert abs(scores[0].score - scores[1].score) <= 0.02


@pytest.mark.parametrize("name", ["Zhang Wei", "王伟", "Maria Garcia", "John Smith"])
def test_bearers_of_a_common_name_stay_candidates(explain, name):
    assert explain(name, name, "Person").verdict == "candidate"
