"""What is read back: entities, statements, evidence; what is redacted is not."""

import pytest

from tieline.model.errors import NotFoundError
from tieline.store.catalog import Catalog
from tieline.store.reading import Reader


def test_an_entity_has_its_values_in_the_order_of_the_source(store, reader, make):
    store([make.entry(1)])

    entity = reader().entity("co-0000001")

    assert entity.caption == "Example Optics 1"
    assert list(entity.properties) == ["name", "alias", "address", "country", "topics"]


def test_an_entity_is_found_by_a_foreign_id(store, reader, make):
    store([make.entry(1)])

    entity = reader().entity("r1")

    assert entity.id == "co-0000001"


def test_an_unknown_id_is_not_found_in_data_sets_that_are_named(store, reader, make):
    store([make.entry(1)])

    with pytest.raises(NotFoundError, match="us_csl"):
        reader().entity("nobody")


def test_every_statement_has_the_cell_it_was_read_from(store, reader, make):
    store([make.entry(number) for number in range(5)])

    stated = [each for _, each in reader().stated()]

    assert len(stated) == 70
    assert all(each.evidence for each in stated)
    assert stated[0].evidence[0].locator == "csl.csv row 0, name"
    assert reader().evidence(stated[0].statement.id) == list(stated[0].evidence)


def test_listings_and_papers_lie_next_to_their_subject(store, reader, make):
    store([make.entry(1)])

    near = [entity.schema for entity in reader().adjacent("co-0000001")]

    assert near == ["Sanction", "Identification"]


def test_entities_of_two_data_sets_come_together_under_one_id(store, reader, make):
    store([make.entry(1)])
    store([make.entry(1, dataset="sdn", record="x9")], dataset="sdn")

    entities = {entity.id: entity for entity in reader().entities()}

    assert len(entities) == 3
    assert entities["co-0000001"].datasets == ("sdn", "us_csl")
    assert entities["co-0000001"].referents == ("r1", "x9")


def test_a_reader_keeps_its_editions_while_a_newer_one_is_imported(store, reader, make):
    store([make.entry(1)])
    held = reader()

    store([make.entry(2)], sha256="cd" * 32, published="2024-06-01")

    assert held.entity("co-0000001").id == "co-0000001"
    assert reader().editions["us_csl"].published == "2024-06-01"


@pytest.mark.parametrize("target", ["co-0000001", "co-0000001-el"])
def test_a_redacted_entity_is_nowhere(store, reader, make, target):
    store([make.entry(1), make.entry(2)])

    held = reader(redacted={target})

    with pytest.raises(NotFoundError):
        held.entity(target)
    assert target not in {entity.id for entity in held.entities()}
    assert target not in {each.statement.value for _, each in held.stated()}
    for profile in held.profiles(held.editions["us_csl"]):
        assert target not in (profile.id, *(listing.id for listing in profile.listings))


def test_a_redacted_statement_is_nowhere(store, reader, make):
    edition = store([make.entry(1)])
    name = next(
        each.statement
        for each in reader().statements("co-0000001")
        if each.statement.prop == "name"
    )

    held = reader(redacted={name.id})

    assert held.entity("co-0000001").caption == "EO 1"
    assert [n.text for p in held.profiles(edition) for n in p.names] == ["EO 1"]
    assert held.evidence(name.id) == []


def test_nothing_held_reads_as_nothing(project, engine):
    reader = Reader(engine, Catalog.read(project, bundle=False), {})

    assert list(reader.stated()) == []
    assert list(reader.entities()) == []
    assert list(reader.stated_referents()) == []
