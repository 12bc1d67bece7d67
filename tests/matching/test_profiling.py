"""From a query to a profile, and to keys."""

import pytest

from tieline.matching.profiling import index_keys, profile_of
from tieline.model.errors import SchemaError
from tieline.model.query import Query


def ask(schema="LegalEntity", **properties):
    held = {prop: (value,) for prop, value in properties.items()}
    return Query(id="q", schema=schema, properties=held)


def test_properties_arrive_by_their_type():
    profile = profile_of(
        ask(
            "Company",
            name=" ACME ",
            alias="Acme Ltd",
            weakAlias="AC",
            leiCode="5493001KJTIIGC8Y1R12",
            country="China",
            incorporationDate="2001-05-01T00:00:00",
            address="1 Main Street",
        )
    )

    assert [(n.text, n.kind) for n in profile.names] == [
        ("ACME", "name"),
        ("Acme Ltd", "alias"),
        ("AC", "weak"),
    ]
    assert profile.identifiers[0].kind == "leiCode"
    assert profile.countries == ("cn",)
    assert profile.dates == (("incorporationDate", "2001-05-01"),)
    assert profile.addresses == ("1 Main Street",)


def test_parts_of_a_persons_name_make_a_name():
    profile = profile_of(ask("Person", lastName="Wang", firstName="Wei"))

    assert profile.names[0].text == "Wei Wang"


def test_a_property_of_another_schema_is_taken_as_what_it_is_there():
    profile = profile_of(ask("LegalEntity", name="Victory", imoNumber="9074729"))

    assert profile.identifiers[0].value == "9074729"


def test_an_unknown_property_is_an_error():
    with pytest.raises(SchemaError, match="no schema has"):
        profile_of(ask(shoeSize="43"))


def test_keys_are_shared_by_two_spellings():
    one = index_keys(profile_of(ask(name="Hangzhou Hikvision")))
    two = index_keys(profile_of(ask(name="HIKVISION of Hang Zhou")))

    assert {"whikvision", "whangzhou", "phang zhou"} <= set(one) & set(two)


def test_keys_are_shared_by_characters_and_pinyin():
    one = index_keys(profile_of(ask("Person", name="毛泽东")))
    two = index_keys(profile_of(ask("Person", name="Mao Zedong")))

    assert {"pze dong", "wzedong", "wmao"} <= set(one) & set(two)


def test_keys_are_sorted_and_each_stands_once():
    keys = index_keys(profile_of(ask(name="Bank of the Bank of China Ltd Bank")))

    assert keys == sorted(set(keys))


def test_a_name_without_letters_has_no_keys():
    assert index_keys(profile_of(ask(name="..."))) == []
