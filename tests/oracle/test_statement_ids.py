"""Our statement ids are FollowTheMoney's."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieline.model import schema as schemata
from tieline.model.statement import Statement

TEXT = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
)
SCHEMATA = ("Person", "Company", "Sanction", "Vessel", "Address", "UnknownLink")
PLACES = [
    (name, prop.name)
    for name in SCHEMATA
    for prop in schemata.schema(name).properties.values()
    if not prop.is_extension
]


@st.composite
def statements(draw):
    name, prop = draw(st.sampled_from([*PLACES, ("Person", "id")]))
    return Statement(
        entity_id=draw(TEXT),
        schema=name,
        prop=prop,
        value=draw(TEXT),
        dataset=draw(TEXT),
        lang=draw(st.sampled_from([None, "eng", "zho"])),
        external=draw(st.booleans()),
        original_value=draw(st.none() | TEXT),
    )


def test_ids_are_equal_for_every_property_with_and_without_a_language(oracle):
    made = [
        Statement(entity_id="e", schema=s, prop=p, value="值 V", dataset="d", lang=lang)
        for s, p in PLACES
        for lang in (None, "zho")
    ]

    theirs = oracle("ids", rows=map(msgspec.to_builtins, made))

    assert theirs == [each.id for each in made]


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(made=st.lists(statements(), min_size=50, max_size=200))
def test_ids_are_equal_for_whatever_is_stated(oracle, made):
    expected = [each.id for each in made]

    theirs = oracle("ids", rows=map(msgspec.to_builtins, made))

    assert theirs == expected
