"""Small editions to write and read."""

import pytest

from tieline.engine.duck import DuckEngine
from tieline.model.entry import EntryDraft, Provenance
from tieline.store.edition import EditionMeta
from tieline.store.project import open_project

SHA = "ab" * 32


def meta_of(dataset="us_csl", *, sha256=SHA, published="2024-01-31", **more):
    return EditionMeta(
        dataset=dataset,
        sha256=sha256,
        published=published,
        imported_at="2026-01-02T03:04:05Z",
        imported_by="Ada",
        source_key="us_csl",
        method="us_csl/1",
        **more,
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
    with path.open("w") as file:
        for profile in profiles:
            file.write(profile.id + "\n")


@pytest.fixture
def engine(tmp_path):
    with DuckEngine(tmp_path / "duck") as held:
        yield held


@pytest.fixture
def project(tmp_path):
    return open_project(tmp_path / "project", create=True)
