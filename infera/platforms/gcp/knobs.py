"""A queue's number in the module: a literal, or a variable where environments differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from infera.model import Queue
from infera.render.hcl import Expr
from infera.terraform.module import Module


def knob(module: Module, queue: Queue, name: str, get: Callable[[Queue], Any], description: str) -> Any:
    """One value of a queue."""
    return module.vary(f"{queue.label}_{name}", lambda e: get(e.queue(queue.name)), description=description)


def seconds(value: Any) -> Any:
    """Google's way to write a duration: `10s`."""
    return Expr(f'"${{{value}}}s"') if isinstance(value, Expr) else f"{value}s"
