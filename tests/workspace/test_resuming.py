"""What is finished stays when a run is cut, and only the same run goes on."""

import pytest

from tieline.model.errors import UsageError
from tieline.model.query import EditionRef, Query, Result, Run, Searched
from tieline.workspace.resuming import (
    Spool,
    SpoolHead,
    check_head,
    read_head,
    spool_path,
    spooled,
)


def head(sha256="0", threshold=0.7, version="1"):
    run = Run(
        as_of="2025-01-01",
        known_on="2025-01-01",
        editions={"d": EditionRef(version=version, sha256=version, published=None)},
        searched=Searched(datasets=1, entities=1),
    )
    return SpoolHead(input_sha256=sha256, options={"threshold": threshold}, run=run)


def result(number):
    asked = Query(id=str(number), schema="Thing", properties={"name": ("A",)})
    return Result(query=asked, hits=())


def test_the_spool_lies_beside_the_output(tmp_path):
    assert spool_path(tmp_path / "out.csv").parent == tmp_path


def test_a_spool_goes_on_after_the_last_whole_line(tmp_path):
    path = tmp_path / "spool"
    with Spool.start(path, head()) as spool:
        spool.add(result(1))
        spool.add(result(2))
    with path.open("ab") as file:
        file.write(b'{"kind":"result","query":{"id":"3"')

    with Spool.go_on(path) as spool:
        done = spool.done
        spool.add(result(3))

    assert done == 2
    assert [one.query.id for one in spooled(path)] == ["1", "2", "3"]


def test_a_new_spool_replaces_the_old_one(tmp_path):
    path = tmp_path / "spool"
    with Spool.start(path, head()) as spool:
        spool.add(result(1))

    Spool.start(path, head()).close()

    assert list(spooled(path)) == []


def test_the_head_is_read_back(tmp_path):
    path = tmp_path / "spool"

    Spool.start(path, head()).close()

    assert read_head(path) == head()


def test_without_a_spool_there_is_no_head(tmp_path):
    assert read_head(tmp_path / "spool") is None


def test_a_head_that_was_cut_counts_as_none(tmp_path):
    path = tmp_path / "spool"
    path.write_bytes(b'{"input_sha')

    assert read_head(path) is None


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (head(sha256="1"), "the input file"),
        (head(threshold=0.8), "--threshold"),
        (head(version="2"), "the editions searched"),
    ],
)
def test_going_on_with_something_else_is_refused(tmp_path, other, said):
    with pytest.raises(UsageError, match=said) as caught:
        check_head(tmp_path / "spool", head(), other)

    assert "--yes" in caught.value.hint
