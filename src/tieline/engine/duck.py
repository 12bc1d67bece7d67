"""DuckDB inside the process, over Parquet and NDJSON files."""

import contextlib
import re
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from tieline.model.errors import ProjectError, StorageError

if TYPE_CHECKING:
    import duckdb

Row = tuple[Any, ...]
_BATCH = 2048
# Rows in a group of a Parquet file; fixed, since files must come out byte-identical.
_ROW_GROUP = 61_440
# DuckDB holds twice this much for each line it reads, so it is not larger.
LONGEST_LINE = 64 * 1024 * 1024
_PATTERN = re.compile(r"[\[*?]")
_FULL = ("no space", "not enough space", "disk full", "file too large", "out of disk")
_REFUSED = ("permission denied", "read-only", "could not write", "cannot open file")


class DuckEngine:
    """One in-memory DuckDB that spills to `scratch` and downloads nothing.

    It starts on first use. One thread: the files it writes are then the same
    bytes every time. Without `scratch` it uses a folder of its own; a project's is
    for whoever holds the writer lock, since the next writer sweeps it.
    """

    def __init__(
        self, scratch: Path | None = None, *, memory_limit: str = "512MB"
    ) -> None:
        self._scratch = scratch
        self._own_scratch: tempfile.TemporaryDirectory[str] | None = None
        self._memory_limit = memory_limit
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of memory and temporary files; closing twice is harmless."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._own_scratch is not None:
            self._own_scratch.cleanup()
            self._own_scratch = None

    def query(
        self, sql: str, values: Mapping[str, object] | None = None
    ) -> Iterator[Row]:
        """Yield the rows of a query, a batch at a time.

        Raises:
            StorageError: the disk refuses.
            ProjectError: a file is missing or damaged.
        """
        with self._errors(), self._open().cursor() as cursor:
            cursor.execute(sql, dict(values or {}))
            while rows := cursor.fetchmany(_BATCH):
                yield from rows

    def run(self, sql: str, values: Mapping[str, object] | None = None) -> None:
        """Run a statement that returns nothing.

        Raises:
            StorageError: the disk refuses.
            ProjectError: a file is missing or damaged.
        """
        with self._errors(), self._open().cursor() as cursor:
            cursor.execute(sql, dict(values or {}))

    def parquet(self, path: Path) -> str:
        """Return the SQL expression for the rows of a Parquet file."""
        return f"read_parquet({_literal(_one_file(path))})"

    def ndjson(self, path: Path, columns: Mapping[str, str]) -> str:
        """Return the SQL expression for an NDJSON file; columns name SQL types."""
        named = ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in columns.items())
        return (
            f"read_json({_literal(_one_file(path))}, format='newline_delimited', "
            f"maximum_object_size={LONGEST_LINE}, columns={{{named}}})"
        )

    def copy_to_parquet(
        self, sql: str, path: Path, values: Mapping[str, object] | None = None
    ) -> None:
        """Write the rows of a query, in its order, to a Parquet file.

        Raises:
            StorageError: the disk refuses.
            ProjectError: a file that is read is missing or damaged.
        """
        target = _literal(str(path))
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}"
        self.run(f"COPY ({sql}) TO {target} ({options})", values)

    def read_parquet_rows(self, path: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Return the columns of a Parquet file and its rows in file order.

        Raises:
            StorageError: the disk refuses.
            ProjectError: the file is missing or damaged.
        """
        found = self.query(f"DESCRIBE SELECT * FROM {self.parquet(path)}")  # noqa: S608 - paths are quoted, names are ours
        kinds = {str(row[0]): str(row[1]) for row in found}
        chosen = ", ".join(_plain(name, kind) for name, kind in kinds.items())
        rows = self.query(f"SELECT {chosen} FROM {self.parquet(path)}")  # noqa: S608 - paths are quoted, names are ours
        return tuple(kinds), rows

    def write_parquet(
        self, path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Write rows to a Parquet file in their order.

        A column is DOUBLE when all its values are numbers, else VARCHAR.

        Raises:
            StorageError: the disk refuses.
        """
        spool = path.with_name(path.name + ".spool")
        try:
            is_number = _spool(spool, len(columns), rows)
            keys = [f"c{number}" for number in range(len(columns))]
            kinds = ["DOUBLE" if flag else "VARCHAR" for flag in is_number]
            source = self.ndjson(spool, dict(zip(keys, kinds, strict=True)))
            named = ", ".join(
                f"{key} AS {_name(column)}"
                for key, column in zip(keys, columns, strict=True)
            )
            self.copy_to_parquet(f"SELECT {named} FROM {source}", path)  # noqa: S608 - paths are quoted, names are ours
        except OSError as error:
            raise _refusal(str(error), str(path)) from error
        finally:
            spool.unlink(missing_ok=True)

    def _open(self) -> "duckdb.DuckDBPyConnection":
        if self._connection is None:
            import duckdb  # noqa: PLC0415 - a tenth of a second, not always needed

            scratch = self._scratch
            if scratch is None:
                self._own_scratch = tempfile.TemporaryDirectory(prefix="tieline-")
                scratch = Path(self._own_scratch.name)
            self._connection = duckdb.connect(
                ":memory:",
                config={
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "memory_limit": self._memory_limit,
                    "temp_directory": _text_of(scratch),
                    "threads": "1",
                    "preserve_insertion_order": "true",
                },
            )
        return self._connection

    @contextlib.contextmanager
    def _errors(self) -> Generator[None, None, None]:
        """Say what the disk or the files have against it."""
        import duckdb  # noqa: PLC0415 - as above

        try:
            yield
        except duckdb.OutOfMemoryException as error:
            hint = "Free disk space for temporary files, or close other programs"
            what = f"not enough memory or disk: {_first_line(error)}"
            raise StorageError(what, hint=hint) from error
        except (duckdb.IOException, duckdb.HTTPException) as error:
            raise _refusal(_first_line(error), "") from error
        except (
            duckdb.ParserException,
            duckdb.BinderException,
            duckdb.CatalogException,
        ):
            raise  # a fault in our own SQL
        except duckdb.Error as error:
            hint = "Restore the file from a copy, or import that edition again"
            raise ProjectError(
                f"a data file is damaged: {_first_line(error)}", hint=hint
            ) from error
        except RuntimeError as error:
            # On Ctrl-C the database stops its query, and says so in its own way.
            if "interrupted" not in str(error):
                raise
            raise KeyboardInterrupt from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _refusal(what: str, where: str) -> ProjectError:
    """Turn what the system says into an error with a remedy."""
    low = what.lower()
    if any(word in low for word in _FULL):
        hint = "Free space on that disk and run the command again; nothing was changed"
        return StorageError(f"the disk is full: {what}", where=where, hint=hint)
    if "no files found" in low or "no such file" in low:
        hint = "Run the command again; if it persists, import that edition again"
        return ProjectError(f"a data file is missing: {what}", where=where, hint=hint)
    if any(word in low for word in _REFUSED):
        hint = "Check that you may write there, and that the disk is not read-only"
        return StorageError(what, where=where, hint=hint)
    hint = "Restore the file from a copy, or import that edition again"
    return ProjectError(f"a data file is damaged: {what}", where=where, hint=hint)


def _one_file(path: Path) -> str:
    """Escape what the engine would take for a pattern of several files' names.

    >>> _one_file(Path("lists [2024]"))
    'lists [[]2024]'
    """
    return _PATTERN.sub(r"[\g<0>]", str(path))


def _plain(name: str, kind: str) -> str:
    """Select a column; times with a zone as text, for which Python needs a library."""
    quoted = _name(name)
    return f"{quoted}::VARCHAR" if "WITH TIME ZONE" in kind else quoted


def _literal(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        hint = "Rename it, or the folder that holds it, in UTF-8"
        what = "the name is not UTF-8 text"
        raise StorageError(what, where=ascii(text), hint=hint) from error
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def _text_of(path: Path) -> str:
    _literal(str(path))
    return str(path)


def _name(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


def _spool(path: Path, width: int, rows: Iterable[Sequence[object]]) -> list[bool]:
    """Write rows as NDJSON; tell of each column whether it holds numbers only."""
    numbers, filled = [True] * width, [False] * width
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        for row in rows:
            line: dict[str, object] = {}
            for place, value in enumerate(row):
                if value is None:
                    continue
                filled[place] = True
                if not isinstance(value, int | float):
                    numbers[place] = False
                line[f"c{place}"] = value
            file.write(encode(line) + b"\n")
    return [both[0] and both[1] for both in zip(numbers, filled, strict=True)]
