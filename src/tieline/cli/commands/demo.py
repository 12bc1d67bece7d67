"""`tieline demo`: an order book, screened, with the reason for each hit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import printable, say
from tieline.workspace.answers import in_words, listing_words

if TYPE_CHECKING:
    from tieline.model.query import Hit, Query, Result
    from tieline.workspace.demo import Demo

COLUMNS = ("order", "role", "asked", "verdict", "score", "found", "lists", "why")
_SHOWN = 3


@click.command("demo", cls=TielineCommand)
@click.argument(
    "folder", type=click.Path(path_type=Path), default="demo", metavar="[DIR]"
)
@click.pass_obj
def COMMAND(options: GlobalOptions, folder: Path) -> None:  # noqa: N802 - as all
    """Set up a small example in DIR (./demo) and screen it.

    \b
    tieline demo
    tieline demo /tmp/first-look

    The order book is invented; the names of listed parties in it are real, and so are
    the lists that they are checked against. Nothing is downloaded.
    """  # noqa: D301 - click reads \b
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
    """Yield the best hits of an order, one row an entity, then how many more."""
    held: dict[tuple[str, str], list[Hit]] = {}
    for hit in result.hits:
        held.setdefault((hit.caption, _lists(hit)), []).append(hit)
    asked: dict[str | None, Query] = {p.query.id: p.query for p in result.parties}
    for hits in list(held.values())[:_SHOWN]:
        yield _row(result, hits, asked)
    left = len(held) - _SHOWN
    if left > 0:
        yield (result.query.id, "", f"and {left} more entities", *[""] * 5)


def _row(
    result: Result, hits: Sequence[Hit], asked: Mapping[str | None, Query]
) -> tuple[Cell, ...]:
    best = hits[0]
    names = asked.get(best.query_id, result.query).properties.get("name", ())
    return (
        result.query.id,
        ", ".join(dict.fromkeys(hit.role or "" for hit in hits)),
        "; ".join(names),
        best.verdict,
        best.score,
        best.caption,
        _lists(best),
        in_words(best.reasons),
    )


def _lists(hit: Hit) -> str:
    return "; ".join(dict.fromkeys(map(listing_words, hit.listings)))


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
        ' --why "names and city agree" --by "Your Name"'
    )
    yield "  tieline screen orders.xlsx -o again.xlsx"
