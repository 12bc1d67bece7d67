"""Schemata are put together from the data files as FollowTheMoney does it."""

import pytest

from tieline.model import schema
from tieline.model.errors import SchemaError

EACH = pytest.mark.parametrize("name", schema.names())
OURS = [name for name in schema.names() if schema.schema(name).is_extension]
# The nouns of the claims format and of the store that FollowTheMoney lacks.
WANTED = [
    "Technology",
    "Program",
    "Fund",
    "MilitaryUnit",
    "Facility",
    "Patent",
    "Licence",
    "Product",
    "Tie",
]


@EACH
def test_a_schema_has_all_properties_of_its_ancestors(name):
    held = schema.schema(name)

    for ancestor in held.ancestors:
        assert schema.schema(ancestor).properties.keys() <= held.properties.keys()


@EACH
def test_captions_and_ends_are_properties(name):
    held = schema.schema(name)

    assert set(held.caption) <= held.properties.keys()
    assert set(held.required) <= held.properties.keys()
    if held.is_edge:
        assert held.properties[held.edge_source].type == "entity"
        assert held.properties[held.edge_target].type == "entity"


@EACH
def test_entity_properties_name_a_known_schema(name):
    for prop in schema.schema(name).properties.values():
        assert (prop.range is not None) == (prop.type == "entity")
        assert prop.range is None or prop.range in schema.names()


@EACH
def test_what_is_ours_degrades_to_what_is_not(name):
    held = schema.schema(name)

    target = schema.schema(held.ftm)

    assert not target.is_extension
    assert not target.is_abstract or held.is_abstract
    for prop in held.properties.values():
        if prop.ftm is not None and prop.is_extension:
            assert prop.ftm in target.properties
            assert not target.properties[prop.ftm].is_extension


@pytest.mark.parametrize("name", WANTED)
def test_there_is_a_schema_for(name):
    assert name in OURS


def test_a_tie_degrades_to_a_link_with_role_and_proof():
    tie = schema.schema("Tie")

    assert tie.ftm == "UnknownLink"
    assert tie.properties["tieType"].ftm == "role"
    assert tie.properties["proof"].ftm == "proof"
    assert (tie.edge_source, tie.edge_target) == ("subject", "object")


@pytest.mark.parametrize(
    "prop",
    [
        "licenceRequirement",
        "licencePolicy",
        "citation",
        "scope",
        "list",
        "standardOrder",
    ],
)
def test_a_listing_has_room_for_what_its_list_says(prop):
    assert schema.schema("Sanction").properties[prop].is_extension


@pytest.mark.parametrize(
    ("name", "ancestor", "is_one"),
    [
        ("Company", "LegalEntity", True),
        ("Company", "Asset", True),
        ("MilitaryUnit", "PublicBody", True),
        ("Person", "Organization", False),
        ("Person", "Person", True),
    ],
)
def test_inheritance(name, ancestor, is_one):
    assert schema.is_a(name, ancestor) is is_one


def test_a_company_is_matchable_and_a_listing_is_not():
    assert schema.matchable("Company")
    assert not schema.matchable("Sanction")


def test_the_type_of_a_property_is_told():
    assert schema.property_type("Person", "nationality") == "country"
    assert schema.property_type("Sanction", "licencePolicy") == "text"


@pytest.mark.parametrize("name", ["company", "", "Spaceship"])
def test_an_unknown_schema_is_named(name):
    with pytest.raises(SchemaError) as caught:
        schema.schema(name)

    assert repr(name) in str(caught.value)


def test_an_unknown_property_is_named_with_its_schema():
    with pytest.raises(SchemaError) as caught:
        schema.property_type("Person", "shoeSize")

    assert "Person" in str(caught.value)
    assert "'shoeSize'" in str(caught.value)
