"""`tieline search`: find entities by name, id or identifier."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tieline.cli.options import (
    GlobalOptions,
    TielineCommand,
    dataset_option,
    time_options,
)
from tieline.cli.output import Cell, Shape, write_answer
from tieline.workspace.showing import Found, search

_COLUMNS = (
    "entity_id",
    "caption",
    "schema",
    "by",
    "score",
    "names",
    "countries",
    "datasets",
    "lists",
)
_MOST = 20


@click.command("search", cls=TielineCommand)
@click.argument("text")
@time_options
@dataset_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_MOST,
    show_default=True,
    metavar="N",
    help="The most entities that are shown.",
)
@click.pass_obj
def COMMAND(  # noqa: N802 - as every command
    options: GlobalOptions,
    *,
    text: str,
    as_of: str | None,
    known_on: str | None,
    datasets: tuple[str, ...],
    limit: int,
) -> None:
    """Find the entities that TEXT may mean: a name, an id, an identifier.

    \b
    tieline search hikvision
    tieline search 91330000733796106P

    Unlike `screen`, it looks loosely and gives no verdict.
    """  # noqa: D301 - click reads \b
    workspace = options.workspace()
    times = workspace.times(as_of=as_of, known_on=known_on)
    with workspace.searcher(times, datasets=datasets) as searcher:
        found = search(searcher, text, limit=limit)
        write_answer(
            options,
            searcher.run(search=text),
            found,
            shape=Shape(columns=_COLUMNS, rows=found_cells),
            end=lambda: {"kind": "end", "rows": len(found), "errors": 0},
        )


def found_cells(one: Found) -> Iterator[tuple[Cell, ...]]:
    """Yield the row of an entity that was found."""
    yield (
        one.entity_id,
        one.caption,
        one.schema,
        one.by,
        one.score,
        "; ".join(one.names),
        "; ".join(one.countries),
        "; ".join(one.datasets),
        "; ".join(one.lists),
    )
