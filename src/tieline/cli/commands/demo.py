"""`tieline demo`: an order book, screened, with the reason for each hit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import printable, say

if TYPE_CHECKING:
    from tieline.model.query import Hit, Query, Result
    from tieline.workspace.demo import Demo

COLUMNS = ("order", "role", "asked", "verdict", "score", "found", "lists", "why")


@click.command("demo", cls=TielineCommand)
@click.argument(
    "folder", type=click.Path(path_type=Path), default="demo", metavar="[DIR]"
)
@click.pass_obj
def COMMAND(options: GlobalOptions, folder: Path) -> None:  # noqa: N802 - as all
    """Set up a small example in DIR (./demo) and screen it.

    The order book is invented; the names of listed parties in it are real, and so are
    the lists that they are checked against. Nothing is downloaded.
    """
    from tieline.workspace.demo import make_demo  # noqa: PLC0415 - `--help` is light

    if options.dry_run:
        say(options, f"Would make a project with an order book in {folder}")
        return
    made = make_demo(folder)
    shown = options if options.form is not None else replace(options, form="table")
    say(options, f"{made.orders}: an invented order book of {made.end.rows:,} orders")
    shape = Shape(columns=COLUMNS, rows=_rows, quiet="Nothing found.")
    write_answer(shown, made.run, made.results, shape=shape, end=lambda: made.end)
    if form_of(shown) == "table":
        for line in _closing(made):
            click.echo(printable(line))


def _rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    from tieline.workspace.answers import in_words, listing_words  # noqa: PLC0415

    asked: dict[str | None, Query] = {p.query.id: p.query for p in result.parties}
    for hit in result.hits:
        query = asked.get(hit.query_id, result.query)
        yield (
            result.query.id,
            hit.role or "",
            "; ".join(query.properties.get("name", ())),
            hit.verdict,
            hit.score,
            hit.caption,
            "; ".join(listing_words(listing) for listing in hit.listings),
            in_words(hit.reasons),
        )


def _closing(made: Demo) -> Iterator[str]:
    quiet = sum(not result.hits for result in made.results)
    yield ""
    yield (
        f"{made.end.hits:,} hits in {made.end.rows - quiet:,} of {made.end.rows:,}"
        f" orders; nothing found in {quiet:,}, which says no more than that."
    )
    yield (
        "A hit on a name alone is a candidate, never a match. Look at the reasons,"
        " then decide."
    )
    yield f"With all columns: {made.screened} (sheets rows, hits, run)"
    yield ""
    yield "Go on with:"
    yield f"  cd {made.folder}"
    first = next((hit for result in made.results for hit in result.hits), None)
    if first is not None:
        yield from _next(first)
    yield '  tieline screen "Northwestern Polytechnic Univ" -f json'


def _next(hit: Hit) -> Iterator[str]:
    yield f"  tieline show {hit.entity_id}"
    yield f'  tieline explain "Hangzhou Hikvision" "{hit.caption}"'
    yield (
        f"  tieline decide {hit.query_id} {hit.entity_id} --verdict same"
        ' --why "same address" --by "Your Name"'
    )
    yield "  tieline screen orders.xlsx -o again.xlsx"
