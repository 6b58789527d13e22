"""Dead letters of Pub/Sub and Cloud Tasks: both lie in a subscription to a dead letter topic."""

from __future__ import annotations

import os
from collections.abc import Generator
from importlib import import_module
from typing import Any

from infera import names
from infera.deadletter.letters import MOST, Letter, Refused, handed_out, parse
from infera.model import Environment, Queue, Worker

HELD_S = 600  # how long a letter stays with us when nobody gives it back: the tool was killed
WAIT_S = 3
NAME_LIMIT = 255


class GoogleStore:
    """The dead letter subscription of one queue."""

    def __init__(self, environment: Environment, queue: Queue, project: str | None) -> None:
        """`project` is the Google Cloud project where neither file nor environment names it. Refused without one."""
        try:
            pubsub_v1 = import_module("google.cloud.pubsub_v1")
        except ImportError as error:
            raise Refused('Pub/Sub needs its client: pip install "infera[gcp]"') from error
        self._environment, self._queue = environment, queue
        found = project or environment.project_id or os.environ.get("GOOGLE_CLOUD_PROJECT")
        if not found:
            raise Refused("which project? `--project`, or GOOGLE_CLOUD_PROJECT")
        if environment.project_id and found != environment.project_id:
            raise Refused(f"`{environment.name}` is in {environment.project_id}, not in {found}")
        self._project = found
        self._subscriber: Any = pubsub_v1.SubscriberClient()
        self._publisher: Any = pubsub_v1.PublisherClient()

    def place(self) -> str:
        """The project and the subscription."""
        return f"project {self._project}, {self._environment.region}, subscription {self._name()}"

    def _name(self) -> str:
        if self._queue.existing is not None or not self._queue.dead_letter.enabled:
            raise Refused(f"`{self._queue.name}` has no dead letters of infera's")
        return names.queue_name(self._environment, self._queue, NAME_LIMIT, part="dead-letter")

    def _path(self) -> str:
        return str(self._subscriber.subscription_path(self._project, self._name()))

    def letters(self, batch: int = 100) -> Generator[Letter, None, None]:
        """Pull until nothing comes; each letter is held for `HELD_S`."""
        from google.api_core.exceptions import DeadlineExceeded, NotFound

        seen: set[str] = set()
        empty = 0
        while empty < 2 and len(seen) < MOST:
            try:
                got = self._subscriber.pull(
                    request={"subscription": self._path(), "max_messages": batch}, timeout=WAIT_S
                ).received_messages
            except DeadlineExceeded:
                got = []
            except NotFound as error:
                raise Refused(f"there is no subscription {self._name()} in {self._project}") from error
            if got:
                ids = [each.ack_id for each in got]
                self._subscriber.modify_ack_deadline(
                    request={"subscription": self._path(), "ack_ids": ids, "ack_deadline_seconds": HELD_S}
                )
            fresh = [each for each in got if each.message.message_id not in seen]
            empty = 0 if fresh else empty + 1
            seen.update(each.message.message_id for each in fresh)
            yield from handed_out([self._letter(each) for each in fresh], self.release)

    def _letter(self, received: Any) -> Letter:
        message = received.message
        attributes = dict(message.attributes)
        job = self._queue.jobs[0].name if self._queue.envelope == "raw" else ""
        body = message.data.decode("utf-8", "replace")
        letter = parse(body, attributes, message.message_id, (received.ack_id, message.ordering_key), job)
        return letter if letter.worker else self._with_worker(letter)

    def _with_worker(self, letter: Letter) -> Letter:
        """A letter that Pub/Sub itself forwarded names its subscription, which is its worker's in a fan-out."""
        from infera.records import replace

        source = letter.attributes.get("CloudPubSubDeadLetterSourceSubscription", "")
        for worker in self._environment.consumers(self._queue):
            part = worker.cloud_base if self._queue.fan_out else ""
            if source and source == names.queue_name(self._environment, self._queue, NAME_LIMIT, part=part):
                return replace(letter, worker=worker.name)
        return letter

    def redrive(self, letter: Letter) -> None:
        """Back into the topic or the task queue, for the worker that failed alone."""
        from infera.records import replace

        addressee = self._addressee(letter)
        to = replace(letter, worker=addressee.name) if addressee else letter
        attributes = to.redriven(addressed=self._queue.fan_out)
        if self._queue.type == "cloud_tasks":
            self._task(letter, attributes)
            return
        level = self._queue.level_today(letter.level)
        topic = names.queue_name(self._environment, self._queue, NAME_LIMIT, part=level)
        path = self._publisher.topic_path(self._project, topic)
        key = letter.handle[1] if self._queue.ordering else ""
        client = self._ordered() if key else self._publisher
        client.publish(path, letter.body.encode(), ordering_key=key, **attributes).result(timeout=60)

    def stays(self, letter: Letter) -> str:
        """A letter of a fan-out stays when the worker that it is for is gone."""
        if not self._queue.fan_out or not letter.worker or self._addressee(letter):
            return ""
        return (
            f"`{letter.id}` failed in `{letter.worker}`, which takes no jobs of `{self._queue.name}` any more: "
            f"`infera dead-letter purge --id {letter.id}` keeps it in a file"
        )

    def _addressee(self, letter: Letter) -> Worker | None:
        """The worker that a letter of a fan-out is for, by its name of now or of before."""
        workers = self._environment.consumers(self._queue) if self._queue.fan_out else ()
        return next((w for w in workers if letter.worker and letter.worker in (w.name, w.renamed_from)), None)

    def _ordered(self) -> Any:
        pubsub_v1 = import_module("google.cloud.pubsub_v1")
        return pubsub_v1.PublisherClient(
            publisher_options=pubsub_v1.types.PublisherOptions(enable_message_ordering=True)
        )

    def _task(self, letter: Letter, attributes: dict[str, str]) -> None:
        try:
            tasks_v2 = import_module("google.cloud.tasks_v2")
        except ImportError as error:
            raise Refused('Cloud Tasks needs its client: pip install "infera[gcp]"') from error
        client: Any = tasks_client(tasks_v2)
        headers = {"Content-Type": "application/json"}
        headers |= {name.replace("_", "-"): value for name, value in attributes.items() if name.startswith("infera_")}
        if "traceparent" in attributes:
            headers["traceparent"] = attributes["traceparent"]
        # the queue's own HTTP target replaces host, path and identity
        task = {
            "http_request": {
                "http_method": tasks_v2.HttpMethod.POST,
                "url": os.environ.get("INFERA_TASKS_URL", "https://worker.invalid/jobs"),
                "headers": headers,
                "body": letter.body.encode(),
            }
        }
        client.create_task(request={"parent": self._task_queue(client, letter.level), "task": task})

    def _task_queue(self, client: Any, level: str) -> str:
        """The queue's full name; it ends in a random suffix that only the service knows."""
        base = names.queue_name(self._environment, self._queue, 95, part=self._queue.level_today(level))
        parent = f"projects/{self._project}/locations/{self._environment.region}"
        for queue in client.list_queues(request={"parent": parent}):
            short = queue.name.rsplit("/", 1)[-1]
            if short == base or (short.startswith(f"{base}-") and len(short) == len(base) + 5):
                return str(queue.name)
        raise Refused(f"there is no task queue {base} in {parent}")

    def remove(self, letter: Letter) -> None:
        """Acknowledge it."""
        self._subscriber.acknowledge(request={"subscription": self._path(), "ack_ids": [letter.handle[0]]})

    def release(self, letters: list[Letter]) -> None:
        """Let them be delivered again."""
        for start in range(0, len(letters), 500):
            ids = [letter.handle[0] for letter in letters[start : start + 500]]
            self._subscriber.modify_ack_deadline(
                request={"subscription": self._path(), "ack_ids": ids, "ack_deadline_seconds": 0}
            )


def tasks_client(tasks_v2: Any) -> Any:
    """The client of Cloud Tasks, or of an emulator at `CLOUD_TASKS_EMULATOR_HOST`."""
    host = os.environ.get("CLOUD_TASKS_EMULATOR_HOST")
    if not host:
        return tasks_v2.CloudTasksClient()
    import grpc
    from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

    return tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=grpc.insecure_channel(host)))
