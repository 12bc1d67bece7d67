"""Record what a person decides about a query and an entity, and take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast, get_args

import msgspec

from tieline.model.errors import NotFoundError, TableError, UsageError
from tieline.model.judgement import Judgement, Verdict
from tieline.workspace.fingerprints import entity_fingerprint, own_fingerprint

if TYPE_CHECKING:
    from tieline.workspace.searcher import Searcher
    from tieline.workspace.workspace import Workspace

VERDICTS: tuple[str, ...] = get_args(Verdict)
FILE_COLUMNS = ("query_id", "entity_id", "verdict", "why", "by")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be recorded; `where` names the row it comes from."""

    query_id: str
    entity_id: str
    verdict: str
    why: str
    by: str
    where: str = ""


def decide(workspace: Workspace, decisions: Sequence[Decision]) -> list[Judgement]:
    """Record decisions with the fingerprints of both rows as they stand; all or none.

    Raises:
        UsageError: a verdict is none of ours, or person or reason is missing.
        NotFoundError: the query was not screened here, or the entity is not held.
    """
    times = workspace.times(as_of=None, known_on=None)
    at = workspace.clock.now()
    with workspace.searcher(times) as searcher:
        judged = [_judged(workspace, searcher, one, at) for one in decisions]
    from tieline.store.state import State  # noqa: PLC0415 - sqlite

    with State.open(workspace.create()) as state:
        state.decide(*judged)
    return judged


def undo(
    workspace: Workspace, pairs: Iterable[tuple[str, str]], *, by: str, why: str
) -> int:
    """Take back the decisions on pairs of query id and entity id; return how many.

    Both the decision and its undoing stay in the record.

    Raises:
        NotFoundError: there is no decision on a pair.
    """
    from tieline.store.state import Signature, State  # noqa: PLC0415 - sqlite

    if workspace.project is None:
        raise _nothing(workspace)
    wanted = list(pairs)
    signed = Signature(by=by, at=workspace.clock.now(), why=why)
    with State.open(workspace.project) as state:
        known = {(one.left, one.right) for one in state.decisions()}
        for left, right in wanted:
            if (left, right) not in known:
                hint = "Look at the ids with `tieline screen ... --all`"
                what = f"no decision on {left!r} and {right!r}"
                raise NotFoundError(what, hint=hint)
        for left, right in wanted:
            state.undo(left, right, signed)
    return len(wanted)


def read_decisions(
    columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], *, by: str | None
) -> list[Decision]:
    """Read decisions from a table; `rows` are where each stands, and its cells.

    Columns are `query_id`, `entity_id`, `verdict`, `why` and, if you like, `by`, with
    or without `tieline_` before the first two. Rows without a verdict are passed over.

    Raises:
        TableError: a column is missing.
        UsageError: a row names no person, and neither does `by`.
    """
    places = _places(columns)
    found: list[Decision] = []
    for where, cells in rows:
        held = {name: cells[place].strip() for name, place in places.items()}
        if not held["verdict"]:
            continue
        person = held.get("by") or by
        if not person:
            raise _nameless(where)
        found.append(
            Decision(
                query_id=held["query_id"],
                entity_id=held["entity_id"],
                verdict=held["verdict"].casefold(),
                why=held["why"],
                by=person,
                where=where,
            )
        )
    return found


def _places(columns: Sequence[str]) -> dict[str, int]:
    folded = [column.strip().casefold() for column in columns]
    places: dict[str, int] = {}
    for name in FILE_COLUMNS:
        for spelt in (name, f"tieline_{name}"):
            if spelt in folded and name not in places:
                places[name] = folded.index(spelt)
    missing = [name for name in FILE_COLUMNS[:4] if name not in places]
    if missing:
        hint = f"The columns are {', '.join(FILE_COLUMNS)}"
        raise TableError(f"column {' and '.join(missing)} is missing", hint=hint)
    return places


def _judged(
    workspace: Workspace, searcher: Searcher, decision: Decision, at: str
) -> Judgement:
    if decision.verdict not in VERDICTS:
        hint = f"Use one of {', '.join(VERDICTS)}"
        what = f"{decision.verdict!r} is not a verdict"
        raise UsageError(what, where=decision.where, hint=hint)
    if not decision.why.strip():
        hint = "Say why in a few words: --why TEXT"
        what = "a decision needs a reason"
        raise UsageError(what, where=decision.where, hint=hint)
    if not decision.by.strip():
        raise _nameless(decision.where)
    profile = searcher.profile(decision.entity_id)
    if profile is None:
        raise NotFoundError(
            f"no entity {decision.entity_id!r} is held",
            where=decision.where,
            hint="Take the id from the screening's output, or `tieline search NAME`",
        )
    return Judgement(
        left=decision.query_id,
        right=profile.id,
        verdict=cast("Verdict", decision.verdict),
        by=decision.by,
        at=at,
        why=decision.why,
        left_fingerprint=_asked_fingerprint(workspace, decision),
        right_fingerprint=entity_fingerprint(profile),
    )


def _asked_fingerprint(workspace: Workspace, decision: Decision) -> str:
    """Return the fingerprint of the query's row as it was last screened here."""
    own = own_fingerprint(decision.query_id)
    if own is not None:
        return own
    path = workspace.place / "asked.sqlite"
    if path.exists():
        from tieline.store.asked import AskedQueries  # noqa: PLC0415 - sqlite

        with AskedQueries(path) as store:
            asked = store.find(decision.query_id)
        if asked is not None:
            return asked.fingerprint
    raise NotFoundError(
        f"no query {decision.query_id!r} was screened here with a hit",
        where=decision.where,
        hint="Screen its table in this project first, and take the query_id from there",
    )


def _nameless(where: str) -> UsageError:
    hint = 'Say who decides: --by NAME, or once: tieline config set by "NAME"'
    return UsageError("a decision needs a person", where=where, hint=hint)


def _nothing(workspace: Workspace) -> NotFoundError:
    hint = "Name the project's folder with -C DIR"
    what = "nothing was decided here"
    return NotFoundError(what, where=str(workspace.place), hint=hint)
