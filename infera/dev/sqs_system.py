"""SQS on ministack; the workers poll, as Lambda's event source mapping would for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from infera.backends.sqs import sources
from infera.backends.sqs.sources import Reading, Source
from infera.dev.processes import Failed
from infera.dev.system import Outgoing, encoded, retry, unscheduled
from infera.model import Environment, Queue, Worker

ACCOUNT = "000000000000"  # what ministack has
NEVER = 1000  # a transport that counts for itself is never given up on by the worker
# ministack takes any signature; the scope in it says which service and region are meant
SIGNATURE = "AWS4-HMAC-SHA256 Credential=test/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"


class SqsSystem:
    """Every queue, level and fan-out of the environment, made on one ministack."""

    def __init__(self, environment: Environment, url: str) -> None:
        """Make queues and the tables of claims on the ministack at `url`."""
        self._environment, self._url = environment, url
        self._urls: dict[str, str] = {}
        for queue in environment.queues:
            if queue.type == "sqs":
                for source in sources.sources(environment, queue):
                    self._make(queue, source)
        for worker in environment.workers:
            if worker.idempotency_ttl_s is not None:
                self._table(worker)

    def _make(self, queue: Queue, source: Source) -> None:
        fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if sources.is_fifo(queue) else {}
        attributes = {**fifo, "VisibilityTimeout": str(sources.visibility_s(self._environment, queue, source))}
        if queue.dead_letter.enabled and queue.existing is None:
            dead = self._dead(queue, source)
            consumer = sources.dead_letter_consumer(self._environment, queue)
            self._create(dead, {**fifo, "VisibilityTimeout": str(sources.derived_visibility_s(consumer))})
            policy = {"deadLetterTargetArn": self._arn(dead), "maxReceiveCount": queue.retry.max_attempts}
            attributes["RedrivePolicy"] = json.dumps(policy)
        self._create(self._name(queue, source), attributes)

    def _name(self, queue: Queue, source: Source) -> str:
        """The cloud name; of an existing queue the end of its ARN, or its label when a variable stands there."""
        if isinstance(queue.existing, str):
            return queue.existing.rsplit(":", 1)[-1]
        if queue.existing is not None:
            return queue.label
        return sources.queue_name(self._environment, queue, source)

    def _dead(self, queue: Queue, source: Source) -> str:
        return sources.dead_letter_name(self._environment, queue, source)

    def _create(self, name: str, attributes: Mapping[str, str]) -> None:
        answer = self._call("sqs", "AmazonSQS.CreateQueue", {"QueueName": name, "Attributes": attributes})
        self._urls[name] = answer["QueueUrl"]

    def _table(self, worker: Worker) -> None:
        body = {
            "TableName": self._table_name(worker),
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
        }
        self._call("dynamodb", "DynamoDB_20120810.CreateTable", body)

    def _table_name(self, worker: Worker) -> str:
        return f"{self._environment.prefix}-{worker.label}".replace("_", "-")

    def _arn(self, name: str) -> str:
        return f"arn:aws:sqs:{self._environment.region}:{ACCOUNT}:{name}"

    def environment(self, worker: Worker) -> dict[str, str] | None:
        """What Terraform sets on the function, and where AWS is."""
        readings = [r for r in sources.readings(self._environment, worker) if not r.queue.paused]
        found = encoded([self._entry(reading) for reading in readings])
        if found is None:
            return None
        table = {} if worker.idempotency_ttl_s is None else {"INFERA_IDEMPOTENCY_TABLE": self._table_name(worker)}
        return {
            **found,
            **table,
            "INFERA_CONCURRENCY": "1",  # an instance of a function has one job at a time
            "INFERA_BATCH_SIZE": str(worker.batch_size),
            "INFERA_REGION": self._environment.region,
            "AWS_ENDPOINT_URL": self._url,
            "AWS_REGION": self._environment.region,
            "AWS_DEFAULT_REGION": self._environment.region,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def _entry(self, reading: Reading) -> dict[str, Any]:
        queue, source = reading.queue, reading.source
        has_dead = queue.dead_letter.enabled and queue.existing is None
        name = self._dead(queue, source) if reading.dead_letters else self._name(queue, source)
        consumer = sources.dead_letter_consumer(self._environment, queue)
        visibility_s = (
            sources.derived_visibility_s(consumer)
            if reading.dead_letters
            else sources.visibility_s(self._environment, queue, source)
        )
        counted_elsewhere = {"max_attempts": NEVER} if reading.dead_letters or queue.existing is not None else {}
        return {
            **retry(queue),
            **counted_elsewhere,
            "queue": queue.name,
            "level": source.level,
            "type": "sqs",
            "dead_letters": reading.dead_letters,
            "arn": self._arn(name),
            "url": self._urls[name],
            "dead_letter_url": self._urls[self._dead(queue, source)] if has_dead and not reading.dead_letters else None,
            "visibility_timeout_s": visibility_s,
            "ordered": sources.is_fifo(queue),
            **({"existing": True} if queue.existing is not None else {}),
        }

    def send(self, job: Outgoing) -> str:
        """To the default level, or to the queue of each worker of a fan-out."""
        queue = job.queue
        found = sources.sources(self._environment, queue)
        targets = found if queue.fan_out else [s for s in found if s.level == queue.default_level]
        order = {"MessageGroupId": "dev", "MessageDeduplicationId": job.id} if sources.is_fifo(queue) else {}
        answer: dict[str, Any] = {}
        for source in targets:
            url = self._urls[self._name(queue, source)]
            answer = self._call("sqs", "AmazonSQS.SendMessage", {"QueueUrl": url, "MessageBody": job.body, **order})
        return str(answer["MessageId"])

    def _call(self, service: str, target: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": target,
            "Authorization": SIGNATURE.format(region=self._environment.region, service=service),
        }
        asked = Request(self._url, data=json.dumps(body).encode(), headers=headers, method="POST")
        try:
            with urlopen(asked, timeout=30) as response:
                answer: dict[str, Any] = json.loads(response.read() or b"{}")
                return answer
        except HTTPError as error:
            said = error.read().decode("utf-8", "replace")[:300]
            raise Failed(f"ministack refused {target.rpartition('.')[2]}: {said}") from error
        except (URLError, OSError, ValueError) as error:
            raise Failed(f"ministack did not answer {target.rpartition('.')[2]}: {error}") from error

    def notes(self) -> Iterator[str]:
        """Where other programs find it, and what does not happen here."""
        yield f"AWS: AWS_ENDPOINT_URL={self._url}"
        yield from unscheduled(self._environment, "sqs")
        if any(queue.fan_out for queue in self._environment.queues):
            yield "a fan-out has no topic here: infera sends to the queue of each worker"

    def close(self) -> None:
        """Nothing runs here."""
