"""What we export is valid FollowTheMoney, and comes back with the ids it had."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tieline.model import schema as schemata
from tieline.model.entry import EntryDraft, Provenance
from tieline.model.exchange import Heading, Referent, export_lines
from tieline.model.source import Part, Report, Snapshot
from tieline.sources.ftm import SOURCE as FTM
from tieline.workspace.export import export
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.workspace import open_workspace

CSL = "data/lists/us_csl_2023-11_partial_4228rows.csv"
VALUES = {
    "checksum": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "country": "cn",
    "date": "2020-01-31",
    "email": "office@example.com",
    "gender": "female",
    "identifier": "91-B",
    "ip": "192.0.2.1",
    "language": "zho",
    "mimetype": "text/plain",
    "number": "12",
    "phone": "+861012345678",
    "topic": "export.control",
    "url": "https://example.com/a",
}


def workspace_in(folder, *files, **how):
    """A workspace whose project holds the files."""
    workspace = open_workspace(folder, project=folder, env={})
    if files:
        done = list(import_files(workspace, files, Importing(**how)))
        assert [one.error for one in done] == [None] * len(done)
    return workspace


def exported(workspace, form, target):
    times = workspace.times(as_of=None, known_on=None)
    export(workspace, times, target, form=form)
    return target


def rows_of(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def table_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def imported(path):
    """The statements that our own reader of FollowTheMoney finds in a file."""
    part = Part(
        name=path.name,
        sha256="0" * 64,
        size=path.stat().st_size,
        open=lambda: path.open("rb"),
    )
    snapshot = Snapshot(source_key="ftm", dataset="ftm", sha256="0" * 64, parts=(part,))
    return [
        stated.statement
        for entry in FTM.parse(snapshot, Report())
        for stated in entry.statements
    ]


def extensions():
    """One entity of each schema of ours or added to, with all that is ours filled."""
    held = Provenance(dataset="ours", snapshot_sha256="0" * 64, method="test/1")
    ours = [
        name
        for name in schemata.names()
        if schemata.schema(name).is_extension
        or (
            any(p.is_extension for p in schemata.schema(name).properties.values())
            and not schemata.schema(name).is_abstract
        )
    ]
    for name in ours:
        draft = EntryDraft(f"test {name}", held)
        whole = schemata.schema(name)
        wanted = {*whole.required, whole.edge_source, whole.edge_target, "name"}
        for prop in whole.properties.values():
            if not prop.is_extension and prop.name not in wanted:
                continue
            value = VALUES.get(prop.type, f"{prop.name} of {name}")
            if prop.type == "entity":
                value = f"some-{prop.range}".lower()
            draft.add(
                f"one-{name}", name, prop.name, value, column=prop.name, quote=value
            )
        yield draft.finish(f"one-{name}")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """The bundle, in both forms of FollowTheMoney."""
    folder = tmp_path_factory.mktemp("bundle")
    workspace = workspace_in(folder)
    return (
        exported(workspace, "ftm", folder / "entities.json"),
        exported(workspace, "statements", folder / "statements.csv"),
    )


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Entities of our own schemata, imported and exported as FollowTheMoney."""
    folder = tmp_path_factory.mktemp("ours")
    entries = list(extensions())
    stated = [each for entry in entries for each in entry.statements]
    lines = export_lines(
        Heading(editions={"ours": "1"}),
        stated,
        [Referent(entity_id="one-Tie", other_id="first-tie", dataset="ours")],
    )
    file = folder / "ours.ndjson"
    file.write_bytes(b"".join(lines))
    (folder / "tieline.toml").write_text("format_version = 1\nbundle = false\n")
    workspace = workspace_in(folder, file, published="2024-01-31")
    return (
        exported(workspace, "ftm", folder / "entities.json"),
        exported(workspace, "statements", folder / "statements.csv"),
    )


def test_followthemoney_finds_no_fault_in_the_bundle(oracle, bundle):
    entities, _ = bundle

    faults = oracle("complaints", rows=rows_of(entities))

    assert faults == []


def test_ftm_validate_passes_every_entity_of_the_bundle_on(oracle, bundle, tmp_path):
    entities, _ = bundle
    target = tmp_path / "validated.json"
    command = Path(oracle.python).with_name("ftm")

    subprocess.run(
        [command, "validate", "-i", entities, "-o", target],
        check=True,
        capture_output=True,
    )

    def known(rows):
        return {
            row["id"]: (
                row["schema"],
                {k: len(v) for k, v in row["properties"].items()},
            )
            for row in rows
        }

    assert known(rows_of(target)) == known(rows_of(entities))


def test_followthemoney_reckons_the_ids_that_our_table_has(oracle, bundle):
    _, table = bundle
    rows = table_of(table)

    theirs = oracle("statements", str(table))
    anew = oracle("ids", rows=theirs)

    assert [row["id"] for row in theirs] == [row["id"] for row in rows]
    assert anew == [row["id"] for row in rows]


def test_statements_written_by_followthemoney_come_back_equal(oracle, bundle, tmp_path):
    _, table = bundle
    target = tmp_path / "rewritten.csv"

    oracle("rewrite", str(table), str(target))

    assert imported(target) == imported(table)
    assert [one.id for one in imported(target)] == [
        row["id"] for row in table_of(table)
    ]


def test_statements_make_the_entities_that_we_write(oracle, bundle):
    """All but the files that prove a tie: statements name their source by `origin`."""
    entities, table = bundle
    ours = rows_of(entities)
    proofs = {proof for row in ours for proof in row["properties"].get("proof", ())}

    theirs = oracle("gather", str(table))

    def known(rows):
        return {
            row["id"]: (
                row["schema"],
                {k: set(v) for k, v in row["properties"].items() if k != "proof"},
            )
            for row in rows
            if row["id"] not in proofs
        }

    assert proofs
    assert known(theirs) == known(ours)


def test_entities_of_our_schemata_degrade_to_valid_ones(oracle, ours):
    entities, table = ours

    faults = oracle("complaints", rows=rows_of(entities))
    theirs = oracle("statements", str(table))

    assert faults == []
    assert [row["id"] for row in theirs] == [row["id"] for row in table_of(table)]


def test_a_tie_degrades_to_an_unknown_link_with_role_and_proof(ours):
    entities, _ = ours
    held = {row["id"]: row for row in rows_of(entities)}

    tie = held["one-Tie"]

    assert tie["schema"] == "UnknownLink"
    assert "tieType of Tie" in tie["properties"]["role"]
    assert [held[proof]["schema"] for proof in tie["properties"]["proof"][-1:]] == [
        "Document"
    ]


def test_followthemoney_drops_only_faulty_cells_of_the_screening_list(
    oracle, shared, tmp_path
):
    (tmp_path / "tieline.toml").write_text("format_version = 1\nbundle = false\n")
    workspace = workspace_in(tmp_path, shared / CSL, partial=True)
    entities = exported(workspace, "ftm", tmp_path / "entities.json")

    faults = oracle("complaints", rows=rows_of(entities))

    # An address without its domain's end; a Philippine number called a US one.
    assert set(faults) <= {
        "ofac-19468: Organization.email drops 'PRIYEMNAYA@YGDU'",
        "ofac-10850: Person.socialSecurityNumber drops '33-3208848-3'",
    }
