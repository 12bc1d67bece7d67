"""`tieline decide`: what a person found out about a hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieline.cli.options import GlobalOptions, TielineCommand, person_option
from tieline.cli.output import Cell, Shape, write_answer
from tieline.cli.talk import say
from tieline.model.errors import UsageError

if TYPE_CHECKING:
    from tieline.model.judgement import Judgement
    from tieline.workspace.deciding import Decision
    from tieline.workspace.workspace import Workspace

COLUMNS = ("query_id", "entity_id", "verdict", "by", "at", "why")


@click.command("decide", cls=TielineCommand)
@click.argument("query_id", required=False)
@click.argument("entity_id", required=False)
@click.option("--verdict", metavar="same|different|unsure", help="What you found out.")
@click.option("--why", metavar="TEXT", help="The reason, in a few words.")
@person_option
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="Many at once: query_id, entity_id, verdict, why, by.",
)
@click.option("--undo", is_flag=True, help="Take the decision back; both are kept.")
@click.pass_obj
def COMMAND(  # noqa: N802, PLR0913 - the name that every command has; click's options
    options: GlobalOptions,
    *,
    query_id: str | None,
    entity_id: str | None,
    verdict: str | None,
    why: str | None,
    by: str | None,
    path: Path | None,
    undo: bool,
) -> None:
    """Record same, different or unsure for a hit.

    \b
    tieline decide EO-1003/end_user ofac-30946 --verdict different --why "other city"
    tieline decide --file decisions.csv --by "Your Name"
    tieline decide EO-1003/end_user ofac-30946 --undo --why "new evidence"

    Both ids stand in the screening's output. A decided pair is left out of the next
    screening and counted there, until the row or the entity changes; --all shows it.
    """  # noqa: D301 - click reads \b
    workspace = options.workspace()
    person = by or workspace.settings.by
    if path is not None:
        decisions = _read(workspace, path, person)
    else:
        decisions = [_typed(query_id, entity_id, verdict or "", why, person)]
    if undo:
        _undo(options, workspace, decisions)
        return
    if options.dry_run:
        say(options, f"Would record {len(decisions):,} decisions")
        return
    _record(options, workspace, decisions)


def _typed(
    query_id: str | None,
    entity_id: str | None,
    verdict: str,
    why: str | None,
    person: str | None,
) -> Decision:
    from tieline.workspace.deciding import Decision  # noqa: PLC0415 - `--help`

    if query_id is None or entity_id is None:
        hint = "Write: tieline decide QUERY_ID ENTITY_ID --verdict different --why TEXT"
        what = "two ids are needed"
        raise UsageError(what, hint=hint)
    return Decision(
        query_id=query_id,
        entity_id=entity_id,
        verdict=verdict,
        why=why or "",
        by=person or "",
    )


def _read(workspace: Workspace, path: Path, person: str | None) -> list[Decision]:
    from tieline.workspace.deciding import read_decisions  # noqa: PLC0415 - `--help`
    from tieline.workspace.inputs import Reading, open_input  # noqa: PLC0415 - same

    source = open_input(workspace, path, Reading())
    rows = ((f"{path.name} {row.place}", row.cells) for row in source.rows())
    return read_decisions(source.table.columns, rows, by=person)


def _record(
    options: GlobalOptions, workspace: Workspace, decisions: list[Decision]
) -> None:
    from tieline.workspace.deciding import decide  # noqa: PLC0415 - `--help`

    judged = decide(workspace, decisions)
    write_answer(options, None, judged, shape=Shape(columns=COLUMNS, rows=_cells))
    say(options, f"Recorded {len(judged):,}; take back with --undo")


def _cells(judged: Judgement) -> Iterator[tuple[Cell, ...]]:
    yield (
        judged.left,
        judged.right,
        judged.verdict,
        judged.by,
        judged.at,
        judged.why,
    )


def _undo(
    options: GlobalOptions, workspace: Workspace, decisions: list[Decision]
) -> None:
    from tieline.workspace.deciding import undo  # noqa: PLC0415 - `--help`

    pairs = [(one.query_id, one.entity_id) for one in decisions]
    if options.dry_run:
        say(options, f"Would take back {len(pairs):,} decisions")
        return
    first = decisions[0]
    count = undo(workspace, pairs, by=first.by, why=first.why)
    say(options, f"Took back {count:,}; the record keeps both")
