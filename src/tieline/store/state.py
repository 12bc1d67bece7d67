"""What changes in a project: decisions, redactions, and the log of both.

One SQLite database in WAL mode, so that readers and a writer never wait for each
other. Nothing is overwritten: a decision that is undone stays in the history, and
the log can only be added to.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any, Self

import msgspec

from tieline.model.judgement import Judgement
from tieline.store.database import open_database, sqlite_errors
from tieline.store.project import Project

_DECISION = (
    "left_id, right_id, verdict, by, at, why, left_fingerprint, right_fingerprint"
)
_DECIDE = f"INSERT INTO decisions ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - paths are quoted, names are ours
_STANDING = f"""
SELECT {_DECISION} FROM decisions WHERE number IN (
  SELECT max(number) FROM decisions WHERE number NOT IN (SELECT number FROM undone)
  GROUP BY left_id, right_id
) ORDER BY number
"""  # noqa: S608 - paths are quoted, names are ours
_ONE = f"SELECT {_DECISION} FROM decisions WHERE number = ?"  # noqa: S608 - paths are quoted, names are ours
_LAST = """
SELECT max(number) FROM decisions WHERE left_id = ? AND right_id = ?
AND number NOT IN (SELECT number FROM undone)
"""
_HISTORY = """
SELECT d.number, d.left_id, d.right_id, d.verdict, d.by, d.at, d.why,
       d.left_fingerprint, d.right_fingerprint, u.by, u.at, u.why
FROM decisions d LEFT JOIN undone u USING (number) ORDER BY d.number
"""
_REDACTIONS = """
SELECT target, by, at, why FROM redactions
WHERE number NOT IN (SELECT number FROM lifted) ORDER BY number
"""
_LOG = "INSERT INTO audit (at, by, action, detail) VALUES (?, ?, ?, ?)"


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who did something, when (ISO 8601 UTC) and why."""

    by: str
    at: str
    why: str


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement in the history; `undone` is None while it stands."""

    number: int
    judgement: Judgement
    undone: Signature | None = None


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """An entity or statement id that is left out of everything read."""

    target: str
    by: str
    at: str
    why: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log. It names records by number, never by what they say."""

    number: int
    at: str
    by: str
    action: str
    detail: dict[str, Any]


