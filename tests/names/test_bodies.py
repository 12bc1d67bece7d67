"""Known bodies: the tables are sound, and names are searched for them."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.names.bodies import FILES, Bodies, read_rows, read_words
from tieline.names.vocabulary import vocabulary
from tieline.text.fold import latin
from tieline.text.han_folding import fold_han
from tieline.text.hanzi import has_han, is_han
from tieline.text.tables import read_table
from tieline.text.tokens import words

BODIES = vocabulary().bodies
ROWS = [row for file in FILES for row in read_rows(file)]
# Load time is measured on shared machines: ten times what it takes on a quiet one.
SLOWEST_LOAD = 0.25


def latin_bodies(text):
    return [found.canonical for found in BODIES.in_words(words(text.lower()))]


def han_bodies(text):
    return [found.canonical for found in BODIES.in_han(text)]


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_four_columns(file):
    lines = read_table("tieline.names", file).splitlines()

    assert {line.count("\t") for line in lines if not line.startswith("#")} == {3}


@pytest.mark.parametrize("file", FILES)
def test_every_source_is_named_at_the_head(file):
    head = [
        line
        for line in read_table("tieline.names", file).splitlines()
        if line.startswith("#")
    ]
    named = set(re.findall(r"(\w+) = ", "\n".join(head)))

    assert {row.source for row in read_rows(file)} <= named


def test_a_canonical_word_is_one_small_ascii_word():
    assert [
        r.canonical for r in ROWS if not re.fullmatch("[a-z0-9]+", r.canonical)
    ] == []


def test_a_canonical_word_stands_for_one_body():
    assert len({row.canonical for row in ROWS}) == len(ROWS)


def test_every_kind_is_known():
    assert {row.kind for row in ROWS} <= set(read_words()["kind"])


def test_no_way_belongs_to_two_bodies_unless_both_are_weak():
    owners = {}
    clashes = []
    for row in ROWS:
        for way, is_weak in row.each_way():
            other = owners.setdefault(way, (row.canonical, is_weak))
            if other[0] != row.canonical and not (is_weak and other[1]):
                clashes.append((way, other[0], row.canonical))

    assert clashes == []


def test_ways_are_folded_as_names_are_read():
    unfolded = [
        way
        for row in ROWS
        for way, _ in row.each_way()
        if not has_han(way) and way != " ".join(map(latin, words(way)))
    ]

    assert unfolded == []


def test_ways_in_characters_hold_nothing_else():
    assert [
        w for r in ROWS for w, _ in r.each_way() if has_han(w) and not is_han(w)
    ] == []


def test_characters_are_simplified():
    ways = [way for row in ROWS for way, _ in row.each_way() if is_han(way)]

    assert [way for way in ways if fold_han(way) != way] == []


def test_no_way_is_an_abbreviation_of_a_common_word():
    long_form = vocabulary().long_form
    ways = [way for row in ROWS for way, _ in row.each_way() if " " not in way]

    assert [way for way in ways if long_form(way) != way] == []


def test_short_letters_are_weak():
    strong = [
        way
        for row in ROWS
        for way, is_weak in row.each_way()
        if not is_weak and not is_han(way) and len(way) <= 3
    ]

    assert strong == []


def found_in(way):
    hits = BODIES.in_han(way) if is_han(way) else BODIES.in_words(way.split())
    return [hit.canonical for hit in hits]


def test_a_body_is_found_by_each_strong_way():
    missed = [
        (row.canonical, way, found_in(way))
        for row in ROWS
        for way, is_weak in row.each_way()
        if not is_weak and found_in(way) != [row.canonical]
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("China Electronics Technology Group Corporation", ["cetc"]),
        ("CETC 14th Research Institute", ["cetc"]),
        ("54th Research Institute of CETC", ["cetc"]),
        ("China Electronics Technology Group Co., Ltd.", ["cetc"]),
        ("CAS Institute of Physics", ["cas"]),
        ("Cas Rental", []),
        ("China Aerospace Science and Technology", ["casc"]),
        ("Shanghai Electric Group", ["shanghaielectric"]),
        ("Chinese Academy of Engineering Physics", ["caep"]),
        ("Bou Ali Sina Petrochemical Company", []),
        ("Revival of Islamic Heritage Foundation", []),
        ("Shanghai Electric Cable Research Institute", []),
        ("University of International Business and Economics", ["uibe"]),
        ("Liaoning University of International Business and Economics", []),
        ("Northeastern University of Art", []),
        ("State Key Laboratory of Continental Dynamics", []),
    ],
)
def test_bodies_are_found_among_words(text, bodies):
    assert latin_bodies(text) == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("中国电子科技集团公司第十四研究所", ["cetc"]),
        ("中电科第十四研究所", ["cetc"]),
        ("中电科技有限公司", []),
        ("中国航天科技集团有限公司", ["casc"]),
        ("中国兵器工业集团有限公司", ["norinco"]),
        ("中国人民银行", ["pboc"]),
        ("国防部", ["chinadefense"]),
        ("独立行政法人国际协力机构", ["jica"]),
        ("日本航空", ["japanairlines"]),
        ("日本航空宇宙学会", []),
        ("杭州海康威视数字技术", ["hikvision"]),
        ("华为技术", ["huawei"]),
        ("中华为民", []),
        ("俄罗斯联邦国防部", ["rumod"]),
        ("哈萨克斯坦国防部", []),
    ],
)
def test_bodies_are_found_among_characters(text, bodies):
    assert han_bodies(text) == bodies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A parent and its subsidiary or listed company.
        ("中国兵器工业集团有限公司", "China North Industries Corporation"),
        ("中国石油化工集团有限公司", "China Petroleum and Chemical Corporation"),
        ("中国海洋石油集团有限公司", "CNOOC Limited"),
        ("中国船舶重工集团公司", "China Shipbuilding Industry Company Limited"),
        ("中国铁路工程集团有限公司", "China Railway Group Limited"),
        ("中国交通建设集团有限公司", "China Communications Construction Company"),
        ("神华集团", "China Shenhua Energy Company"),
        ("中国航空技术进出口总公司", "AVIC International Holding Corporation"),
        ("溢达集团", "Changji Esquel Textile"),
        ("大全新能源", "Xinjiang Daqo New Energy"),
        ("华大集团", "BGI Genomics"),
        # Two that share a word, or once did.
        ("南京电子技术研究所", "Nanjing Research Institute of Electronic Engineering"),
        (
            "西南电子技术研究所",
            "Southwest China Research Institute of Electronic Equipment",
        ),
        ("新兴际华集团", "China Xinxing Group"),
        ("华新科技", "Walsin Lihwa"),
        ("长江实业集团", "CK Hutchison Holdings"),
        ("沃尔沃汽车", "AB Volvo"),
        ("国家烟草专卖局", "China National Tobacco Corporation"),
        ("中国烟草总公司", "State Tobacco Monopoly Administration"),
        # A body and what was merged into it.
        ("陆军工程大学", "PLA University of Science and Technology"),
        ("中国远洋海运集团有限公司", "China Shipping Group"),
        ("俄罗斯航天国家集团公司", "Russian Federal Space Agency"),
        ("国家药品监督管理局", "China Food and Drug Administration"),
        # Universities of one name in two cities, or of near names in one.
        ("中国石油大学华东", "China University of Petroleum Beijing"),
        ("中国地质大学武汉", "China University of Geosciences Beijing"),
        ("中国矿业大学北京", "China University of Mining and Technology"),
        ("北京工业大学", "Beijing Institute of Technology"),
        ("北京科技大学", "Beijing University of Technology"),
        ("清华大学", "National Tsing Hua University"),
        ("中山大学", "National Sun Yat-sen University"),
        ("东南大学", "Southeastern University"),
        ("克尔德什中心", "Keldysh Institute of Applied Mathematics"),
        # Institutes of one field in two cities.
        (
            "合肥国家实验室",
            "Hefei National Laboratory for Physical Sciences at the Microscale",
        ),
        (
            "中国科学院计算技术研究所",
            "Institute of Software, Chinese Academy of Sciences",
        ),
    ],
)
def test_two_bodies_do_not_meet(one, other):
    assert not set(han_bodies(one)) & set(latin_bodies(other))


@pytest.mark.parametrize(
    "text",
    ["Soochow University", "China Medical University", "Northeastern University"],
)
def test_a_name_that_two_bodies_bear_tells_neither(text):
    assert latin_bodies(text) == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Suzhou University", []),
        ("Overseas Chinese University", []),
        ("Zhengzhou Institute of Technology", []),
        ("Rotary Club of Springfield", []),
        ("UCAS Admissions Limited", []),
        ("CCTV Installations Ltd", []),
        ("Pentagon Chemicals Ltd", []),
        ("Global Communications Co", []),
        ("国际联合研究中心", []),
        ("上汽大众", ["saicmotor"]),
    ],
)
def test_a_name_of_another_is_not_taken(text, bodies):
    found = han_bodies(text) if has_han(text) else latin_bodies(text)

    assert found == bodies


def test_the_longest_way_is_taken():
    (found,) = BODIES.in_words(
        [
            "commission",
            "of",
            "science",
            "technology",
            "and",
            "industry",
            "for",
            "national",
            "defense",
        ]
    )

    assert (found.start, found.end) == (0, 9)


def test_an_abbreviated_word_is_the_long_one():
    assert latin_bodies("Natl Univ of Defense Technol") == ["nudt"]


def test_a_qualifier_before_makes_another_body():
    assert latin_bodies("Northern Army Engineering University") == []


def test_an_unknown_body_has_no_alternatives():
    assert BODIES.alternatives("nobody") == ()


def test_the_fullest_way_comes_first():
    assert (
        BODIES.alternatives("cetc")[0]
        == "china electronics technology group corporation"
    )


PARTS = sorted(
    {word for row in ROWS[:80] for way, _ in row.each_way() for word in way.split()}
)


@given(st.lists(st.sampled_from(PARTS), max_size=12))
@settings(max_examples=200)
def test_found_bodies_lie_in_order_and_apart(parts):
    found = BODIES.in_words(parts)

    edges = [edge for hit in found for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= hit.start < hit.end <= len(parts) for hit in found)


@given(
    st.lists(st.sampled_from([w for w in PARTS if is_han(w)]), max_size=6).map("".join)
)
@settings(max_examples=200)
def test_found_bodies_in_characters_lie_in_order_and_apart(text):
    found = BODIES.in_han(text)

    edges = [edge for hit in found for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)


def test_loading_the_tables_is_cheap():
    start = time.perf_counter()
    held = Bodies(vocabulary().body_tables())
    took = time.perf_counter() - start

    assert len(held) == len(ROWS)
    assert took < SLOWEST_LOAD
