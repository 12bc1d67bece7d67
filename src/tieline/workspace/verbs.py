"""The verbs as Python functions: what `import tieline` offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import UsageError
from tieline.model.query import End, Result, Run
from tieline.workspace.explaining import Explained
from tieline.workspace.explaining import explain as explain_in
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import Imported, import_files
from tieline.workspace.screening import Screening
from tieline.workspace.streaming import Job, open_batch
from tieline.workspace.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from tieline.workspace.sync_results import Synced, Syncing


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """What a screening found: what was searched, one result a query, how it ended.

    `results` is empty where they were written to a file.
    """

    run: Run
    results: tuple[Result, ...]
    end: End


def screen(
    *names: str,
    path: str | Path | None = None,
    out: str | Path | None = None,
    against: str | Path | None = None,
    how: Screening | None = None,
    workspace: Workspace | None = None,
) -> Screened:
    """Check names, or a table of parties at `path`, against lists.

    With `out` the answers are written there, row by row, and a table of any length
    may be given; `against` is a list of your own instead of those held. `workspace` is
    that of the current folder where none is given.

    >>> nowhere = open_workspace(Path("nowhere"), project=Path("nowhere"), env={})
    >>> found = screen("Hangzhou Hikvision", workspace=nowhere)
    >>> found.results[0].hits[0].verdict
    'candidate'

    Raises:
        UsageError: nothing is asked, there is no such file, or a day is none.
        TableError: the table cannot be read.
    """
    if (path is None) == (not names):
        hint = 'Write screen("NAME"), or screen(path="FILE")'
        what = "give names, or a path, and not both"
        raise UsageError(what, hint=hint)
    held = workspace or open_workspace(Path.cwd())
    job = Job(
        path=_path(path),
        names=names,
        how=how or _settled(held),
        against=_path(against),
        out=_path(out),
        restart=True,
    )
    with open_batch(held, job) as batch:
        if job.out is not None:
            batch.write(job.out, _silent)
            return Screened(run=batch.run, results=(), end=batch.tally.end())
        results = tuple(batch.results())
        return Screened(run=batch.run, results=results, end=batch.tally.end())


def explain(
    left: str,
    right: str,
    *,
    schema: str | None = None,
    workspace: Workspace | None = None,
) -> Explained:
    """Score two names in words, the first as if asked for, the second as if listed.

    >>> explain("Hangzhou Hikvision", "Hangzhou Hikvision").verdict
    'candidate'

    Raises:
        UsageError: a name is empty or too long, or there is no such schema.
    """
    held = workspace or open_workspace(Path.cwd())
    return explain_in(held, left, right, schema=schema)


def ingest(
    *files: str | Path,
    how: Importing | None = None,
    workspace: Workspace | None = None,
) -> tuple[Imported, ...]:
    """Load lists into the project; return what came of each edition.

    A file is recognised by what it holds; `how` names the list, or a mapping, where
    it is none that is known. A refused file changes nothing and says why in `error`.

    Raises:
        UsageError: a file is missing or named twice, or there is no such list.
        LockedError: somebody else is importing.
    """
    held = workspace or open_workspace(Path.cwd())
    paths = [Path(file) for file in files]
    return tuple(import_files(held, paths, how or Importing()))


def sync(
    *sources: str,
    how: Syncing | None = None,
    workspace: Workspace | None = None,
) -> tuple[Synced, ...]:
    """Fetch lists from where they are published, and import what is new.

    Without `sources` all lists are fetched that say an address. A list that fails
    changes nothing, says why in `reason`, and does not stop the others.

    Raises:
        NotFoundError: there is no such list.
        OfflineError: the network is locked.
        LockedError: somebody else is fetching.
    """
    from tieline.workspace.sync import sync_lists  # noqa: PLC0415 - only to fetch
    from tieline.workspace.sync_results import Syncing  # noqa: PLC0415 - same

    held = workspace or open_workspace(Path.cwd())
    return tuple(sync_lists(held, sources, how or Syncing()))


def _settled(workspace: Workspace) -> Screening:
    settings = workspace.settings
    return Screening(threshold=settings.threshold, limit=settings.limit)


def _path(text: str | Path | None) -> Path | None:
    return None if text is None else Path(text)


def _silent(done: int, total: int | None) -> None:
    del done, total
