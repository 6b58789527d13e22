"""Templates to text: one Jinja environment for each output language, where `{{ x }}` is a
literal.

Jinja's own escaping is turned into that of the output language: `finalize` writes the literal
of every value, and only the language's `Raw` type (for HCL `Expr`) and the result of a macro
pass as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from infera.render.languages import Language, hang, language_of
from infera.resources import data_dir

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from infera.render.sandbox import Templates

_custom: ContextVar[Templates | None] = ContextVar("custom templates", default=None)


def render(template: str, context: Mapping[str, Any]) -> str:
    """The text of `templates/<template>` with this context, laid out.

    `{{ x }}` is an escaped literal of the output language; a name that is not in the context is an
    error. Inside `overlay` a template of the user's folder stands in for the one of the same name.
    """
    language = language_of(template)
    custom = _custom.get()
    if custom is not None and custom.affects(template):
        return language.finish(custom.render(template, context, language, finalizer(language)))
    return language.finish(_template(template).render(context))


@contextmanager
def overlay(folder: Path) -> Iterator[list[str]]:
    """Let the templates of a folder stand in for those of the same name, one by one.

    Yields the names in the folder that no template has (a misspelt one is never used).
    TemplateError (`infera.render.template_folder`) comes from here for a folder that cannot be read,
    and from `render` for a template that goes wrong; custom templates run in a sandbox, within
    bounds.
    """
    from infera.render.sandbox import Templates
    from infera.render.template_folder import read_folder

    templates = Templates(read_folder(folder), source)
    token = _custom.set(templates)
    try:
        yield templates.unknown()
    finally:
        _custom.reset(token)


def template_names() -> list[str]:
    """The names of all templates, as `render` takes them, sorted."""
    root = data_dir("templates")
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.j2"))


def codes(names: Iterable[str]) -> dict[str, str]:
    """The Python code of some templates, for `infera.render.precompile`."""
    made = {}
    for name in names:
        jinja = environment(language_of(name))
        made[name] = jinja.compile(source(name) or "", name=name, filename=name, raw=True, defer_init=True)
    return made


@cache
def _template(name: str) -> Template:
    return environment(language_of(name)).get_template(name)


@cache
def environment(language: Language) -> Environment:
    """The Jinja environment of an output language, made once."""
    from jinja2 import Environment, StrictUndefined

    from infera.render.precompile import loader

    made = Environment(
        loader=loader(source),
        autoescape=True,
        finalize=finalizer(language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    if language.name == "markdown":
        from infera.render.markdown import code

        made.filters["code"] = code
    elif language.name == "hcl":
        from infera.render.hcl import comment

        made.filters["comment"] = comment
    return made


def source(name: str) -> str | None:
    """The text of one of infera's own templates, None when there is no such template."""
    path = data_dir("templates").joinpath(*name.split("/"))
    return path.read_text("utf-8") if path.is_file() else None


def finalizer(language: Language) -> Callable[..., Any]:
    """What Jinja calls for every `{{ x }}` before it escapes: the literal of x, marked as done.

    Jinja folds constants when it compiles, and escapes them as HTML before `finalize` sees
    them. A finalize that asks for the evaluation context is left for run time
    (tests/unit/render/test_env.py holds it there).
    """
    from jinja2 import Undefined, pass_eval_context

    literal, raw, hanging = language.literal, language.raw, language.finish is hang
    marked = str.__new__  # Markup's own looks for `__html__` first, and this is called for every value

    @pass_eval_context
    def finalize(_: object, value: Any) -> Markup:
        kind = type(value)
        if kind is raw or kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is not str and isinstance(value, Undefined):
            str(value)  # raises, and names what is missing
        text = literal(value)
        return marked(Markup, text.replace("\n", "\n\0") if hanging else text)

    return finalize
