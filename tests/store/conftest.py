"""Small editions to write and read."""

import hashlib
import io
from types import SimpleNamespace

import pytest

from tieline.engine.duck import DuckEngine
from tieline.model.entry import EntryDraft, Provenance
from tieline.model.source import Part, Snapshot
from tieline.store.catalog import Catalog
from tieline.store.edition import EditionMeta
from tieline.store.project import open_project
from tieline.store.reading import Reader
from tieline.store.writing import EditionWriter

SHA = "ab" * 32


def meta_of(dataset="us_csl", *, sha256=SHA, published="2024-01-31", **more):
    """What is known of an edition of the Consolidated Screening List."""
    known = {"imported_at": "2026-01-02T03:04:05Z", "imported_by": "Ada"}
    return EditionMeta(
        dataset=dataset,
        sha256=sha256,
        published=published,
        source_key="us_csl",
        **{"method": "us_csl/1", **known, **more},
    )


def entry_of(number, *, dataset="us_csl", sha256=SHA, record=None, subject=None):
    """A company with one listing and one identity paper, as a list row states it."""
    held = Provenance(dataset=dataset, snapshot_sha256=sha256, method="us_csl/1")
    draft = EntryDraft(f"csl.csv row {number}", held)
    subject = subject or f"co-{number:07d}"
    listing = f"{subject}-el"
    paper = f"paper-{number:07d}"

    def say(entity_id, schema, prop, value):
        draft.add(entity_id, schema, prop, value, column=prop, quote=value)

    say(subject, "Company", "name", f"Example Optics {number}")
    say(subject, "Company", "alias", f"EO {number}")
    say(subject, "Company", "address", f"{number} Long Street, Chengdu")
    say(subject, "Company", "country", "cn")
    say(subject, "Company", "topics", "sanction")
    say(listing, "Sanction", "entity", subject)
    say(listing, "Sanction", "list", "EL")
    say(listing, "Sanction", "authority", "Bureau of Industry and Security")
    say(listing, "Sanction", "listingDate", "2020-12-18")
    say(listing, "Sanction", "licenceRequirement", "All items")
    say(listing, "Sanction", "recordId", record or f"r{number}")
    say(paper, "Identification", "holder", subject)
    say(paper, "Identification", "type", "Unified Social Credit Code")
    say(paper, "Identification", "number", f"91{number:016d}")
    draft.refer(subject, record or f"r{number}")
    return draft.finish(subject)


def build_index(profiles, path):
    """Stand in for the matcher's index: one id a line."""
    path.write_text("".join(f"{profile.id}\n" for profile in profiles))


def snapshot_of(data, *, dataset="us_csl", name="csl.csv"):
    """A snapshot of one part with these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    part = Part(name=name, sha256=sha256, size=len(data), open=lambda: io.BytesIO(data))
    return Snapshot(source_key="us_csl", dataset=dataset, sha256=sha256, parts=(part,))


@pytest.fixture
def make():
    """The makers above, for tests."""
    return SimpleNamespace(
        meta=meta_of, entry=entry_of, index=build_index, snapshot=snapshot_of
    )


@pytest.fixture
def engine(tmp_path):
    with DuckEngine(tmp_path / "duck") as held:
        yield held


@pytest.fixture
def project(tmp_path):
    return open_project(tmp_path / "project", create=True)


@pytest.fixture
def store(project, engine):
    """Write entries as an edition: `store(entries, **meta)` returns the edition."""

    def write(entries, *, report=None, snapshot=None, dataset="us_csl", **more):
        meta = meta_of(dataset, **more)
        with EditionWriter(project, engine, meta) as writer:
            for entry in entries:
                writer.add(entry)
            return writer.finish(build_index, report=report, snapshot=snapshot)

    return write


@pytest.fixture
def reader(project, engine):
    """Open a reader of what is in force: `reader(known_on=..., redacted=...)`."""

    def read(*, known_on=None, redacted=()):
        catalog = Catalog.read(project, bundle=False)
        editions = catalog.editions(known_on)
        return Reader(engine, catalog, editions, redacted=redacted)

    return read
