"""Compiles the templates ahead of time, for a wheel.

A template takes Jinja about three milliseconds to compile, and a run with one queue needs two dozen. The
wheel carries them as Python modules (`infera.render.precompiled`), made by the build; a checkout has none
and compiles as it goes. Nothing is ever cached on the user's disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template

PACKAGE = "infera.render.precompiled"


def write(folder: Path, codes: Mapping[str, str]) -> None:
    """Write the modules of some templates, and the version of Jinja that made their code."""
    import jinja2

    folder.mkdir(parents=True, exist_ok=True)
    for name, code in codes.items():
        (folder / f"{module_name(name)}.py").write_text(code, "utf-8")
    head = '"""Templates, compiled when the wheel was built."""\n\n'
    (folder / "__init__.py").write_text(f'{head}JINJA = "{jinja2.__version__}"\n', "utf-8")


def module_name(template: str) -> str:
    """The name of the module that holds a compiled template."""
    return "t_" + re.sub(r"[^A-Za-z0-9]", lambda match: f"_{ord(match[0]):x}_", template)


def loader(source: Callable[[str], str | None]) -> BaseLoader:
    """Loads compiled templates where this installation has them, and compiles their source where not."""
    import jinja2
    from jinja2.runtime import identity

    class Loader(jinja2.FunctionLoader):
        def load(
            self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
        ) -> Template:
            module = _read(name, jinja2.__version__)
            if module is None:
                return super().load(environment, name, globals)
            names = vars(module)
            names["escape"] = identity  # `finalize` has written every value: nothing is left to escape
            return environment.template_class.from_module_dict(environment, names, globals or {})

    return Loader(source)


def _read(template: str, version: str) -> ModuleType | None:
    """The module of a template, when there is one that this version of Jinja can run."""
    try:
        if version != import_module(PACKAGE).JINJA:
            return None
        return import_module(f"{PACKAGE}.{module_name(template)}")
    except ImportError:
        return None
