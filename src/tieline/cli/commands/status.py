"""`tieline status`: data sets, dates, counts, disk use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from tieline.cli.options import (
    GlobalOptions,
    TielineCommand,
    age_option,
    dataset_option,
    time_options,
)
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import counted, printable, warn
from tieline.workspace.status import EditionStatus, Status, status
from tieline.workspace.sync_check import NEVER, AddressStatus

_COLUMNS = (
    "dataset",
    "version",
    "published",
    "age (days)",
    "in force",
    "partial",
    "entities",
    "listings",
    "statements",
    "MB",
)
# what a table says in lines below it
_MORE_COLUMNS = ("title", "publisher", "licence", "use", "url", "imported_at")
_MEGABYTE = 1_000_000


@click.command("status", cls=TielineCommand)
@time_options
@dataset_option
@age_option
@click.option("--all", "everything", is_flag=True, help="Former editions too.")
@click.pass_obj
def COMMAND(  # noqa: N802 - as every command
    options: GlobalOptions,
    *,
    as_of: str | None,
    known_on: str | None,
    datasets: tuple[str, ...],
    max_age_days: int | None,
    everything: bool,
) -> int:
    """Say what is held: data sets, editions, dates, counts, licences, disk use.

    \b
    tieline status                          what would be searched now
    tieline status --known-on 2023-12-31    what was known by that day
    tieline status --max-age 30             ends with 1 when a list is older
    """  # noqa: D301 - click reads \b
    workspace = options.workspace(max_age_days=max_age_days)
    times = workspace.times(as_of=as_of, known_on=known_on)
    held = status(workspace, times, datasets=datasets, everything=everything)
    shape = Shape(columns=_COLUMNS, rows=_cells, quiet="Nothing is held.")
    if form_of(options) == "csv":
        shape = Shape(columns=(*_COLUMNS, *_MORE_COLUMNS), rows=_whole_row)
    items = (*held.editions, *held.addresses)
    write_answer(options, held.run, items, shape=shape, end=lambda: held.end)
    if form_of(options) == "table":
        _summary(held)
    for said in held.stale:
        warn(f"{said}; import a newer edition")
    return 1 if held.stale else 0


def _cells(one: EditionStatus | AddressStatus) -> Iterator[tuple[Cell, ...]]:
    if isinstance(one, AddressStatus):
        return
    yield (
        one.dataset,
        one.version,
        one.published,
        one.age_days,
        one.is_in_force,
        f"yes, {len(one.broken)} broken" if one.is_partial else "no",
        one.entities,
        one.listings,
        one.statements,
        one.bytes / _MEGABYTE,
    )


def _whole_row(one: EditionStatus | AddressStatus) -> Iterator[tuple[Cell, ...]]:
    if isinstance(one, AddressStatus):
        return
    more = (one.title, one.publisher, one.licence, one.use, one.url, one.imported_at)
    for cells in _cells(one):
        yield (*cells, *more)


def _summary(held: Status) -> None:
    for one in held.editions:
        click.echo(f"\n{one.dataset}: {printable(one.title)}")
        click.echo(f"  published by {printable(one.publisher)}")
        click.echo(f"  licence: {printable(one.licence)}")
        click.echo(f"  use: {printable(one.use)}")
    _addresses(held.addresses)
    end = held.end
    where = end.project or "no project yet; `tieline import FILE` makes one"
    click.echo(
        f"\nProject: {where}\n"
        f"{counted(end.datasets, 'data set')}, {end.entities:,} entities,"
        f" {counted(end.statements, 'statement')};"
        f" the project takes {end.bytes / _MEGABYTE:.1f} MB on disk\n"
        f"{counted(end.decisions, 'decision')}, {counted(end.redactions, 'redaction')}"
    )


def _addresses(addresses: Sequence[AddressStatus]) -> None:
    """Say when each list's addresses were last tried, and what came of it."""
    if not addresses:
        return
    click.echo("\nAddresses that lists are fetched from (tieline sync):")
    by_source: dict[str, list[AddressStatus]] = {}
    for one in addresses:
        by_source.setdefault(one.source, []).append(one)
    never = [
        source
        for source, rows in by_source.items()
        if all(one.outcome == NEVER for one in rows)
    ]
    for source, rows in by_source.items():
        if source not in never:
            for one in rows:
                click.echo(f"  {source} {one.name}: {printable(_tried(one))}")
    if never:
        click.echo(f"  never tried: {', '.join(never)}")


def _tried(one: AddressStatus) -> str:
    if one.tried_at is None:
        return f"{one.outcome} ({one.detail})" if one.detail else one.outcome
    said = f"{one.outcome} on {one.tried_at[:10]}"
    said += f" ({one.detail})" if one.detail else ""
    said += f"; moved to {one.moved_to}" if one.moved_to else ""
    return said + (f"; waits: {one.held}" if one.held else "")
