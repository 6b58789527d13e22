"""`infera explain CODE`: the page of a finding."""

from __future__ import annotations

import click

from infera import codes
from infera.resources import data_dir


@click.command(name="explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """What a finding means and how to settle it. CODE is an id or a slug; without it, all codes are listed."""
    if code is None:
        for each in codes.every():
            click.echo(f"{each.id}  {each.severity.value:<7}  {each.slug:<28}  {each.summary}")
        return
    found = codes.find(code)
    if found is None:
        from infera.suggest import suggest

        near = suggest(code.lower(), [w for c in codes.every() for w in (c.id.lower(), c.slug)])
        raise click.UsageError(f"there is no code {code!r}." + (f" Did you mean {near!r}?" if near else ""))
    page = data_dir("docs/codes").joinpath(f"{found.id}-{found.slug}.md")
    click.echo(page.read_text(encoding="utf-8").rstrip())
