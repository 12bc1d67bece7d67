"""A bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.progress import TaskID

    from tieline.cli.options import GlobalOptions


def _ignore(what: str, done: int, total: int | None) -> None:
    del what, done, total


@contextmanager
def shown_progress(
    options: GlobalOptions,
) -> Generator[Callable[[str, int, int | None], None]]:
    """Give a function that shows how far `what` is; a bar with the time left.

    `total` is None where nobody knows it. In a pipe, and under `--quiet`, nothing is
    shown.
    """
    if options.quiet or not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console  # noqa: PLC0415 - slow, and only on a terminal
    from rich.progress import Progress  # noqa: PLC0415 - loaded when it is used

    console = Console(stderr=True, no_color=options.no_color or None)
    tasks: dict[str, TaskID] = {}
    with Progress(console=console, transient=True) as bar:

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show
