"""A database of decisions that was emptied is not taken for a new one."""

import pytest

from tieline.model.errors import ProjectError
from tieline.store import database
from tieline.store.state import Signature, State

SIGNED = Signature(by="Ada", at="2026-01-01T00:00:00Z", why="a test")


def test_an_emptied_database_is_refused(project):
    State.open(project).close()
    project.state.write_bytes(b"")

    with pytest.raises(ProjectError, match="empty") as caught:
        State.open(project)

    assert "Restore it" in caught.value.hint


def test_making_one_leaves_nothing_beside_it(project):
    State.open(project).close()

    assert [path.name for path in project.root.glob("*state*")] == ["state.sqlite"]


def test_one_that_came_first_is_kept(project, monkeypatch):
    put_new, opened = database._put_new, []

    def late(path):
        monkeypatch.setattr(database, "_put_new", put_new)
        with State.open(project) as first:
            first.log("first", SIGNED, {})
        opened.append(path)
        put_new(path)

    monkeypatch.setattr(database, "_put_new", late)

    with State.open(project) as state:
        assert [event.action for event in state.audit()] == ["first"]
    assert opened
