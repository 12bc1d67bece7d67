"""`tieline sync`: fetch the lists that are new, and import them."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from tieline.cli.options import GlobalOptions, TielineCommand, person_option
from tieline.cli.output import Cell, Shape, write_answer
from tieline.cli.progress import Shown, shown_progress
from tieline.cli.talk import confirm, say, show_error, warn
from tieline.model.errors import FetchError, UsageError
from tieline.workspace.sync import sync_lists
from tieline.workspace.sync_check import Checked, check_lists
from tieline.workspace.sync_results import Fetched, Synced, Syncing
from tieline.workspace.workspace import Workspace

_COLUMNS = (
    "source",
    "outcome",
    "dataset",
    "version",
    "published",
    "records_in",
    "entities",
    "files",
    "reason",
)
_CHECKED = ("source", "outcome", "detail", "address")
_NOTHING = "No list says an address to fetch it from."


@click.command("sync", cls=TielineCommand)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--check", is_flag=True, help="Ask for headers only; import nothing.")
@click.option(
    "--confirm", "confirmed", is_flag=True, help="Import what waits of SOURCE."
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Follow a redirect into a private network.",
)
@person_option
@click.pass_obj
def COMMAND(  # noqa: N802 - the name that every command has
    options: GlobalOptions,
    *,
    sources: tuple[str, ...],
    check: bool,
    confirmed: bool,
    allow_private: bool,
    by: str | None,
) -> int:
    """Fetch lists from where they are published, and import what is new.

    \b
    tieline sync                       all lists that say an address
    tieline sync us_ofac un_sc         these only
    tieline sync --check               ask what became of each address
    tieline sync --confirm us_ofac     import an edition that lost much
    tieline sync -n                    say what would be asked

    A list that lost half of its records waits to be confirmed. A register is fetched
    only by name, or where the project holds it. Ends with 1 where one failed or waits.
    """  # noqa: D301 - click reads \b
    if check and confirmed:
        what = "--check and --confirm exclude each other"
        raise UsageError(what)
    workspace = options.workspace(by=by)
    how = Syncing(
        confirm=confirmed,
        yes=options.yes,
        dry_run=options.dry_run,
        allow_private=allow_private,
        by=by or "",
    )
    is_new = workspace.project is None
    try:
        if check and not options.dry_run:
            return _check(options, workspace, sources, how)
        return _sync(options, workspace, sources, how)
    finally:
        if is_new and workspace.project is not None:
            say(options, f"Made a project in {workspace.project.root}")


def _asking(options: GlobalOptions, how: Syncing, progress: Shown) -> Syncing:
    """Have a person asked about hosts, in place of the bar."""

    def agree(question: str) -> bool:
        with progress.paused():
            return confirm(options, question)

    return msgspec.structs.replace(how, agree=agree)


def _sync(
    options: GlobalOptions, workspace: Workspace, sources: tuple[str, ...], how: Syncing
) -> int:
    results: list[Synced] = []
    try:
        with shown_progress(options) as progress:
            how = _asking(options, how, progress)
            results += sync_lists(workspace, sources, how, progress=progress)
    finally:
        # what came before an error is told too
        if results:
            _print(options, results)
    if not results:
        say(options, _NOTHING)
    return 1 if any(one.is_bad for one in results) else 0


def _print(options: GlobalOptions, results: list[Synced]) -> None:
    write_answer(options, None, results, shape=Shape(columns=_COLUMNS, rows=_cells))
    for one in results:
        _tell(options, one)


def _tell(options: GlobalOptions, one: Synced) -> None:
    name = one.source if one.dataset is None else one.dataset
    if one.is_bad:
        titles = {"held": f"{name} waits", "refused": f"{name} not imported"}
        title = titles.get(one.outcome, f"{name} not fetched")
        show_error(FetchError(one.reason or "", hint=one.hint or ""), what=title)
    elif one.outcome == "skipped":
        say(options, f"{name} skipped: {one.reason}. {one.hint or ''}".rstrip())
    for file in one.files:
        if file.moved_to is not None:
            warn(f"{one.source}: {file.url} has moved to {file.moved_to}")
    for warning in one.warnings:
        warn(f"{name}: {warning}")
    for note in one.notes:
        say(options, f"{name}: {note}")
    if one.outcome == "older":
        say(options, f"{name}: a newer edition stays in force")


def _cells(one: Synced) -> Iterator[tuple[Cell, ...]]:
    counts = (one.records_in or None, one.entities or None)
    files = "; ".join(_file(file) for file in one.files)
    edition = (one.dataset, one.version, one.published)
    yield (one.source, one.outcome, *edition, *counts, files, one.reason)


def _file(file: Fetched) -> str:
    if file.outcome == "would ask":
        return f"{file.name} from {file.hint}"
    return f"{file.name} {file.outcome}"


def _check(
    options: GlobalOptions, workspace: Workspace, sources: tuple[str, ...], how: Syncing
) -> int:
    results: list[Checked] = []
    try:
        with shown_progress(options) as progress:
            how = _asking(options, how, progress)
            results += check_lists(workspace, sources, how, progress=progress)
    finally:
        if results:
            shape = Shape(columns=_CHECKED, rows=_checked_cells)
            write_answer(options, None, results, shape=shape)
    for one in results:
        if one.hint:
            say(options, f"{one.source} {one.outcome}: {one.detail}. {one.hint}")
    if not results:
        say(options, _NOTHING)
    return 1 if any(one.is_bad for one in results) else 0


def _checked_cells(one: Checked) -> Iterator[tuple[Cell, ...]]:
    yield (one.source, one.outcome, one.detail, one.url)
