"""What a project may change of the output: templates of its own, and overrides of single attributes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as DiskPath

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Project
from infera.output.files import File


def with_templates(
    folder: DiskPath, templates: str, render: Callable[[], list[File]]
) -> tuple[list[File], list[Diagnostic]]:
    """What `render` makes with the templates of a folder beside the config in place of infera's."""
    from infera.render.env import overlay
    from infera.render.template_folder import TemplateError

    where = folder / templates
    if not _inside(where, folder):
        return [], [_finding(f"`{templates}` leads out of the folder of infera.yaml", "name a folder beside it")]
    try:
        with overlay(where) as unknown:
            if unknown:
                return [], [_unknown(name) for name in unknown]
            return render(), []
    except TemplateError as error:
        name = str(templates) if error.file == "." else error.file  # what is wrong with the folder as a whole
        place = f"{name}:{error.line}" if error.line else name
        return [], [_finding(f"`{place}`: {error.message}", "see docs: templates run in a sandbox")]


def _inside(where: DiskPath, folder: DiskPath) -> bool:
    return where.resolve().is_relative_to(folder.resolve())


def _unknown(name: str) -> Diagnostic:
    from infera.render.env import template_names
    from infera.suggest import suggest

    near = suggest(name, template_names())
    return _finding(f"infera has no template `{name}`", f"did you mean `{near}`?" if near else "remove it")


def _finding(message: str, hint: str) -> Diagnostic:
    return Diagnostic(codes.BAD_TEMPLATE, message, ("templates",), hint)


def overridden(project: Project, files: list[File]) -> tuple[list[File], list[Diagnostic]]:
    """The files with the overrides of the project merged in; a problem changes nothing."""
    from infera.render.overrides import apply

    changed, problems = apply(files, project.overrides)
    found = [
        Diagnostic(
            codes.UNKNOWN_OVERRIDE if each.key is None else codes.BAD_OVERRIDE,
            each.message,
            ("overrides", each.address) if each.key is None else ("overrides", each.address, each.key),
            each.hint,
            on_key=each.key is None,
        )
        for each in problems
    ]
    return changed, found
