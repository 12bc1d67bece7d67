"""`tieline explain`: why two names do or do not agree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import printable, say, warn
from tieline.model.errors import UsageError

if TYPE_CHECKING:
    from tieline.workspace.explaining import Explained
    from tieline.workspace.workspace import Workspace

COLUMNS = ("left", "right", "schema", "score", "verdict", "reasons")


@click.command("explain", cls=TielineCommand)
@click.argument("names", nargs=-1, metavar="A B")
@click.option("--schema", metavar="SCHEMA", help="What both are: Person, Company ...")
@click.option(
    "--addresses", "are_addresses", is_flag=True, help="Both are addresses, not names."
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="Many pairs: name1, name2 and, if you like, schema.",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the pairs here, with score, verdict and reasons.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help="Lowest score of a candidate (0.7).",
)
@click.pass_obj
def COMMAND(  # noqa: N802 - the name that every command has; click's options
    options: GlobalOptions,
    /,
    **given: Any,
) -> None:
    """Say in words why two names do or do not agree.

    \b
    tieline explain "HIKVISION DIGITAL TECH" "Hangzhou Hikvision Digital Technology"
    tieline explain --pairs pairs.csv -o scored.csv
    tieline explain --addresses "555 Qianmo Road, Hangzhou" "杭州市阡陌路555号"

    The first name is asked about, the second is what a list has. The score is from 0
    to 1. Two names alone are never a match, however alike.
    """  # noqa: D301 - click reads \b
    names: tuple[str, ...] = given["names"]
    pairs: Path | None = given["pairs"]
    out: Path | None = given["out"]
    workspace = options.workspace(threshold=given["threshold"])
    if pairs is not None:
        _explain_table(options, workspace, given)
        return
    if len(names) != 2:  # noqa: PLR2004 - a pair
        hint = 'Write: tieline explain "A" "B", or --pairs TABLE -o OUT.csv'
        what = "two names are needed"
        raise UsageError(what, hint=hint)
    if out is not None:
        what = "-o goes with --pairs"
        raise UsageError(what, hint="Print one pair, or use -f json")
    from tieline.workspace.explaining import explain, explain_addresses  # noqa: PLC0415 - loaded when it is used

    if given["are_addresses"]:
        found = explain_addresses(workspace, names[0], names[1])
    else:
        found = explain(workspace, names[0], names[1], schema=given["schema"])
    if form_of(options) == "table":
        for line in (f"{found.left}  ?  {found.right}", *found.words):
            click.echo(printable(line))
        for line in _alignment(found):
            click.echo(printable(line))
        return
    shape = Shape(columns=COLUMNS, rows=_cells)
    write_answer(options, None, [found], shape=shape)


def _explain_table(
    options: GlobalOptions, workspace: Workspace, given: dict[str, Any]
) -> None:
    from tieline.workspace.explaining import explain_table  # noqa: PLC0415 - loaded when it is used

    out: Path | None = given["out"]
    target = out or sys.stdout.buffer
    end = explain_table(workspace, given["pairs"], target, schema=given["schema"])
    say(options, f"{out or 'standard output'}: {end.rows:,} pairs")
    if end.errors:
        warn(f"{end.errors:,} of {end.rows:,} pairs could not be scored")
        click.get_current_context().exit(1)


def _alignment(found: Explained) -> Iterator[str]:
    """Set the pieces of both names side by side, with what each gave."""
    from rich.cells import cell_len  # noqa: PLC0415 - loaded when it is used

    sides = [
        (part.side(of_query=True) or "-", part.side(of_query=False) or "-")
        for part in found.alignment
    ]
    width = max((cell_len(left) for left, _ in sides), default=0)
    if sides:
        yield "Piece by piece:"
    for part, (left, right) in zip(found.alignment, sides, strict=True):
        space = " " * (width - cell_len(left))
        yield f"  {part.points:+6.2f}  {part.how:<8}  {left}{space}  {right}"


def _cells(found: Explained) -> Iterator[tuple[Cell, ...]]:
    reasons = "; ".join(f"{one.detail} ({one.points:+.1f})" for one in found.reasons)
    yield (
        found.left,
        found.right,
        found.schema,
        found.score,
        found.verdict,
        reasons,
    )
