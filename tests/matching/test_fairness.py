"""Nationality, origin, birthplace, language and surname are no input to a score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.profiling import profile_of
from tieline.model.query import Query
from tieline.names.person_tables import person_tables
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
    "places",
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


# Given and family names of six origins: words that say all they can, and common ones.
RARE = {
    "China": ("Yichengyu Zhengrui Haoxuanyi", "Shangguan Linghuchen Dongfangyu"),
    "Finland": ("Tuomasina Aleksios Kalevipoika", "Virtasaari Niemelampi Korhola"),
    "Nigeria": ("Temitope Oluwaseyi Chiamaka", "Oyelaran Adegbenro Nwachukwu"),
    "Iran": ("Kiyanoush Farzaneh Ardeshir", "Ghorbanzadeh Tahmasebi Birjandi"),
    "Mexico": ("Xochiquetzal Cuauhtemoc Nezahual", "Zubizarreta Tlaxcalteca Iturbide"),
    "Georgia": ("Gvantsa Tornike Vakhtang", "Kvirikashvili Tsereteli Javakhishvili"),
}
COMMON = {
    "China": ("Qiang", "Huang Zhang"),
    "Vietnam": ("Thanh", "Hoang Huynh"),
    "Arab world": ("Hasan", "Salim Saleh"),
    "England": ("David", "Smith James"),
    "Spain": ("Maria", "Lopez Gomez"),
    "India": ("Kumar", "Gupta Singh"),
}
CHANGES = {
    "as it is": "{given} {family}",
    "with a comma": "{family}, {given}",
    "turned round": "{family} {given}",
    "an initial": "{initial}. {family}",
    "a title": "Dr {given} {family}",
    "another family": "{given} {other}",
    "one name more": "{given} {other} {family}",
    "family alone": "{family}",
}


def pick(draw, names):
    """Draw a given name and two family names of one origin."""
    givens, families = (column.split() for column in names)
    family, other = draw(st.permutations(families))[:2]
    return draw(st.sampled_from(givens)), family, other


@pytest.mark.parametrize("names", [RARE, COMMON], ids=["rare", "common"])
@pytest.mark.parametrize("change", CHANGES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_name_swapped_for_one_of_another_origin_is_judged_alike(
    scorer, party, names, change, data
):
    origins = data.draw(st.permutations(sorted(names)))[:2]
    found = []
    for origin in origins:
        given_name, family, other = pick(data.draw, names[origin])
        query = party("Person", name=f"{given_name} {family}", **FACTS)
        parts = {"given": given_name, "family": family, "other": other}
        written = CHANGES[change].format(initial=given_name[0], **parts).upper()
        listed = party("Person", name=(written, "Pax Ominous"), birthDate="1970")
        found.append(scorer.explain(query, listed))

    one, two = found
    assert one.verdict == two.verdict
    assert abs(one.score - two.score) <= 0.02


@pytest.mark.parametrize(
    ("names", "weight"), [(RARE, 1000), (COMMON, 450)], ids=["rare", "common"]
)
def test_the_names_of_the_swap_are_of_one_frequency(names, weight):
    words = " ".join(word for columns in names.values() for word in columns).lower()

    assert {person_tables().weight(word) for word in words.split()} == {weight}


@pytest.mark.parametrize(
    ("written", "other"),
    [("王晓明", "Wang Xiaoming"), ("Алексей Жуков", "Aleksey Zhukov")],
)
def test_a_name_in_two_scripts_is_a_near_certain_candidate(explain, written, other):
    found = explain(written, other, "Person")

    assert found.verdict == "candidate"
    assert found.score >= 0.9
