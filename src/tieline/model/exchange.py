"""Our own export: one JSON object a line, nothing lost on the way back.

The first line is a `Heading`, then come `Stated` and `Referent` lines in any order,
and a `Footing` with the counts closes it, so that a cut file shows. Each line says
in `kind` what it is.
"""

from collections.abc import Iterable

import msgspec

from tieline.model.evidence import Evidence
from tieline.model.statement import Stated, Statement

FORMAT_VERSION = 1


class Heading(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="tieline-export",
    forbid_unknown_fields=True,
):
    """The first line. `editions` maps each data set to its version, for the reader.

    `partial` names the data sets that were held in part: they read back as partial.
    """

    format_version: int = FORMAT_VERSION
    editions: dict[str, str] = {}
    as_of: str | None = None
    known_on: str | None = None
    partial: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()


class StatedLine(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="statement",
    forbid_unknown_fields=True,
):
    """One statement with its evidence. `id` repeats the statement's id as a check."""

    id: str
    statement: Statement
    evidence: tuple[Evidence, ...]


class Referent(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="referent",
    forbid_unknown_fields=True,
):
    """A former or foreign id of an entity."""

    entity_id: str
    other_id: str
    dataset: str


class Footing(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="end",
    forbid_unknown_fields=True,
):
    """The last line: how many lines of each kind stood between."""

    statements: int
    referents: int


Line = Heading | StatedLine | Referent | Footing


def encode(line: Line) -> bytes:
    """Write one line, without its line break.

    >>> encode(Referent(entity_id="a", other_id="b", dataset="d"))
    b'{"kind":"referent","entity_id":"a","other_id":"b","dataset":"d"}'
    """
    return msgspec.json.encode(line)


def decode(data: bytes) -> Line:
    """Read one line back, equal to what was written.

    Raises:
        ValueError: not such a line (msgspec's errors are ValueErrors).
    """
    line: Line = msgspec.json.decode(data, type=Line)
    return line


def line_of(stated: Stated) -> StatedLine:
    """Return the line that holds a statement."""
    return StatedLine(
        id=stated.statement.id, statement=stated.statement, evidence=stated.evidence
    )


def is_export(head: bytes) -> bool:
    """Tell whether a file's first bytes are those of an export.

    >>> is_export(encode(Heading()))
    True
    """
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return b'"kind":"tieline-export"' in first.replace(b" ", b"")


def export_lines(
    heading: Heading, stated: Iterable[Stated], referents: Iterable[Referent]
) -> Iterable[bytes]:
    """Write a whole export, line by line, each with its line break."""
    yield encode(heading) + b"\n"
    statements = others = 0
    for each in stated:
        statements += 1
        yield encode(line_of(each)) + b"\n"
    for referent in referents:
        others += 1
        yield encode(referent) + b"\n"
    yield encode(Footing(statements=statements, referents=others)) + b"\n"
