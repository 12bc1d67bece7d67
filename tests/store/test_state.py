"""Decisions, redactions and the log."""

import sqlite3

import pytest

from tieline.model.errors import LockedError, ProjectError
from tieline.model.judgement import Judgement
from tieline.store import database
from tieline.store.state import Signature, State


def judgement(verdict="same", *, right="e", at="2026-01-01T00:00:00Z"):
    return Judgement(
        left="q",
        right=right,
        verdict=verdict,
        by="Ada",
        at=at,
        why="same address",
        left_fingerprint="l",
        right_fingerprint="r",
    )


SIGNED = Signature(by="Grace", at="2026-02-02T00:00:00Z", why="a mistake")


def test_the_later_decision_on_a_pair_stands(project):
    with State.open(project) as state:
        state.decide(judgement("same"), judgement("different"), judgement(right="f"))

        standing = {(one.right, one.verdict) for one in state.decisions()}

    assert standing == {("e", "different"), ("f", "same")}


def test_a_decision_comes_back_as_it_was_made(project):
    with State.open(project) as state:
        state.decide(judgement())

    with State.open(project) as state:
        assert state.decisions() == (judgement(),)


def test_undo_lets_the_decision_before_stand_again_and_keeps_the_history(project):
    with State.open(project) as state:
        state.decide(judgement("same"), judgement("different"))

        undone = state.undo("q", "e", SIGNED)

        assert undone.verdict == "different"
        assert [one.verdict for one in state.decisions()] == ["same"]
        assert [(one.judgement.verdict, one.undone) for one in state.history()] == [
            ("same", None),
            ("different", SIGNED),
        ]


def test_there_is_nothing_to_undo_twice(project):
    with State.open(project) as state:
        state.decide(judgement())
        state.undo("q", "e", SIGNED)

        assert state.undo("q", "e", SIGNED) is None


def test_a_lifted_redaction_no_longer_holds(project):
    with State.open(project) as state:
        state.redact("e", SIGNED)
        held = state.redacted()

        lifted = state.lift("e", SIGNED), state.lift("e", SIGNED)

        assert held == {"e"}
        assert lifted == (True, False)
        assert state.redacted() == frozenset()


def test_everything_done_is_in_the_log_which_names_no_entity(project):
    with State.open(project) as state:
        state.decide(judgement(right="secret-id"))
        state.undo("q", "secret-id", SIGNED)
        state.redact("secret-id", SIGNED)
        state.lift("secret-id", SIGNED)

        log = state.audit()

    assert [event.action for event in log] == ["decide", "undo", "redact", "lift"]
    assert "secret-id" not in str(log)


@pytest.mark.parametrize("sql", ["DELETE FROM audit", "UPDATE audit SET by = 'x'"])
def test_the_log_can_only_be_added_to(project, sql):
    with State.open(project) as state:
        state.log("test", SIGNED, {"n": 1})
    connection = sqlite3.connect(project.state)

    with pytest.raises(sqlite3.IntegrityError, match="added to"):
        connection.execute(sql)

    connection.close()


def test_a_forgotten_id_leaves_the_decision_but_not_the_id(project):
    with State.open(project) as state:
        state.decide(judgement(right="secret-id"))

        number = state.forget("secret-id", SIGNED)

        assert number == 1
        assert state.decisions()[0].verdict == "same"
    raw = b"".join(path.read_bytes() for path in project.root.glob("state.sqlite*"))
    assert b"secret-id" not in raw
    assert b"same address" not in raw


def test_a_batch_with_a_bad_decision_is_not_taken_in_at_all(project):
    bad = Judgement(left="q", right=None, verdict="same", by="", at="", why="")
    with State.open(project) as state:
        with pytest.raises(ProjectError):
            state.decide(judgement(), bad)

        assert state.decisions() == ()


def test_two_open_states_see_what_the_other_wrote(project):
    with State.open(project) as one, State.open(project) as other:
        one.decide(judgement())

        assert other.decisions() == (judgement(),)


def test_a_damaged_database_is_named_with_a_remedy(project):
    project.state.write_bytes(b"this is no database, whatever its name says" * 100)

    with pytest.raises(ProjectError) as caught:
        State.open(project)

    assert "state.sqlite" in str(caught.value)
    assert caught.value.hint


def test_a_newer_database_is_refused(project):
    connection = sqlite3.connect(project.state)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(ProjectError, match="newer"):
        State.open(project)


def test_on_a_disk_that_cannot_be_written_nothing_redacted_shows(project, monkeypatch):
    # What a writer that was killed has not merged yet lies in the log beside it.
    with State.open(project) as writing:
        writing.redact("co-1", SIGNED)
        monkeypatch.setattr(database, "_connect", refusing("readonly database"))

        with State.open(project) as reading:
            assert reading.redacted() == {"co-1"}


def test_a_busy_database_is_not_taken_for_one_that_cannot_be_written(
    project, monkeypatch
):
    State.open(project).close()
    monkeypatch.setattr(database, "_connect", refusing("database is locked"))

    with pytest.raises(LockedError):
        State.open(project)


def refusing(said):
    def connect(_):
        raise sqlite3.OperationalError(said)

    return connect
