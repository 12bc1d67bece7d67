"""A bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.progress import Progress, TaskID

    from tieline.cli.options import GlobalOptions


class Shown:
    """Shows how far something is; on no terminal, nothing."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Show that `what` is done so far; `total` is None where nobody knows it."""
        if self._bar is None:
            return
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=total)
        self._bar.update(self._tasks[what], completed=done, total=total)

    @contextmanager
    def paused(self) -> Generator[None]:
        """Take the bar away while a person is asked something."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def shown_progress(options: GlobalOptions) -> Generator[Shown]:
    """Give what shows how far something is; a bar with the time left.

    In a pipe, and under `--quiet`, nothing is shown.
    """
    if options.quiet or not sys.stderr.isatty():
        yield Shown(None)
        return
    from rich.console import Console  # noqa: PLC0415 - slow, and only on a terminal
    from rich.progress import Progress  # noqa: PLC0415 - loaded when it is used

    console = Console(stderr=True, no_color=options.no_color or None)
    with Progress(console=console, transient=True) as bar:
        yield Shown(bar)
