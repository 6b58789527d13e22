"""Templates to text: one Jinja environment for each output language, where `{{ x }}` is always a literal.

Jinja's own escaping is turned into that of the output language: `finalize` writes the literal of every value, and
only the language's `Raw` type (for HCL `Expr`) and the result of a macro pass as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

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
from infera.resources import data_dir

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@dataclass(frozen=True, slots=True)
class Language:
    """How an output language writes a value, which type passes as it stands, and what is done to the whole text."""

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
    """The output language of a template: by its file's name, by its folder (`workflows`), by the suffix before `.j2`."""
    path = PurePosixPath(template.removesuffix(".j2"))
    if "workflows" in path.parts and path.suffix in (".yaml", ".yml"):
        return WORKFLOW
    return _BY_NAME.get(path.name) or _BY_SUFFIX.get(path.suffix, PLAIN)


def render(template: str, context: Mapping[str, Any]) -> str:
    """The text of `templates/<template>` with this context, laid out, ending in one line end.

    `{{ x }}` is an escaped literal of the output language; a name that is not in the context is an error.
    """
    language = language_of(template)
    return language.finish(_template(template).render(context))


@cache
def _template(name: str) -> Template:
    return environment(language_of(name)).get_template(name)


@cache
def environment(language: Language) -> Environment:
    """The Jinja environment of an output language, made once."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=finalizer(language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters["code"] = markdown.code
    made.filters["comment"] = hcl.comment
    return made


def _source(name: str) -> str | None:
    path = data_dir("templates").joinpath(*name.split("/"))
    return path.read_text("utf-8") if path.is_file() else None


def finalizer(language: Language) -> Callable[..., Any]:
    """What Jinja calls for every `{{ x }}` before it escapes: the literal of x, marked as done.

    Jinja folds constants when it compiles, and escapes them as HTML before `finalize` sees them. A finalize that
    asks for the evaluation context is left for run time (tests/unit/render/test_env.py holds it there).
    """
    from jinja2 import Undefined, pass_eval_context

    literal, raw, hanging = language.literal, language.raw, language.finish is hang

    @pass_eval_context
    def finalize(_: object, value: Any) -> Markup:
        kind = type(value)
        if kind is raw or kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is not str and isinstance(value, Undefined):
            str(value)  # raises, and names what is missing
        text = literal(value)
        return Markup(text.replace("\n", "\n\0") if hanging else text)

    return finalize
