"""Every reader is fed with damaged input, and takes its sound files."""

import sys
from pathlib import Path

import pytest

from tieline.model.errors import TielineError
from tieline.registry import sources

ROOT = Path(__file__).resolve().parents[1]
FAMILIES = (
    "csv",
    "xlsx",
    "ndjson",
    "xml",
    "json",
    "json lines",
    "html",
    "pdf",
    "archive",
)


@pytest.fixture(scope="module")
def targets(tmp_path_factory):
    """The readers that are fuzzed, by name."""
    sys.path.insert(0, str(ROOT / "fuzz"))
    try:
        from targets import targets as all_targets  # noqa: PLC0415 - beside the project

        return {t.name: t for t in all_targets(tmp_path_factory.mktemp("made"))}
    finally:
        sys.path.remove(str(ROOT / "fuzz"))


def test_each_list_with_samples_is_fuzzed(targets):
    with_samples = {key for key in sources() if (ROOT / "tests/samples" / key).is_dir()}

    assert {f"source {key}" for key in with_samples} <= set(targets)


def test_each_family_of_formats_is_fuzzed(targets):
    wanted = {f"format {name}" for name in FAMILIES} | {"index", "mapping", "proposal"}

    assert wanted <= set(targets)


def test_each_reader_takes_its_sound_files_or_says_why_not(targets):
    refused = {}
    for name, target in targets.items():
        for seed in target.seeds:
            try:
                target.read(seed, seed)
            except TielineError as error:
                refused.setdefault(name, []).append(error)

    assert all(error.what for errors in refused.values() for error in errors)
    assert not [
        name for name in refused if name.startswith("format") and name != "format csv"
    ]
