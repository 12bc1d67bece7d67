"""`tieline purge`: take something out for good, or hide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import click

from tieline.cli.options import GlobalOptions, TielineCommand, person_option
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import confirm, say, warn
from tieline.model.errors import UsageError
from tieline.workspace.purge import (
    Purged,
    Purging,
    hide,
    look,
    look_dataset,
    purge_dataset,
    purge_id,
    sign,
    unhide,
)

_COLUMNS = ("action", "target", "statements", "editions", "snapshots", "decisions")


@click.command("purge", cls=TielineCommand)
@click.argument("target", metavar="[ENTITY|STATEMENT]", required=False)
@click.option("--dataset", metavar="NAME", help="A whole data set of the project.")
@click.option("--why", default="", metavar="TEXT", help="The reason; it is kept.")
@person_option
@click.option("--keep-files", is_flag=True, help="Keep the copies of imported files.")
@click.option("--hide", "is_hidden", is_flag=True, help="Only leave it out of answers.")
@click.option("--unhide", "is_shown", is_flag=True, help="Show again what was hidden.")
@click.pass_obj
def COMMAND(  # noqa: N802, PLR0913 - as every command
    options: GlobalOptions,
    *,
    target: str | None,
    dataset: str | None,
    why: str,
    by: str | None,
    keep_files: bool,
    is_hidden: bool,
    is_shown: bool,
) -> int:
    """Remove an entity, a statement or a data set for good.

    \b
    tieline purge us-el-2fb86d8004bce547acae --why "court order 12/2025"
    tieline purge --dataset house_list --why "no longer ours to keep"
    tieline purge ofac-30946 --hide --why "mistaken for our supplier"

    Every edition of the project is written again without it, and the kept copies of
    the files that held it go too. What stays is a stub: the hash of what was removed,
    the day, the person and the reason. A later edition of the list may bring it back.

    --hide leaves it out of every answer and every export without rewriting, in later
    editions too; --unhide takes that back.
    """  # noqa: D301 - click reads \b
    _check(target, dataset, is_layer=is_hidden or is_shown)
    workspace = options.workspace(by=by)
    signed = sign(workspace, why)
    act: Callable[[], Purged]
    if dataset is not None:
        found = look_dataset(workspace, dataset)
        act = partial(purge_dataset, workspace, dataset, signed)
    else:
        found = look(workspace, str(target))
        act = partial(purge_id, workspace, found.target, signed, keep_files=keep_files)
    if is_hidden or is_shown:
        act = partial(hide if is_hidden else unhide, workspace, found.target, signed)
    _announce(options, found)
    if options.dry_run:
        return 0
    is_final = not is_hidden and not is_shown
    if is_final and not confirm(options, "Remove it for good?"):
        say(options, "Nothing was removed")
        return 1
    done = act()
    write_answer(options, None, [done], shape=Shape(columns=_COLUMNS, rows=_cells))
    _tell(options, done)
    return 0


def _check(target: str | None, dataset: str | None, *, is_layer: bool) -> None:
    if (target is None) == (dataset is None):
        what = "name one thing: an entity, a statement, or --dataset NAME"
        raise UsageError(what)
    if dataset is not None and is_layer:
        what = "a whole data set cannot be hidden"
        raise UsageError(what, hint="Choose others with --dataset, or purge it")


def _announce(options: GlobalOptions, found: Purging) -> None:
    others = [one for one in found.ids if one != found.target]
    if others:
        say(options, f"{found.target} is also called {', '.join(others)}")
    for name, count in found.editions.items():
        say(options, f"{name}: {count:,} statements")
    for name, count in found.bundled.items():
        say(options, f"{name}: {count:,} statements; bundled, so it is hidden there")


def _cells(done: Purged) -> Iterator[tuple[Cell, ...]]:
    yield (
        done.action,
        done.target,
        done.statements,
        "; ".join(done.editions),
        len(done.snapshots),
        done.decisions,
    )


def _tell(options: GlobalOptions, done: Purged) -> None:
    for folder in done.lingering:
        warn(f"{folder} is still in use; the next import removes it")
    if form_of(options) == "table":
        for removal in done.removals:
            say(options, f"Stub: sha256 {removal.removed_sha256}, {removal.at}")
