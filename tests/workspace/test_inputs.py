"""A table of the user's own: what is no file, no Parquet, no row."""

import pytest

from tieline.files.tables import LAST_HEADER, open_table
from tieline.model.errors import TableError, UsageError
from tieline.workspace.columns import guess_columns
from tieline.workspace.inputs import Reading, open_input


def test_a_damaged_parquet_file_is_named_as_the_users_own(held, tmp_path):
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1" + bytes(200) + b"\x10\0\0\0PAR1")

    with pytest.raises(TableError) as caught:
        open_input(held, path, Reading())

    assert caught.value.where == str(path)
    assert "import" not in caught.value.hint


def test_a_header_far_down_is_refused_before_anything_is_held(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("name\nAcme\n", encoding="utf-8")

    with pytest.raises(UsageError, match="first"):
        open_table(path, header=LAST_HEADER + 1)


def test_a_table_of_thousands_of_columns_is_described_in_bounds():
    columns = ["name", *(f"column {number}" for number in range(16_000))]

    plan = guess_columns(columns, [["Acme"] + ["x"] * 16_000])

    assert sum(map(len, plan.describe())) < 2_000
