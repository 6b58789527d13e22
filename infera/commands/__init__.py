"""The command line. A command's module is imported when it is called, so that `--version` is quick."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from infera import __version__

# name -> (module below infera.commands with a `command`, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Write a first infera.yaml, or propose one from the code (--detect)."),
    "validate": ("validate", "Findings only."),
    "plan": ("plan", "Show findings and what would be written; write nothing."),
    "generate": ("generate", "Plan, then write."),
    "cost": ("cost", "A month's estimate, with the arithmetic and the date of the prices."),
    "graph": ("graph", "The system as a picture: mermaid, dot, svg or html."),
    "providers": ("providers", "What each back end does natively, emulated or not."),
    "dead-letter": ("dead_letter", "What failed for good: list, show, redrive, purge; a dry run unless --yes."),
    "dev": ("dev", "Run the whole system on this machine: engines, workers, a job to send and watch."),
    "explain": ("explain", "What a finding means and how to settle it."),
    "schema": ("schema", "Print the JSON Schema of infera.yaml, for editors."),
    "completion": ("completion", "Print the completion script of a shell."),
}


class Lazy(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = import_module(f"infera.commands.{entry[0]}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, with "did you mean"."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from infera.suggest import suggest

            near = suggest(args[0], COMMANDS)
            ctx.fail(f"no such command {args[0]!r}." + (f" Did you mean {near!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Names of commands and options, without importing the commands."""
        from click.shell_completion import CompletionItem

        items = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return items + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="infera %(version)s")
def cli() -> None:
    """One infera.yaml in, expert Terraform and running queue workers out."""
