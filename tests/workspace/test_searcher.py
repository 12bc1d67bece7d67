"""Several data sets searched as one."""

import pytest

from tieline.matching.profiling import profile_of
from tieline.model.errors import NotFoundError, UsageError
from tieline.model.listing import Listing
from tieline.model.profile import NameValue, Profile
from tieline.model.query import Query
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.purge import hide, sign
from tieline.workspace.searcher import merge
from tieline.workspace.showing import show


def _asked(name, **more):
    properties = {"name": (name,)} | {key: (value,) for key, value in more.items()}
    return profile_of(Query(id="q", schema="Thing", properties=properties))


def _search(workspace, name, *, datasets=(), **more):
    times = workspace.times(as_of=None, known_on=None)
    with workspace.searcher(times, datasets=datasets) as searcher:
        return searcher.search(_asked(name, **more), limit=10, threshold=0.7)


def _import_again(workspace, house, folder, *, dataset, rows):
    """Import other rows as another data set."""
    table, mapping = house.write_list(
        folder, name=f"{dataset}_2025-01-11.csv", rows=rows
    )
    how = Importing(mapping=mapping, dataset=dataset)
    list(import_files(workspace, [table], how))


def test_a_name_finds_its_entity(held):
    (found,) = _search(held, "EXAMPLE OPTICS")

    assert found.profile.id == "house-h-1"
    assert found.verdict == "candidate"


def test_an_entity_of_two_data_sets_comes_once_with_the_listings_of_both(
    held, house, tmp_path
):
    _import_again(held, house, tmp_path, dataset="second", rows=house.OPTICS)

    (found,) = _search(held, "Example Optics")

    listed_in = [listing.dataset for listing in found.profile.listings]
    assert listed_in == ["house", "second"]
    assert found.profile.datasets == ("house", "second")


def test_only_the_data_sets_asked_for_are_searched(held, house, tmp_path):
    _import_again(held, house, tmp_path, dataset="second", rows=house.RIVER)

    found = _search(held, "Example Optics", datasets=("second",))

    assert found == ()


def test_an_unknown_data_set_is_wrong_usage_and_names_those_held(held):
    with pytest.raises(UsageError) as caught:
        _search(held, "x", datasets=("haus",))

    assert "house" in caught.value.hint


def test_before_the_first_edition_the_earliest_is_named(held):
    times = held.times(as_of=None, known_on="2025-01-09")

    with pytest.raises(NotFoundError) as caught:
        held.searcher(times)

    assert "2025-01-09" in caught.value.what
    assert "house@2025-01-10" in caught.value.hint


def test_a_data_set_that_came_later_is_told_not_to_have_been_searched(
    held, house, tmp_path
):
    _import_again(held, house, tmp_path, dataset="second", rows=house.RIVER)
    times = held.times(as_of=None, known_on="2025-01-10")

    with held.searcher(times) as searcher:
        run = searcher.run()

    assert list(run.editions) == ["house"]
    assert any(said.startswith("second: no edition") for said in run.notice)


@pytest.mark.parametrize(
    ("day", "is_told"), [("2025-01-09", True), ("2025-01-10", False)]
)
def test_a_day_before_the_edition_is_told_to_miss_what_was_taken_off(
    held, day, is_told
):
    with held.searcher(held.times(as_of=day, known_on=None)) as searcher:
        notice = searcher.run().notice

    assert any(said.startswith("house: published after") for said in notice) is is_told


def test_a_hidden_entity_is_not_found(held):
    hide(held, "house-h-1", sign(held, "a takedown"))

    assert _search(held, "Example Optics") == ()


def test_a_hidden_number_settles_nothing_any_more(held):

    times = held.times(as_of=None, known_on=None)
    facts = show(held, times, "house-h-1").entity.facts
    (number,) = [f.statement_id for f in facts if f.prop == "registrationNumber"]
    before = _search(held, "Example Optics", registrationNumber="91330000733796106P")

    hide(held, number, sign(held, "a takedown"))
    after = _search(held, "Example Optics", registrationNumber="91330000733796106P")

    assert [hit.verdict for hit in before] == ["match"]
    assert [hit.verdict for hit in after] == ["candidate"]


def test_the_first_line_says_what_was_searched(held):
    times = held.times(as_of="2024-01-01", known_on=None)

    with held.searcher(times) as searcher:
        run = searcher.run(names=1)

    assert (run.as_of, run.known_on) == ("2024-01-01", "2025-01-31")
    assert run.editions["house"].published == "2025-01-10"
    assert run.searched.entities == 3


def test_bundled_data_says_what_it_is_not_for(house, tmp_path):
    workspace = house.workspace_in(tmp_path, bundle=True)

    with workspace.searcher(workspace.times(as_of=None, known_on=None)) as searcher:
        notice = " ".join(searcher.notice)

    assert "not for compliance decisions" in notice


def test_a_folder_named_without_a_project_says_that_only_the_bundle_was_searched(
    house, tmp_path
):
    workspace = house.workspace_in(tmp_path, bundle=True)

    with workspace.searcher(workspace.times(as_of=None, known_on=None)) as searcher:
        notice = searcher.notice[0]

    assert "only the bundle was searched" in notice
    assert not (tmp_path / "project").exists()


def test_merging_keeps_each_listing_of_each_data_set_once():
    listing = Listing(id="a-el", dataset="one", list="EL")
    other = Listing(id="a-el", dataset="two", list="EL")
    first = Profile(id="a", names=(NameValue(text="A"),), listings=(listing,))
    second = Profile(id="b", names=(NameValue(text="A"),), listings=(listing, other))

    found = merge([first, second])

    assert found.listings == (listing, other)
    assert found.names == (NameValue(text="A"),)
    assert found.referents == ("b",)
