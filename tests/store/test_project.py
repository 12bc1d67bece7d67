"""Finding, making and refusing projects."""

import pytest

from tieline.model.errors import ProjectError
from tieline.store.project import find_project, open_project


def test_the_nearest_marker_upwards_is_the_project(tmp_path):
    open_project(tmp_path, create=True)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)

    found = find_project(inner)

    assert found == tmp_path


def test_a_new_project_says_its_format(tmp_path):
    project = open_project(tmp_path / "new", create=True)

    text = (project.root / "tieline.toml").read_text()

    assert "format_version = 1" in text


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5000])
def test_a_marker_beyond_reason_is_named(tmp_path, value):
    marker = tmp_path / "tieline.toml"
    marker.write_text(f"format_version = {value}", "utf-8")

    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path, create=False)

    assert caught.value.where == str(marker)


def test_a_missing_project_is_not_made_unasked(tmp_path):
    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path / "none", create=False)

    assert not (tmp_path / "none").exists()
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("format_version = 2\n", "newer"),
        ("", "format_version"),
        ("format_version = true\n", "format_version"),
        ("not toml", "by hand"),
        ("format_version = 1\nbundle = 3\n", "bundle"),
    ],
)
def test_a_marker_that_cannot_be_used_says_what_to_do(tmp_path, text, word):
    (tmp_path / "tieline.toml").write_text(text)

    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path, create=False)

    assert word in caught.value.hint
    assert str(tmp_path / "tieline.toml") in str(caught.value)
