"""What a list says of its addresses fits its reader; no list is named here.

Each sample is served under the name that the list's files are kept under, and fetched.
"""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePath

import pytest

from tieline import registry
from tieline.model.source import Download
from tieline.workspace import sync_plan
from tieline.workspace.clock import Clock
from tieline.workspace.sync import sync_lists
from tieline.workspace.sync_results import Syncing
from tieline.workspace.workspace import open_workspace

SAMPLES = Path(__file__).parents[1] / "samples"
# some samples name days to come
NOW = datetime(2100, 1, 1, tzinfo=UTC)
CHANGED = "Sat, 28 Feb 2026 10:00:00 GMT"


def zipped(name, data):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, data)
    return held.getvalue()


def bodies_of(sample, downloads):
    """The bytes of each download; None where the sample is of another form."""
    if sample.is_dir():
        files = {path.name: path.read_bytes() for path in sample.iterdir()}
        wanted = {each.name for each in downloads}
        return files if set(files) == wanted else None
    if len(downloads) != 1:
        return None
    name = downloads[0].name
    inner = PurePath(name).with_suffix("") if name.endswith(".zip") else PurePath(name)
    if inner.suffix != sample.suffix:
        return None
    data = sample.read_bytes()
    return {name: zipped(inner.name, data) if name.endswith(".zip") else data}


def cases():
    """Every list and edition that a sample has the form of."""
    for key, source in registry.sources().items():
        folder = SAMPLES / key
        expected = folder / "expected.json"
        counts = json.loads(expected.read_text("utf-8")) if expected.exists() else {}
        for group in dict.fromkeys(each.edition for each in source.downloads):
            downloads = [each for each in source.downloads if each.edition == group]
            for name, records in counts.items():
                # of several editions a sample names the one that it is of
                bodies = bodies_of(folder / name, downloads)
                if bodies is not None and group in name:
                    yield pytest.param((key, bodies, records), id=f"{key}-{name}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_sample_comes_through_the_network_whole(
    serving, site, monkeypatch, tmp_path, case
):
    key, bodies, records = case
    source = registry.source(key)
    fields = {name: getattr(source, name) for name in source.__struct_fields__}
    fields["downloads"] = tuple(
        Download(url=f"{site.root}/{name}", name=name) for name in bodies
    )
    monkeypatch.setattr(sync_plan, "sources", lambda: {key: type(source)(**fields)})
    for name, body in bodies.items():
        site.pages[f"/{name}"] = serving.Page(body, changed=CHANGED)
    workspace = open_workspace(
        tmp_path, project=tmp_path / "case", env={}, clock=Clock(read=lambda: NOW)
    )

    (done,) = sync_lists(workspace, (key,), Syncing())
    (again,) = sync_lists(workspace, (key,), Syncing())

    assert (done.outcome, done.reason) == ("imported", None)
    assert done.records_in == records
    assert done.published is not None
    assert again.outcome == "unchanged"
