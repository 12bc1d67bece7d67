"""The queries last asked that found something, so that a decision finds its row."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import msgspec

from tieline.model.errors import StorageError
from tieline.model.query import Query

_TABLE = """
create table if not exists asked (
  id text primary key, fingerprint text not null, query blob not null, at text not null
) without rowid
"""
_KEEP = "insert or replace into asked (id, fingerprint, query, at) values (?, ?, ?, ?)"
_FIND = "select fingerprint, query from asked where id = ?"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A query as it was last asked, and the fingerprint of its row."""

    query: Query
    fingerprint: str


class AskedQueries:
    """The queries by id; the last one asked wins. Use it as a context.

    Two processes may write at once; a query is small and lost ones are asked again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path, timeout=30)
        except sqlite3.Error as error:
            raise self._refused(error) from error
        try:
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute(_TABLE)
        except sqlite3.Error as error:
            self.close()
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep(self, asked: Iterable[Asked], *, at: str) -> None:
        """Keep queries; `at` is an ISO 8601 UTC time."""
        rows = (
            (one.query.id, one.fingerprint, msgspec.json.encode(one.query), at)
            for one in asked
        )
        try:
            with self._connection:
                self._connection.executemany(_KEEP, rows)
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def find(self, query_id: str) -> Asked | None:
        """Return the query last asked under this id, None where there was none."""
        try:
            row = self._connection.execute(_FIND, (query_id,)).fetchone()
        except sqlite3.Error as error:
            raise self._refused(error) from error
        if row is None:
            return None
        try:
            query = msgspec.json.decode(row[1], type=Query)
        except msgspec.DecodeError as error:
            raise self._refused(sqlite3.DatabaseError(str(error))) from error
        return Asked(query=query, fingerprint=str(row[0]))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _refused(self, error: sqlite3.Error) -> StorageError:
        hint = "Check that the project folder can be written and has free space"
        # Its subclass speaks of locks and of the disk; the class itself of damage.
        if type(error) is sqlite3.DatabaseError:
            hint = "Delete it, and screen the table again; no decision is in it"
        return StorageError(str(error), where=str(self._path), hint=hint)
