"""A result as cells: the best hit spelled out, nothing cut in silence."""

import pytest

from tieline.model.listing import Listing
from tieline.model.query import EditionRef, Hit, Query, Reason, Result, Run, Searched
from tieline.workspace.answers import (
    ANSWER_COLUMNS,
    HIT_COLUMNS,
    answer_cells,
    answer_columns,
    hit_rows,
    run_rows,
    verdict_of,
)

RUN = Run(
    as_of="2025-01-31",
    known_on="2025-01-30",
    editions={"d": EditionRef(version="1", sha256="0", published="2023-11")},
    searched=Searched(datasets=1, entities=7),
    notice=("d is partial",),
    selection={"input": "t.csv", "columns": {"A": "name"}, "title_rows": [["T"]]},
)
QUERY = Query(id="o1", schema="Thing", properties={"name": ("ACME",)})


def hit(number, **words):
    listings = (
        Listing(id="l", dataset="d", list="EL", program="EAR", status="listed"),
    )
    held = {
        "entity_id": f"e{number}",
        "caption": f"Entity {number}",
        "schema": "Company",
        "score": 0.98765,
        "verdict": "candidate",
        "lane": "listed",
        "reasons": (
            Reason(feature="country", points=-0.5, detail="countries differ"),
            Reason(feature="names", points=2.0, detail="names agree"),
        ),
        "listings": listings,
    }
    return Hit(**held | words)


def result(*hits, **words):
    return Result(query=QUERY, hits=hits, **words)


def cells(one):
    return dict(zip(ANSWER_COLUMNS, answer_cells(one, RUN), strict=True))


def test_the_best_hit_is_spelled_out():
    found = cells(result(hit(1), hit(2)))

    assert (found["tieline_entity_id"], found["tieline_score"]) == ("e1", 0.9877)
    assert found["tieline_lists"] == "EL (EAR)"
    assert found["tieline_reasons"] == "names agree (+2.0); countries differ (-0.5)"


def test_a_listing_held_twice_is_named_once_and_each_place_of_it():
    listings = tuple(
        Listing(id="l", dataset=d, list="EL", status="listed", locator=f"{d} row 2")
        for d in ("d", "b")
    )

    found = cells(result(hit(1, listings=listings)))

    assert found["tieline_lists"] == "EL"
    assert found["tieline_locator"] == "d row 2; b row 2"


def test_the_other_hits_are_named():
    found = cells(result(hit(1), hit(2, role="bank"), is_cut=True))

    assert found["tieline_other_hits"] == (
        "e2 (bank, candidate, 0.99); and more beyond --limit"
    )


def test_both_times_and_the_notice_stand_in_every_row():
    found = cells(result())

    assert (found["tieline_as_of"], found["tieline_known_on"]) == (
        "2025-01-31",
        "2025-01-30",
    )
    assert found["tieline_notice"] == "d is partial"


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (result(), "none_found"),
        (result(hit(1, verdict="match"), hit(2)), "match"),
        (result(error="no name"), "error"),
        (result(suppressed=1), "decided"),
        (result(suppressed=2, confirmed=1), "decided_same"),
        (result(history=(hit(1),)), "none_found"),
    ],
)
def test_the_verdict_of_a_row_says_what_came_of_it(one, verdict):
    assert verdict_of(one) == verdict


def test_an_ended_hit_is_named_apart():
    assert cells(result(history=(hit(3),)))["tieline_ended"].startswith("e3")


def test_the_added_columns_never_hide_the_users_own():
    added = answer_columns(["tieline_role", "tieline_role_2", "name"])

    assert "tieline_role_3" in added
    assert not set(added) & {"tieline_role", "tieline_role_2", "name"}


def test_every_hit_has_a_row_for_each_listing_and_one_without():
    two = (
        Listing(id="a", dataset="d", list="EL"),
        Listing(id="b", dataset="d", list="X"),
    )
    one = result(hit(1, listings=two), hit(2, listings=()), history=(hit(3),))

    rows = [dict(zip(HIT_COLUMNS, row, strict=True)) for row in hit_rows(one, 5)]

    assert [(row["entity_id"], row["list"]) for row in rows] == [
        ("e1", "EL"),
        ("e1", "X"),
        ("e2", None),
        ("e3", "EL"),
    ]
    assert [row["is_past"] for row in rows] == ["no", "no", "no", "yes"]
    assert {row["row"] for row in rows} == {5}


def test_the_run_is_told_in_rows():
    told = dict(run_rows(RUN, [("rows", 3)]))

    assert told["d published"] == "2023-11"
    assert told["selection: columns"] == "A = name"
    assert told["rows"] == 3
