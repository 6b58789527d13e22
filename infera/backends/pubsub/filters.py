"""A worker's `filter` in Pub/Sub's filter language.

A copy of a fan-out that is sent back to one worker carries `infera_worker`: the other subscriptions let it pass by.
"""

from __future__ import annotations

import json
import re

from infera.model import Queue, Worker

TARGET = "infera_worker"  # the attribute of a job that was redriven for one worker of a fan-out
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def expression(queue: Queue, worker: Worker | None) -> str:
    """The subscription's filter, "" for none. `queue` and `worker` belong together."""
    if worker is None:
        return ""
    terms = [_any_of(key, values) for key, values in worker.filter]
    if queue.fan_out:
        terms.append(f"(NOT attributes:{TARGET} OR attributes.{TARGET} = {_quoted(worker.name)})")
    return " AND ".join(terms)


def _any_of(key: str, values: tuple[str, ...]) -> str:
    terms = [f"attributes.{_key(key)} = {_quoted(value)}" for value in values]
    return terms[0] if len(terms) == 1 else "(" + " OR ".join(terms) + ")"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
