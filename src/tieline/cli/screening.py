"""Print what a screening found, and what it was found in."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from tieline.cli.options import GlobalOptions
from tieline.cli.output import Cell, Shape, describe, form_of, write_answer
from tieline.cli.talk import counted, say, warn
from tieline.workspace.ages import stale
from tieline.workspace.answers import (
    answer_cells,
    answer_columns,
    in_words,
    listing_words,
    own_cells,
    verdict_of,
)
from tieline.workspace.inputs import Reading, is_file_name
from tieline.workspace.resuming import spool_path
from tieline.workspace.screening import Screening
from tieline.workspace.streaming import Batch, Job, open_batch
from tieline.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tieline.model.query import Hit, Query, Result

ERROR, FOUND, INTERRUPTED = 1, 3, 130
COLUMNS = (
    "query",
    "asked",
    "role",
    "verdict",
    "score",
    "id",
    "name",
    "lists",
    "reasons",
)
_TICK = 0.2
_MINUTE, _HOUR = 60, 3600


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asked for."""

    options: GlobalOptions
    workspace: Workspace
    how: Screening
    what: tuple[str, ...]
    out: Path | None = None
    against: Path | None = None
    columns: tuple[str, ...] = ()
    reading: Reading = Reading()
    resume: bool = False
    fail_on: str | None = None

    def job(self) -> Job:
        """Return what is to be screened: a file, a pipe of names, or names.

        Raises:
            UsageError: nothing is asked, or several files at once.
        """
        from tieline.model.errors import UsageError  # noqa: PLC0415 - loaded when it is used

        files = [text for text in self.what if is_file_name(text)]
        if not self.what and not self.how.addresses:
            hint = 'Write: tieline screen "NAME", or tieline screen FILE -o OUT.csv'
            what = "there is nothing to screen"
            raise UsageError(what, hint=hint)
        if files and len(self.what) > 1:
            hint = "Screen one file at a time, and names apart from files"
            raise UsageError(f"{files[0]} is a file among others", hint=hint)
        names: Iterable[str] = self.what
        if self.what == ("-",):
            names = piped_names(sys.stdin)
        return Job(
            path=Path(files[0]).expanduser() if files else None,
            names=names,
            how=self.how,
            reading=self.reading,
            columns=self.columns,
            against=self.against,
            out=self.out,
            resume=self.resume,
            restart=self.options.yes,
        )


