"""Status, doctor, export and purge of one project."""

import io
import json

import pytest

from tieline.model.errors import NotFoundError, ProjectError, UsageError
from tieline.store.state import State
from tieline.workspace.doctor import examine
from tieline.workspace.export import export
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.purge import (
    hide,
    look,
    purge_dataset,
    purge_id,
    sign,
    unhide,
)
from tieline.workspace.status import status


def _times(workspace):
    return workspace.times(as_of=None, known_on=None)


def _exported(workspace, form="tieline"):
    out = io.BytesIO()
    export(workspace, _times(workspace), out, form=form)
    return out.getvalue()


def test_status_says_how_old_and_how_much(held):
    found = status(held, _times(held))

    (row,) = found.editions
    assert (row.dataset, row.age_days, row.entities, row.listings) == (
        "house",
        21,
        3,
        3,
    )
    assert row.licence == "For our own use"
    assert found.end.bytes > 0


@pytest.mark.usefixtures("held")
def test_status_warns_of_what_is_too_old(house, tmp_path):
    workspace = house.workspace_in(tmp_path, max_age_days=20)

    found = status(workspace, _times(workspace))

    assert found.stale == (
        "house was published 21 days ago (2025-01-10), more than 20",
    )


def test_status_of_nothing_makes_no_project(house, tmp_path):
    workspace = house.workspace_in(tmp_path)

    found = status(workspace, _times(workspace))

    assert found.editions == ()
    assert not (tmp_path / "project").exists()


def test_status_lists_former_editions_on_request(held, house, tmp_path):
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(tmp_path, name=name, rows=house.RIVER)
    list(import_files(held, [table], Importing(mapping=mapping)))

    found = status(held, _times(held), everything=True)

    in_force = {row.published: row.is_in_force for row in found.editions}
    assert in_force == {"2025-01-10": False, "2025-01-20": True}


def test_the_doctor_finds_a_sound_project_sound(held):
    found = {check.name: check.verdict for check in examine(lambda: held)}

    assert "fail" not in found.values()
    assert any(name.startswith("house@") for name in found)


def test_the_doctor_names_a_damaged_file_and_the_remedy(held):
    (index,) = held.project.editions.rglob("profiles.tlx")
    data = bytearray(index.read_bytes())
    data[-1] ^= 0xFF
    index.write_bytes(data)

    (failed,) = [c for c in examine(lambda: held) if c.verdict == "fail"]

    assert failed.name.startswith("house@")
    assert failed.remedy


def test_the_doctor_goes_on_where_the_project_does_not_open():
    def broken():
        what = "cannot be read"
        raise ProjectError(what, where="tieline.toml", hint="Correct it")

    found = list(examine(broken))

    assert (found[-1].name, found[-1].verdict) == ("project", "fail")
    assert found[-1].remedy == "Correct it"


def test_our_own_export_reads_back_to_the_same_bytes(held, house, tmp_path):
    path = tmp_path / "house.ndjson"
    path.write_bytes(_exported(held))
    other = house.workspace_in(tmp_path / "other")

    (done,) = import_files(other, [path], Importing(published="2025-01-10"))

    lines = _exported(held).splitlines()[1:]
    assert done.outcome == "imported"
    assert _exported(other).splitlines()[1:] == lines


def test_what_was_held_in_part_reads_back_as_partial(held, house, tmp_path):
    name = "house_2025-01-20.csv"
    table, mapping = house.write_list(
        tmp_path, name=name, rows=house.RIVER + "h-4,company\n"
    )
    how = Importing(mapping=mapping, partial=True)
    list(import_files(held, [table], how))
    path = tmp_path / "house.ndjson"
    path.write_bytes(_exported(held))

    (done,) = import_files(house.workspace_in(tmp_path / "other"), [path], Importing())

    assert done.is_partial
    assert done.published == "2025-01-31"


def test_an_export_says_as_of_when_and_of_what(held):
    head = json.loads(_exported(held).splitlines()[0])

    assert (head["as_of"], head["known_on"]) == ("2025-01-31", "2025-01-31")
    assert list(head["editions"]) == ["house"]


