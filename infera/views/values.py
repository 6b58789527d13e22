"""An attribute's old and new value, short enough for a line."""

from __future__ import annotations

import json
import re
from typing import Any

_COLUMNS = 60
_AROUND = 15
_EXPRESSION = re.compile(r"\$\{([^{}]*)\}")


def shown(before: Any, after: Any) -> tuple[str, str]:
    """Both values as text. Long ones are cut to where they begin to differ."""
    old, new = _text(before), _text(after)
    if len(old) <= _COLUMNS and len(new) <= _COLUMNS:
        return old, new
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, same - _AROUND)
    return _cut(old, start), _cut(new, start)


def _text(value: Any) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, str):
        whole = _EXPRESSION.fullmatch(value)
        if whole:
            return re.sub(r"\s+", " ", whole[1])
        if value.startswith("${") or "\n" in value:
            return re.sub(r"\s+", " ", value)
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str, start: int) -> str:
    if len(text) <= _COLUMNS:
        return text
    start = min(start, len(text) - _COLUMNS)
    end = start + _COLUMNS
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
