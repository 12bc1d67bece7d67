"""Two editions as the store hands them out."""

import pytest

from tieline.engine.duck import DuckEngine
from tieline.store.comparing import renamed, state_rows


@pytest.fixture
def engine():
    """An engine of its own."""
    with DuckEngine() as held:
        yield held


def _folder(engine, place, rows, pairs=()):
    """Write what `comparing` reads of an edition."""
    place.mkdir()
    columns = ("seq", "target", "entity_id", "schema", "prop", "value", "status", "id")
    columns += ("original_value",)
    filled = [(str(n), *row, "") for n, row in enumerate(rows)]
    engine.write_parquet(place / "statements.parquet", columns, filled)
    engine.write_parquet(place / "referents.parquet", ("entity_id", "other_id"), pairs)
    return place


def _name(target, text="N"):
    return (target, target, "Company", "name", text, "", f"s-{target}")


def test_an_address_is_told_by_its_text_where_it_is_used(engine, tmp_path):
    rows = [
        ("a-1", "a-1", "Address", "full", "1 Road", "", "s1"),
        ("c-1", "c-1", "Company", "addressEntity", "a-1", "", "s2"),
    ]

    found = list(state_rows(engine, _folder(engine, tmp_path / "e", rows)))

    assert [row[:5] for row in found] == [
        ("c-1", "c-1", "Company", "addressEntity", "1 Road")
    ]


def test_a_listed_address_is_there_by_itself(engine, tmp_path):
    rows = [
        ("a-1", "a-1", "Address", "full", "1 Road", "", "s1"),
        ("a-1", "l-1", "Sanction", "list", "EL", "listed", "s2"),
    ]

    found = list(state_rows(engine, _folder(engine, tmp_path / "e", rows)))

    assert [row[0] for row in found] == ["a-1", "a-1"]


@pytest.mark.parametrize("hidden", ["c-1", "s2", "a-1"])
def test_what_is_redacted_and_what_points_at_it_is_left_out(engine, tmp_path, hidden):
    rows = [
        ("a-1", "a-1", "Address", "full", "1 Road", "", "s1"),
        ("c-1", "c-1", "Company", "addressEntity", "a-1", "", "s2"),
    ]
    folder = _folder(engine, tmp_path / "e", rows)

    assert list(state_rows(engine, folder, redacted={hidden})) == []


def test_an_id_that_is_gone_and_is_another_id_of_one_there_was_renamed(
    engine, tmp_path
):
    before = _folder(engine, tmp_path / "b", [_name("c-1"), _name("c-2"), _name("c-3")])
    after = _folder(
        engine,
        tmp_path / "a",
        [_name("d-1"), _name("c-3")],
        [("d-1", "c-1"), ("d-1", "c-3"), ("c-9", "c-2")],
    )

    assert renamed(engine, before, after) == {"d-1": ("c-1",)}


def test_an_other_id_that_became_the_id_was_renamed_too(engine, tmp_path):
    before = _folder(engine, tmp_path / "b", [_name("c-1")], [("c-1", "d-1")])
    after = _folder(engine, tmp_path / "a", [_name("d-1")], [("x", "y")])

    assert renamed(engine, before, after) == {"d-1": ("c-1",)}


def test_a_wallet_belongs_to_its_holder(engine, tmp_path):
    rows = [
        _name("c-1"),
        ("w-1", "w-1", "CryptoWallet", "holder", "c-1", "", "s1"),
        ("w-1", "w-1", "CryptoWallet", "publicKey", "abc", "", "s2"),
    ]

    found = list(state_rows(engine, _folder(engine, tmp_path / "e", rows)))

    assert {row[0] for row in found} == {"c-1"}