def test_entities_are_plain_followthemoney(held):
    entities = [json.loads(line) for line in _exported(held, "ftm").splitlines()]

    schemata = {entity["schema"] for entity in entities}
    assert schemata == {"Company", "Person", "Sanction"}
    assert all("list" not in entity["properties"] for entity in entities)


def test_statements_come_as_a_table(held):
    lines = _exported(held, "statements").decode("utf-8").splitlines()

    assert lines[0].startswith("canonical_id,entity_id,prop,prop_type,schema,value")


def test_a_file_is_exported_whole_or_not_at_all(held, tmp_path, monkeypatch):
    out = tmp_path / "out.ndjson"
    out.write_text("old\n", "utf-8")

    def broken(*_, **__):
        yield b"half"
        raise KeyboardInterrupt

    monkeypatch.setattr("tieline.workspace.export.own_export", broken)
    with pytest.raises(KeyboardInterrupt):
        export(held, _times(held), out, form="tieline")

    assert out.read_text("utf-8") == "old\n"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_purged_entity_is_nowhere_in_the_project(held):
    signed = sign(held, "a request for erasure")

    done = purge_id(held, "house-h-3", signed, keep_files=False)

    assert done.statements > 0
    assert b"Zhang Wei" not in _exported(held)
    held_bytes = b"".join(
        path.read_bytes() for path in held.place.rglob("*") if path.is_file()
    )
    assert b"Zhang Wei" not in held_bytes


def test_a_purge_leaves_a_stub_with_day_person_and_reason(held):
    signed = sign(held, "a request for erasure")

    done = purge_id(held, "house-h-3", signed, keep_files=False)

    (stub,) = done.removals
    assert (stub.by, stub.at, stub.why) == (
        "Jo Doe",
        "2025-01-31T12:00:00Z",
        "a request for erasure",
    )
    assert len(stub.removed_sha256) == 64
    assert status(held, _times(held)).editions[0].removed == done.statements


def test_what_would_go_is_told_first_and_nothing_goes(held):
    before = _exported(held)

    found = look(held, "house-h-1")

    assert list(found.editions.values()) == [
        sum(
            line.count(b'"kind":"statement"')
            for line in before.splitlines()
            if b"h-1" in line
        )
    ]
    assert _exported(held) == before


def test_a_purge_of_nobody_is_told(held):
    with pytest.raises(NotFoundError):
        look(held, "house-h-77")


@pytest.mark.parametrize("why", ["", "  "])
def test_a_purge_needs_a_reason(held, why):
    with pytest.raises(UsageError):
        sign(held, why)


def test_a_purge_needs_a_person(house, tmp_path):
    workspace = house.workspace_in(tmp_path, by=None)
    workspace.settings = workspace.settings.__class__(
        layers=workspace.settings.layers[1:]
    )

    with pytest.raises(UsageError) as caught:
        sign(workspace, "a reason")

    assert "--by" in caught.value.hint


def test_a_hidden_entity_comes_back_when_it_is_shown_again(held):
    before = _exported(held)

    hide(held, "house-h-3", sign(held, "a dispute"))
    hidden = _exported(held)
    unhide(held, "house-h-3", sign(held, "it was settled"))

    assert b"Zhang Wei" not in hidden
    assert _exported(held) == before


def test_a_purged_data_set_is_gone_and_its_copies_too(held):
    done = purge_dataset(held, "house", sign(held, "the licence ended"))

    assert held.catalog().editions() == {}
    assert done.statements > 0
    assert b"Zhang Wei" not in b"".join(
        path.read_bytes() for path in held.place.rglob("*") if path.is_file()
    )


def test_a_purged_data_set_leaves_its_proof_in_the_log(held):
    done = purge_dataset(held, "house", sign(held, "the licence ended"))

    with State.open(held.project) as state:
        event = state.audit()[-1]
    assert event.action == "purge"
    stubs = [stub["removed_sha256"] for stub in event.detail["editions"].values()]
    assert stubs == [removal.removed_sha256 for removal in done.removals]
