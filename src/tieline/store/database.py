"""The SQLite file of a project: its tables, and what may go wrong with it."""

import contextlib
import os
import sqlite3
from collections.abc import Generator
from pathlib import Path

from tieline.model.errors import LockedError, ProjectError, StorageError
from tieline.store.disk import PART, disk_errors

STATE_VERSION = 1
_PATIENCE = 10.0  # seconds that a writer waits for another's transaction
_SCHEMA = (
    """
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY, left_id TEXT NOT NULL, right_id TEXT NOT NULL,
  verdict TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
  left_fingerprint TEXT NOT NULL, right_fingerprint TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX decisions_pair ON decisions (left_id, right_id)
""",
    """
CREATE TABLE undone (
  number INTEGER PRIMARY KEY REFERENCES decisions, by TEXT NOT NULL, at TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE redactions (
  number INTEGER PRIMARY KEY, target TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL, why TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE lifted (
  number INTEGER PRIMARY KEY REFERENCES redactions, by TEXT NOT NULL,
  at TEXT NOT NULL, why TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE audit (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL,
  action TEXT NOT NULL, detail TEXT NOT NULL
) STRICT
""",
    """
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the log can only be added to'); END
""",
    """
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the log can only be added to'); END
""",
)


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database, or make it; the caller closes it.

    On a disk that cannot be written an existing one is opened for reading.

    Raises:
        StorageError: the disk refuses.
        ProjectError: it is damaged or of a newer format.
    """
    _check_filled(path)
    with sqlite_errors(path), disk_errors(path):
        if not path.exists():
            _put_new(path)
        try:
            connection = _connect(path)
        except sqlite3.OperationalError as error:
            if not path.exists() or _is_busy(error):
                raise
            connection = _connect_to_read(path)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _put_new(path: Path) -> None:
    """Make the database beside its place, and put it there unless one came first.

    Killed at any moment, there is either none or a whole one.
    """
    new = path.with_name(f"{path.name}{PART}{os.getpid()}")
    try:
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as made:
            made.execute("PRAGMA synchronous = FULL")
            _make(made)
        try:
            os.link(new, path)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            if not path.exists():
                new.rename(path)
    finally:
        new.unlink(missing_ok=True)


def _check_filled(path: Path) -> None:
    """Refuse a file that was emptied; sqlite would take it for a new database.

    Raises:
        ProjectError: the file is empty; a new one is put in place with its tables.
    """
    try:
        if path.stat().st_size > 0:
            return
    except OSError:
        return
    hint = "Restore it from a copy, or delete it to start without decisions"
    what = "the database is empty, its decisions and redactions are lost"
    raise ProjectError(what, where=str(path), hint=hint)


@contextlib.contextmanager
def sqlite_errors(path: Path) -> Generator[None, None, None]:
    """Turn the database's errors inside the block into ours.

    Raises:
        LockedError: another process is in the middle of writing.
        StorageError: the disk refuses.
        ProjectError: the file is damaged.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        what = str(error)
        if _is_busy(error):
            hint = "Wait until it is done and run the command again"
            said = "somebody else is writing decisions"
            raise LockedError(said, where=str(path), hint=hint) from error
        hint = "Check that the folder can be written and has free space"
        raise StorageError(what, where=str(path), hint=hint) from error
    except sqlite3.DatabaseError as error:
        hint = "Restore it from a copy, or move it away to start without decisions"
        what = f"the database is damaged: {error}"
        raise ProjectError(what, where=str(path), hint=hint) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database on a disk that cannot be written.

    What a killed writer had not yet merged lies in the log beside it. `immutable`
    would pass over that, and what was redacted would show: then without, or not at
    all.
    """
    log = path.with_name(f"{path.name}-wal")
    is_merged = not log.exists() or log.stat().st_size == 0
    uri = f"{path.as_uri()}?mode=ro{'&immutable=1' if is_merged else ''}"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def _is_busy(error: sqlite3.Error) -> bool:
    said = str(error)
    return "locked" in said or "busy" in said


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > STATE_VERSION:
        what = f"the state has format {version}, this Tieline reads {STATE_VERSION}"
        raise ProjectError(what, where=str(path), hint="Install a newer Tieline")
    if version == 0:
        _make(connection)


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process just did."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {STATE_VERSION}")
    connection.execute("COMMIT")
