"""`infera schema`: the JSON Schema, for editors."""

from __future__ import annotations

import click

from infera.resources import data_dir


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema of infera.yaml, for editors."""
    text = data_dir("schemas").joinpath("infera.schema.json").read_text(encoding="utf-8")
    click.echo(text, nl=not text.endswith("\n"))
