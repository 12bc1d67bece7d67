"""What is not to be shown is not shown."""

import msgspec

from tieline.model.listing import Listing
from tieline.model.profile import Identifier, NameValue, Profile
from tieline.workspace.redacting import Redactor

PROFILE = Profile(
    id="e1",
    schema="Person",
    names=(NameValue(text="Jo Doe"), NameValue(text="J. D.", kind="weak")),
    identifiers=(Identifier(kind="passportNumber", value="P1"),),
    addresses=("1 Road",),
    caption="Jo Doe",
    listings=(
        Listing(id="e1-el", dataset="d", list="EL", program="P"),
        Listing(id="e1-dpl", dataset="d", list="DPL", citation="P"),
    ),
    referents=("old-1",),
)


def test_nothing_redacted_leaves_a_profile_as_it_is():
    found = Redactor().profile(PROFILE)

    assert found is PROFILE


def test_a_redacted_entity_is_gone():
    found = Redactor({"e1"}).profile(PROFILE)

    assert found is None


def test_a_redacted_listing_is_gone_and_the_entity_stays():
    found = Redactor({"e1-el"}).profile(PROFILE)

    assert [listing.list for listing in found.listings] == ["DPL"]


def test_a_redacted_name_gives_way_in_the_caption_too():
    redactor = Redactor((), {"e1": frozenset({"Jo Doe"})})

    found = redactor.profile(PROFILE)

    assert found.caption == "J. D."
    assert "Jo Doe" not in msgspec.json.encode(found).decode()


def test_a_redacted_value_is_gone_wherever_it_stands():
    redactor = Redactor((), {"e1": frozenset({"P", "P1", "1 Road"})})

    found = redactor.profile(PROFILE)

    assert found.identifiers == ()
    assert found.addresses == ()
    assert [(one.program, one.citation) for one in found.listings] == [(None, None)] * 2


def test_the_values_of_one_entity_stay_with_another():
    redactor = Redactor((), {"e2": frozenset({"Jo Doe"})})

    found = redactor.profile(PROFILE)

    assert found is PROFILE


def test_a_hidden_address_leaves_no_trace_in_the_caption():
    place = Profile(
        id="a", schema="Address", caption="Address 01: 1 Road", addresses=("1 Road",)
    )
    redactor = Redactor(values={"a": frozenset({"1 Road"})})

    assert redactor.profile(place).caption == "a"
