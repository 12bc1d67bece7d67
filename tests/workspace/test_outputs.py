"""Outputs are put in their place whole, whatever their form."""

from pathlib import Path

import pytest

from tieline.workspace.verbs import screen
from tieline.workspace.workspace import open_workspace


@pytest.mark.parametrize("form", ["csv", "xlsx", "ndjson", "parquet"])
def test_a_link_keeps_pointing_where_it_points(tmp_path, form):
    target, link = tmp_path / f"target.{form}", tmp_path / f"link.{form}"
    target.write_bytes(b"old")
    link.symlink_to(target)
    nowhere = open_workspace(tmp_path, project=Path("nowhere"), env={})

    screen("Hangzhou Hikvision", out=link, workspace=nowhere)

    assert link.is_symlink()
    assert target.stat().st_size > len(b"old")
    assert sorted(one.name for one in tmp_path.iterdir()) == [link.name, target.name]
