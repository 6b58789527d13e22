"""`infera: ">=1.4,<2"`: a file may ask for the versions of infera that may compile it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from infera import __version__, codes
from infera.diagnostics import Diagnostic
from infera.shorten import shorten

_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<|~=|=)?\s*v?([0-9]+(?:\.[0-9]+){0,2})\s*")


def check(data: Mapping[str, Any], running: str = __version__) -> Iterator[Diagnostic]:
    """A finding when this version of infera is not one that the file asks for."""
    wanted = data.get("infera")
    if wanted is None:
        return
    clauses = [_CLAUSE.fullmatch(part) for part in str(wanted).split(",")]
    if not all(clauses):
        text = f"`{shorten(str(wanted))}` is no range of versions"
        yield Diagnostic(codes.WRONG_VERSION, text, ("infera",), "such as `>=1.4,<2`")
    elif not all(c is not None and allows(c[1] or "==", c[2], running) for c in clauses):
        text = f"this is infera {running}; the file asks for `{shorten(str(wanted))}`"
        yield Diagnostic(codes.WRONG_VERSION, text, ("infera",), "install a version in that range, or change the range")


def allows(operator: str, version: str, running: str) -> bool:
    """Whether `running` satisfies one clause of a range."""
    low, have = _numbers(version), _numbers(running)
    if operator == "~=":
        places = max(len(version.split(".")) - 1, 1)
        return have >= low and have[:places] == low[:places]
    return {
        ">=": have >= low,
        "<=": have <= low,
        ">": have > low,
        "<": have < low,
        "!=": have != low,
    }.get(operator, have == low)


def _numbers(version: str) -> tuple[int, int, int]:
    numbers = re.match(r"[0-9]+(?:\.[0-9]+){0,2}", version)  # a pre-release counts as the release that it leads to
    parts = [int(part) for part in (numbers[0] if numbers else "0").split(".")] + [0, 0]
    return parts[0], parts[1], parts[2]
