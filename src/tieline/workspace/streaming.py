"""Screen a table of any length: row by row into a spool, then into the output."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tieline.model.errors import TableError, UsageError
from tieline.workspace.against import open_list, plan_of_list
from tieline.workspace.desk import Desk, Tally, open_desk
from tieline.workspace.inputs import Reading, open_input
from tieline.workspace.orders import described, named_orders, orders_of, plan_of
from tieline.workspace.outputs import Answered, check_form, write_output
from tieline.workspace.resuming import (
    Spool,
    SpoolHead,
    check_head,
    read_head,
    spool_path,
)
from tieline.workspace.schemata import check_country, check_schema
from tieline.workspace.screening import Order, Screening
from tieline.workspace.times import Times

if TYPE_CHECKING:
    from tieline.model.query import End, Result, Run
    from tieline.workspace.workspace import Workspace

Progress = Callable[[int, int | None], None]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to screen: a table at `path`, or names.

    `columns` are the assignments `ROLE.FIELD=COLUMN` given by hand. `against` is a
    list of the user's own to screen against. `resume` goes on with an interrupted run,
    `restart` throws its finished part away.
    """

    path: Path | None = None
    names: Iterable[str] = ()
    how: Screening
    reading: Reading = Reading()
    columns: tuple[str, ...] = ()
    against: Path | None = None
    out: Path | None = None
    resume: bool = False
    restart: bool = False


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """The orders of a job, and what its output has to know of them.

    `columns` are the user's own, `lines` is about how many rows there are. `plan` says
    in words what each column is taken for.
    """

    columns: tuple[str, ...]
    orders: Callable[[], Iterator[Order]]
    sha256: str
    lines: int | None = None
    has_numbers: bool = False
    notes: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    selection: dict[str, Any] = {}


class Batch:
    """An open job: the plan of its columns, and its answers as they come."""

    def __init__(self, workspace: Workspace, job: Job, rows: Rows, desk: Desk) -> None:
        self.rows = rows
        self.run: Run = desk.run
        self.tally = Tally()
        self._workspace = workspace
        self._job = job
        self._desk = desk

    @property
    def trouble(self) -> str | None:
        """Why the queries could not be kept for decisions; None where they were."""
        return self._desk.trouble

    @property
    def made(self) -> Path | None:
        """The project folder that was made to keep the queries; None where none was."""
        return self._desk.made

    def results(self) -> Iterator[Result]:
        """Answer the rows one by one."""
        return self._desk.answers(self.rows.orders(), self.tally)

    def write(self, out: Path, progress: Progress) -> End:
        """Answer the rows into a spool beside `out`, then put the output in place.

        An interrupt leaves the spool, and `resume` goes on from there; the output then
        equals that of a run in one go.

        Raises:
            TableError: a row cannot be read; nothing is left behind, since the table
                has to change before it can be screened.
            StorageError: the disk refuses; the spool keeps what was finished.
        """
        path = spool_path(out)
        try:
            self._fill(path, progress)
        except TableError:
            path.unlink(missing_ok=True)
            raise
        answered = Answered(
            columns=self.rows.columns,
            run=self.run,
            spool=path,
            tally=self.tally,
            has_numbers=self.rows.has_numbers,
            has_institutions=self._job.how.institutions,
        )
        write_output(self._workspace, out, answered)
        path.unlink(missing_ok=True)
        return self.tally.end()

    def _fill(self, path: Path, progress: Progress) -> None:
        with self._open_spool(path) as spool:
            for order in islice(self.rows.orders(), spool.done, None):
                spool.add(self._desk.answer(order))
                progress(spool.done, self.rows.lines)

    def _open_spool(self, path: Path) -> Spool:
        head = SpoolHead(
            input_sha256=self.rows.sha256, options=_options(self._job), run=self.run
        )
        old = read_head(path)
        if old is not None and self._job.resume:
            check_head(path, old, head)
            return Spool.go_on(path)
        return Spool.start(path, head)


@contextmanager
def open_batch(workspace: Workspace, job: Job) -> Generator[Batch, None, None]:
    """Open what is to be screened, plan its columns, open what it is screened against.

    Raises:
        UsageError: no such file, an unfinished run in the way, a bad option.
        TableError: the table cannot be read, or no column holds names.
    """
    if job.how.schema is not None:
        check_schema(job.how.schema)
    for country in job.how.countries:
        check_country(country)
    rows = _named(job) if job.path is None else _tabled(workspace, job, job.path)
    if job.against is not None:
        said = (*rows.plan, *plan_of_list(workspace, job.against))
        rows = msgspec.structs.replace(rows, plan=said)
    if job.out is not None:
        check_form(job.out, rows.lines)
    times = _times(workspace, job)
    selection = _selection(job, rows)
    if job.against is None:
        opened = open_desk(workspace, job.how, selection=selection, times=times)
    else:
        opened = open_list(
            workspace, job.against, job.how, selection=selection, times=times
        )
    with opened as desk:
        if job.how.institutions:
            from tieline.workspace.institution_orders import NOTICE  # noqa: PLC0415 - seldom asked

            desk.add_notice(NOTICE)
        yield Batch(workspace, job, rows, desk)


