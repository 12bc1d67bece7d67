"""Exports: our own loses nothing, FollowTheMoney's is plain."""

import csv
import io
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.engine.duck import DuckEngine
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.evidence import Evidence
from tieline.model.exchange import Heading
from tieline.model.quantity import Quantity
from tieline.model.schema import schema
from tieline.model.source import Report
from tieline.model.statement import Stated, Statement
from tieline.sources.tieline_export import SOURCE
from tieline.store.catalog import Catalog
from tieline.store.exporting import (
    FTM_COLUMNS,
    ftm_entities,
    ftm_statements,
    own_export,
)
from tieline.store.project import open_project
from tieline.store.reading import Reader
from tieline.store.writing import EditionWriter

HEADING = Heading(editions={"d": "2024-01-01"}, known_on="2024-01-01")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
IDS = st.sampled_from(["a", "b", "c", "é", "\U0001f600", "a-el"])
DAY = st.sampled_from([None, "2023-11", "2024-01-01"])
MAYBE = st.none() | TEXT
QUANTITY = st.builds(
    Quantity,
    low=st.none() | st.just("1.50"),
    high=st.none() | st.just("2"),
    unit=st.sampled_from(["percent", "CNY"]),
    bound=st.sampled_from(["exact", "about", "more_than"]),
    quote=TEXT,
)
EVIDENCE = st.builds(
    Evidence,
    snapshot_sha256=st.sampled_from(["ab" * 32, "cd" * 32]),
    locator=TEXT,
    quote=st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    method=TEXT,
    page=st.none() | st.integers(1, 99),
    start=st.none() | st.integers(0, 99),
    end=st.none() | st.integers(0, 99),
)
KINDS = st.sampled_from(
    [
        ("Company", "name"),
        ("Person", "nationality"),
        ("Sanction", "entity"),
        ("Sanction", "licencePolicy"),
        ("Identification", "holder"),
        ("Tie", "subject"),
        ("Fund", "targetAmount"),
    ]
)


@st.composite
def stated(draw):
    kind, prop = draw(KINDS)
    return Stated(
        statement=Statement(
            entity_id=draw(IDS),
            schema=kind,
            prop=prop,
            value=draw(IDS if prop in ("entity", "holder") else TEXT),
            dataset=draw(st.sampled_from(["d", "e"])),
            lang=draw(st.sampled_from([None, "eng", "zho"])),
            original_value=draw(MAYBE),
            first_seen=draw(DAY),
            last_seen=draw(DAY),
            external=draw(st.booleans()),
            origin=draw(MAYBE),
            canonical_id=draw(st.none() | IDS),
            status=draw(st.sampled_from([None, "listed", "alleged", "removed"])),
            reliability=draw(st.sampled_from([None, "A", "F"])),
            credibility=draw(st.sampled_from([None, "1", "6"])),
            quantity=draw(st.none() | QUANTITY),
        ),
        evidence=tuple(draw(st.lists(EVIDENCE, min_size=1, max_size=3, unique=True))),
    )


@st.composite
def entry(draw):
    return Entry(
        locator="d row 1",
        entity_ids=(),
        statements=tuple(draw(st.lists(stated(), max_size=6))),
        referents=tuple(draw(st.lists(st.tuples(IDS, IDS), max_size=2))),
    )


def write(project, engine, entries, make, **more):
    with EditionWriter(project, engine, make.meta(**more)) as writer:
        for each in entries:
            writer.add(each)
        writer.finish(make.index)


def export(project, engine):
    catalog = Catalog.read(project, bundle=False)
    return b"".join(own_export(Reader(engine, catalog, catalog.editions()), HEADING))


def read_back(data, make):
    return list(SOURCE.parse(make.snapshot(data, name="export.ndjson"), Report()))


def test_our_own_export_comes_back_byte_for_byte(make):
    @settings(max_examples=25, deadline=None, database=None)
    @given(entries=st.lists(entry(), max_size=4))
    def holds(entries):
        with tempfile.TemporaryDirectory() as folder, DuckEngine() as engine:
            one = open_project(Path(folder) / "one", create=True)
            other = open_project(Path(folder) / "other", create=True)
            write(one, engine, entries, make)

            first = export(one, engine)
            write(other, engine, read_back(first, make), make, dataset="back")

            assert export(other, engine) == first

    holds()


def test_an_export_of_two_data_sets_comes_back_from_one_file(tmp_path, engine, make):
    one = open_project(tmp_path / "one", create=True)
    other = open_project(tmp_path / "other", create=True)
    entries = [make.entry(number) for number in range(3)]
    write(one, engine, entries, make)
    more = [make.entry(1, dataset="sdn", record="x1"), make.entry(7, dataset="sdn")]
    write(one, engine, more, make, dataset="sdn", published="2023-05")

    first = export(one, engine)
    write(other, engine, read_back(first, make), make, dataset="back")

    assert export(other, engine) == first
    assert first.count(b"\n") == 2 + 5 * 14 + 5


def draft():
    held = Provenance(dataset="d", snapshot_sha256="ab" * 32, method="d/1")
    made = EntryDraft("d.csv row 1", held)

    def say(*rows):
        for entity, kind, prop, value in rows:
            made.add(entity, kind, prop, value, column=prop, quote=value)
        return made.finish(rows[0][0])

    return say


def plain(reader):
    return {
        entity["id"]: entity
        for entity in map(msgspec.json.decode, ftm_entities(reader))
    }


def test_what_a_listing_says_beyond_followthemoney_becomes_labelled_text(store, reader):
    store(
        [
            draft()(
                ("a", "Company", "name", "A"),
                ("s", "Sanction", "entity", "a"),
                ("s", "Sanction", "licenceRequirement", "All items"),
                ("s", "Sanction", "citation", "85 FR 83420"),
            )
        ]
    )

    listing = plain(reader())["s"]

    assert listing["properties"] == {
        "entity": ["a"],
        "provisions": ["Licence requirement: All items"],
        "summary": ["Citation: 85 FR 83420"],
    }


def test_a_tie_becomes_an_unknown_link_with_role_and_proof(store, reader):
    store(
        [
            draft()(
                ("t", "Tie", "subject", "a"),
                ("t", "Tie", "object", "b"),
                ("t", "Tie", "tieType", "joint laboratory"),
            )
        ]
    )

    entities = plain(reader())

    tie = entities["t"]
    assert (tie["schema"], tie["properties"]["role"]) == (
        "UnknownLink",
        ["joint laboratory"],
    )
    proof = entities[tie["properties"]["proof"][0]]
    assert (proof["schema"], proof["properties"]["contentHash"]) == (
        "Document",
        ["ab" * 32],
    )


def test_our_schemata_become_the_one_they_extend(store, reader):
    store(
        [
            draft()(
                ("f", "Fund", "name", "Guidance Fund"),
                ("f", "Fund", "targetAmount", "1000"),
            )
        ]
    )

    fund = plain(reader())["f"]

    assert fund["schema"] == "Organization"
    assert fund["properties"] == {
        "name": ["Guidance Fund"],
        "notes": ["Target amount: 1000"],
    }


def test_statements_have_the_columns_of_followthemoney_and_its_properties_only(
    store, reader, make
):
    store([make.entry(number) for number in range(3)])

    data = b"".join(ftm_statements(reader())).decode()

    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert tuple(rows[0]) == FTM_COLUMNS
    assert len(rows) == 42
    for row in rows:
        prop = schema(row["schema"]).properties[row["prop"]]
        assert not prop.is_extension
        assert row["prop_type"] == prop.type
        assert len(row["id"]) == 40
