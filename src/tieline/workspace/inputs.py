"""A table of the user's, whatever its form: columns, rows, hash and rough length."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tieline.files.tables import Table, TableRow, form_of, open_table
from tieline.model.errors import ProjectError, StorageError, TableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tieline.engine.protocol import Engine
    from tieline.workspace.workspace import Workspace

_CHUNK = 1 << 20
_HEAD = 1 << 12
SUFFIXES = frozenset(
    {
        ".csv",
        ".tsv",
        ".tab",
        ".txt",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ods",
        ".parquet",
        ".ndjson",
        ".jsonl",
        ".json",
    }
)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How to read a table; None is found out."""

    encoding: str | None = None
    sheet: str | None = None
    header: int | None = None


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """An open table with its file's hash, and its length in rows as far as known."""

    table: Table
    sha256: str
    lines: int | None

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows that hold something.

        Raises:
            TableError: a row cannot be read; names it.
        """
        return self.table.rows()


def is_file_name(text: str) -> bool:
    """Tell whether an argument means a file: it is one, or is written like one.

    A slash alone does not make a file: it stands in names of firms.

    >>> is_file_name("orders.xlsx"), is_file_name("./orders"), is_file_name("Foo A/S")
    (True, True, False)
    """
    path = Path(text)
    try:
        if path.is_file():
            return True
    except (OSError, ValueError):  # longer than a path may be, or with a NUL
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    if text.startswith(("/", "./", "../", "~/", ".\\", "..\\")):
        return True
    suffix = path.suffix[1:]
    is_path = "/" in text or "\\" in text
    return is_path and " " not in path.name and suffix.isalnum()


def open_input(workspace: Workspace, path: Path, reading: Reading) -> Input:
    """Open a table, hash its bytes and estimate its rows.

    Raises:
        UsageError: there is no such file.
        TableError: it is no table.
    """
    if not path.exists():
        hint = "Check the name; relative names start at the folder you are in"
        what = "there is no such file"
        raise UsageError(what, where=str(path), hint=hint)
    if path.is_dir():
        what = "this is a folder"
        raise UsageError(what, where=str(path), hint="Name a file in it")
    if not path.is_file():
        # A table is read more than once, and a device may have no end.
        what = "this is a pipe or a device, not a file"
        raise UsageError(what, where=str(path), hint="Save the table to a file first")
    try:
        sha256, lines, head = _scan(path)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise TableError(what, where=str(path), hint="Check its permissions") from error
    if form_of(path.name, head) == "parquet":
        return Input(table=_parquet(workspace, path), sha256=sha256, lines=None)
    table = open_table(
        path, encoding=reading.encoding, sheet=reading.sheet, header=reading.header
    )
    known = lines if table.form in {"csv", "tsv", "ndjson"} else None
    return Input(table=table, sha256=sha256, lines=known)


def _scan(path: Path) -> tuple[str, int, bytes]:
    digest = hashlib.sha256()
    lines = 0
    head = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            head = head or chunk[:_HEAD]
            digest.update(chunk)
            lines += chunk.count(b"\n")
    return digest.hexdigest(), lines, head


def open_engine(workspace: Workspace) -> Engine:
    """Open the engine, which alone reads and writes Parquet; close it after use."""
    from tieline.engine.duck import DuckEngine  # noqa: PLC0415 - slow to import

    return DuckEngine(memory_limit=workspace.settings.memory_limit)


def _parquet(workspace: Workspace, path: Path) -> Table:
    """Read a Parquet file through the engine; every value becomes text."""
    with _damage(path), open_engine(workspace) as engine:
        columns, _ = engine.read_parquet_rows(path)

    def read() -> Iterator[TableRow]:
        with _damage(path), open_engine(workspace) as engine:
            _, rows = engine.read_parquet_rows(path)
            for number, values in enumerate(rows, start=1):
                cells = tuple(_text(value) for value in values)
                if any(cells):
                    yield TableRow(number=number, sheet=None, cells=cells)

    return Table(name=path.name, form="parquet", columns=columns, read=read)


@contextmanager
def _damage(path: Path) -> Generator[None]:
    """Speak of the user's own file where the engine speaks of a project's.

    Raises:
        TableError: the file is no whole Parquet file.
    """
    try:
        yield
    except StorageError:
        raise
    except ProjectError as error:
        hint = "Write the Parquet file again, or save the table as .csv"
        raise TableError(error.what, where=str(path), hint=hint) from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(_text(part) for part in value)  # pyright: ignore[reportUnknownVariableType] - values of a foreign file
    return str(value)
