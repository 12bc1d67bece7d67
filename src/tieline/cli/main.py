"""The command line's face: finds the command, and turns errors into exit codes.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 found (with --fail-on), 130 interrupted.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TextIO, cast

import click
from click.shell_completion import CompletionItem

from tieline.cli.options import GlobalOptions, global_options
from tieline.cli.talk import printable, show_error

ERROR, USAGE, INTERRUPTED = 1, 2, 130

EXAMPLES = (
    ("tieline demo", "explore a small example"),
    ('tieline screen "Example Optics"', "one name"),
    ("tieline screen parties.xlsx -o hits.csv", "a whole table"),
    ("tieline import own.csv --map own.toml", "load a list of your own"),
)

# name -> (heading, what it does, module); nothing is imported to print the help
COMMANDS: dict[str, tuple[str, str, str]] = {
    "screen": ("Ask", "Check names or a table of parties against lists", "screen"),
    "explain": ("Ask", "Say in words why two names do or do not agree", "explain"),
    "decide": ("Ask", "Record same, different or unsure for a hit", "decide"),
    "search": ("Ask", "Find entities by name, id or identifier", "search"),
    "show": ("Ask", "Print an entity: facts, listings, sources", "show"),
    "diff": ("Ask", "Say what changed between two editions of a list", "diff"),
    "import": ("Build", "Load lists and tables into the project", "import_"),
    "sync": ("Build", "Fetch lists from their publishers and import them", "sync"),
    "export": ("Build", "Write what is held in another format", "export"),
    "purge": ("Build", "Remove an entity, statement or data set for good", "purge"),
    "demo": ("Run", "Set up a small example in ./demo and screen it", "demo"),
    "status": ("Run", "Data sets, dates, counts, disk use", "status"),
    "doctor": ("Run", "Check this installation and say what to fix", "doctor"),
    "config": ("Run", "Show, set and explain settings", "config"),
    "completion": ("Run", "Print the completion script for a shell", "completion"),
}


class Face(click.Group):
    """The group of commands; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its `COMMAND`."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"tieline.cli.commands.{COMMANDS[cmd_name][2]}")
        return cast("click.Command", module.COMMAND)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a typo is answered with the nearest name."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches  # noqa: PLC0415 - only for typos

        near = get_close_matches(name, COMMANDS, n=1)
        tip = f" Did you mean {near[0]!r}?" if near else ""
        message = f"No such command {printable(name)!r}.{tip}"
        raise click.UsageError(message, ctx)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Complete a command's name without importing any."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [
            CompletionItem(name, help=row[1])
            for name, row in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples first, then the commands by heading."""
        formatter.write(
            "Tieline traces the ties between civilian organisations and militaries,\n"
            "with the evidence for each tie.\n\n"
            "Usage: tieline COMMAND [ARGS]...  (options before or after the command)\n"
        )
        formatter.write("\nTry:\n")
        for call, text in EXAMPLES:
            formatter.write(f"  {call:<40} {text}\n")
        for heading in dict.fromkeys(row[0] for row in COMMANDS.values()):
            rows = [(n, row[1]) for n, row in COMMANDS.items() if row[0] == heading]
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(10), text) for name, text in rows])
        with formatter.section("Options"):
            records = (option.get_help_record(ctx) for option in self.params)
            rows = [record for record in records if record is not None]
            formatter.write_dl([*rows, ("-h, --help", "Print this, or a command's.")])
        formatter.write(
            "\nExit codes: 0 done, 1 error, 2 wrong usage, 3 found (with --fail-on),\n"
            "130 interrupted. `tieline COMMAND --help` says more.\n"
        )

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,
    ) -> Any:
        """Run a command and end the process with its exit code."""
        options = GlobalOptions()
        extra = {"obj": options, "standalone_mode": False, **extra}
        name = prog_name or "tieline"
        if not standalone_mode:
            return super().main(args, name, complete_var, **extra)
        try:
            code = _code(super().main(args, name, complete_var, **extra))
            sys.stdout.flush()
        except (click.Abort, KeyboardInterrupt):
            code = _tell("Interrupted", INTERRUPTED)
        except BrokenPipeError:
            code = _hang_up()
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except Exception as error:  # noqa: BLE001 - the face's loop
            code = _explain(error, verbose=options.verbose)
        _settle()
        sys.exit(code)


def _code(result: object) -> int:
    """Return what a command returned as an exit code; None is done."""
    return result if isinstance(result, int) else 0


def _tell(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _hang_up() -> int:
    """Let the interpreter end in peace after the reader of our output left."""
    import os  # noqa: PLC0415 - only here

    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = cast("TextIO", None)
    return ERROR


def _settle() -> None:
    """Drop what the output would not take, lest it be tried once more at the end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _hang_up()


def _explain(error: Exception, *, verbose: bool) -> int:
    from tieline.model.errors import TielineError, UsageError  # noqa: PLC0415 - loaded when it is used

    if verbose:
        import traceback  # noqa: PLC0415 - only on request

        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, TielineError):
        show_error(error)
        return USAGE if isinstance(error, UsageError) else ERROR
    if isinstance(error, OSError) and error.errno is not None:
        place = printable(str(error.filename or ""))
        where = f"\n  Where: {place}" if place else ""
        hint = "See that the place or output has room and may be used; run it again"
        return _tell(f"Error: {error.strerror}{where}\n  What to do: {hint}", ERROR)
    if isinstance(error, UnicodeEncodeError):
        hint = "Rename it in UTF-8; some path or setting is in another encoding"
        text = printable(error.object[:200])
        return _tell(f"Error: {text!r} is not text\n  What to do: {hint}", ERROR)
    if isinstance(error, MemoryError):
        hint = "Lower the setting `memory_limit`, or import less at once"
        return _tell(f"Error: not enough memory\n  What to do: {hint}", ERROR)
    kind = type(error).__name__
    return _tell(
        f"Error: a fault in Tieline itself: {kind}: {printable(str(error))}\n"
        f"  Where: {_place(error)}\n"
        "  What to do: Nothing of yours was changed by halves. Run it again with -v"
        " and report\n  the trace with the output of `tieline doctor`",
        ERROR,
    )


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    return f"{trace.tb_frame.f_code.co_filename} line {trace.tb_lineno}"


def face() -> Face:
    """Return the command group."""
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 88}
    return Face("tieline", params=global_options(), context_settings=settings)


def _not_text(args: Sequence[str]) -> str | None:
    """Return the first argument that holds bytes which are no text."""
    for arg in args:
        try:
            arg.encode()
        except UnicodeEncodeError:
            return arg
    return None


def _open_streams() -> None:
    """Put an empty input where none is; refuse to work without an output."""
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - it can be
        sys.stdin = io.StringIO()
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - it can be
        hint = "Send it to a file or to the null device"
        _tell(f"Error: standard output is closed\n  What to do: {hint}", ERROR)
        sys.exit(ERROR)


def run() -> None:
    """Start the command line of this process."""
    _open_streams()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # whoever ends us politely gets what an interrupt gets: nothing left behind
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # a name from anywhere must print, whatever the locale says
        if isinstance(stream, io.TextIOWrapper):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)
    broken = _not_text(sys.argv[1:])
    if broken is not None:
        hint = "Write it in UTF-8, with LC_ALL=C.UTF-8 where the terminal says else;"
        hint += "\n  rename a file whose name is in another encoding"
        what = f"the argument {printable(broken)} is not UTF-8 text"
        _tell(f"Error: {what}\n  What to do: {hint}", USAGE)
        sys.exit(USAGE)
    face().main()
