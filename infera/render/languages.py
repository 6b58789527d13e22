"""Which output language a template writes, and how each writes a value.

A language's module is imported when the first template of that language is rendered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How an output language writes a value, which type passes as it stands, what is done to the whole text."""

    name: str
    literal: Callable[[Any], str]
    raw: type[Markup]
    finish: Callable[[str], str]


_HANG = "\0"  # begins a line that goes on with a literal; no literal holds one


def hang(text: str) -> str:
    """Lines that go on with a literal get the indentation of the line that it began on."""
    if _HANG not in text:
        return text
    pad, lines = "", []
    for line in text.split("\n"):
        if line.startswith(_HANG):
            lines.append(pad + line[1:])
        else:
            pad = line[: len(line) - len(line.lstrip(" \t"))]
            lines.append(line)
    return "\n".join(lines)


_MODULES = {  # language -> its module, and the function in it that writes a literal
    "hcl": ("hcl", "literal"),
    "json": ("javascript", "json_literal"),
    "javascript": ("javascript", "literal"),
    "python": ("python", "literal"),
    "yaml": ("yaml", "literal"),
    "compose": ("yaml", "compose_literal"),
    "workflow": ("yaml", "workflow_literal"),
    "toml": ("toml", "literal"),
    "shell": ("shell", "literal"),
    "make": ("make", "literal"),
    "systemd": ("systemd", "literal"),
    "dockerfile": ("dockerfile", "literal"),
    "markdown": ("markdown", "literal"),
    "html": ("html", "literal"),
    "plain": ("plain", "literal"),
}
_HANGING = frozenset({"json", "javascript", "python", "yaml", "compose", "workflow", "toml"})
_BY_NAME = {"Dockerfile": "dockerfile", "Makefile": "make", "compose.yaml": "compose"}
_BY_SUFFIX = {
    ".tf": "hcl",
    ".hcl": "hcl",
    ".tfvars": "hcl",
    ".json": "json",
    ".ts": "javascript",
    ".mts": "javascript",
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".py": "python",
    ".pyi": "python",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".sh": "shell",
    ".mk": "make",
    ".service": "systemd",
    ".md": "markdown",
    ".html": "html",
    ".svg": "html",
}


@cache
def language(name: str) -> Language:
    """The language of that name."""
    module_name, function = _MODULES[name]
    module = import_module(f"infera.render.{module_name}")
    return Language(name, getattr(module, function), module.Raw, _finish(name))


def _finish(name: str) -> Callable[[str], str]:
    if name == "hcl":
        from infera.render.tidy import tidy

        return tidy
    return hang if name in _HANGING else str


@cache
def language_of(template: str) -> Language:
    """The output language of a template, by the file's name, its folder (`workflows`) or the suffix before `.j2`."""
    path = PurePosixPath(template.removesuffix(".j2"))
    if "workflows" in path.parts and path.suffix in (".yaml", ".yml"):
        return language("workflow")
    return language(_BY_NAME.get(path.name) or _BY_SUFFIX.get(path.suffix, "plain"))
