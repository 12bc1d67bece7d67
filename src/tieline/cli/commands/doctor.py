"""`tieline doctor`: check this installation and say what to fix."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, write_answer
from tieline.workspace.doctor import Check, examine


@click.command("doctor", cls=TielineCommand)
@click.pass_obj
def COMMAND(options: GlobalOptions) -> int:  # noqa: N802 - as every command
    """Check this installation and the project, and say what to fix.

    \b
    tieline doctor
    tieline -C cases doctor

    Ends with 1 when something failed. Nothing is changed.
    """  # noqa: D301 - click reads \b
    failed: list[Check] = []
    write_answer(
        options,
        None,
        _noted(examine(options.workspace), failed),
        shape=Shape(columns=("check", "verdict", "detail", "remedy"), rows=_cells),
        end=lambda: {"kind": "end", "failed": len(failed)},
    )
    return 1 if failed else 0


def _noted(checks: Iterator[Check], failed: list[Check]) -> Iterator[Check]:
    for check in checks:
        if check.verdict == "fail":
            failed.append(check)
        yield check


def _cells(check: Check) -> Iterator[tuple[Cell, ...]]:
    yield (check.name, check.verdict, check.detail, check.remedy)
