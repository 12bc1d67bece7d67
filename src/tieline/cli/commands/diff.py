"""`tieline diff`: what changed between two editions of a list."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, as_mapping, form_of, write_answer
from tieline.cli.talk import warn
from tieline.workspace.comparing import KINDS, Change, Compared, compared

_COLUMNS = (
    "what",
    "entity_id",
    "caption",
    "schema",
    "lists",
    "was",
    "field",
    "change",
    "property",
    "value",
)


@click.command("diff", cls=TielineCommand)
@click.argument("source", metavar="SOURCE")
@click.option(
    "--from",
    "start",
    metavar="DAY|VERSION",
    help="The edition before (else the last but one).",
)
@click.option(
    "--to", "end", metavar="DAY|VERSION", help="The edition after (else the newest)."
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only these changes; may be repeated.",
)
@click.pass_obj
def COMMAND(  # noqa: N802 - as every command
    options: GlobalOptions,
    *,
    source: str,
    start: str | None,
    end: str | None,
    only: tuple[str, ...],
) -> None:
    """Say what was added, removed and changed between two editions of a list.

    \b
    tieline diff us_ofac_sdn                     the last two editions
    tieline diff us_ofac_sdn --from 2023-01      since the one in force then
    tieline diff un_sc --only removed -f csv     who is on it no more

    A day stands for the edition in force on it. An entity that got another id, and
    keeps the former one as such, has changed; it was not removed and added.
    """  # noqa: D301 - click reads \b
    workspace = options.workspace()
    with compared(workspace, source, start=start, end=end) as found:
        if form_of(options) == "table":
            _headline(found)
        shape = Shape(columns=_COLUMNS, rows=_rows, quiet="Nothing changed.")
        run, changes = as_mapping(found.run), found.changes(only)
        write_answer(options, run, changes, shape=shape, end=found.end)
        if form_of(options) == "table":
            _summary(found)
        else:
            for said in found.run.notice:
                warn(said)


def _headline(found: Compared) -> None:
    run = found.run
    click.echo(
        f"{run.dataset}: {run.before.version} ({run.before.entities:,} entities) to "
        f"{run.after.version} ({run.after.entities:,})"
    )


def _summary(found: Compared) -> None:
    end = found.end()
    renamed = f", {end.renamed:,} of them under another id" if end.renamed else ""
    ties = f"; {end.ties:,} of all are ties" if end.ties else ""
    click.echo(
        f"\nEntities: {end.added:,} added, {end.removed:,} removed, "
        f"{end.changed:,} changed{renamed}{ties}"
    )


def _rows(one: Change) -> Iterator[tuple[Cell, ...]]:
    """One row for an entity that came or went, else one for each field."""
    head = (
        one.what,
        one.id,
        one.caption,
        one.schema,
        "; ".join(one.lists),
        "; ".join(one.was),
    )
    if one.what != "changed" or not one.fields:
        yield (*head, "", "", "", "")
        return
    for field in one.fields:
        yield (*head, field.aspect, field.what, field.prop, field.value)
