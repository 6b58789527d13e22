"""Jobs to SQS, to the SNS topic of a fan-out, and later ones to a one-time schedule."""

from __future__ import annotations

import base64
import json
import math
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import boto3

from .sending import Config, Facts, Outgoing, Unsupported

MAX_DELAY_S = 900  # of one message; on a FIFO queue the queue's own delay is all there is
MAX_ATTRIBUTES = 10
ATTRIBUTE_NAME = re.compile(r"(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)")
GROUP = re.compile(r"""[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]{1,128}""")


class Sqs:
    """One queue, one of its levels, or the topic in front of several."""

    def __init__(self, config: Config, facts: Facts) -> None:
        self._config, self._facts = config, facts
        region = config.get("region")
        self._sqs = boto3.client("sqs", region_name=region)
        self._sns = boto3.client("sns", region_name=region) if config.get("topic_arn") else None
        self._scheduler: Any = None

    def send(self, job: Outgoing) -> str:
        """Send a job; the message id, or the job's own id when it goes to a schedule."""
        topic, wait_s = self._config.get("topic_arn"), math.ceil(job.wait_s)
        own = not self._config.get("fifo") and not topic and wait_s <= MAX_DELAY_S
        if wait_s > 0 and not own:
            return self._schedule(job)
        order, attributes = self._order(job), _attributes(job.attributes)
        if self._sns is not None:
            sent = self._sns.publish(
                TopicArn=topic, Message=job.body, MessageAttributes=attributes, **order
            )
            return str(sent["MessageId"])
        delay: dict[str, Any] = {} if job.start_at is None or not own else {"DelaySeconds": wait_s}
        sent = self._sqs.send_message(
            QueueUrl=self._url(job.level),
            MessageBody=job.body,
            MessageAttributes=attributes,
            **delay,
            **order,
        )
        return str(sent["MessageId"])

    def close(self) -> None:
        """Close connections."""
        for client in (self._sqs, self._sns, self._scheduler):
            if client is not None:
                client.close()

    def _url(self, level: str) -> str:
        url = (self._config.get("levels") or {}).get(level)
        if not url:
            raise Unsupported(f"queue {self._facts.name} has no URL for {level!r}")
        return str(url)

    def _order(self, job: Outgoing) -> dict[str, str]:
        """Group and deduplication of a FIFO queue: without a key every job is a group of its own."""
        if not self._config.get("fifo"):
            return {}
        return {
            "MessageGroupId": _fitted(job.ordering_key or str(uuid.uuid4())),
            "MessageDeduplicationId": _fitted(job.dedupe_key or str(uuid.uuid4())),
        }

    def _schedule(self, job: Outgoing) -> str:
        """A one-time schedule that sends the job at its time and is gone after that."""
        scheduler = self._config.get("scheduler") or {}
        target = scheduler.get("target_arns", {}).get(
            "" if self._config.get("topic_arn") else job.level
        )
        if not target:
            raise Unsupported(f"queue {self._facts.name} has no scheduler for later jobs")
        if self._scheduler is None:
            self._scheduler = boto3.client("scheduler", region_name=self._config.get("region"))
        name = f"{self._facts.name[:24]}-{uuid.uuid4()}"
        # whole seconds, and never before the time that was asked for
        at = datetime.fromtimestamp(math.ceil(job.start_at or 0), UTC).strftime("%Y-%m-%dT%H:%M:%S")
        dead = scheduler.get("dead_letter_arn")
        letters = (
            {"DeadLetterConfig": {"Arn": dead}} if dead and not self._config.get("fifo") else {}
        )
        self._scheduler.create_schedule(
            Name=name,
            GroupName=scheduler["group"],
            ScheduleExpression=f"at({at})",
            ScheduleExpressionTimezone="UTC",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            ClientToken=str(uuid.uuid4()),
            Target={"RoleArn": scheduler["role_arn"], **self._target(job, target), **letters},
        )
        return job.id or name

    def _target(self, job: Outgoing, arn: str) -> dict[str, str]:
        """A schedule's own target carries neither attributes nor a deduplication id; a call of the API does."""
        topic, fifo = self._config.get("topic_arn"), self._config.get("fifo")
        if not fifo and not (topic and self._facts.filtered):
            return {"Arn": arn, "Input": self._traced(job)}
        more = {"MessageAttributes": _attributes(job.attributes), **self._order(job)}
        if topic:
            call = {"TopicArn": topic, "Message": job.body, **more}
            return {"Arn": "arn:aws:scheduler:::aws-sdk:sns:publish", "Input": json.dumps(call)}
        call = {"QueueUrl": self._url(job.level), "MessageBody": job.body, **more}
        return {"Arn": "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", "Input": json.dumps(call)}

    def _traced(self, job: Outgoing) -> str:
        """The body with the trace in it, which has no other place in a schedule."""
        if self._facts.envelope == "raw":
            return job.body
        return json.dumps({**json.loads(job.body), "traceparent": job.attributes["traceparent"]})


def _attributes(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    named = [(name, value) for name, value in texts.items() if ATTRIBUTE_NAME.fullmatch(name)]
    return {
        name: {"DataType": "String", "StringValue": value} for name, value in named[:MAX_ATTRIBUTES]
    }


def _fitted(text: str) -> str:
    """Ids of groups and deduplication take 128 characters of a small alphabet."""
    if GROUP.fullmatch(text):
        return text
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")[:128]
