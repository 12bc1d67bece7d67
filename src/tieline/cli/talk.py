"""What Tieline says beside its answer: on stderr, and harmless on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tieline.model.errors import TielineError, UsageError

if TYPE_CHECKING:
    from tieline.cli.options import GlobalOptions


def printable(text: str) -> str:
    r"""Show control and direction characters as escapes; they could forge a line.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    # the ideographic space is harmless, and common in Chinese addresses
    if char.isprintable() or char == "\u3000":
        return char
    return char.encode("unicode_escape").decode("ascii")


def counted(number: int, noun: str) -> str:
    """Say how many there are.

    >>> counted(1, "decision"), counted(4219, "row")
    ('1 decision', '4,219 rows')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"


def say(options: GlobalOptions, text: str) -> None:
    """Tell what was done; silent under `--quiet`."""
    if not options.quiet:
        click.echo(printable(text), err=True)


def detail(options: GlobalOptions, text: str) -> None:
    """Tell what only matters under `--verbose`."""
    if options.verbose:
        click.echo(printable(text), err=True)


def warn(text: str) -> None:
    """Tell what must not be missed, even under `--quiet`."""
    click.echo(f"Warning: {printable(text)}", err=True)


def show_error(error: TielineError, *, what: str = "Error") -> None:
    """Say what is wrong, where, and what to do; `what` opens the message."""
    lines = [f"{what}: {printable(error.what)}"]
    if error.where:
        lines.append(f"  Where: {printable(error.where)}")
    if error.hint:
        lines.append(f"  What to do: {printable(error.hint)}")
    click.echo("\n".join(lines), err=True)


def confirm(options: GlobalOptions, question: str) -> bool:
    """Ask; `--yes` answers, and nobody is asked in a pipe.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if options.yes:
        return True
    if not sys.stdin.isatty():
        hint = "Add --yes to go on without being asked"
        raise UsageError(f"needs an answer: {question}", hint=hint)
    return click.confirm(printable(question), default=False, err=True)
