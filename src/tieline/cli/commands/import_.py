"""`tieline import`: load lists and tables into the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tieline.cli.mapping_guide import is_wanted, make_mapping
from tieline.cli.options import GlobalOptions, TielineCommand, person_option
from tieline.cli.output import Cell, Shape, write_answer
from tieline.cli.progress import shown_progress
from tieline.cli.talk import say, show_error, warn
from tieline.model.errors import SourceError
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import Imported, import_files

_COLUMNS = (
    "outcome",
    "dataset",
    "version",
    "published",
    "records_in",
    "entities",
    "listings",
    "statements",
    "partial",
    "broken",
    "files",
)
_FILE = click.Path(path_type=Path)
# So many records that were left out are named; a long list would hide what matters.
_MOST_BROKEN = 20


@click.command("import", cls=TielineCommand)
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--source", metavar="KEY", help="Which list the files are.")
@click.option(
    "--map", "mapping", type=_FILE, metavar="FILE.toml", help="How to read its columns."
)
@click.option("--guide", is_flag=True, help="Make the mapping: ask about each column.")
@click.option("--dataset", metavar="NAME", help="Name the data set yourself.")
@click.option("--published", metavar="DAY", help="The day the list was published.")
@click.option("--partial", is_flag=True, help="Keep the whole records of a cut file.")
@click.option("--encoding", metavar="ENC", help="The encoding, such as gb18030.")
@person_option
@click.pass_obj
def COMMAND(options: GlobalOptions, /, files: tuple[Path, ...], **rest: Any) -> int:  # noqa: N802 - the name that every command has
    """Load lists and tables into the project.

    \b
    tieline import consolidated.csv --published 2025-06-01
    tieline import sdn.csv add.csv alt.csv sdn_comments.csv --published 2025-06-01
    tieline import suppliers.xlsx --map suppliers.toml
    tieline import suppliers.xlsx --guide

    Each file is recognised; those of one edition belong in one call, and archives are
    opened. An edition is stored whole or not at all. -n reads and counts without
    storing. --guide, or a --map that is not there yet, makes the mapping of a table:
    it asks what each column is, and --yes takes its guesses.
    """  # noqa: D301 - click reads \b
    workspace = options.workspace(by=rest.pop("by"))
    if is_wanted(rest["mapping"], guide=rest.pop("guide")):
        made = make_mapping(options, files, rest["mapping"], encoding=rest["encoding"])
        if made is None:
            return 0
        rest["mapping"] = made
    how = Importing(**rest, dry_run=options.dry_run)
    is_new = workspace.project is None
    results: list[Imported] = []
    try:
        with shown_progress(options) as progress:
            results += import_files(workspace, files, how, progress=progress)
    finally:
        # what was imported before an error is told too
        if results:
            _print(options, results)
        if is_new and workspace.project is not None:
            say(options, f"Made a project in {workspace.project.root}")
    return 1 if any(one.outcome == "refused" for one in results) else 0


def _print(options: GlobalOptions, results: list[Imported]) -> None:
    write_answer(options, None, results, shape=Shape(columns=_COLUMNS, rows=_cells))
    for one in results:
        if one.outcome == "refused":
            what, where, hint = one.error or "", one.where or "", one.hint or ""
            show_error(SourceError(what, where=where, hint=hint), what="Not imported")
            continue
        for broken in one.broken[:_MOST_BROKEN]:
            warn(f"{one.dataset}: left out {broken}")
        if len(one.broken) > _MOST_BROKEN:
            more = f"{len(one.broken) - _MOST_BROKEN:,} more were left out"
            warn(f"{one.dataset}: {more}; `tieline status -f json` names them all")
        for warning in one.warnings:
            warn(f"{one.dataset}: {warning}")
        for note in one.notes:
            say(options, f"{one.dataset}: {note}")
        if one.outcome == "older":
            say(options, f"{one.dataset}: a newer edition stays in force")


def _cells(one: Imported) -> Iterator[tuple[Cell, ...]]:
    yield (
        one.outcome,
        one.dataset,
        one.version,
        one.published,
        one.records_in,
        one.entities,
        one.listings,
        one.statements,
        one.is_partial,
        len(one.broken),
        "; ".join(one.files),
    )
