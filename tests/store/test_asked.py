"""The queries last asked are found again by their id."""

import pytest

from tieline.model.errors import StorageError
from tieline.model.query import Query
from tieline.store.asked import Asked, AskedQueries

AT = "2025-01-31T12:00:00Z"


def asked(name, fingerprint="f"):
    query = Query(id="EO-1/buyer", schema="Company", properties={"name": (name,)})
    return Asked(query=query, fingerprint=fingerprint)


def test_a_query_is_found_by_its_id(tmp_path):
    path = tmp_path / "asked.sqlite"
    with AskedQueries(path) as store:
        store.keep([asked("ACME")], at=AT)

    with AskedQueries(path) as store:
        found = store.find("EO-1/buyer")

    assert found == asked("ACME")


def test_the_query_asked_last_wins(tmp_path):
    with AskedQueries(tmp_path / "asked.sqlite") as store:
        store.keep([asked("ACME", "1"), asked("ACME Ltd", "2")], at=AT)

        assert store.find("EO-1/buyer").fingerprint == "2"


def test_an_id_that_was_not_asked_finds_nothing(tmp_path):
    with AskedQueries(tmp_path / "asked.sqlite") as store:
        assert store.find("EO-2") is None


def test_two_may_keep_at_once(tmp_path):
    path = tmp_path / "asked.sqlite"
    with AskedQueries(path) as one, AskedQueries(path) as two:
        one.keep([asked("ACME")], at=AT)
        two.keep([asked("Other")], at=AT)

        assert one.find("EO-1/buyer") == asked("Other")


@pytest.mark.parametrize("content", [None, b"this is no database at all, but text" * 9])
def test_a_file_that_is_no_database_is_named(tmp_path, content):
    path = tmp_path / "asked.sqlite"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(StorageError, match=r"asked\.sqlite"):
        AskedQueries(path)
