"""A row is known again when it says the same, and only then."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.listing import Listing
from tieline.model.profile import NameValue, Profile
from tieline.model.query import Query
from tieline.workspace.fingerprints import (
    entity_fingerprint,
    own_fingerprint,
    query_fingerprint,
    query_id,
)

ENTITY = Profile(
    id="e1",
    schema="Company",
    names=(NameValue(text="Example Optics"), NameValue(text="EO", kind="weak")),
    countries=("cn",),
    listings=(Listing(id="l1", dataset="d", list="EL", locator="d.csv row 7"),),
)
WORDS = st.lists(st.text(alphabet="ab ", min_size=1), min_size=1, max_size=4)


@given(names=WORDS, seed=st.randoms())
def test_a_query_is_the_same_whatever_the_order_of_its_values(names, seed):
    shuffled = list(names)
    seed.shuffle(shuffled)

    one, two = (
        Query(id="1", schema="Company", properties={"name": tuple(values)})
        for values in (names, shuffled)
    )

    assert query_fingerprint(one) == query_fingerprint(two)


@pytest.mark.parametrize(
    "other",
    [
        Query(id="1", schema="Person", properties={"name": ("A",)}),
        Query(id="1", schema="Company", properties={"name": ("B",)}),
        Query(
            id="1", schema="Company", properties={"name": ("A",), "country": ("cn",)}
        ),
    ],
)
def test_another_schema_name_or_country_is_another_query(other):
    query = Query(id="1", schema="Company", properties={"name": ("A",)})

    assert query_fingerprint(query) != query_fingerprint(other)


def test_an_id_made_of_the_content_gives_the_fingerprint_back():
    query = Query(id="", schema="Thing", properties={"name": ("A",)})

    made = query_id(query)

    assert own_fingerprint(made) == query_fingerprint(query)


@pytest.mark.parametrize("foreign", ["EO-1003/buyer", "q-1", "q-" + "z" * 20, ""])
def test_an_id_of_the_table_gives_no_fingerprint(foreign):
    assert own_fingerprint(foreign) is None


def test_an_entity_read_from_another_row_is_the_same():
    moved = msgspec.structs.replace(ENTITY.listings[0], locator="d.csv row 9", id="l2")

    other = msgspec.structs.replace(ENTITY, listings=(moved,), datasets=("x",))

    assert entity_fingerprint(ENTITY) == entity_fingerprint(other)


@pytest.mark.parametrize(
    "change",
    [
        {"names": (NameValue(text="Example Optics"),)},
        {"countries": ("cn", "hk")},
        {"addresses": ("1 Road",)},
        {"dates": (("birthDate", "1970"),)},
        {"listings": ()},
        {"listings": (Listing(id="l1", dataset="d", list="EL", end="2024-01-01"),)},
    ],
)
def test_an_entity_of_which_something_changed_is_another(change):
    other = msgspec.structs.replace(ENTITY, **change)

    assert entity_fingerprint(ENTITY) != entity_fingerprint(other)
