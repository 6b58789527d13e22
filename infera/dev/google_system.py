"""Pub/Sub and Cloud Tasks: Google's emulators of Pub/Sub and Firestore, and tasks that are delivered from here."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from infera import names
from infera.backends.cloud_tasks.layout import task_queues
from infera.backends.pubsub import delivery, layout
from infera.backends.pubsub.layout import Subscription
from infera.dev.processes import Failed, free_port
from infera.dev.system import Outgoing, encoded, retry, unscheduled
from infera.dev.tasks import Task, Tasks
from infera.model import Environment, Queue, Worker

NAME_LIMIT = 255
TASK_QUEUE_LIMIT = 95  # of the name without the suffix that the cloud gets
ACK_S = (10, 600)  # what a subscription's deadline can be
WITHOUT_COUNT = 1_000_000  # attempts of a subscription whose own policy counts
DATABASE = "idempotency"
TYPES = frozenset({"pubsub", "cloud_tasks"})


class GoogleSystem:
    """Every topic and subscription of the environment, made on one emulator."""

    def __init__(self, environment: Environment, pubsub: str, firestore: str | None) -> None:
        """Both are `host:port`; `firestore` is None when no worker remembers its jobs."""
        self._environment, self._pubsub, self._firestore = environment, pubsub, firestore
        self._project = environment.project_id or environment.prefix
        self._ports = {worker.name: free_port() for worker in environment.workers}
        self._tasks = Tasks()
        for queue in environment.queues:
            if queue.type in TYPES:
                self._make(queue)

    def _make(self, queue: Queue) -> None:
        if queue.dead_letter.enabled and queue.existing is None:
            dead = self._name(queue, "dead-letter")
            self._topic(dead)
            consumer = self._environment.worker(queue.dead_letter.worker) if queue.dead_letter.worker else None
            self._subscription(dead, dead, consumer, queue)
        if queue.type != "pubsub":
            return
        if delivery.is_subscription(queue):
            self._topic(queue.label)
            self._subscription(_last(queue), queue.label, None, queue)
            return
        for topic in layout.topics(queue):
            self._topic(self._topic_name(queue, topic.level))
        for each in layout.subscriptions(self._environment, queue):
            worker = None if queue.paused else each.worker
            self._subscription(self._name(queue, each.part), self._topic_name(queue, each.topic.level), worker, queue)

    def _name(self, queue: Queue, part: str) -> str:
        return names.queue_name(self._environment, queue, NAME_LIMIT, part=part)

    def _topic_name(self, queue: Queue, level: str) -> str:
        return _last(queue) if isinstance(queue.existing, str) else self._name(queue, level)

    def _topic(self, name: str) -> None:
        self._call("PUT", f"projects/{self._project}/topics/{name}", {})

    def _subscription(self, name: str, topic: str, worker: Worker | None, queue: Queue) -> None:
        """Without retry and dead letter policies: the worker counts, and the emulator loses jobs under them."""
        body: dict[str, Any] = {
            "topic": f"projects/{self._project}/topics/{topic}",
            "ackDeadlineSeconds": min(ACK_S[1], max(ACK_S[0], worker.timeout_s if worker else 60)),
            "enableMessageOrdering": queue.ordering,
        }
        if worker is not None and delivery.mode(self._environment, worker) == delivery.PUSH:
            body["pushConfig"] = {"pushEndpoint": self._endpoint(worker)}
        self._call("PUT", f"projects/{self._project}/subscriptions/{name}", body)

    def _endpoint(self, worker: Worker) -> str:
        return f"http://127.0.0.1:{self._ports[worker.name]}/jobs"

    def environment(self, worker: Worker) -> dict[str, str] | None:
        """What Terraform sets on the service or the pool, and where the emulators are."""
        entries: list[Mapping[str, Any]] = []
        for name in worker.queues:
            queue = self._environment.queue(name)
            if not queue.paused:
                entries += self._entries(queue, worker)
        entries += [self._dead_entry(self._environment.queue(name), worker) for name in worker.dead_letter_of]
        found = encoded(entries)
        if found is None:
            return None
        store = {"INFERA_IDEMPOTENCY_DATABASE": DATABASE, "INFERA_IDEMPOTENCY_COLLECTION": worker.cloud_base}
        firestore = {"FIRESTORE_EMULATOR_HOST": self._firestore} if self._firestore else {}
        return {
            **found,
            **(store if self._firestore and worker.idempotency_ttl_s else {}),
            **firestore,
            "PORT": str(self._ports[worker.name]),
            "INFERA_REGION": self._environment.region,
            "GOOGLE_CLOUD_PROJECT": self._project,
            "PUBSUB_EMULATOR_HOST": self._pubsub,
            "METADATA_SERVER_DETECTION": "none",
        }

    def _entries(self, queue: Queue, worker: Worker) -> list[Mapping[str, Any]]:
        common = {**retry(queue), "queue": queue.name, "type": queue.type, "dead_letters": False}
        has_dead = queue.dead_letter.enabled and queue.existing is None
        dead = f"projects/{self._project}/topics/{self._name(queue, 'dead-letter')}" if has_dead else None
        common["dead_letter_topic"] = dead
        if queue.type == "cloud_tasks":
            return [
                {**common, "level": each.level, "id": self._task_queue(queue, each.level)}
                for each in task_queues(queue)
            ]
        if delivery.is_subscription(queue):
            path = f"projects/{self._project}/subscriptions/{_last(queue)}"
            given = {"level": "", "mode": delivery.PULL, "subscription": path, "max_attempts": WITHOUT_COUNT}
            return [{**common, **given}]
        mine = [s for s in layout.subscriptions(self._environment, queue) if s.worker and s.worker.name == worker.name]
        return [{**common, **self._subscribed(queue, each)} for each in mine]

    def _subscribed(self, queue: Queue, each: Subscription) -> dict[str, Any]:
        path = f"projects/{self._project}/subscriptions/{self._name(queue, each.part)}"
        return {"level": each.topic.level, "mode": each.mode, "subscription": path}

    def _dead_entry(self, queue: Queue, worker: Worker) -> Mapping[str, Any]:
        return {
            **retry(queue),
            "queue": queue.name,
            "level": "",
            "type": "pubsub",
            "dead_letters": True,
            "mode": delivery.mode(self._environment, worker),
            "subscription": f"projects/{self._project}/subscriptions/{self._name(queue, 'dead-letter')}",
            "dead_letter_topic": None,
        }

    def _task_queue(self, queue: Queue, level: str) -> str:
        name = names.queue_name(self._environment, queue, TASK_QUEUE_LIMIT, part=level)
        short = _last(queue) if isinstance(queue.existing, str) else name
        return f"projects/{self._project}/locations/{self._environment.region}/queues/{short}"

    def send(self, job: Outgoing) -> str:
        """Publish the job, or hand it to the worker as a task."""
        queue = job.queue
        if queue.type == "cloud_tasks":
            consumers = self._environment.consumers(queue)
            if consumers and not queue.paused:
                url = self._endpoint(consumers[0])
                self._tasks.add(Task(url, self._task_queue(queue, queue.default_level), job.id, job.body, queue.retry))
            return job.id
        payload = job.payload if isinstance(job.payload, dict) else {}
        message: dict[str, Any] = {
            "data": base64.b64encode(job.body.encode()).decode(),
            "attributes": {name: value for name, value in payload.items() if isinstance(value, str)},
        }
        if queue.ordering:
            message["orderingKey"] = "dev"
        topic = queue.label if delivery.is_subscription(queue) else self._topic_name(queue, queue.default_level)
        path = f"projects/{self._project}/topics/{topic}:publish"
        return str(self._call("POST", path, {"messages": [message]})["messageIds"][0])

    def _call(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        data = json.dumps(body).encode()
        asked = Request(f"http://{self._pubsub}/v1/{path}", data=data, headers=headers, method=method)
        try:
            with urlopen(asked, timeout=30) as response:
                answer: dict[str, Any] = json.loads(response.read() or b"{}")
                return answer
        except HTTPError as error:
            said = error.read().decode("utf-8", "replace")[:300]
            raise Failed(f"the Pub/Sub emulator refused {path}: {said}") from error
        except (URLError, OSError, ValueError) as error:
            raise Failed(f"the Pub/Sub emulator did not answer {path}: {error}") from error

    def notes(self) -> Iterator[str]:
        """Where other programs find it, and what does not happen here."""
        yield f"Pub/Sub: PUBSUB_EMULATOR_HOST={self._pubsub} GOOGLE_CLOUD_PROJECT={self._project}"
        for kind in sorted(TYPES):
            yield from unscheduled(self._environment, kind)
        if any(worker.filter for worker in self._environment.workers):
            yield "the Pub/Sub emulator ignores filters: every worker gets every job"
        if any(queue.type == "cloud_tasks" for queue in self._environment.queues):
            yield "tasks are delivered by infera itself: only `--send` and stdin reach them, and no rate limit holds"

    def close(self) -> None:
        """Give up the tasks that are on their way."""
        self._tasks.close()


def _last(queue: Queue) -> str:
    """The short name of what is there already."""
    return str(queue.existing).rsplit("/", 1)[-1]
