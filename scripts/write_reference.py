"""Write the pages of the documentation that follow from others or from the code.

`--check` writes nothing and fails when a page is out of date.
"""

import argparse
import inspect
import sys
from pathlib import Path

import click

from tieline.cli.main import COMMANDS, Face
from tieline.cli.options import global_options
from tieline.workspace.settings import KEYS, PREFIX

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARK = "<!-- What follows is written by `make reference`. -->"


def cell(text: str) -> str:
    """Fit text into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def option_rows(params: list[click.Parameter], ctx: click.Context) -> list[str]:
    """Write a row for each option: its spellings and what it does."""
    rows: list[str] = []
    for param in params:
        record = param.get_help_record(ctx)
        if isinstance(param, click.Option) and record is not None:
            # A bar would end the cell, even inside code.
            spelling = record[0].replace("|", "/")
            rows.append(f"| `{spelling}` | {cell(record[1])} |")
    return rows


def usage(command: click.Command, name: str) -> str:
    """Write the line that shows how a command is called."""
    ctx = click.Context(command, info_name=f"tieline {name}")
    return f"tieline {name} " + " ".join(command.collect_usage_pieces(ctx))


def prose(text: str) -> list[str]:
    """Write a help text: click's verbatim paragraphs become blocks."""
    lines: list[str] = []
    for part in inspect.cleandoc(text).replace("\f", "").split("\n\n"):
        if part.startswith("\b\n"):
            lines += ["```text", part.removeprefix("\b\n").rstrip(), "```", ""]
        else:
            lines += [part.strip(), ""]
    return lines


def command_part(name: str, command: click.Command) -> list[str]:
    """Write one command: what it does, how it is called, its options."""
    ctx = click.Context(command, info_name=f"tieline {name}")
    text = [f"## {name}", "", "```text", usage(command, name), "```", ""]
    text += prose(command.help or "")
    rows = option_rows(command.get_params(ctx), ctx)
    rows = [row for row in rows if "--help`" not in row]
    if rows:
        text += ["| option | does |", "| --- | --- |", *rows, ""]
    if isinstance(command, click.Group):
        for inner in command.list_commands(ctx):
            found = command.get_command(ctx, inner)
            if found is not None:
                text += [
                    f"#{line}" if line.startswith("## ") else line
                    for line in command_part(f"{name} {inner}", found)
                ]
    return text


def command_line() -> list[str]:
    """Write the part of the page of the command line that follows from the code."""
    face = Face("tieline")
    ctx = click.Context(face)
    text = ["## Everywhere", "", "These are taken before or after the command.", ""]
    text += ["| option | does |", "| --- | --- |", *option_rows(global_options(), ctx)]
    text += ["| `-h, --help` | Print the help, of a command or of all. |", ""]
    for name in COMMANDS:
        command = face.get_command(ctx, name)
        if command is not None:
            text += command_part(name, command)
    return text


def settings() -> list[str]:
    """Write the table of the settings."""
    text = ["| setting | variable | default | does |", "| --- | --- | --- | --- |"]
    for key in KEYS.values():
        default = "none" if key.default is None else str(key.default)
        default = default.lower() if isinstance(key.default, bool) else default
        variable = PREFIX + key.name.upper()
        text.append(f"| `{key.name}` | `{variable}` | `{default}` | {cell(key.says)} |")
    return text


def decisions() -> list[str]:
    """Write the list of the pages of decisions, by their titles."""
    pages = [page for page in (DOCS / "decisions").glob("*.md") if page.stem != "index"]
    titles = [(page.read_text("utf-8").split("\n")[0][2:], page.name) for page in pages]
    return [f"- [{title}]({name})" for title, name in sorted(titles)]


def renewed(page: str, made: list[str]) -> str:
    """Keep the page up to its mark and put what was made after it."""
    kept, mark, _ = page.partition(MARK)
    return f"{kept}{mark}\n\n" + "\n".join(made).rstrip() + "\n"


def main() -> int:
    """Write the pages, or say which ones are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    pages = {
        DOCS / "reference" / "command-line.md": command_line(),
        DOCS / "reference" / "settings.md": settings(),
        DOCS / "decisions" / "index.md": decisions(),
    }
    old = {path: path.read_text("utf-8") for path in pages}
    stale = [path for path in pages if renewed(old[path], pages[path]) != old[path]]
    for path in stale:
        if wanted.check:
            print(f"{path.name} is out of date: run `make reference`")
        else:
            path.write_text(renewed(old[path], pages[path]), "utf-8", newline="\n")
    return int(wanted.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
