"""Options that several commands share, and what they say together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Common:
    """The common options of one call."""

    configs: tuple[Path, ...]
    output: Path | None
    env: str | None
    format: str
    color: bool
    quiet: bool
    verbose: bool

    def folder(self, config: Path) -> Path:
        """The output folder of a config: as said, or the config's own."""
        return self.output if self.output is not None else config.parent


def common(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the common options to a command; `formats` are those that make sense for it, the default first."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(**values: Any) -> Any:
            chosen = Common(
                configs=tuple(values.pop("configs")) or (Path("infera.yaml"),),
                output=values.pop("output"),
                env=values.pop("env"),
                format=values.pop("format", formats[0] if formats else "text"),
                color=_color(values.pop("no_color")),
                quiet=values.pop("quiet"),
                verbose=values.pop("verbose"),
            )
            return function(chosen, **values)

        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        for option in reversed(_options(formats)):
            run = option(run)
        for name in ("__click_params__",):
            extra = getattr(function, name, [])
            setattr(run, name, [*getattr(run, name, []), *extra])
        return run

    return decorate


def _options(formats: tuple[str, ...]) -> list[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    path = click.Path(path_type=Path, readable=False)  # what cannot be read is a finding, not wrong usage
    options = [
        click.option(
            "-c",
            "--config",
            "configs",
            multiple=True,
            type=path,
            metavar="FILE",
            help="Config [infera.yaml]; may be repeated.",
        ),
        click.option("-o", "--output", type=path, metavar="DIR", help="Output folder [that of the config]."),
        click.option("--env", metavar="NAME", help="Show this environment only."),
    ]
    if formats:
        options.append(
            click.option(
                "--format", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
            )
        )
    return [
        *options,
        click.option("--no-color", is_flag=True, help="No colour, whatever the terminal."),
        click.option("-q", "--quiet", is_flag=True, help="Errors only."),
        click.option("-v", "--verbose", is_flag=True, help="More detail."),
    ]


def _color(no_color: bool) -> bool:
    if no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()  # None where the caller closed it
