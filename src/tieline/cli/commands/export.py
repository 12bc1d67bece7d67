"""`tieline export`: write what is held in another form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from tieline.cli.options import (
    GlobalOptions,
    TielineCommand,
    dataset_option,
    time_options,
)
from tieline.cli.output import describe
from tieline.cli.talk import say
from tieline.workspace.export import FORMS, Exported, Form, export


@click.command("export", cls=TielineCommand)
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write (else to standard output).",
)
@click.option(
    "--form",
    type=click.Choice(FORMS),
    default="tieline",
    show_default=True,
    help="What to write; see above.",
)
@time_options
@dataset_option
@click.pass_obj
def COMMAND(  # noqa: N802 - as every command
    options: GlobalOptions,
    *,
    target: Path | None,
    form: Form,
    as_of: str | None,
    known_on: str | None,
    datasets: tuple[str, ...],
) -> None:
    """Write the editions in force in another form.

    \b
    tieline export -o held.ndjson
    tieline export --form ftm --dataset us_csl -o us_csl.ftm.json

    \b
    tieline     everything; `tieline import` reads it back without loss
    ftm         entities of plain FollowTheMoney, one JSON object a line
    statements  the CSV table of plain FollowTheMoney, one statement a row
    """  # noqa: D301 - click reads \b
    workspace = options.workspace()
    times = workspace.times(as_of=as_of, known_on=known_on)
    if options.dry_run:
        where = "standard output" if target is None else str(target)
        say(options, f"Would write the form {form} to {where}")
        return
    to: Path | BinaryIO = target or sys.stdout.buffer
    done = export(workspace, times, to, form=form, datasets=datasets)
    _tell(options, done)


def _tell(options: GlobalOptions, done: Exported) -> None:
    for line in describe(done.run):
        say(options, line)
    say(options, f"Wrote {done.lines:,} lines")
