"""`tieline screen`: names or a table against lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tieline.cli.options import (
    GlobalOptions,
    TielineCommand,
    age_option,
    dataset_option,
    time_options,
)

if TYPE_CHECKING:
    from tieline.workspace.screening import Screening


@click.command("screen", cls=TielineCommand)
@click.argument("what", nargs=-1, metavar="NAME... | FILE | -")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write here: .csv .xlsx .parquet .ndjson, with the table's own columns.",
)
@time_options
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help="Lowest score shown (0.7).",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Most hits shown a party (10).",
)
@click.option(
    "--schema",
    metavar="SCHEMA",
    help="What the parties are: Person, Company, Vessel ...",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Country of the party, where its row names none.",
)
@click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="TEXT",
    help="Address of the party, where its row names none; or asked alone.",
)
@dataset_option
@age_option
@click.option(
    "--fail-on",
    type=click.Choice(["candidate", "match"]),
    help="End with 3 when there is a hit of this kind.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="LIST",
    help="A table of your own instead of the lists held (id, name, schema ...).",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE.FIELD=COL",
    help="What a column is: consignee.name=C1, id=Order, buyer.country=Land.",
)
@click.option(
    "--sheet",
    metavar="NAME",
    help="The sheet to read (else all with the same columns).",
)
@click.option(
    "--encoding", metavar="NAME", help="The table's encoding, where the guess is wrong."
)
@click.option(
    "--header",
    type=click.IntRange(min=0),
    metavar="ROW",
    help="The number of the row with the column names; 0 for none.",
)
@click.option(
    "--institutions",
    is_flag=True,
    help="The names are affiliations: screen the institutions in them.",
)
@click.option(
    "--persons",
    is_flag=True,
    help="With --institutions: screen the persons named beside them as well.",
)
@click.option(
    "--resume", is_flag=True, help="Go on with an interrupted run of the same command."
)
@click.option("--all", "with_decided", is_flag=True, help="Show decided pairs as well.")
@click.option(
    "--why-selected",
    "why",
    metavar="TEXT",
    help="How these rows were chosen; recorded with the answer.",
)
@click.pass_obj
def COMMAND(  # noqa: N802 - the name that every command has
    options: GlobalOptions, /, **given: Any
) -> None:
    """Check names or a table of parties against lists.

    \b
    tieline screen "Hangzhou Hikvision"             one name
    tieline screen orders.xlsx -o screened.xlsx     a table, its columns kept
    cat names.txt | tieline screen -                names from a pipe, one a line
    tieline screen orders.csv --against own.csv     against a list of your own
    tieline screen --address "15/F, 555 Qianmo Road, Hangzhou"   who is there
    tieline screen staff.csv --institutions         affiliations, not the persons

    A hit on a name alone is a candidate; a match needs an identifier that agrees. No
    hit says that nothing was found in what was searched, and no more.

    \b
    Ends with 0 done, 1 error (or a row that could not be screened, or data older
    than --max-age), 2 wrong usage, 3 found (with --fail-on), 130 interrupted.
    """  # noqa: D301 - click reads \b
    # Imported here: `--help` needs none of it.
    from tieline.cli.screening import Asked, screen  # noqa: PLC0415 - loaded when it is used
    from tieline.workspace.inputs import Reading  # noqa: PLC0415 - loaded when it is used

    workspace = options.workspace(
        threshold=given["threshold"],
        limit=given["limit"],
        max_age_days=given["max_age_days"],
    )
    asked = Asked(
        options=options,
        workspace=workspace,
        how=_how(workspace.settings.threshold, workspace.settings.limit, given),
        what=given["what"],
        out=given["out"],
        against=given["against"],
        columns=given["columns"],
        reading=Reading(
            sheet=given["sheet"], encoding=given["encoding"], header=given["header"]
        ),
        resume=given["resume"],
        fail_on=given["fail_on"],
    )
    click.get_current_context().exit(screen(asked))


def _how(threshold: float, limit: int, given: dict[str, Any]) -> Screening:
    from tieline.workspace.screening import Screening  # noqa: PLC0415 - loaded when it is used

    return Screening(
        as_of=given["as_of"],
        known_on=given["known_on"],
        threshold=threshold,
        limit=limit,
        schema=given["schema"],
        countries=given["countries"],
        addresses=given["addresses"],
        datasets=given["datasets"],
        with_decided=given["with_decided"],
        why=given["why"],
        institutions=given["institutions"],
        persons=given["persons"],
    )
