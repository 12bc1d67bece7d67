"""Score one pair of names in words, or a table of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from tieline.files.tables import form_of_suffix
from tieline.files.writing import open_writer
from tieline.matching.prepared import Preparer
from tieline.matching.profiling import profile_of
from tieline.matching.scoring import Scored, Scorer
from tieline.model.errors import TableError, TielineError
from tieline.model.query import AlignedPart, End, MatchVerdict, Query, Reason
from tieline.registry import features
from tieline.workspace.answers import Cell, free_names, in_words
from tieline.workspace.inputs import Reading, open_input
from tieline.workspace.schemata import check_schema
from tieline.workspace.screening import DEFAULT_SCHEMA, check_query

if TYPE_CHECKING:
    from tieline.workspace.workspace import Workspace

PAIR_COLUMNS = ("name1", "name2", "schema")
ADDED = ("score", "verdict", "reasons")


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """One pair: its score (0 to 1), the verdict, and what spoke for and against."""

    left: str
    right: str
    schema: str
    score: float
    verdict: MatchVerdict
    points: float
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Say it in sentences, the weightiest reason first."""
        return tuple(_sentences(self))

    @property
    def alignment(self) -> tuple[AlignedPart, ...]:
        """What met what, and what each gave, in the order of the first name."""
        return tuple(part for reason in self.reasons for part in reason.parts)


def explain(
    workspace: Workspace, left: str, right: str, *, schema: str | None = None
) -> Explained:
    """Score two names, the first as if asked for, the second as if listed.

    Raises:
        UsageError: a name is empty or longer than can be compared.
        SchemaError: the schema is not known.
    """
    return explain_pair(
        left,
        right,
        Scorer(features(), Preparer()),
        schema=schema or DEFAULT_SCHEMA,
        threshold=workspace.settings.threshold,
    )


def explain_addresses(workspace: Workspace, left: str, right: str) -> Explained:
    """Score two addresses: whether who is at the first shares that of the second.

    Raises:
        UsageError: one is empty or longer than can be compared.
    """
    from tieline.matching.calibration import calibrate  # noqa: PLC0415 - seldom needed
    from tieline.matching.premises import score_addresses  # noqa: PLC0415 - seldom needed

    for text in (left, right):
        check_query(Query(id="", schema="Address", properties={"full": (text,)}))
    points, reasons = score_addresses(left, right)
    score = round(calibrate(points), 4) if points else 0.0
    return Explained(
        left=left,
        right=right,
        schema="Address",
        score=score,
        verdict="candidate" if score >= workspace.settings.threshold else "no_match",
        points=points,
        reasons=reasons,
    )


def explain_table(
    workspace: Workspace,
    path: Path,
    target: Path | BinaryIO,
    *,
    schema: str | None = None,
) -> End:
    """Score a table of pairs, row by row; count them, and those that cannot be scored.

    The table's own columns are kept, in their order; score, verdict and reasons follow.
    A stream gets CSV.

    Raises:
        TableError: the table cannot be read, or lacks `name1` or `name2`.
        UsageError: there is no such file, or the output is of no form we write.
    """
    form = form_of_suffix(target) if isinstance(target, Path) else "csv"
    source = open_input(workspace, path, Reading())
    columns = source.table.columns
    pair_places(columns)
    rows = explain_rows(
        columns,
        (row.cells for row in source.rows()),
        Scorer(features(), Preparer()),
        schema=schema,
        threshold=workspace.settings.threshold,
    )
    count = errors = 0
    with open_writer(target, form, (*columns, *added_columns(columns))) as writer:
        for cells in rows:
            writer.write(cells)
            count += 1
            errors += cells[-2] == "error"
    return End(rows=count, errors=errors)


def added_columns(own: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the added columns; none collides with the table's own."""
    return free_names(own, ADDED)


def explain_pair(
    left: str,
    right: str,
    scorer: Scorer,
    *,
    schema: str = DEFAULT_SCHEMA,
    threshold: float = 0.7,
) -> Explained:
    """Score two names as if the first were asked for and the second were listed.

    Raises:
        UsageError: a name is empty or longer than can be compared.
        SchemaError: the schema is not known.
    """
    kind = check_schema(schema)
    query, candidate = (
        Query(id=side, schema=kind, properties={"name": (name,)})
        for side, name in (("left", left), ("right", right))
    )
    for one in (query, candidate):
        check_query(one)
    scored = scorer.explain(
        profile_of(query), profile_of(candidate), threshold=threshold
    )
    return _explained(left, right, kind, scored)


def explain_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    scorer: Scorer,
    *,
    schema: str | None = None,
    threshold: float = 0.7,
) -> Iterator[tuple[Cell, ...]]:
    """Yield each row of a table of pairs with score, verdict and reasons added.

    `schema` overrides the table's own column. A
    pair that cannot be scored says why in `reasons`; its score stays empty.

    Raises:
        TableError: the table lacks `name1` or `name2`.
    """
    places = pair_places(columns)
    for cells in rows:
        left, right = cells[places["name1"]], cells[places["name2"]]
        own = cells[places["schema"]].strip() if "schema" in places else ""
        try:
            found = explain_pair(
                left,
                right,
                scorer,
                schema=schema or own or DEFAULT_SCHEMA,
                threshold=threshold,
            )
        except TielineError as error:
            yield (*cells, None, "error", str(error))
            continue
        yield (*cells, round(found.score, 4), found.verdict, in_words(found.reasons))


def pair_places(columns: Sequence[str]) -> dict[str, int]:
    """Return where `name1`, `name2` and `schema` stand, whatever their case.

    Raises:
        TableError: `name1` or `name2` is missing.
    """
    folded = [column.strip().casefold() for column in columns]
    places = {name: folded.index(name) for name in PAIR_COLUMNS if name in folded}
    missing = [name for name in PAIR_COLUMNS[:2] if name not in places]
    if missing:
        found = ", ".join(columns)
        raise TableError(
            f"column {' and '.join(missing)} is missing; found: {found}",
            hint="The columns are name1, name2 and, if you like, schema",
        )
    return places


def _explained(left: str, right: str, schema: str, scored: Scored) -> Explained:
    return Explained(
        left=left,
        right=right,
        schema=schema,
        score=scored.score,
        verdict=scored.verdict,
        points=scored.points,
        reasons=scored.reasons,
    )


_VERDICTS: dict[MatchVerdict, str] = {
    "match": "match: an independent identifier agrees and none conflicts",
    "candidate": "candidate: they may be the same; a name alone never makes a match",
    "no_match": "no match: below the threshold",
}


# An address says where somebody is, and never who.
_ADDRESS_VERDICTS: dict[MatchVerdict, str] = {
    **_VERDICTS,
    "candidate": "candidate: the address is shared, which says nothing of who is there",
    "no_match": "no candidate: it is not said that the address is shared",
}


def _sentences(pair: Explained) -> Iterator[str]:
    verdicts = _ADDRESS_VERDICTS if pair.schema == "Address" else _VERDICTS
    yield f"Score {pair.score:.2f}, {verdicts[pair.verdict]}."
    for word, sign in (("For", 1), ("Against", -1)):
        weighed = [reason for reason in pair.reasons if reason.points * sign > 0]
        weighed.sort(key=lambda reason: -abs(reason.points))
        if not weighed:
            yield f"{word}: nothing."
        for reason in weighed:
            yield f"{word}: {reason.detail} ({reason.points:+.1f})."
    yield from (
        f"Noted: {reason.detail} (0)." for reason in pair.reasons if not reason.points
    )