def _tabled(workspace: Workspace, job: Job, path: Path) -> Rows:
    source = open_input(workspace, path, job.reading)
    table = source.table
    plan = plan_of(table, job.columns)
    selection: dict[str, Any] = {
        "input": table.name,
        "sha256": source.sha256,
        "columns": described(plan),
    }
    if table.sheets:
        selection["sheets"] = list(table.sheets)
    if table.title_rows:
        selection["title_rows"] = [list(row) for row in table.title_rows]
    told, orders = plan.describe(), lambda: orders_of(plan, table, job.how)
    if job.how.institutions:
        from tieline.workspace import institution_orders as by  # noqa: PLC0415 - seldom asked

        told = by.affiliation_plan(plan, job.how)
        orders = lambda: by.affiliation_orders(plan, table, job.how)  # noqa: E731 - as above
    return Rows(
        columns=table.columns,
        orders=orders,
        sha256=source.sha256,
        lines=source.lines,
        has_numbers=table.form == "xlsx",
        notes=table.notes,
        plan=told,
        selection=selection,
    )


def _named(job: Job) -> Rows:
    if job.resume:
        hint = "Put the names in a file, and screen that with -o"
        what = "only a file can be resumed"
        raise UsageError(what, where="--resume", hint=hint)
    if job.how.institutions:
        from tieline.workspace import institution_orders as by  # noqa: PLC0415 - seldom asked

        return Rows(
            columns=(by.AFFILIATION,),
            orders=lambda: by.told_orders(job.names, job.how),
            sha256="",
            selection={"input": "affiliations"},
        )
    keeps_row = job.out is not None
    return Rows(
        columns=("name",),
        orders=lambda: named_orders(job.names, job.how, keeps_row=keeps_row),
        sha256="",
        selection={"input": "names" if job.names else "addresses"},
    )


def _times(workspace: Workspace, job: Job) -> Times:
    """Return the times of the run; an interrupted one keeps those it began with."""
    how = job.how
    times = workspace.times(as_of=how.as_of, known_on=how.known_on)
    if job.out is None:
        return times
    _check_out(job, job.out)
    old = read_head(spool_path(job.out))
    if old is None:
        return times
    if job.resume:
        return Times(
            as_of=how.as_of or old.run.as_of, known_on=how.known_on or old.run.known_on
        )
    if not job.restart:
        what = "an interrupted run of this output is there"
        raise UsageError(
            what,
            where=str(spool_path(job.out)),
            hint="Go on with --resume, or start again from the first row with --yes",
        )
    return times


def _check_out(job: Job, out: Path) -> None:
    if not out.parent.is_dir():
        hint = "Make the folder first, or name another with -o"
        what = "there is no such folder"
        raise UsageError(what, where=str(out.parent), hint=hint)
    if out.is_dir():
        what = "this is a folder"
        raise UsageError(what, where=str(out), hint="Name a file in it")
    for taken in (job.path, job.against):
        if taken is not None and out.exists() and out.samefile(taken):
            hint = "Name another output with -o"
            what = "the output would replace what is read"
            raise UsageError(what, where=str(out), hint=hint)


def _options(job: Job) -> dict[str, Any]:
    """Return the options that decide what comes out, as JSON reads them back."""
    reading = job.reading
    options: dict[str, Any] = {
        **msgspec.to_builtins(job.how),
        "encoding": reading.encoding,
        "sheet": reading.sheet,
        "header": reading.header,
        "column": job.columns,
        "against": None if job.against is None else job.against.name,
    }
    return msgspec.json.decode(msgspec.json.encode(options), type=dict[str, Any])


def _selection(job: Job, rows: Rows) -> dict[str, Any]:
    """Record which rows were screened, and how (why is added by the desk)."""
    how = job.how
    asked: dict[str, Any] = {"threshold": how.threshold, "limit": how.limit}
    if how.schema is not None:
        asked["schema"] = how.schema
    if how.countries:
        asked["countries"] = list(how.countries)
    if how.addresses:
        asked["addresses"] = list(how.addresses)
    if how.institutions:
        from tieline.workspace.affiliations import AffiliationReader  # noqa: PLC0415 - seldom asked

        asked["institutions"] = AffiliationReader().source()
        asked["persons"] = how.persons
    return {**rows.selection, **asked}
