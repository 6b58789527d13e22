"""Declarations of any size, with names that can be found again in what comes of them."""

from __future__ import annotations

HEAD = """\
project_name: bench
provider: aws
region: us-east-1
defaults:
  alarms:
    notify: [ops@example.com]
"""
QUEUE = """\
  - name: q{number:05}
    visibility_timeout: 30m
    retry:
      max_attempts: 5
      min_backoff: 10s
    dead_letter: true
"""
WORKER = """\
  w{number:05}:
    queue: q{number:05}
    concurrency: 5
    timeout: 300
"""


def declaration(count: int, changed: int | None = None) -> str:
    """`count` pairs of a queue and a worker; `changed` is a queue that tries seven times."""
    queues = [QUEUE.format(number=number) for number in range(count)]
    if changed is not None:
        queues[changed] = queues[changed].replace("max_attempts: 5", "max_attempts: 7")
    workers = [WORKER.format(number=number) for number in range(count)]
    return f"{HEAD}queues:\n{''.join(queues)}workers:\n{''.join(workers)}"
