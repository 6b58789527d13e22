"""The registry of platforms: one line each. A platform is imported when a file names it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from infera.platforms.base import Platform

# provider in infera.yaml -> package with a module-level `PLATFORM`
REGISTRY: dict[str, str] = {
    "aws": "infera.platforms.aws",
    "gcp": "infera.platforms.gcp",
    "self_hosted": "infera.platforms.self_hosted",
}


@cache
def platform(name: str) -> Platform:
    """The platform of that name; KeyError when there is none."""
    return cast("Platform", import_module(REGISTRY[name]).PLATFORM)
