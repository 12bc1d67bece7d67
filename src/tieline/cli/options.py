"""Options that every command takes, before or after its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click

if TYPE_CHECKING:
    from tieline.workspace.workspace import Workspace

Form = Literal["table", "json", "ndjson", "csv"]
_PREFIX = "everywhere_"
F = TypeVar("F", bound=Callable[..., Any])
FORMS: tuple[Form, ...] = ("table", "json", "ndjson", "csv")


@dataclass
class GlobalOptions:
    """What the options for every command say; filled while arguments are read."""

    project: Path | None = None
    form: Form | None = None
    quiet: bool = False
    verbose: bool = False
    offline: bool = False
    dry_run: bool = False
    yes: bool = False
    no_color: bool = False

    def workspace(self, **flags: object) -> Workspace:
        """Open the workspace that these options name; `flags` override settings.

        A flag of None says nothing.
        """
        from tieline.workspace.workspace import open_workspace  # noqa: PLC0415 - loaded when it is used

        given = {key: value for key, value in flags.items() if value is not None}
        if self.offline:
            given["offline"] = True
        try:
            here = Path.cwd()
        except OSError as error:
            from tieline.model.errors import UsageError  # noqa: PLC0415 - loaded when it is used

            what = f"the folder you are in cannot be used ({error.strerror})"
            raise UsageError(what, hint="Go to one that is there") from error
        return open_workspace(here, project=self.project, flags=given)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value is None or value is False or ctx.resilient_parsing:
        return
    name = str(param.name).removeprefix(_PREFIX)
    setattr(ctx.ensure_object(GlobalOptions), name, value)


def _version(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    del param
    if not value or ctx.resilient_parsing:
        return
    from importlib import metadata  # noqa: PLC0415 - slow, and only for this

    try:
        version = metadata.version("tieline")
    except metadata.PackageNotFoundError:
        version = "(not installed)"
    click.echo(f"tieline {version}")
    ctx.exit()


def _option(field: str, *names: str, **rest: Any) -> click.Option:
    # a name of its own, lest a command's option of the same name share its value
    names = (*names, _PREFIX + field)
    return click.Option(names, expose_value=False, callback=_keep, **rest)


def global_options() -> list[click.Parameter]:
    """Return fresh options for a command."""
    folder = click.Path(file_okay=False, path_type=Path)
    return [
        _option(
            "form",
            "-f",
            "--format",
            type=click.Choice(FORMS),
            help="How to print: table on a terminal, ndjson in a pipe.",
        ),
        _option(
            "project", "-C", "--project", type=folder, help="The project folder to use."
        ),
        _option("offline", "--offline", is_flag=True, help="Never open the network."),
        _option(
            "dry_run",
            "-n",
            "--dry-run",
            is_flag=True,
            help="Say what would be done only.",
        ),
        _option("yes", "--yes", is_flag=True, help="Answer yes to every question."),
        _option(
            "quiet", "-q", "--quiet", is_flag=True, help="Say nothing but the answer."
        ),
        _option(
            "verbose", "-v", "--verbose", is_flag=True, help="Say more; show traces."
        ),
        _option(
            "no_color",
            "--no-color",
            is_flag=True,
            help="Print without colour (NO_COLOR).",
        ),
        click.Option(
            ("-V", "--version"),
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="Print the version.",
        ),
    ]


class TielineCommand(click.Command):
    """A command that takes the global options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in global_options():
            cast("click.Option", option).hidden = True
            self.params.append(option)
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 88}
        self.context_settings = settings | dict(self.context_settings)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the command's own options, then where to find the others."""
        super().format_options(ctx, formatter)
        with formatter.section("Everywhere"):
            formatter.write_text(
                "-f -C -n -q -v --offline --yes --no-color: see `tieline --help`"
            )


def time_options(function: F) -> F:
    """Add `--as-of` and `--known-on`."""
    known = click.option(
        "--known-on",
        metavar="DAY|EDITION",
        help="Use what was published by this day, or DATASET@VERSION.",
    )
    as_of = click.option(
        "--as-of", metavar="DAY", help="Answer for this day (YYYY-MM-DD; today)."
    )
    return as_of(known(function))


def dataset_option(function: F) -> F:
    """Add `--dataset`, which may be repeated."""
    return click.option(
        "--dataset",
        "datasets",
        multiple=True,
        metavar="NAME",
        help="Only this data set; may be repeated.",
    )(function)


def age_option(function: F) -> F:
    """Add `--max-age`."""
    return click.option(
        "--max-age",
        "max_age_days",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="Warn and end with 1 when a data set is older.",
    )(function)


def person_option(function: F) -> F:
    """Add `--by`, the person who acts."""
    return click.option(
        "--by", metavar="NAME", help="Who decides (else the setting `by`)."
    )(function)
