"""`infera completion`: the script that makes a shell complete infera's words."""

from __future__ import annotations

import click


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell: `eval "$(infera completion bash)"`."""
    from click.shell_completion import get_completion_class

    from infera.commands import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "infera", "_INFERA_COMPLETE").source())
