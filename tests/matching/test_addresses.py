"""Addresses: which are one, how far in, and what that makes of a party."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.address_hits import is_by_address
from tieline.matching.address_meeting import SHARED, meet
from tieline.matching.premises import premises_keys, share_premises
from tieline.matching.profiling import index_keys
from tieline.matching.searching import ExhaustiveMatcher, TokenMatcher
from tieline.model.listing import Listing
from tieline.model.profile import NameValue, Profile
from tieline.names.addresses import read_address
from tieline.registry import features

FILE = Path(__file__).with_name("addresses.tsv")
PAIRS = [
    line.split("\t")
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TEXTS = sorted({text for _, *pair in PAIRS for text in pair})
addresses = st.sampled_from(TEXTS)
ROOM = "Rm 1503, 15/F, 1016-1018 Tai Nan West St., Kowloon, Hong Kong"
SAME_ROOM = "Room 1503, 15th Floor, 1016 Tai Nan West Street, Kowloon, HK"
OTHER_ROOM = "Room 1504, 15th Floor, 1016 Tai Nan West Street, Kowloon, HK"
BUILDING = "1016 Tai Nan West Street, Kowloon, HK"
LISTING = Listing(id="l-1", dataset="us_csl", list="EL", status="listed")


def kind(left, right):
    """How two addresses meet; "none" where they do not."""
    meeting = meet(read_address(left), read_address(right))
    return "none" if meeting is None else meeting.kind


def held(key="e-1", name="Example Optics Ltd", address=ROOM, **more):
    """An entity at an address, listed."""
    names = (NameValue(text=name),) if name else ()
    return Profile(
        id=key,
        names=names,
        caption=name or key,
        listings=(LISTING,),
        addresses=(address,),
        **({"schema": "Company"} | more),
    )


def asked(address=SAME_ROOM, name="Ocean Fruit Trading"):
    """A query with an address."""
    names = (NameValue(text=name),) if name else ()
    return Profile(id="q", names=names, addresses=(address,))


@pytest.mark.parametrize(("expected", "left", "right"), PAIRS)
def test_two_addresses_meet_as_far_as_they_say(expected, left, right):
    assert kind(left, right) == expected


@given(left=addresses, right=addresses)
def test_two_addresses_meet_alike_both_ways(left, right):
    there = meet(read_address(left), read_address(right))
    back = meet(read_address(right), read_address(left))

    assert there == back


@given(left=addresses, right=addresses, floor=st.integers(1, 60))
def test_a_floor_never_makes_two_buildings_one(left, right, floor):
    if kind(left, right) != "none":
        return

    assert kind(f"{floor}/F, {left}", f"{floor}/F, {right}") not in SHARED


@settings(max_examples=300)
@given(text=st.text(max_size=200))
def test_any_text_is_read(text):
    read = read_address(text)

    assert read.text == text
    assert meet(read, read) is None or not read.is_empty


pieces = st.sampled_from(
    ["Rm", "15/F", "No.", "#", "1016-", "№", "St.", "ul.", "Calle", ",", "室",
     "15楼", "号", "路", "大厦", "弄", "P.O. Box", "Block", "12A", "1", "Hong Kong",
     "北京", "(", "/", "of"]
)  # fmt: skip


@settings(max_examples=300)
@given(parts=st.lists(pieces, max_size=12), gap=st.sampled_from(["", " ", ", "]))
def test_any_row_of_address_words_is_read(parts, gap):
    read = read_address(gap.join(parts))

    assert meet(read, read) == meet(read, read)


@pytest.mark.parametrize(
    "text",
    ["", " ", ",", "555", "Hong Kong", "word " * 10_000, "1 " * 10_000, "室" * 999],
)
def test_what_says_little_is_at_no_place_in_a_town(text):
    read = read_address(text)

    assert read.is_empty
    assert meet(read, read) is None


@pytest.mark.parametrize(("expected", "left", "right"), PAIRS)
def test_shared_addresses_have_a_key_in_common(expected, left, right):
    keys = [set(premises_keys(held(address=text))) for text in (left, right)]

    assert expected not in SHARED or keys[0] & keys[1]


def test_a_party_at_a_listed_partys_room_is_a_candidate_by_address():
    hit = share_premises(asked(), held())

    assert (hit.verdict, hit.score) == ("candidate", 0.7503)
    assert hit.reasons[0].feature == "premises"
    assert "not its name" in hit.reasons[0].detail


@pytest.mark.parametrize("address", [OTHER_ROOM, BUILDING, "Hong Kong", "15/F, HK"])
def test_a_building_alone_makes_no_candidate(address):
    assert share_premises(asked(address), held()) is None


def test_who_is_at_a_listed_address_is_a_candidate_whoever_it_is():
    listed = held(name="", schema="Address")

    hit = share_premises(asked(), listed)

    assert (hit.verdict, hit.score) == ("candidate", 0.9)
    assert hit.reasons[0].detail.startswith("Is at the address of this entry")


ENTITIES = (
    held(),
    held("e-2", "Silver Lathe Works", OTHER_ROOM),
    held("e-3", "", SAME_ROOM, schema="Address"),
    held("e-4", "Ocean Fruit Trading Ltd", "香港九龙大南西街1016号15楼1503室"),
)


@pytest.fixture(params=[TokenMatcher, ExhaustiveMatcher])
def search(request):
    index = MemoryIndex((one, index_keys(one)) for one in ENTITIES)
    return request.param(index, features()).search


def test_a_search_finds_those_at_the_address_beside_those_of_the_name(search):
    hits = {hit.profile.id: hit for hit in search(asked())}

    assert sorted(hits) == ["e-1", "e-3", "e-4"]
    assert [key for key in sorted(hits) if is_by_address(hits[key])] == ["e-1", "e-3"]


def test_an_address_without_a_name_is_a_query(search):
    hits = search(asked(name=""))

    assert [hit.profile.id for hit in hits] == ["e-3", "e-1", "e-4"]
    assert all(is_by_address(hit) for hit in hits)


def test_a_threshold_above_the_score_of_an_address_leaves_it_out(search):
    assert [hit.profile.id for hit in search(asked(name=""), threshold=0.8)] == ["e-3"]


def test_no_more_than_the_limit_is_found(search):
    assert [hit.profile.id for hit in search(asked(), limit=1)] == ["e-4"]


def test_an_address_never_makes_a_match(search):
    assert {hit.verdict for hit in search(asked())} == {"candidate"}


@pytest.mark.parametrize(
    ("address", "sign"), [(SAME_ROOM, 1), (OTHER_ROOM, -1), (BUILDING, 1)]
)
def test_rooms_speak_for_and_against_a_name_that_agrees(scorer, address, sign):
    query = asked(address, "Example Optics")

    scored = scorer.explain(query, held(), threshold=0)

    points = {reason.feature: reason.points for reason in scored.reasons}
    assert points["addresses"] * sign > 0


def test_other_addresses_say_nothing(scorer):
    query = asked("5 Lenina Street, Moscow", "Example Optics")

    scored = scorer.explain(query, held(), threshold=0)

    assert "addresses" not in [reason.feature for reason in scored.reasons]
