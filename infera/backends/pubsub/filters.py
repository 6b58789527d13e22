"""A worker's `filter` in Pub/Sub's filter language."""

from __future__ import annotations

import json
import re

from infera.model import Worker

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def expression(worker: Worker | None) -> str:
    """The filter of a worker's subscription, "" for none: every attribute must have one of its values."""
    if worker is None:
        return ""
    return " AND ".join(_any_of(key, values) for key, values in worker.filter)


def _any_of(key: str, values: tuple[str, ...]) -> str:
    terms = [f"attributes.{_key(key)} = {_quoted(value)}" for value in values]
    return terms[0] if len(terms) == 1 else "(" + " OR ".join(terms) + ")"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
