"""Print an answer: a table, one JSON document, JSON lines, or CSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, cast

import click
import msgspec

from tieline.cli.talk import printable
from tieline.workspace.answers import safe_cell

if TYPE_CHECKING:
    from rich.console import Console

    from tieline.cli.options import Form, GlobalOptions
    from tieline.model.query import Run

Cell = str | float | int | bool | None
LONGEST_CELL = 200
PIPE_WIDTH = 160


def _one_row(item: Any) -> Iterator[Sequence[Cell]]:
    yield tuple(flat(value) for value in as_mapping(item).values())


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How items look as flat rows: `columns`, and the rows of one item.

    `rows` may give several rows for one item (one a hit), or none. `quiet` is what a
    table says when there is no row at all.
    """

    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[Sequence[Cell]]] = _one_row
    quiet: str = "Nothing found."


def form_of(options: GlobalOptions) -> Form:
    """Return the form asked for, else a table on a terminal and ndjson in a pipe."""
    if options.form is not None:
        return options.form
    return "table" if sys.stdout.isatty() else "ndjson"


def as_mapping(item: Any) -> dict[str, Any]:
    """Return an item's fields by name, with its `kind` first where it has one."""
    if isinstance(item, Mapping):
        return {str(key): value for key, value in item.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - foreign
    found: dict[str, Any] = msgspec.to_builtins(item)
    return found


def flat(value: Any) -> Cell:
    """Return a value as one cell: lists are joined by `; `.

    >>> flat(("a", "b")), flat(None)
    ('a; b', None)
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        parts = cast("Sequence[Any]", value)
        return "; ".join(str(flat(part)) for part in parts)
    return msgspec.json.encode(value).decode()


def write_answer(
    options: GlobalOptions,
    run: Run | Mapping[str, Any] | None,
    items: Iterable[Any],
    *,
    shape: Shape,
    end: Callable[[], Any] | None = None,
) -> None:
    """Print an answer as it comes: the run, each item, and how it ended.

    `end` is called after the last item. A stream without its end line was cut.
    """
    form = form_of(options)
    if form == "table":
        _write_table(run, items, shape=shape, no_color=options.no_color)
    elif form == "csv":
        _write_csv(run, items, shape=shape)
    elif form == "json":
        _write_document(run, items, end=end)
    else:
        _write_lines(run, items, end=end)


def _line(item: Any) -> None:
    click.echo(msgspec.json.encode(item).decode())


def _write_lines(
    run: Any, items: Iterable[Any], *, end: Callable[[], Any] | None
) -> None:
    if run is not None:
        _line(run)
    for item in items:
        _line(item)
    if end is not None:
        _line(end())


def _write_document(
    run: Any, items: Iterable[Any], *, end: Callable[[], Any] | None
) -> None:
    click.echo('{"run":' + msgspec.json.encode(run).decode() + ',"results":[', nl=False)
    for number, item in enumerate(items):
        click.echo("," if number else "", nl=False)
        click.echo(msgspec.json.encode(item).decode(), nl=False)
    last = None if end is None else end()
    click.echo('],"end":' + msgspec.json.encode(last).decode() + "}")


def times_of(run: Any) -> tuple[str, str] | None:
    """Return as_of and known_on of a run, None where it has no times."""
    held = {} if run is None else as_mapping(run)
    if "as_of" not in held or "known_on" not in held:
        return None
    return str(held["as_of"]), str(held["known_on"])


def _write_csv(run: Any, items: Iterable[Any], *, shape: Shape) -> None:
    times = times_of(run)
    _csv_row([*shape.columns, *(() if times is None else ("as_of", "known_on"))])
    for item in items:
        for row in shape.rows(item):
            _csv_row([*row, *(() if times is None else times)])


def _csv_row(cells: Iterable[Cell]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow([safe_cell(cell) for cell in cells])
    click.echo(out.getvalue(), nl=False)


def describe(run: Any) -> list[str]:
    """Say in lines what was searched, as of when; then the notices."""
    held = {} if run is None else as_mapping(run)
    lines: list[str] = []
    times = times_of(run)
    if times is not None:
        lines.append(f"As of {times[0]}, as known on {times[1]}.")
    searched, editions = held.get("searched"), held.get("editions")
    if searched is not None:
        lines.append(
            f"Searched {searched['entities']:,} entities"
            f" in {searched['datasets']:,} data set{'s' * (searched['datasets'] != 1)}"
            + (f": {_editions(editions)}." if editions else ".")
        )
    return [*lines, *_notes(held.get("notice", ()), editions or {})]


def _notes(notices: Iterable[str], editions: Mapping[str, Any]) -> Iterator[str]:
    """Say once what several data sets have to say alike."""
    said: dict[str, list[str]] = {}
    for notice in notices:
        name, colon, text = notice.partition(": ")
        is_of_one = bool(colon) and name in editions
        held = said.setdefault(text if is_of_one else notice, [])
        held.extend([name] if is_of_one else [])
    for text, names in said.items():
        yield f"Note: {', '.join(names)}: {text}" if names else f"Note: {text}"


def _editions(editions: Mapping[str, Any]) -> str:
    parts = (
        f"{name} {ref['version']}" + (" (partial)" if ref["is_partial"] else "")
        for name, ref in sorted(editions.items())
    )
    return ", ".join(parts)


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it: harmless, and of bounded length."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return str(cell)
    text = f"{cell:.2f}" if isinstance(cell, float) else printable(cell)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _write_table(
    run: Any,
    items: Iterable[Any],
    *,
    shape: Shape,
    no_color: bool,
) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow, and only for tables
    from rich.text import Text  # noqa: PLC0415 - loaded when it is used

    console = Console(no_color=no_color or None, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    rows = [tuple(row) for item in items for row in shape.rows(item)]
    with nullcontext() if console.is_terminal else console.capture() as drawn:
        said = describe(run)
        for line in said:
            console.print(Text(printable(line)))
        if said:
            console.print()
        if rows:
            _draw(console, shape.columns, rows)
        else:
            console.print(Text(shape.quiet))
    if drawn is not None:
        for line in drawn.get().splitlines():
            click.echo(line.rstrip())


def _draw(
    console: Console, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for tables

    from tieline.cli import tables  # noqa: PLC0415 - loaded when it is used

    words = [[shown(cell) for cell in row] for row in rows]
    kept = tables.filled_columns(words, len(columns))
    names = [columns[place] for place in kept]
    words = [[row[place] for place in kept] for row in words]
    widths = tables.fit(names, words, console.width)
    if widths is not None:
        numeric = [all(is_number(row[place]) for row in rows) for place in kept]
        console.print(tables.table(names, words, widths, numeric))
        return
    for number, row in enumerate(words):
        if number:
            console.print()
        for place, line in enumerate(tables.paragraph(names, row, console.width)):
            console.print(Text(line, style="" if place else "bold"))


def is_number(cell: Cell) -> bool:
    """Say whether a cell is a number, or empty as a number may be."""
    return cell is None or (isinstance(cell, int | float) and type(cell) is not bool)
