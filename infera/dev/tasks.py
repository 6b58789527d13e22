"""Deliveries as Cloud Tasks makes them: POST until the worker answers 2xx, with pauses that grow."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from infera.model import Retry

DEADLINE_S = 1800  # the longest that Cloud Tasks waits for an answer
NOT_RUN = (429, 503)  # the worker did not take it
BUSY_S = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """A task: where it goes, the full name of its queue, its own name, and how it is tried."""

    url: str
    queue: str
    name: str
    body: str
    retry: Retry


class Tasks:
    """A thread for each task on its way."""

    def __init__(self) -> None:
        """None yet."""
        self._closed = threading.Event()
        self._opener = build_opener(ProxyHandler({}))

    def add(self, task: Task) -> None:
        """Deliver it, from now on until it is settled."""
        threading.Thread(target=self._deliver, args=(task,), name=task.name, daemon=True).start()

    def close(self) -> None:
        """Deliver nothing more."""
        self._closed.set()

    def _deliver(self, task: Task) -> None:
        runs = 0
        while not self._closed.is_set():
            status = self._post(task, runs)
            if 200 <= status < 300:
                return
            runs += status not in NOT_RUN
            self._closed.wait(BUSY_S if status in NOT_RUN else pause_s(task.retry, runs))

    def _post(self, task: Task, runs: int) -> int:
        """The status of one delivery; 503 when nobody answered.

        Refused deliveries are not among the retries, as they would be in Cloud Tasks: no cap on dispatches keeps them
        rare here, and a worker that is still starting would use up a job's attempts.
        """
        headers = {
            "Content-Type": "application/json",
            "X-CloudTasks-QueueName": task.queue.rsplit("/", 1)[-1],
            "X-CloudTasks-TaskName": task.name,
            "X-CloudTasks-TaskRetryCount": str(runs),
            "X-CloudTasks-TaskExecutionCount": "0",  # answers outside of 5xx, and those end a task
        }
        request = Request(task.url, data=task.body.encode(), headers=headers, method="POST")
        try:
            with self._opener.open(request, timeout=DEADLINE_S) as response:
                return int(response.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 503


def pause_s(retry: Retry, runs: int) -> float:
    """Seconds before the next delivery, after so many runs (1 or more)."""
    return float(min(retry.max_backoff_s, retry.min_backoff_s * 2 ** (max(runs, 1) - 1)))
