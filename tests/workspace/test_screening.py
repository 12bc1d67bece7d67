"""Queries are answered once each, as of a day, less what a person decided."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.matching.scoring import Scored
from tieline.model.errors import UsageError
from tieline.model.judgement import Judgement
from tieline.model.listing import Listing
from tieline.model.profile import NameValue, Profile
from tieline.model.query import EditionRef, Party, Query, Reason
from tieline.workspace import screening
from tieline.workspace.fingerprints import entity_fingerprint, query_fingerprint
from tieline.workspace.screening import LONGEST_NAME, Order, Screener, Screening

DAY = "2025-01-31"
REASON = Reason(feature="names", points=2.0, detail="names agree")


def entity(number, **words):
    listing = Listing(id=f"l{number}", dataset="d", list="EL", **words)
    name = NameValue(text=f"Entity {number}")
    return Profile(
        id=f"e{number}",
        schema="Company",
        names=(name,),
        caption=name.text,
        datasets=("d",),
        listings=(listing,),
    )


class Shelf:
    """Answers every query with the same entities, best first, and counts the calls."""

    def __init__(self, entities):
        self.held = tuple(entities)
        self.asked = []
        self.notice = ()
        self.editions = {"d": EditionRef(version="1", sha256="0", published=None)}

    @property
    def entities(self):
        return len(self.held)

    def search(self, query, *, limit, threshold):
        self.asked.append((query, limit))
        scored = (
            Scored(
                profile=profile,
                score=0.99 - place / 1000,
                points=4.0,
                verdict="candidate",
                reasons=(REASON,),
            )
            for place, profile in enumerate(self.held)
        )
        return tuple(one for one in scored if one.score >= threshold)[:limit]


def asking(name, query_id="", role=""):
    query = Query(id=query_id or name, schema="Thing", properties={"name": (name,)})
    return Party(role=role, query=query)


def order(*parties):
    return Order(id="o1", parties=parties or (asking("A"),))


def screener(shelf, decisions=(), **how):
    held = {(one.left, one.right): one for one in decisions}
    return Screener(shelf, Screening(**how), DAY, held)


def judged(party, profile, verdict):
    return Judgement(
        left=party.query.id,
        right=profile.id,
        verdict=verdict,
        by="Jo",
        at="2025-01-01T00:00:00Z",
        why="looked",
        left_fingerprint=query_fingerprint(party.query),
        right_fingerprint=entity_fingerprint(profile),
    )


def test_a_hit_names_the_query_and_the_role_it_answers():
    shelf = Shelf([entity(1)])

    result = screener(shelf).result(order(asking("A", "o1/buyer", "buyer")))

    (hit,) = result.hits
    assert (hit.query_id, hit.role) == ("o1/buyer", "buyer")


def test_one_party_without_a_role_is_the_query_itself():
    result = screener(Shelf([])).result(order(asking("A")))

    assert (result.query.properties, result.parties) == ({"name": ("A",)}, ())


def test_an_order_of_several_parties_names_each():
    both = (asking("A", "o1/buyer", "buyer"), asking("B", "o1/bank", "bank"))

    result = screener(Shelf([entity(1)])).result(order(*both))

    assert [party.role for party in result.parties] == ["buyer", "bank"]
    assert [hit.role for hit in result.hits] == ["buyer", "bank"]
    assert result.query.id == "o1"


def test_the_same_query_is_searched_once():
    shelf = Shelf([entity(1)])
    desk = screener(shelf)

    for number in range(5):
        desk.result(order(asking("A", f"o{number}")))

    assert len(shelf.asked) == 1


def test_what_is_remembered_is_bounded_by_its_hits(monkeypatch):
    monkeypatch.setattr(screening, "_REMEMBERED", 20)
    shelf = Shelf([entity(number) for number in range(9)])
    held = screener(shelf)

    for name in ("A", "B", "B", "C", "B", "A"):
        held.result(order(asking(name)))

    assert [query.names[0].text for query, _ in shelf.asked] == ["A", "B", "C", "A"]


def test_past_hits_go_to_history_and_take_no_place_of_a_live_one():
    past = [entity(number, end="2024-01-01") for number in range(40)]
    shelf = Shelf([*past, entity(99)])

    result = screener(shelf, limit=3).result(order())

    assert [hit.entity_id for hit in result.hits] == ["e99"]
    assert {hit.listings[0].status for hit in result.history} == {"expired"}


def test_more_hits_than_the_limit_are_said_to_be_there():
    shelf = Shelf(entity(number) for number in range(4))

    results = [screener(shelf, limit=limit).result(order()) for limit in (3, 4)]

    assert [(len(one.hits), one.is_cut) for one in results] == [(3, True), (4, False)]


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_decided_pair_is_left_out_and_counted(verdict):
    held = (entity(1), entity(2))
    decision = judged(asking("A"), held[0], verdict)

    result = screener(Shelf(held), [decision]).result(order())

    assert [hit.entity_id for hit in result.hits] == ["e2"]
    assert (result.suppressed, result.confirmed) == (1, verdict == "same")


def test_decided_pairs_are_shown_with_their_decision_on_request():
    decision = judged(asking("A"), entity(1), "different")
    desk = screener(Shelf([entity(1)]), [decision], with_decided=True)

    result = desk.result(order())

    assert [hit.decision for hit in result.hits] == ["different"]
    assert result.suppressed == 0


def test_decided_pairs_take_no_place_of_an_undecided_one():
    held = [entity(number) for number in range(30)]
    decisions = [judged(asking("A"), profile, "different") for profile in held[:25]]

    result = screener(Shelf(held), decisions, limit=5).result(order())

    assert [hit.entity_id for hit in result.hits] == [f"e{n}" for n in range(25, 30)]
    assert result.suppressed == 25


def test_a_decision_is_reopened_when_the_entity_changes():
    decision = judged(asking("A"), entity(1), "different")
    changed = entity(1, program="EAR")

    result = screener(Shelf([changed]), [decision]).result(order())

    assert [hit.decision for hit in result.hits] == ["reopened: was different"]


def test_a_decision_is_reopened_when_the_query_changes():
    decision = judged(asking("A", "o1"), entity(1), "same")

    result = screener(Shelf([entity(1)]), [decision]).result(order(asking("B", "o1")))

    assert [hit.decision for hit in result.hits] == ["reopened: was same"]


def test_a_decision_holds_under_the_entitys_new_id():
    decision = judged(asking("A"), entity(1), "different")
    renamed = msgspec.structs.replace(entity(1), id="new", referents=("e1",))

    result = screener(Shelf([renamed]), [decision]).result(order())

    assert (result.hits, result.suppressed) == ((), 1)


def test_a_name_beyond_all_bounds_is_an_error_of_its_row_only():
    desk = screener(Shelf([entity(1)]))

    bad, good = (desk.result(order(asking(name))) for name in ("x" * 100_000, "A"))

    assert "100,000 characters" in bad.error
    assert good.error is None
    assert len(good.hits) == 1


def test_the_longest_name_is_still_screened():
    result = screener(Shelf([entity(1)])).result(order(asking("x" * LONGEST_NAME)))

    assert result.error is None


def test_a_row_that_could_not_be_read_keeps_its_error():
    bad = Order(id="o1", row={"name": ""}, error="no party is named")

    result = screener(Shelf([entity(1)])).result(bad)

    assert (result.error, result.hits) == ("no party is named", ())


@pytest.mark.parametrize("wrong", [{"threshold": 1.1}, {"threshold": -1}, {"limit": 0}])
def test_numbers_that_mean_nothing_are_refused(wrong):
    with pytest.raises(UsageError):
        Screening(**wrong)


@given(
    limit=st.integers(1, 8),
    kinds=st.lists(st.sampled_from(["live", "past", "decided"]), max_size=60),
)
def test_every_live_undecided_entity_is_shown_or_said_to_be_cut(limit, kinds):
    held = [
        entity(number, end="2024-01-01" if kind == "past" else None)
        for number, kind in enumerate(kinds)
    ]
    decided = [
        judged(asking("A"), profile, "different")
        for profile, kind in zip(held, kinds, strict=True)
        if kind == "decided"
    ]

    result = screener(Shelf(held), decided, limit=limit, threshold=0).result(order())

    live = [p.id for p, k in zip(held, kinds, strict=True) if k == "live"]
    assert [hit.entity_id for hit in result.hits] == live[:limit]
    assert result.is_cut >= (len(live) > limit)
