"""What is held, and what it may be used for."""

import msgspec
import pytest

from tieline.store.edition import Edition
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.status import use_of

EDITION = Edition(
    dataset="d",
    sha256="ab" * 32,
    imported_at="2025-01-02T00:00:00Z",
    version="2025-01-02-abababab",
    folder="editions/d/2025-01-02-abababab",
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Screening, within its licence."),
        ({"uses": "Research only."}, "Research only."),
        ({"is_register": True}, "nobody is screened against it unless it is named"),
        ({"is_partial": True}, "absence from it means nothing"),
        ({"is_bundle": True}, "not for compliance decisions"),
    ],
)
def test_what_an_edition_may_be_used_for_is_said(fields, said):
    assert said in use_of(msgspec.structs.replace(EDITION, **fields))


def test_an_edition_keeps_what_its_source_says_of_its_uses(house, tmp_path, shared):
    path = shared / "data" / "lists" / "us_csl_2019-12_sample115.csv"
    workspace = house.workspace_in(tmp_path)

    list(import_files(workspace, [path], Importing()))

    (edition,) = workspace.catalog().history()
    assert edition.uses
    assert edition.uses in use_of(edition)
