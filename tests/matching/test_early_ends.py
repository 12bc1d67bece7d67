"""A pair that is given up early is one that the whole comparison leaves out, too."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.matching.pairing import Pair
from tieline.matching.prepared import Preparer
from tieline.matching.scoring import Scorer
from tieline.model.profile import NameValue, Profile
from tieline.registry import features

_WORDS = (
    "Velmaron Torbund Hangzhou Beijing Radar Shipping Institute University Group "
    "Technology Ltd VTRI 14th 28 of China Velmarom 维尔马隆 研究所 北京"
)
names = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=6).map(" ".join)
several_names = st.lists(names, min_size=1, max_size=2)
scorer = Scorer(features(), Preparer())


def company(texts: list[str]) -> Profile:
    held = tuple(NameValue(text=text) for text in texts)
    return Profile(id="one", schema="Company", names=held)


@settings(deadline=None)  # the first example reads the tables
@given(several_names, several_names, st.sampled_from([0.3, 0.5, 0.7, 0.85]))
def test_points_are_given_where_the_score_reaches_the_threshold(left, right, least):
    query, candidate = (scorer.preparer.prepare(company(one)) for one in (left, right))
    pair = Pair(query, candidate, scorer.preparer)

    points = scorer.points_from(pair, least, scorer.speakers(query.profile))

    scored = scorer.score(Pair(query, candidate, scorer.preparer), threshold=least)
    assert points == (scored.points if scored.score >= least else None)
