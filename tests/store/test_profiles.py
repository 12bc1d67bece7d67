"""Profiles: what the matcher sees of an entity, its listings beside it."""

import pytest

from tieline.model.entry import EntryDraft, Provenance
from tieline.model.listing import Listing
from tieline.model.profile import Identifier, NameValue
from tieline.store.composing import Fact, compose


def facts(*rows):
    return [
        Fact(entity, schema, prop, value, "d", None, "d.csv row 1, x", "ab" * 32)
        for entity, schema, prop, value in rows
    ]


def entry(*rows, locator="d.csv row 1"):
    held = Provenance(dataset="d", snapshot_sha256="ab" * 32, method="d/1")
    draft = EntryDraft(locator, held)
    for entity, schema, prop, value in rows:
        draft.add(entity, schema, prop, value, column=prop, quote=value)
    return draft.finish(rows[0][0])


def test_a_listing_comes_with_its_subject_and_all_its_words(store, reader, make):
    edition = store([make.entry(1)])

    profile = next(reader().profiles(edition))

    assert profile.listings == (
        Listing(
            id="co-0000001-el",
            dataset="us_csl",
            list="EL",
            authority="Bureau of Industry and Security",
            start="2020-12-18",
            licence_requirement="All items",
            locator="csl.csv row 1 of abababab",
        ),
    )
    assert profile.referents == ("r1",)


def test_a_paper_of_a_kind_without_a_property_is_an_identifier_of_its_printed_type(
    store, reader, make
):
    edition = store([make.entry(1)])

    profile = next(reader().profiles(edition))

    assert profile.identifiers == (
        Identifier(kind="unified-social-credit-code", value="910000000000000001"),
    )


def test_profiles_come_sorted_by_id_each_once(store, reader, make):
    edition = store([make.entry(number) for number in (9, 3, 5, 3)])

    ids = [profile.id for profile in reader().profiles(edition)]

    assert ids == ["co-0000003", "co-0000005", "co-0000009"]


def test_a_listing_of_two_entities_comes_with_both(store, reader):
    edition = store(
        [
            entry(
                ("a", "Company", "name", "A"),
                ("b", "Company", "name", "B"),
                ("s", "Sanction", "entity", "a"),
                ("s", "Sanction", "entity", "b"),
                ("s", "Sanction", "list", "EL"),
            )
        ]
    )

    listed = {p.id: [x.list for x in p.listings] for p in reader().profiles(edition)}

    assert listed == {"a": ["EL"], "b": ["EL"]}


def test_an_address_kept_as_an_entity_gives_its_text_and_country(store, reader):
    edition = store(
        [
            entry(
                ("a", "Company", "name", "A"),
                ("a", "Company", "addressEntity", "p"),
                ("p", "Address", "full", "1 Long Street"),
                ("p", "Address", "country", "cn"),
            )
        ]
    )

    profiles = list(reader().profiles(edition))

    assert [(p.addresses, p.countries) for p in profiles] == [
        (("1 Long Street",), ("cn",))
    ]


@pytest.mark.parametrize(
    "prop", ["nationality", "citizenship", "birthPlace", "birthCountry", "ethnicity"]
)
def test_origin_is_no_part_of_a_profile(prop):
    profile = compose(
        "a", facts(("a", "Person", "name", "Wang Wei"), ("a", "Person", prop, "zz"))
    )

    assert "zz" not in str(profile)


def test_names_keep_their_kind():
    profile = compose(
        "a",
        facts(
            ("a", "Company", "weakAlias", "W"),
            ("a", "Company", "name", "N"),
            ("a", "Company", "previousName", "P"),
            ("a", "Company", "alias", "A"),
        ),
    )

    assert profile.names == (
        NameValue(text="N", kind="name"),
        NameValue(text="A", kind="alias"),
        NameValue(text="P", kind="alias"),
        NameValue(text="W", kind="weak"),
    )
    assert profile.caption == "N"


def test_the_most_special_schema_is_the_profiles():
    profile = compose(
        "a", facts(("a", "LegalEntity", "name", "N"), ("a", "Company", "alias", "A"))
    )

    assert profile.schema == "Company"


def test_an_address_that_is_itself_listed_has_a_profile_without_a_name():
    profile = compose(
        "a",
        facts(
            ("a", "Address", "name", "Address 01"),
            ("a", "Address", "full", "1 Long Street"),
            ("a", "Address", "country", "cn"),
            ("s", "Sanction", "entity", "a"),
            ("s", "Sanction", "list", "EL"),
        ),
    )

    assert (profile.schema, profile.names) == ("Address", ())
    assert profile.addresses == ("1 Long Street",)
    assert profile.caption == "Address 01: 1 Long Street"
    assert [listing.list for listing in profile.listings] == ["EL"]


@pytest.mark.parametrize("schema", ["Sanction", "Ownership", "Address", "Passport"])
def test_what_is_no_subject_has_no_profile(schema):
    profile = compose("a", facts(("a", schema, "country", "cn")))

    assert profile is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Delisted 2020", "removed"),
        ("expired", "expired"),
        ("In force", None),
        ("Listed", None),
        ("", None),
        ("ENJOINED by court", "enjoined"),
    ],
)
def test_the_printed_status_of_a_listing_is_read(text, status):
    profile = compose(
        "a",
        facts(
            ("a", "Company", "name", "N"),
            ("s", "Sanction", "entity", "a"),
            ("s", "Sanction", "status", text),
        ),
    )

    assert profile.listings[0].status == status
