"""Searching: the token matcher finds what the exhaustive one finds."""

import subprocess
import sys
from random import Random

import pytest

from tieline.kernel.flat_index import FlatIndex
from tieline.kernel.loading import load_kernel
from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.indexing import build_index
from tieline.matching.prepared import Preparer
from tieline.matching.profiling import index_keys
from tieline.matching.searching import ExhaustiveMatcher, TokenMatcher
from tieline.registry import features

NAMES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Dahua Technology Co., Ltd.",
    "Northwestern Polytechnical University",
    "China Electronics Technology Group Corporation",
    "CETC 14th Research Institute",
    "CETC 29th Research Institute",
    "Beijing Institute of Technology",
    "Huawei Technologies Co., Ltd.",
    "Shanghai Micro Electronics Equipment Group",
    "Harbin Engineering University",
    "Gazprom Neft PAO",
    "ООО «Ромашка»",
    "杭州海康威视数字技术股份有限公司",
    "Deutsche Bank AG",
)
NO_LETTERS = ("", "...", "\u200b")


@pytest.fixture(scope="module")
def listed(party):
    return [
        party("Company", key=f"e-{place:02}", name=name)
        for place, name in enumerate(NAMES)
    ]


@pytest.fixture(scope="module")
def index(listed):
    return MemoryIndex((profile, index_keys(profile)) for profile in listed)


@pytest.fixture(scope="module")
def matcher(index):
    return TokenMatcher(index, features())


def misspelled(random):
    letters = list(random.choice([name for name in NAMES if name.isascii()]))
    place = random.randrange(1, len(letters) - 1)
    del letters[place]
    return "".join(letters)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Hangzhou Hikvision", "e-00"),
        ("HIKVISION DIGITAL TECH", "e-00"),
        ("Northwestern Polytechnic Univ", "e-02"),
        ("CETC", "e-03"),
        ("Gasprom Neft", "e-10"),
        ("Romashka", "e-11"),
        ("海康威视", "e-12"),
    ],
)
def test_a_query_finds_its_entity(matcher, party, query, wanted):
    hits = matcher.search(party(name=query))

    assert wanted in [hit.profile.id for hit in hits]


@pytest.mark.parametrize(
    "query", ["China", "Technology Ltd", "University", "The", "Co"]
)
def test_a_generic_word_finds_nothing(matcher, party, query):
    assert matcher.search(party(name=query)) == ()


@pytest.mark.parametrize("name", NO_LETTERS)
def test_a_query_without_letters_finds_nothing(matcher, party, name):
    assert matcher.search(party(name=name)) == ()


def test_hits_come_best_first_and_at_most_as_many_as_asked(matcher, party):
    query = party(name="CETC Research Institute")

    hits = matcher.search(query, threshold=0.01, limit=2)

    scores = [hit.score for hit in hits]
    assert len(hits) == 2
    assert scores == sorted(scores, reverse=True)


def test_no_hit_is_below_the_threshold(matcher, party):
    hits = matcher.search(party(name="Harbin University"), threshold=0.9)

    assert all(hit.score >= 0.9 for hit in hits)


def test_the_token_matcher_finds_what_the_exhaustive_one_finds(index, party):
    random = Random(11)  # noqa: S311 - no secret
    token, exhaustive = (
        kind(index, features()) for kind in (TokenMatcher, ExhaustiveMatcher)
    )

    for _ in range(60):
        query = party(name=misspelled(random))
        assert token.search(query) == exhaustive.search(query)


def test_the_twin_and_the_compiled_kernel_find_the_same(index, party):
    twin = Preparer(load_kernel(compiled=False))
    matchers = [
        ExhaustiveMatcher(index, features()),
        ExhaustiveMatcher(index, features(), twin),
    ]

    for name in (*NAMES, "Hikvision Digital", "Harbin Univ", "海康威视"):
        one, two = (m.search(party(name=name), threshold=0.3) for m in matchers)
        assert one == two


def test_the_index_file_answers_like_the_index_in_memory(
    listed, matcher, party, tmp_path
):
    path = tmp_path / "profiles.tlx"
    build_index(listed, path)

    with FlatIndex.open(path) as index:
        found = TokenMatcher(index, features()).search(party(name="Hikvision Hangzhou"))

    assert found == matcher.search(party(name="Hikvision Hangzhou"))


def test_an_identifier_finds_an_entity_whose_name_is_quite_another(party):
    listed = party("Company", key="e", name="Alpha", leiCode="5493001KJTIIGC8Y1R12")
    index = MemoryIndex([(listed, index_keys(listed))])
    query = party("Company", name="Omega", leiCode="5493001KJTIIGC8Y1R12")

    hits = TokenMatcher(index, features()).search(query)

    assert [hit.profile.id for hit in hits] == ["e"]


def test_searching_a_latin_name_loads_nothing_heavy():
    code = """
import sys
from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.profiling import index_keys, profile_of
from tieline.matching.searching import TokenMatcher
from tieline.model.query import Query
from tieline.registry import features
ask = profile_of(Query(id="q", schema="Company", properties={"name": ("Hikvision",)}))
TokenMatcher(MemoryIndex([(ask, index_keys(ask))]), features()).search(ask)
heavy = ("numpy", "duckdb", "pypinyin", "anyascii")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
