"""Which output language a template writes, and how each writes a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from infera.render import (
    dockerfile,
    hcl,
    html,
    javascript,
    make,
    markdown,
    plain,
    python,
    shell,
    tidy,
    toml,
    yaml,
)


@dataclass(frozen=True, slots=True)
class Language:
    """How an output language writes a value, which type passes as it stands, and what is done
    to the whole text.
    """

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


HCL = Language("hcl", hcl.literal, hcl.Expr, tidy.tidy)
JSON = Language("json", javascript.json_literal, javascript.Raw, hang)
JAVASCRIPT = Language("javascript", javascript.literal, javascript.Raw, hang)
PYTHON = Language("python", python.literal, python.Raw, hang)
YAML = Language("yaml", yaml.literal, yaml.Raw, hang)
COMPOSE = Language("compose", yaml.compose_literal, yaml.Raw, hang)
WORKFLOW = Language("workflow", yaml.workflow_literal, yaml.Raw, hang)
TOML = Language("toml", toml.literal, toml.Raw, hang)
SHELL = Language("shell", shell.literal, shell.Raw, str)
MAKE = Language("make", make.literal, make.Raw, str)
DOCKERFILE = Language("dockerfile", dockerfile.literal, dockerfile.Raw, str)
MARKDOWN = Language("markdown", markdown.literal, markdown.Raw, str)
HTML = Language("html", html.literal, html.Raw, str)
PLAIN = Language("plain", plain.literal, plain.Raw, str)

_BY_NAME = {
    "Dockerfile": DOCKERFILE,
    "Makefile": MAKE,
    "compose.yaml": COMPOSE,
}
_BY_SUFFIX = {
    ".tf": HCL,
    ".hcl": HCL,
    ".tfvars": HCL,
    ".json": JSON,
    ".ts": JAVASCRIPT,
    ".mts": JAVASCRIPT,
    ".js": JAVASCRIPT,
    ".mjs": JAVASCRIPT,
    ".cjs": JAVASCRIPT,
    ".py": PYTHON,
    ".pyi": PYTHON,
    ".yaml": YAML,
    ".yml": YAML,
    ".toml": TOML,
    ".sh": SHELL,
    ".mk": MAKE,
    ".md": MARKDOWN,
    ".html": HTML,
    ".svg": HTML,
}


def language_of(template: str) -> Language:
    """The output language of a template: by its file's name, by its folder (`workflows`), by
    the suffix before `.j2`.
    """
    path = PurePosixPath(template.removesuffix(".j2"))
    if "workflows" in path.parts and path.suffix in (".yaml", ".yml"):
        return WORKFLOW
    return _BY_NAME.get(path.name) or _BY_SUFFIX.get(path.suffix, PLAIN)
