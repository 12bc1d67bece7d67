"""A pair that is given up early is one that the whole comparison leaves out, too."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.prepared import Preparer
from tieline.matching.scoring import Scorer
from tieline.model.profile import NameValue, Profile
from tieline.registry import features

_WORDS = (
    "Velmaron Torbund Hangzhou Beijing Radar Shipping Institute University Group "
    "Technology Ltd VTRI 14th 28 of China Velmarom 维尔马隆 研究所 北京"
)
_PERSONS = (
    "William Bill Velmar Wilhelm Velmaron Dr Sir Ivan Ivanovich Petrov Petroff al de "
    "bin Abdul Rahman Abdulrahman Li Wei Wang Lei J. Kim Jong 王伟 Mohammed Muhammad"
)
schemas = st.sampled_from(["Company", "Person", "LegalEntity", "Thing", "Vessel"])
thresholds = st.sampled_from([0.3, 0.5, 0.7, 0.85])
names = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=6).map(" ".join)
several_names = st.lists(names, min_size=1, max_size=2)
persons = st.lists(st.sampled_from(_PERSONS.split()), min_size=1, max_size=5)
several_persons = st.lists(persons.map(" ".join), min_size=1, max_size=2)
scorer = Scorer(features(), Preparer())


def party(texts: list[str], schema: str) -> Profile:
    held = tuple(NameValue(text=text) for text in texts)
    return Profile(id="one", schema=schema, names=held)


def early_points(query: Profile, candidate: Profile, least: float) -> float | None:
    """Return what a search makes of the pair: it is sifted first, then weighed."""
    one, two = map(scorer.preparer.prepare, (query, candidate))
    speakers = scorer.speakers(query)
    pairs = list(scorer.sift(one, [two], least, speakers))
    return scorer.points_from(pairs[0], least, speakers) if pairs else None


def whole_points(query: Profile, candidate: Profile, least: float) -> float | None:
    scored = scorer.explain(query, candidate, threshold=least)
    return scored.points if scored.score >= least else None


@settings(deadline=None)  # the first example reads the tables
@given(left=several_names, right=several_names, least=thresholds)
def test_points_are_given_where_the_score_reaches_the_threshold(left, right, least):
    query, candidate = party(left, "Company"), party(right, "Company")

    points = early_points(query, candidate, least)

    assert points == whole_points(query, candidate, least)


@settings(deadline=None, max_examples=300)  # the first example reads the tables
@given(left=several_persons, right=several_persons, least=thresholds)
def test_persons_are_given_up_early_only_below_the_threshold(left, right, least):
    query, candidate = party(left, "Person"), party(right, "Person")

    points = early_points(query, candidate, least)

    assert points == whole_points(query, candidate, least)


@settings(deadline=None)  # the first example reads the tables
@given(
    one=schemas,
    two=schemas,
    left=st.one_of(several_names, several_persons),
    right=st.one_of(several_names, several_persons),
    least=thresholds,
)
def test_any_two_parties_are_given_up_early_only_below_the_threshold(
    one, two, left, right, least
):
    query, candidate = party(left, one), party(right, two)

    points = early_points(query, candidate, least)

    assert points == whole_points(query, candidate, least)


@settings(deadline=None)  # the first example reads the tables
@given(query=names, others=st.lists(names, max_size=5), least=thresholds)
def test_many_sifted_together_are_those_sifted_one_by_one(query, others, least):
    one = scorer.preparer.prepare(party([query], "Company"))
    speakers = scorer.speakers(one.profile)
    candidates = [scorer.preparer.prepare(party([o], "Company")) for o in others]

    together = [
        pair.candidate for pair in scorer.sift(one, candidates, least, speakers)
    ]

    alone = [
        pair.candidate
        for candidate in candidates
        for pair in scorer.sift(one, [candidate], least, speakers)
    ]
    assert together == alone
