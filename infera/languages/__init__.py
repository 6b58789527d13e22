"""The registry of languages: one line each. A language is imported when a worker is written in it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from infera.languages.base import Language

# language in infera.yaml -> package with a module-level `LANGUAGE`
REGISTRY: dict[str, str] = {
    "typescript": "infera.languages.typescript",
    "python": "infera.languages.python",
}


@cache
def language(name: str) -> Language:
    """The language of that name; KeyError when there is none."""
    return cast(Language, import_module(REGISTRY[name]).LANGUAGE)