class State:
    """The database of one project; a context that closes it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, project: Project) -> "State":
        """Open the project's database, or make it.

        On a disk that cannot be written an existing one is opened for reading.

        Raises:
            StorageError: the disk refuses.
            ProjectError: it is damaged or of a newer format.
        """
        return cls(open_database(project.state), project.state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice is harmless."""
        self._connection.close()

    def decide(self, *judgements: Judgement) -> None:
        """Record judgements, all or none; a later one on a pair replaces the former."""
        with self._writing() as connection:
            for one in judgements:
                row = connection.execute(
                    _DECIDE,
                    (
                        one.left,
                        one.right,
                        one.verdict,
                        one.by,
                        one.at,
                        one.why,
                        one.left_fingerprint,
                        one.right_fingerprint,
                    ),
                )
                detail = {"decision": row.lastrowid, "verdict": one.verdict}
                _log(
                    connection,
                    "decide",
                    Signature(by=one.by, at=one.at, why=""),
                    detail,
                )

    def undo(self, left: str, right: str, signed: Signature) -> Judgement | None:
        """Take back the standing decision on a pair; the one before stands again.

        Returns the judgement that was undone, None where there was none.
        """
        with self._writing() as connection:
            (number,) = connection.execute(_LAST, (left, right)).fetchone()
            if number is None:
                return None
            row = connection.execute(_ONE, (number,)).fetchone()
            connection.execute(
                "INSERT INTO undone VALUES (?, ?, ?, ?)",
                (number, signed.by, signed.at, signed.why),
            )
            _log(connection, "undo", signed, {"decision": number})
        return _judgement(row)

    def decisions(self) -> tuple[Judgement, ...]:
        """Return the standing decision of each pair, oldest first."""
        return tuple(_judgement(row) for row in self._rows(_STANDING))

    def history(self) -> tuple[Decision, ...]:
        """Return all decisions ever made, with those undone, oldest first."""
        return tuple(
            Decision(
                number=row[0],
                judgement=_judgement(row[1:9]),
                undone=None
                if row[10] is None
                else Signature(by=row[9], at=row[10], why=row[11]),
            )
            for row in self._rows(_HISTORY)
        )

    def redact(self, target: str, signed: Signature) -> None:
        """Leave an entity or statement id out of everything that is read."""
        if target in self.redacted():
            return
        with self._writing() as connection:
            row = connection.execute(
                "INSERT INTO redactions (target, by, at, why) VALUES (?, ?, ?, ?)",
                (target, signed.by, signed.at, signed.why),
            )
            _log(connection, "redact", signed, {"redaction": row.lastrowid})

    def lift(self, target: str, signed: Signature) -> bool:
        """Lift the redaction of an id; tell whether there was one."""
        if target not in self.redacted():
            return False
        with self._writing() as connection:
            rows = connection.execute(
                "SELECT number FROM redactions WHERE target = ? "
                "AND number NOT IN (SELECT number FROM lifted)",
                (target,),
            ).fetchall()
            for (number,) in rows:
                connection.execute(
                    "INSERT INTO lifted VALUES (?, ?, ?, ?)",
                    (number, signed.by, signed.at, signed.why),
                )
                _log(connection, "lift", signed, {"redaction": number})
        return True

    def redactions(self) -> tuple[Redaction, ...]:
        """Return the redactions in force, oldest first."""
        return tuple(
            Redaction(target=row[0], by=row[1], at=row[2], why=row[3])
            for row in self._rows(_REDACTIONS)
        )

    def redacted(self) -> frozenset[str]:
        """Return the ids to be left out."""
        return frozenset(redaction.target for redaction in self.redactions())

    def forget(self, target: str, signed: Signature) -> int:
        """Blank the decisions on a purged id; return how many there were.

        Their verdicts, people and times stay; the id gives way to its hash.
        """
        stub = f"sha256:{hashlib.sha256(target.encode()).hexdigest()}"
        with self._writing() as connection:
            rows = connection.execute(
                "SELECT number, left_id, right_id FROM decisions "
                "WHERE left_id = ? OR right_id = ?",
                (target, target),
            ).fetchall()
            for number, left, right in rows:
                connection.execute(
                    "UPDATE decisions SET left_id = ?, right_id = ?, why = '(purged)', "
                    "left_fingerprint = '', right_fingerprint = '' WHERE number = ?",
                    (
                        stub if left == target else left,
                        stub if right == target else right,
                        number,
                    ),
                )
            connection.execute(
                "UPDATE redactions SET target = ? WHERE target = ?", (stub, target)
            )
            _log(connection, "forget", signed, {"decisions": len(rows), "id": stub})
        return len(rows)

    def log(self, action: str, signed: Signature, detail: dict[str, Any]) -> None:
        """Add a line to the log; `detail` must not repeat what a purge takes out."""
        with self._writing() as connection:
            _log(connection, action, signed, detail)

    def audit(self) -> tuple[Event, ...]:
        """Return the log, oldest first."""
        return tuple(
            Event(
                number=row[0],
                at=row[1],
                by=row[2],
                action=row[3],
                detail=msgspec.json.decode(row[4], type=dict[str, Any]),
            )
            for row in self._rows("SELECT * FROM audit ORDER BY number")
        )

    def _rows(self, sql: str) -> Iterable[tuple[Any, ...]]:
        with sqlite_errors(self._path):
            return self._connection.execute(sql).fetchall()

    @contextlib.contextmanager
    def _writing(self) -> Generator[sqlite3.Connection, None, None]:
        """Hold one transaction: all of it is kept, or nothing."""
        with sqlite_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                # On a full disk the database may have rolled back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _log(
    connection: sqlite3.Connection,
    action: str,
    signed: Signature,
    detail: dict[str, Any],
) -> None:
    text = msgspec.json.encode(detail).decode()
    connection.execute(_LOG, (signed.at, signed.by, action, text))


def _judgement(row: tuple[Any, ...]) -> Judgement:
    return Judgement(
        left=row[0],
        right=row[1],
        verdict=row[2],
        by=row[3],
        at=row[4],
        why=row[5],
        left_fingerprint=row[6],
        right_fingerprint=row[7],
    )
