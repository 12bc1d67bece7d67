"""A small example that stands on its own: a project, an order book, its screening."""

from __future__ import annotations

import csv
import io
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.files.workbooks import WorkbookWriter
from tieline.model.errors import ProjectError, UsageError
from tieline.model.query import End, Result, Run
from tieline.store.disk import disk_errors
from tieline.store.project import MARKER, open_project
from tieline.workspace.screening import Screening
from tieline.workspace.streaming import Job, open_batch
from tieline.workspace.workspace import open_workspace

if TYPE_CHECKING:
    from tieline.workspace.workspace import Workspace

_SAMPLE = "bundle/demo/orders.csv"
_WHY = "all orders of the demo's order book"


class Demo(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo made in its folder, and what its screening found."""

    folder: Path
    orders: Path
    screened: Path
    run: Run
    results: tuple[Result, ...]
    end: End


def make_demo(folder: Path) -> Demo:
    """Make a project in `folder`, write an invented order book into it and screen it.

    A folder of an earlier demo is used again; its files are replaced, its decisions
    kept.

    Raises:
        UsageError: the folder holds something else.
        StorageError: the disk refuses.
    """
    sample = _sample()
    _check(folder)
    open_project(folder, create=True)
    orders, screened = folder / "orders.xlsx", folder / "screened.xlsx"
    with disk_errors(folder):
        (folder / "orders.csv").write_bytes(sample)
    _write_book(orders, sample)
    workspace = open_workspace(folder, project=folder.absolute())
    how = Screening(
        threshold=workspace.settings.threshold,
        limit=workspace.settings.limit,
        why=_WHY,
    )
    _write_screened(workspace, orders, screened, how)
    with open_batch(workspace, Job(path=orders, how=how)) as batch:
        results = tuple(batch.results())
        return Demo(
            folder=folder,
            orders=orders,
            screened=screened,
            run=batch.run,
            results=results,
            end=batch.tally.end(),
        )


def _sample() -> bytes:
    try:
        data = pkgutil.get_data("tieline", _SAMPLE)
    except OSError:
        data = None
    if data is None:
        hint = "Install Tieline again"
        what = "the demo's order book is missing"
        raise ProjectError(what, where=_SAMPLE, hint=hint)
    return data


def _check(folder: Path) -> None:
    """Refuse a folder that holds something else than an earlier demo."""
    if not folder.exists():
        return
    is_ours = (folder / MARKER).is_file() and (folder / "orders.csv").is_file()
    if not folder.is_dir() or (any(folder.iterdir()) and not is_ours):
        hint = "Name another folder: tieline demo DIR"
        what = "this is no empty folder"
        raise UsageError(what, where=str(folder), hint=hint)


def _write_book(path: Path, sample: bytes) -> None:
    """Write the order book as a workbook, its title rows above the header."""
    rows = list(csv.reader(io.StringIO(sample.decode("utf-8"), newline="")))
    with WorkbookWriter(path, {"orders": rows[0]}) as book:
        for row in rows[1:]:
            book.write("orders", row)


def _write_screened(
    workspace: Workspace, orders: Path, screened: Path, how: Screening
) -> None:
    job = Job(path=orders, how=how, out=screened, restart=True)
    with open_batch(workspace, job) as batch:
        batch.write(screened, lambda _done, _total: None)
