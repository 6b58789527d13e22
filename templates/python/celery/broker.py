"""The broker: how to reach it, and what infera keeps there beside Celery's own keys."""

from __future__ import annotations

import base64
import json
import os
import tempfile
import uuid
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import redis

# A letter is written once for each death, however often the delivery that brought it comes again.
BURY = """
if redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[2]) then
  redis.call('LPUSH', KEYS[1], ARGV[1])
  redis.call('SADD', '_kombu.binding.' .. KEYS[1], ARGV[3])
  return 1
end
return 0
"""
BURIED_TTL_S = (
    12 * 3600
)  # longer than a delivery can come again, short enough for an id that is used again
# One slot after the other, over all workers; -1 when the next free one is too far away to wait for.
SLOT = """
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local next = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local wait = next - now
if wait > tonumber(ARGV[2]) then return '-1' end
redis.call('SET', KEYS[1], tostring(next + tonumber(ARGV[1])), 'PX', math.ceil(wait + ARGV[1]) + 1000)
return tostring(wait)
"""
# Jobs whose time has come, taken off one by one by whoever holds the lock.
DUE = "return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', redis.call('TIME')[1], 'LIMIT', 0, 100)"


def url() -> str:
    """The address of Redis; SystemExit when nobody said it."""
    found = os.environ.get("INFERA_REDIS_URL", "")
    if not found:
        raise SystemExit("INFERA_REDIS_URL is not set: the README says what it holds")
    return found


@cache
def certificate() -> str | None:
    """A file with the certificate authority of `INFERA_REDIS_CA`; None when the system's own will do."""
    text = os.environ.get("INFERA_REDIS_CA")
    if not text:
        return None
    file = Path(tempfile.gettempdir(), f"infera-redis-ca-{os.getpid()}.pem")
    file.write_text(text, "utf-8")
    return str(file)


def tls() -> dict[str, Any]:
    """What `rediss://` needs beside the address; empty for `redis://`."""
    if not url().startswith("rediss://"):
        return {}
    own = certificate()
    return {"ssl_cert_reqs": "required", **({"ssl_ca_certs": own} if own else {})}


def connect() -> redis.Redis:
    """A client that gives up on a connection that hangs."""
    return redis.Redis.from_url(
        url(),
        socket_timeout=30,
        socket_connect_timeout=10,
        socket_keepalive=True,
        health_check_interval=25,
        **tls(),
    )


def letter(
    queue: str, task: str, job_id: str, body: str, headers: Mapping[str, str], *, priority: int
) -> str:
    """A message as Celery itself would have put it into a queue: JSON of kombu's envelope, protocol 2."""
    message = {
        "body": base64.b64encode(body.encode()).decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {
            "lang": "py",
            "task": task,
            "id": job_id,
            "root_id": job_id,
            "parent_id": None,
            "group": None,
            "retries": 0,
            "eta": None,
            "expires": None,
            "timelimit": [None, None],
            "argsrepr": "(…)",
            "kwargsrepr": "{}",
            "ignore_result": True,
            **headers,
        },
        "properties": {
            "correlation_id": job_id,
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "priority": priority,
            "body_encoding": "base64",
            "delivery_tag": str(uuid.uuid4()),
        },
    }
    return json.dumps(message)


def task_body(payload: Any) -> str:
    """The body of a task with one argument."""
    return json.dumps(
        [[payload], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]
    )


def binding(queue: str) -> str:
    """What kombu notes of a queue, so that viewers know it."""
    return "\x06\x16".join((queue, "", queue))
