"""Our schemata are FollowTheMoney's, name by name."""

import pytest

from tieline.model import schema as ours


@pytest.fixture(scope="module")
def theirs(oracle):
    return oracle("schemata")[0]


@pytest.fixture(scope="module")
def shared_names():
    return [name for name in ours.names() if not ours.schema(name).is_extension]


def test_every_schema_is_there_and_no_other(theirs, shared_names):
    expected = sorted(theirs)

    names = sorted(shared_names)

    assert names == expected


def test_every_property_has_the_same_type_and_range(theirs, shared_names):
    expected = {name: held["properties"] for name, held in theirs.items()}

    found = {
        name: {
            prop.name: [prop.type, prop.range]
            for prop in ours.schema(name).properties.values()
            if not prop.is_extension
        }
        for name in shared_names
    }

    assert found == expected


def test_inheritance_and_what_may_be_matched_agree(theirs, shared_names):
    expected = {
        name: (held["extends"], held["matchable"], held["abstract"], held["edge"])
        for name, held in theirs.items()
    }

    found = {}
    for name in shared_names:
        held = ours.schema(name)
        edge = [held.edge_source, held.edge_target] if held.is_edge else None
        found[name] = (
            sorted(held.extends),
            held.is_matchable,
            held.is_abstract,
            edge,
        )

    assert found == expected


def test_captions_and_required_properties_agree(theirs, shared_names):
    expected = {
        name: (held["caption"], held["required"]) for name, held in theirs.items()
    }

    found = {
        name: (list(ours.schema(name).caption), sorted(ours.schema(name).required))
        for name in shared_names
    }

    assert found == expected


def test_extensions_hide_no_schema_and_no_property_of_followthemoney(theirs):
    extensions = [name for name in ours.names() if ours.schema(name).is_extension]

    hidden = [name for name in extensions if name in theirs]
    hidden += [
        f"{name}.{prop.name}"
        for name in theirs
        for prop in ours.schema(name).properties.values()
        if prop.is_extension and prop.name in theirs[name]["properties"]
    ]

    assert hidden == []


def test_what_extensions_degrade_to_exists(theirs):
    extensions = [
        ours.schema(name) for name in ours.names() if ours.schema(name).is_extension
    ]

    lost = [each.name for each in extensions if each.ftm not in theirs]
    for each in extensions:
        known = theirs[each.ftm]["properties"]
        lost += [
            f"{each.name}.{prop.name} -> {prop.ftm}"
            for prop in each.properties.values()
            if prop.ftm is not None and prop.ftm not in known
        ]

    assert lost == []
