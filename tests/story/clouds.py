"""Emulators that hold the jobs of a story: what Terraform changes is changed there, and every job can be counted by id.

The offline provider talks to no cloud. What its plan creates, replaces and destroys of the things that hold or carry
jobs is done on the emulator in the same order; the real AWS provider does that itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from tests.engines import terraform
from tests.engines.ministack import REGION, Ministack
from tests.engines.tfprovider.fakes.aws import ACCOUNT
from tests.terraform.test_real_aws import _provider

Values = Mapping[str, Any]
Held = frozenset[tuple[str, str]]
"""Every job that lies somewhere: the cloud name of what holds it, and the job's id. A copy of a fan-out counts."""


class Cloud(Protocol):
    """Where the jobs of one project lie."""

    @property
    def holders(self) -> frozenset[str]:
        """The Terraform types that hold jobs."""
        ...

    @property
    def env(self) -> Mapping[str, str]:
        """What clients and workers need to find the emulators."""
        ...

    def before(self, root: Path) -> None:
        """Make a root ready for Terraform."""
        ...

    def carry_out(self, change: Mapping[str, Any], after: Values | None) -> None:
        """One of the plan's changes, with the values that the apply came to; None for what is destroyed."""
        ...

    def held(self) -> Held:
        """All jobs; none is taken away."""
        ...


def job_id(body: str, fallback: str) -> str:
    """The id that a body gives itself, else the message's own."""
    try:
        return str(json.loads(body)["id"])
    except (ValueError, KeyError, TypeError):
        return fallback


class Sqs:
    """SQS, SNS and the workers' tables on ministack, under the account that the offline provider makes up."""

    holders = frozenset({"aws_sqs_queue"})

    def __init__(self, engine: Ministack, accounts: tuple[str, ...] = (ACCOUNT,)) -> None:
        """`accounts` are those whose queues are counted; the first is that of clients and workers."""
        self.engine, self._accounts = engine, accounts
        self.env = {**engine.env, "AWS_ACCESS_KEY_ID": accounts[0]}

    def client(self, service: str, account: str | None = None) -> Any:
        """A client of boto3; ministack takes an access key of twelve digits for the account."""
        import boto3

        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.engine.url,
            aws_access_key_id=account or self._accounts[0],
            aws_secret_access_key="test",
        )

    def before(self, root: Path) -> None:
        """Nothing: the provider is the offline one."""

    def carry_out(self, change: Mapping[str, Any], after: Values | None) -> None:
        """Queues, topics, subscriptions and tables; everything else carries no job."""
        act = getattr(self, f"_{change['type']}", None)
        if act is not None:
            actions, before = change["change"]["actions"], change["change"]["before"]
            for action in actions:
                act(action, before, after)

    def _aws_sqs_queue(self, action: str, before: Values | None, after: Values | None) -> None:
        sqs = self.client("sqs")
        if action == "delete" and before:
            sqs.delete_queue(QueueUrl=before["url"])
        if action == "create" and after:
            more = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if after["fifo_queue"] else {}
            visibility = {"VisibilityTimeout": str(after["visibility_timeout_seconds"])}
            made = sqs.create_queue(QueueName=after["name"], Attributes={**more, **visibility})["QueueUrl"]
            assert Path(made).name == Path(after["url"]).name

    def _aws_sns_topic(self, action: str, before: Values | None, after: Values | None) -> None:
        sns = self.client("sns")
        if action == "delete" and before:
            sns.delete_topic(TopicArn=before["arn"])
        if action == "create" and after:
            assert sns.create_topic(Name=after["name"])["TopicArn"] == after["arn"]

    def _aws_sns_topic_subscription(self, action: str, before: Values | None, after: Values | None) -> None:
        sns = self.client("sns")
        if action == "delete" and before:
            sns.unsubscribe(SubscriptionArn=self._subscription(before))
        if action == "create" and after:
            attributes = {"RawMessageDelivery": "true"} | self._filter(after)
            sns.subscribe(
                TopicArn=after["topic_arn"], Protocol="sqs", Endpoint=after["endpoint"], Attributes=attributes
            )
        if action == "update" and after:
            for name, value in self._filter(after).items():
                sns.set_subscription_attributes(
                    SubscriptionArn=self._subscription(after), AttributeName=name, AttributeValue=value
                )

    def _filter(self, values: Values) -> dict[str, str]:
        return {"FilterPolicy": values["filter_policy"]} if values["filter_policy"] else {}

    def _subscription(self, values: Values) -> str:
        listed = self.client("sns").list_subscriptions_by_topic(TopicArn=values["topic_arn"])["Subscriptions"]
        (found,) = [each["SubscriptionArn"] for each in listed if each["Endpoint"] == values["endpoint"]]
        return str(found)

    def _aws_dynamodb_table(self, action: str, before: Values | None, after: Values | None) -> None:
        dynamodb = self.client("dynamodb")
        if action == "delete" and before:
            dynamodb.delete_table(TableName=before["name"])
        if action == "create" and after:
            dynamodb.create_table(
                TableName=after["name"],
                KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )

    def held(self) -> Held:
        """Received and given back."""
        return frozenset(job for account in self._accounts for job in self._of(self.client("sqs", account)))

    def _of(self, sqs: Any) -> Iterator[tuple[str, str]]:
        for url in sqs.list_queues().get("QueueUrls", ()):
            seen: list[dict[str, Any]] = []
            # a queue of infera's would let an empty receive wait for 20 s
            ask = {"QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 60, "WaitTimeSeconds": 0}
            while got := sqs.receive_message(**ask).get("Messages"):
                seen += got
            for message in seen:
                sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
                yield Path(url).name, job_id(message["Body"], message["MessageId"])


class RealSqs(Sqs):
    """The same cloud with the real provider, which changes it itself."""

    def __init__(self, engine: Ministack, by_root: Mapping[str, str]) -> None:
        """`by_root` is the account of each root."""
        super().__init__(engine, tuple(by_root.values()))
        self._by_root = by_root

    def before(self, root: Path) -> None:
        """Send the provider to ministack, with the root's account."""
        text = _provider(self.engine.url).replace('"test"', f'"{self._by_root[root.name]}"', 1)
        (root / "ministack_override.tf").write_text(text)

    def carry_out(self, change: Mapping[str, Any], after: Values | None) -> None:
        """Nothing: it is done."""


def resources(state: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every managed resource of a state."""
    modules = [state.get("values", {}).get("root_module", {})]
    while modules:
        module = modules.pop()
        yield from (each for each in module.get("resources", ()) if each["mode"] == "managed")
        modules += module.get("child_modules", ())


def applied(cloud: Cloud, folder: terraform.Folder, plan: Mapping[str, Any]) -> dict[str, Any]:
    """Apply what was planned, in Terraform and on the emulator; the state."""
    folder.run("apply", "-no-color", "-input=false", terraform.PLAN)
    state = folder.show()
    values = {each["address"]: each["values"] for each in resources(state)}
    changes = [each for each in plan["resource_changes"] if each["mode"] == "managed"]
    for change in sorted(changes, key=_turn):
        cloud.carry_out(change, values.get(change["address"]))
    return state


def _turn(change: Mapping[str, Any]) -> tuple[bool, bool]:
    """What goes, goes first; a subscription goes before its topic and comes after it."""
    goes = change["change"]["actions"] == ["delete"]
    return not goes, change["type"].endswith("subscription") is not goes
