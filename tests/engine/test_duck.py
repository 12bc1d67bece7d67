"""The engine reads and writes tables, downloads nothing, and says what is wrong."""

import os
import signal
import threading

import pytest

from tieline.engine.duck import DuckEngine
from tieline.model.errors import ProjectError


@pytest.fixture
def engine(tmp_path):
    with DuckEngine(tmp_path / "scratch") as held:
        yield held


def test_nothing_is_downloaded_or_loaded_at_run_time(engine):
    names = ["autoinstall_known_extensions", "autoload_known_extensions"]

    rows = engine.query(
        "SELECT name, value FROM duckdb_settings() WHERE name IN (SELECT unnest($n))",
        {"n": names},
    )

    assert sorted(rows) == [(name, "false") for name in names]


def test_json_and_parquet_are_built_in(engine):
    rows = engine.query(
        "SELECT extension_name FROM duckdb_extensions() WHERE loaded AND "
        "install_mode = 'STATICALLY_LINKED'"
    )

    assert {"json", "parquet"} <= {row[0] for row in rows}


def test_rows_come_back_in_order_with_text_numbers_and_gaps(engine, tmp_path):
    path = tmp_path / "it's a table.parquet"
    rows = [("乙", 2, None), ("a'b", 1.5, "x\x00y"), ("", None, "\n")]

    engine.write_parquet(path, ['na"me', "number", "note"], rows)

    columns, found = engine.read_parquet_rows(path)
    assert columns == ('na"me', "number", "note")
    assert list(found) == rows


def test_a_table_without_rows_keeps_its_columns(engine, tmp_path):
    engine.write_parquet(tmp_path / "t.parquet", ["a", "b"], [])

    columns, rows = engine.read_parquet_rows(tmp_path / "t.parquet")

    assert (columns, list(rows)) == (("a", "b"), [])


def test_nothing_is_left_beside_a_table(engine, tmp_path):
    engine.write_parquet(tmp_path / "t.parquet", ["a"], [("x",)])

    assert sorted(path.name for path in tmp_path.glob("t.*")) == ["t.parquet"]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    data = []
    for name in ("one.parquet", "two.parquet"):
        with DuckEngine() as engine:
            rows = ((f"name {n}", n) for n in range(150_000))
            engine.write_parquet(tmp_path / name, ["name", "n"], rows)
        data.append((tmp_path / name).read_bytes())

    assert data[0] == data[1]


def test_values_are_bound_and_never_part_of_the_query(engine):
    odd = "'; DROP TABLE x; --"

    rows = list(engine.query("SELECT $value", {"value": odd}))

    assert rows == [(odd,)]


def test_two_queries_can_be_read_side_by_side(engine):
    first = engine.query("SELECT range FROM range(5000)")
    second = engine.query("SELECT range FROM range(5000)")

    pairs = list(zip(first, second, strict=True))

    assert len(pairs) == 5000
    assert all(one == other for one, other in pairs)


def test_a_query_left_half_read_closes_quietly(engine):
    rows = engine.query("SELECT range FROM range(100000)")
    next(rows)

    rows.close()

    assert list(engine.query("SELECT 1")) == [(1,)]


@pytest.mark.parametrize(
    ("data", "word"), [(None, "missing"), (b"", "damaged"), (b"PAR1xx", "damaged")]
)
def test_a_table_that_cannot_be_read_is_named_with_a_remedy(
    engine, tmp_path, data, word
):
    path = tmp_path / "t.parquet"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(ProjectError, match=word) as caught:
        engine.read_parquet_rows(path)

    assert "t.parquet" in str(caught.value)
    assert caught.value.hint


def test_an_engine_that_was_not_used_closes(tmp_path):
    engine = DuckEngine(tmp_path)

    engine.close()

    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_ends_a_query_as_it_ends_all_else(engine):
    assert list(engine.query("SELECT 1")) == [(1,)]  # it is up before the interrupt
    # Away from a terminal a process may have been started with interrupts ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    long = "SELECT count(*) FROM range(5000000000) r(n) WHERE hash(n) % 7 = 3"

    timer.start()

    try:
        with pytest.raises(KeyboardInterrupt):
            next(engine.query(long))
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("name", ["lists [1]", "lists*", "lists?", "lists ["])
def test_a_name_that_looks_like_a_pattern_is_one_file(engine, tmp_path, name):
    if os.name == "nt" and set(name) & set("*?"):
        pytest.skip("Windows has no such names")
    (tmp_path / "lists 1").mkdir()
    (tmp_path / name).mkdir()
    engine.write_parquet(tmp_path / "lists 1" / "t.parquet", ["a"], [("wrong",)])

    engine.write_parquet(tmp_path / name / "t.parquet", ["a"], [("right",)])

    _, rows = engine.read_parquet_rows(tmp_path / name / "t.parquet")
    assert list(rows) == [("right",)]


def test_times_with_a_zone_come_back_as_text(engine, tmp_path):
    path = tmp_path / "t.parquet"
    engine.copy_to_parquet("SELECT TIMESTAMPTZ '2020-01-02 03:04:05+00' AS t", path)

    _, rows = engine.read_parquet_rows(path)

    assert str(next(rows)[0]).startswith("2020-01-0")


def test_a_parquet_file_of_garbage_is_damaged_not_a_fault(engine, tmp_path):
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1" + bytes(range(256)) * 2 + b"\x10\0\0\0PAR1")

    with pytest.raises(ProjectError, match="damaged"):
        engine.read_parquet_rows(path)
