"""Names: from what someone wrote to Terraform labels and cloud names."""

from __future__ import annotations

import hashlib

from infera.model import Environment, Queue, Worker


def label(name: str) -> str:
    """The Terraform label of a name: `-` and `_` alike."""
    return name.replace("-", "_")


def cut(name: str, limit: int, suffix: str = "") -> str:
    """A cloud name of at most `limit` characters, the suffix included.

    A longer one is cut and gets `-` and 6 hex of the sha256 of the whole name, so that two long names stay apart.
    """
    whole = name + suffix
    if len(whole) <= limit:
        return whole
    mark = "-" + hashlib.sha256(whole.encode()).hexdigest()[:6]
    return name[: limit - len(mark) - len(suffix)].rstrip("-") + mark + suffix


def cloud_name(environment: Environment, base: str, limit: int, suffix: str = "") -> str:
    """`<prefix>-<base><suffix>` with `_` as `-`, cut to `limit` characters."""
    return cut(f"{environment.prefix}-{base}".replace("_", "-"), limit, suffix)


def queue_name(environment: Environment, queue: Queue, limit: int, *, part: str = "", suffix: str = "") -> str:
    """The cloud name of a queue or of a thing of the queue's.

    `part` is a level, a worker of a fan-out or `dead-letter`, set off with `-`; `suffix` is `.fifo` or nothing.
    A written `resource_name` is taken as it stands and never cut.
    """
    tail = "-" + part.replace("_", "-") if part else ""
    if queue.resource_name is not None:
        return queue.resource_name.removesuffix(suffix) + tail + suffix if suffix else queue.resource_name + tail
    return cloud_name(environment, queue.cloud_base + tail, limit, suffix)


def worker_name(environment: Environment, worker: Worker, limit: int, *, part: str = "") -> str:
    """The cloud name of a worker or of a thing of the worker's."""
    return cloud_name(environment, worker.cloud_base + ("-" + part if part else ""), limit)
