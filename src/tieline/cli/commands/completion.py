"""`tieline completion`: the script that completes words in a shell."""

import click
from click.shell_completion import get_completion_class

from tieline.cli.main import face
from tieline.cli.options import TielineCommand


@click.command("completion", cls=TielineCommand)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def COMMAND(shell: str) -> None:  # noqa: N802 - the name that every command has
    """Print the completion script for SHELL.

    \b
    bash  echo 'eval "$(tieline completion bash)"' >> ~/.bashrc
    zsh   echo 'eval "$(tieline completion zsh)"' >> ~/.zshrc
    fish  tieline completion fish > ~/.config/fish/completions/tieline.fish
    """  # noqa: D301 - click reads \b
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(face(), {}, "tieline", "_TIELINE_COMPLETE").source())
