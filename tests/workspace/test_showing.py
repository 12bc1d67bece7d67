"""One entity with its evidence; entities by name, id and number."""

import pytest

from tieline.model.errors import NotFoundError
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.showing import search, show


def _show(workspace, text, *, as_of=None):
    return show(workspace, workspace.times(as_of=as_of, known_on=None), text)


def _search(workspace, text):
    with workspace.searcher(workspace.times(as_of=None, known_on=None)) as searcher:
        return search(searcher, text, limit=5)


def test_each_fact_comes_with_where_it_is_written_and_its_raw_text(held):
    shown = _show(held, "house-h-1").entity

    (country,) = [fact for fact in shown.facts if fact.prop == "country"]

    assert country.value == "cn"
    assert country.evidence[0].quote == "China"
    assert "row 2" in country.evidence[0].locator
    assert country.first_seen == country.last_seen == "2025-01-10"


def test_a_name_that_one_carries_shows_it(held):
    shown = _show(held, "example optics co ltd").entity

    assert shown.id == "house-h-1"


def test_a_family_name_alone_finds_the_person(held, house, tmp_path):
    rows = "h-4,person,Oleg Petrovich Beispielov,,Austria,2022-01-01,\n"
    table, mapping = house.write_list(
        tmp_path, name="house_2025-01-11.csv", rows=house.ROWS + rows
    )
    list(import_files(held, [table], Importing(mapping=mapping)))

    found = _search(held, "Beispielov")

    assert [one.entity_id for one in found] == ["house-h-4"]


def test_a_name_that_several_carry_lists_them(held, house, tmp_path):
    twin = house.OPTICS.replace("h-1", "h-9")
    table, mapping = house.write_list(
        tmp_path, name="house_2025-01-11.csv", rows=house.ROWS + twin
    )
    list(import_files(held, [table], Importing(mapping=mapping)))

    answer = _show(held, "Example Optics Co. Ltd")

    assert answer.entity is None
    assert {one.entity_id for one in answer.candidates} == {"house-h-1", "house-h-9"}


def test_an_ended_listing_is_shown_as_it_stood_on_the_day(held):
    days = ("2019-12-31", "2024-05-31", "2024-06-01")

    shown = [_show(held, "house-h-1", as_of=day).entity for day in days]

    assert [[one.status for one in each.listings] for each in shown] == [
        [],
        ["listed"],
        ["expired"],
    ]
    assert [each.not_begun for each in shown] == [1, 0, 0]


def test_nobody_found_says_what_was_searched(held):
    with pytest.raises(NotFoundError) as caught:
        _show(held, "Nobody At All")

    assert "house" in caught.value.what


def test_a_listing_has_facts_of_its_own(held):
    listing = _show(held, "house-h-1").entity.listings[0].id

    shown = _show(held, listing).entity

    assert shown.schema == "Sanction"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("house-h-1", "id"),
        ("91330000733796106P", "identifier"),
        ("91330000-733796106p", "identifier"),
        ("optics example", "name"),
    ],
)
def test_search_says_what_agreed(held, text, by):
    found = _search(held, text)

    assert (found[0].entity_id, found[0].by) == ("house-h-1", by)


def test_search_for_a_stranger_finds_nobody(held):
    found = _search(held, "Completely Unrelated Plumbing")

    assert found == ()