def piped_names(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names of a pipe, one a line; empty lines are skipped.

    Raises:
        TableError: a line is not UTF-8 text, or there is no name at all.
    """
    from tieline.model.errors import TableError  # noqa: PLC0415 - loaded when it is used

    found = False
    for number, line in enumerate(lines, start=1):
        name = line.lstrip("\ufeff").strip()
        # Bytes that are no text come in as lone surrogates.
        if "\0" in name or any("\ud800" <= char <= "\udfff" for char in name):
            hint = "Convert it first, such as with iconv -t UTF-8"
            what = "the line is not UTF-8 text"
            where = f"standard input line {number}"
            raise TableError(what, where=where, hint=hint)
        if name:
            found = True
            yield name
    if not found:
        hint = "Write one name a line"
        what = "no name came in"
        raise TableError(what, where="standard input", hint=hint)


def screen(asked: Asked) -> int:
    """Screen, print, and return the exit code."""
    job = asked.job()
    with open_batch(asked.workspace, job) as batch:
        for line in (*batch.rows.notes, *batch.rows.plan):
            say(asked.options, line)
        if asked.options.dry_run:
            return 0
        if job.out is None:
            _print(asked.options, job, batch)
        else:
            try:
                _write(asked.options, batch, job.out)
            except KeyboardInterrupt:
                return _interrupted(job, job.out)
        return _code(asked, batch)


def _print(options: GlobalOptions, job: Job, batch: Batch) -> None:
    """Print the answers; a table's rows without any are counted, not shown."""
    form, run = form_of(options), batch.run
    shape = _shape(job, form)
    if job.path is not None and form == "csv":
        own = batch.rows.columns

        def whole(result: Result) -> Iterator[tuple[Cell, ...]]:
            yield (*own_cells(result, own), *answer_cells(result, run), *more(result))

        named, more = _more(job, own)
        shape = Shape(columns=(*own, *answer_columns(own), *named), rows=whole)
    # the rows of a table in CSV say the times themselves
    said = None if job.path is not None and form == "csv" else run
    results = batch.results()
    write_answer(options, said, results, shape=shape, end=batch.tally.end)
    if job.path is not None and form == "table":
        end = batch.tally.end()
        say(
            options,
            f"{counted(end.rows, 'row')}, {counted(end.hits, 'hit')}; nothing found in"
            f" {batch.tally.quiet:,}",
        )


def _shape(job: Job, form: str) -> Shape:
    """Return how results look in a table for people, or in CSV of names."""
    is_brief = job.path is not None and form == "table"
    if not job.how.institutions:
        rows = telling_rows if is_brief else table_rows
        return Shape(columns=COLUMNS, rows=rows, quiet="Nothing was found.")
    from tieline.cli import institutions as by  # noqa: PLC0415 - seldom asked

    rows = by.telling_institution_rows if is_brief else by.institution_rows
    return Shape(columns=by.COLUMNS, rows=rows, quiet="Nothing was found.")


def _more(
    job: Job, own: Sequence[str]
) -> tuple[tuple[str, ...], Callable[[Result], tuple[Cell, ...]]]:
    """Return the columns and cells that institutions add to a table's rows."""
    if not job.how.institutions:
        return (), lambda _: ()
    from tieline.workspace import institution_answers as by  # noqa: PLC0415 - seldom asked

    return by.institution_columns(own), by.institution_cells


def _write(options: GlobalOptions, batch: Batch, out: Path) -> None:
    progress = _progress(options)
    end = batch.write(out, progress)
    if progress is not _silent:
        click.echo("\r\x1b[K", nl=False, err=True)
    for line in describe(batch.run):
        say(options, line)
    say(
        options,
        f"{out}: {counted(end.rows, 'row')}, {counted(end.hits, 'hit')},"
        f" {end.suppressed:,} left out as decided, {counted(end.errors, 'error')}",
    )


def _code(asked: Asked, batch: Batch) -> int:
    end = batch.tally.end()
    if batch.trouble is not None:
        warn(f"decisions on these rows cannot be recorded: {batch.trouble}")
    if batch.made is not None:
        what = "what found something is kept there for decisions"
        say(asked.options, f"Made the project {batch.made}: {what}")
    if end.errors:
        warn(f"{end.errors:,} of {end.rows:,} rows could not be screened")
    days = asked.workspace.settings.max_age_days
    today = asked.workspace.clock.today()
    old = [] if asked.against else stale(batch.run.editions, today, days)
    for said in old:
        warn(f"{said}; import a newer edition")
    if asked.fail_on is not None and batch.tally.has_found(asked.fail_on):
        return FOUND
    return ERROR if end.errors or old else 0


def _interrupted(job: Job, out: Path) -> int:
    click.echo(err=True)
    kept = spool_path(out)
    if job.path is None or not kept.exists():
        click.echo("Interrupted; nothing was written", err=True)
        return INTERRUPTED
    words = [word for word in sys.argv[1:] if word not in {"--resume", "--yes"}]
    command = shlex.join(["tieline", *words, "--resume"])
    click.echo(f"Interrupted; what is finished is kept in {kept}", err=True)
    click.echo(f"Go on with: {command}", err=True)
    return INTERRUPTED


def telling_rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a result that says more than that nothing was found."""
    if result.hits or result.history or result.error or result.suppressed:
        yield from table_rows(result)


def table_rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Yield one row a hit for people to read, and one where there is none."""
    asked = {party.query.id: party.query for party in result.parties}
    if not result.hits:
        said = result.error or _quiet(result)
        yield (
            result.query.id,
            _asked(result.query, result),
            "",
            verdict_of(result),
            None,
            "",
            "",
            "",
            said,
        )
    for hit in result.hits:
        yield _hit_row(hit, asked.get(hit.query_id or "", result.query), hit.verdict)
    for hit in result.history:
        yield _hit_row(hit, asked.get(hit.query_id or "", result.query), "ended")


def _quiet(result: Result) -> str:
    parts: list[str] = []
    if result.suppressed:
        parts.append(f"{result.suppressed} left out as decided; --all shows them")
    return "; ".join(parts)


def _asked(query: Query, result: Result) -> str:
    names = query.properties.get("name", ())
    if not names:
        names = tuple(
            name
            for party in result.parties
            for name in party.query.properties.get("name", ())
        )
    return "; ".join(dict.fromkeys(names)) or _place(query) or query.id


def _place(query: Query) -> str:
    return "; ".join(query.properties.get("address", ()))


def _hit_row(hit: Hit, query: Query, verdict: str) -> tuple[Cell, ...]:
    marked = f"{verdict} ({hit.decision})" if hit.decision else verdict
    return (
        hit.query_id or query.id,
        "; ".join(query.properties.get("name", ())) or _place(query),
        hit.role or "",
        marked,
        hit.score,
        hit.entity_id,
        hit.caption,
        "; ".join(dict.fromkeys(map(listing_words, hit.listings))),
        in_words(hit.reasons),
    )


def _silent(done: int, total: int | None) -> None:
    del done, total


def _progress(options: GlobalOptions) -> Callable[[int, int | None], None]:
    """Return what shows how far the run is; silent away from a terminal."""
    if options.quiet or not sys.stderr.isatty():
        return _silent
    begun = time.monotonic()
    first: list[int] = []
    last = [0.0]

    def show(done: int, total: int | None) -> None:
        now = time.monotonic()
        if not first:
            first.append(done - 1)
        if now - last[0] < _TICK:
            return
        last[0] = now
        click.echo(
            f"\r\x1b[K{progress_line(done, total, now - begun, done - first[0])}",
            nl=False,
            err=True,
        )

    return show


def progress_line(done: int, total: int | None, seconds: float, fresh: int) -> str:
    """Say how far a run is; `fresh` rows took `seconds`.

    >>> progress_line(50, 100, 10.0, 50)
    '50 of about 100 rows, 5 a second, about 10 s to go'
    """
    rate = fresh / seconds if seconds > 0 else 0.0
    speed = f"{rate:,.0f} a second"
    if total is None or total <= done or not rate:
        return f"{done:,} rows, {speed}"
    left = (total - done) / rate
    return f"{done:,} of about {total:,} rows, {speed}, about {_span(left)} to go"


def _span(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"
