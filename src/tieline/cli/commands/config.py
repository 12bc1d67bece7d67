"""`tieline config`: show, set and explain settings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tieline.cli.options import GlobalOptions, TielineCommand
from tieline.cli.output import Cell, Shape, write_answer
from tieline.cli.talk import say
from tieline.model.errors import UsageError
from tieline.workspace.setting_keys import KEYS
from tieline.workspace.settings import (
    Settings,
    read_value,
    set_value,
    shown_value,
)
from tieline.workspace.workspace import Workspace

_WORDS = {"show": 0, "get": 1, "set": 2, "explain": 1}


@click.command("config", cls=TielineCommand)
@click.argument("what", type=click.Choice(list(_WORDS)), default="show")
@click.argument("words", nargs=-1, metavar="[KEY [VALUE]]")
@click.option("--user", is_flag=True, help="Set it for you, not for the project.")
@click.pass_obj
def COMMAND(  # noqa: N802 - the name that every command has
    options: GlobalOptions, *, what: str, words: tuple[str, ...], user: bool
) -> None:
    """Show, set and explain settings.

    \b
    tieline config                       all settings, and where each comes from
    tieline config get threshold         one value
    tieline config set by "Your Name"    write it down (in the project, or --user)
    tieline config explain threshold     every place that sets it; the first wins

    A flag wins over the environment (TIELINE_THRESHOLD), that over the project's
    tieline.toml, that over your own file, that over the default.
    """  # noqa: D301 - click reads \b
    if len(words) != _WORDS[what]:
        needs = {"get": "KEY", "explain": "KEY", "set": "KEY VALUE"}.get(what, "")
        raise UsageError(f"write: tieline config {what} {needs}".rstrip())
    workspace = options.workspace()
    if what == "show":
        _show(options, workspace.settings)
    elif what == "get":
        _get(options, workspace.settings, words[0])
    elif what == "explain":
        _explain(options, workspace.settings, words[0])
    else:
        _set(options, workspace, words[0], words[1], for_user=user)


def _show(options: GlobalOptions, settings: Settings) -> None:
    meanings = {key.name: key.says for key in KEYS.values()}
    meanings |= dict.fromkeys(settings.parameters(), _PARAMETER)
    rows = (
        {
            "key": name,
            "value": shown_value(name, settings.get(name)),
            "origin": settings.origin(name),
            "meaning": meaning,
        }
        for name, meaning in meanings.items()
    )
    write_answer(options, None, rows, shape=Shape(columns=_SHOWN, rows=_cells))


_PARAMETER = "A word that the addresses of a list need"
_SHOWN = ("key", "value", "origin", "meaning")


def _cells(row: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    yield tuple(row.values())


def _get(options: GlobalOptions, settings: Settings, key: str) -> None:
    value = settings.get(key)
    if options.form in (None, "table"):
        click.echo("" if value is None else _word(value))
        return
    row = {"key": key, "value": value, "origin": settings.origin(key)}
    shape = Shape(columns=tuple(row), rows=_cells)
    write_answer(options, None, [row], shape=shape)


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _explain(options: GlobalOptions, settings: Settings, key: str) -> None:
    places = settings.explain(key)
    rows = (
        {
            "key": key,
            "value": shown_value(key, value),
            "origin": origin,
            "wins": number == 0,
        }
        for number, (origin, value) in enumerate(places)
    )
    columns = ("key", "value", "origin", "wins")
    write_answer(options, None, rows, shape=Shape(columns=columns, rows=_cells))


def _set(
    options: GlobalOptions, workspace: Workspace, key: str, text: str, *, for_user: bool
) -> None:
    value = read_value(key, text)
    path = _file(workspace, for_user=for_user)
    said = f"{key} = {_word(shown_value(key, value))} in {path}"
    if options.dry_run:
        say(options, f"Would set {said}")
        return
    set_value(path, key, text)
    say(options, f"Set {said}")


def _file(workspace: Workspace, *, for_user: bool) -> Path:
    if for_user or workspace.project is None:
        return workspace.user_file
    return workspace.project_file
