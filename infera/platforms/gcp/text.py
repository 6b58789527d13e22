"""Strings of HCL that are put together from texts and references."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infera.render.hcl import Expr, inside

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def joined(*parts: object) -> str | Expr:
    """The parts in a row: a plain text when all are plain, else a quoted template with the references inside.

    An `Expr` that is itself a quoted string is taken in without its quotes.
    """
    if not any(isinstance(part, Expr) for part in parts):
        return "".join(str(part) for part in parts)
    return Expr('"' + "".join(_inside(part) for part in parts) + '"')


def _inside(part: object) -> str:
    if not isinstance(part, Expr):
        return inside(str(part))
    text = str(part)
    return text[1:-1] if _QUOTED.fullmatch(text) else f"${{{text}}}"


def reference(kind: str, label: str, attribute: str = "") -> Expr:
    """`kind.label` or `kind.label.attribute`."""
    return Expr(f"{kind}.{label}.{attribute}" if attribute else f"{kind}.{label}")


def every(conditions: Iterable[object]) -> object:
    """The conjunction of conditions, each a bool or a reference: a plain bool when that is settled."""
    open_ones = []
    for condition in conditions:
        if isinstance(condition, Expr):
            open_ones.append(str(condition))
        elif not condition:
            return False
    return Expr(" && ".join(open_ones)) if open_ones else True


def negated(condition: object) -> object:
    """The opposite of a bool or of a reference."""
    return Expr(f"!{condition}") if isinstance(condition, Expr) else not condition
