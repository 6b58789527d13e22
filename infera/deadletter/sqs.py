"""Dead letters in SQS, through boto3."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from typing import Any

from infera.backends.sqs import sources as layout
from infera.deadletter.letters import MOST, Letter, Refused, handed_out, parse
from infera.model import Environment, Queue, Var

HELD_S = 600  # how long a letter stays invisible when nobody gives it back: the tool was killed
EMPTY_RECEIVES = 2  # so many in a row, and the queue is empty


class SqsStore:
    """The dead letter queues of one queue: one for each level or fan-out worker."""

    def __init__(self, environment: Environment, queue: Queue) -> None:
        """Nothing is asked of AWS yet. Refused without boto3."""
        try:
            import boto3
        except ImportError as error:
            raise Refused('SQS needs boto3: pip install "infera[aws]"') from error
        self._environment, self._queue = environment, queue
        self._session = boto3.session.Session(region_name=environment.region)
        self._sqs: Any = self._session.client("sqs")
        self._urls: dict[str, str] = {}

    def place(self) -> str:
        """The account, checked against `allowed_account_ids`, the region and the queue."""
        try:
            account = self._session.client("sts").get_caller_identity()["Account"]
        except Exception as error:
            raise Refused(f"AWS does not say whose account this is: {error}") from error
        allowed = [
            str(a)
            for a in self._environment.provider_config.get("allowed_account_ids") or ()
            if not isinstance(a, Var)  # Terraform alone knows its value
        ]
        if allowed and account not in allowed:
            raise Refused(
                f"these are credentials of account {account}; `{self._environment.name}` is in {', '.join(allowed)}"
            )
        names = [layout.dead_letter_name(self._environment, self._queue, s) for s in self._sources()]
        return f"account {account}, {self._environment.region}, queue {', '.join(names)}"

    def _sources(self) -> tuple[layout.Source, ...]:
        if self._queue.existing is not None or not self._queue.dead_letter.enabled:
            raise Refused(f"`{self._queue.name}` has no dead letter queue of infera's")
        return layout.sources(self._environment, self._queue)

    def _url(self, name: str) -> str:
        if name not in self._urls:
            try:
                self._urls[name] = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]
            except self._sqs.exceptions.QueueDoesNotExist as error:
                raise Refused(f"there is no queue {name} in this account and region") from error
        return self._urls[name]

    def letters(self, batch: int = 100) -> Generator[Letter, None, None]:
        """Receive until nothing comes; each letter stays invisible for `HELD_S`."""
        seen: set[str] = set()
        for source in self._sources():
            url = self._url(layout.dead_letter_name(self._environment, self._queue, source))
            empty = 0
            while empty < EMPTY_RECEIVES and len(seen) < MOST:
                got = self._sqs.receive_message(
                    QueueUrl=url,
                    MaxNumberOfMessages=min(batch, 10),
                    VisibilityTimeout=HELD_S,
                    WaitTimeSeconds=1,
                    MessageAttributeNames=["All"],
                    AttributeNames=["All"],
                ).get("Messages", [])
                fresh = [m for m in got if m["MessageId"] not in seen]
                empty = 0 if fresh else empty + 1
                seen.update(message["MessageId"] for message in fresh)
                yield from handed_out([self._letter(each, url, source) for each in fresh], self.release)

    def _letter(self, message: dict[str, Any], url: str, source: layout.Source) -> Letter:
        texts = {
            name: value["StringValue"]
            for name, value in (message.get("MessageAttributes") or {}).items()
            if "StringValue" in value
        }
        job = self._queue.jobs[0].name if self._queue.envelope == "raw" else ""
        return parse(message["Body"], texts, message["MessageId"], (url, source, message), job, source.worker or "")

    def stays(self, letter: Letter) -> str:  # noqa: ARG002 - each worker of a fan-out has a queue of its own
        """None does: what lies in a dead letter queue came from the queue that it belongs to."""
        return ""

    def redrive(self, letter: Letter) -> None:
        """Send it to the queue, level or worker that it came from."""
        _, source, message = letter.handle
        url = self._url(layout.queue_name(self._environment, self._queue, source))
        attributes = letter.redriven(addressed=False)  # each worker of a fan-out has a queue of its own
        ordered: dict[str, str] = {}
        if layout.is_fifo(self._queue):
            group = (message.get("Attributes") or {}).get("MessageGroupId", letter.id)
            fresh = hashlib.sha256(f"{letter.id}{attributes['infera_redriven']}".encode()).hexdigest()
            ordered = {"MessageGroupId": group, "MessageDeduplicationId": fresh}
        ours = [n for n in attributes if n.startswith("infera_")] + [
            n for n in attributes if not n.startswith("infera_")
        ]
        self._sqs.send_message(
            QueueUrl=url,
            MessageBody=letter.body,
            MessageAttributes={
                n: {"DataType": "String", "StringValue": attributes[n]} for n in ours[:10] if attributes[n]
            },
            **ordered,
        )

    def remove(self, letter: Letter) -> None:
        """Delete the message."""
        url, _, message = letter.handle
        self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def release(self, letters: list[Letter]) -> None:
        """Make messages visible again."""
        for letter in letters:
            url, _, message = letter.handle
            self._sqs.change_message_visibility(
                QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
