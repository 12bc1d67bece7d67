"""What every engine can do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

Row = tuple[Any, ...]


class Engine(Protocol):
    """Runs SQL over files; values are bound by name (`$name`), never pasted in.

    All methods raise `StorageError` when the disk refuses and `ProjectError` when
    a file is missing or damaged.
    """

    def query(self, sql: str, values: Mapping[str, object] = ...) -> Iterator[Row]:
        """Yield the rows of a query; they are not held in memory at once."""
        ...

    def run(self, sql: str, values: Mapping[str, object] = ...) -> None:
        """Run a statement that returns nothing, such as one that makes a table."""
        ...

    def parquet(self, path: Path) -> str:
        """Return the SQL expression for the rows of a Parquet file."""
        ...

    def ndjson(self, path: Path, columns: Mapping[str, str]) -> str:
        """Return the SQL expression for an NDJSON file; columns name SQL types."""
        ...

    def copy_to_parquet(
        self, sql: str, path: Path, values: Mapping[str, object] = ...
    ) -> None:
        """Write the rows of a query, in its order, to a Parquet file."""
        ...

    def read_parquet_rows(self, path: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Return the columns of a Parquet file and its rows in file order."""
        ...

    def write_parquet(
        self, path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Write rows of text and numbers to a Parquet file, in their order."""
        ...

    def close(self) -> None:
        """Let go of memory and temporary files."""
        ...

    def __enter__(self) -> Self:
        """Return the engine itself."""
        ...

    def __exit__(self, *_: object) -> None:
        """Close it."""
        ...
