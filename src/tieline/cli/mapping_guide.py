"""Ask a person, column by column, how a table is to be read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from tieline.cli.options import GlobalOptions
from tieline.cli.talk import printable, say, show_error, warn
from tieline.model.errors import TielineError, UsageError
from tieline.workspace.guiding import (
    Column,
    Proposal,
    checked_text,
    propose_mapping,
    use_of,
    write_mapping,
)

_HELP = (
    "Enter takes the proposal, - leaves the column out, ? says this again. Else write\n"
    "what it is: name, alias, country, address, birthDate, registrationNumber or any\n"
    "other property; id; schema (what kind of party); notes; listing.start,\n"
    "listing.end, listing.program, listing.reason and so on."
)


def is_wanted(mapping: Path | None, *, guide: bool) -> bool:
    """Tell whether a mapping is to be made rather than read."""
    return guide or (mapping is not None and not mapping.exists())


def make_mapping(
    options: GlobalOptions,
    files: Sequence[Path],
    mapping: Path | None,
    *,
    encoding: str | None = None,
) -> Path | None:
    """Propose a mapping, ask about it, write it; None where nothing is to be imported.

    In a pipe nobody is asked: `--yes` writes the proposal, to be looked through, and
    `--dry-run` prints it.

    Raises:
        UsageError: there are several tables, nobody to ask, or the mapping is there.
    """
    table = _only(files)
    target = mapping or Path(f"{table.stem}.toml")
    if target.exists():
        what = "the mapping is there already, and is not overwritten"
        hint = "Leave --guide out to import with it, or name another with --map"
        raise UsageError(what, where=str(target), hint=hint)
    is_asked = _is_terminal() and not options.yes
    if not is_asked and not options.yes and not options.dry_run:
        what = "there is no such mapping, and nobody to ask what the columns are"
        hint = f"Add --yes to write a proposal to {target}, or -n to see it"
        raise UsageError(what, where=str(target), hint=hint)
    proposal = propose_mapping(table, encoding=encoding)
    if is_asked:
        proposal = _asked(proposal)
    if options.dry_run:
        click.echo(checked_text(proposal, table), nl=False)
        return None
    write_mapping(proposal, table, target)
    say(options, f"Wrote {target}")
    if not is_asked:
        again = f"tieline import {table} --map {target}"
        say(options, f"Look through it, then import with: {again}")
        return None
    return target if click.confirm("Import with it now?", err=True) else None


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _only(files: Sequence[Path]) -> Path:
    if len(files) != 1:
        what = f"a mapping is made from one table, and {len(files)} files are named"
        raise UsageError(what, hint="Name one; the mapping then reads the others too")
    if files[0].is_dir():
        what = "is not a file"
        hint = "Name one file in it"
        raise UsageError(what, where=str(files[0]), hint=hint)
    if not files[0].is_file():
        what = "there is no such file"
        raise UsageError(what, where=str(files[0]))
    return files[0]


def _asked(proposal: Proposal) -> Proposal:
    """Ask about each column, then about the list."""
    click.echo(_HELP, err=True)
    while True:
        columns = tuple(_ask(column) for column in proposal.columns)
        proposal = msgspec.structs.replace(proposal, columns=columns)
        proposal = msgspec.structs.replace(
            proposal,
            title=_text("Title of the list", proposal.title),
            publisher=_text("Who publishes it", proposal.publisher),
            licence=_text("Under what licence", proposal.licence),
            url=_text("Address where it can be had", proposal.url),
        )
        try:
            click.echo("\n" + checked_text(proposal, Path("this table")), err=True)
        except TielineError as error:
            show_error(error)
            warn("these do not go together: please look at the columns again")
            continue
        return proposal


def _ask(column: Column) -> Column:
    cells = " | ".join(printable(cell[:40]) for cell in column.samples)
    click.echo(f"\n{printable(column.label)}: {cells or '(empty)'}", err=True)
    question = f"  {column.use}, since {printable(column.reason)}"
    while True:
        said = _text(question, "", is_bare=True)
        if not said:
            return column
        if said == "?":
            click.echo(_HELP, err=True)
            continue
        try:
            return msgspec.structs.replace(
                column, use=use_of(said), reason="chosen by hand"
            )
        except UsageError as error:
            show_error(error)


def _text(question: str, default: str, *, is_bare: bool = False) -> str:
    answer: str = click.prompt(
        question, default=default, show_default=bool(default) and not is_bare, err=True
    )
    return answer.strip()
