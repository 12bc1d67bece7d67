"""A catalog from elsewhere leads nobody out of the project's folder."""

import json

import pytest

from tieline.model.errors import ProjectError
from tieline.store.catalog import Catalog


@pytest.mark.parametrize(
    "change",
    [
        {"folder": "../victim"},
        {"folder": "/victim"},
        {"folder": "editions/house/.."},
        {"folder": "editions/house"},
        {"sha256": "../../victim"},
        {"files": [{"name": "../../x", "sha256": "0" * 64, "size": 1}]},
        {"parts": [{"name": "..", "sha256": "0" * 64, "size": 1}]},
    ],
)
def test_an_edition_outside_the_project_is_damage(store, project, make, change):
    store([make.entry(1)])
    written = json.loads(project.catalog.read_bytes())
    written["editions"][0].update(change)
    project.catalog.write_text(json.dumps(written), encoding="utf-8")

    with pytest.raises(ProjectError, match="outside the project") as caught:
        Catalog.read(project, bundle=False)

    assert str(project.catalog) == caught.value.where
