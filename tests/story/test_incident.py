"""An incident at night: poison and failing jobs of a fan-out, in two environments of one account, on a real engine.

Found, shown without payloads, filtered, sent back at a rate, purged after an export; the wrong environment refused.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera
from tests.engines.ministack import ACCOUNT, REGION, Ministack, running_ministack

pytestmark = [pytest.mark.engine("ministack"), pytest.mark.xdist_group("incident")]

CONFIG = f"""\
project_name: shop
provider: aws
region: {REGION}
defaults: {{alarms: {{notify: [ops@example.com], runbook: "https://example.com/night"}}}}
environments:
  production: {{provider_config: {{allowed_account_ids: ["{ACCOUNT}"]}}}}
  staging: {{provider_config: {{allowed_account_ids: ["{ACCOUNT}"]}}}}
  other-account: {{provider_config: {{allowed_account_ids: ["999999999999"]}}}}
queues:
  - name: orders
    fan_out: true
    jobs: {{placed: {{}}, cancelled: {{}}}}
workers:
  billing: {{queue: orders}}
  search: {{queue: orders}}
"""
LAST_WEEK, TONIGHT = "2026-01-01T00:00:00.000Z", "2026-01-08T02:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Night:
    """The project's folder, the engine, and its queues by name."""

    folder: Path
    env: dict[str, str]
    sqs: Any
    urls: dict[str, str]

    def tool(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        """`infera dead-letter`; stdout and stderr."""
        done = run_infera("dead-letter", *arguments, cwd=self.folder, env={**self.env, "INFERA_TRACEBACK": "1"})
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout, done.stderr

    def ids(self, *arguments: str) -> set[str]:
        """The ids that `list` gives."""
        out, _ = self.tool("list", "orders", "--format", "json", *arguments)
        return {letter["id"] for letter in json.loads(out)["letters"]}

    def depths(self) -> dict[str, int]:
        """How many jobs wait in each queue that is not empty."""
        names = ["ApproximateNumberOfMessages"]
        found = {
            name: int(self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"][names[0]])
            for name, url in self.urls.items()
        }
        return {name: depth for name, depth in found.items() if depth}

    def die(self, name: str, id_: str, job: str, worker: str, error: str, at: str = TONIGHT) -> None:
        """A job that a worker dead-lettered."""
        reason = "poison" if error == "bad payload" else "attempts"
        dead = {"reason": reason, "error": error, "attempts": 5, "worker": worker, "level": "", "at": at}
        values = {"infera_id": id_, "infera_dead": json.dumps(dead), "traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}
        self.sqs.send_message(
            QueueUrl=self.urls[name],
            MessageBody=json.dumps({"type": job, "data": {"card": "4111-secret"}}),
            MessageAttributes={k: {"DataType": "String", "StringValue": v} for k, v in values.items()},
        )


@pytest.fixture(scope="module")
def engine() -> Iterator[Ministack]:
    with running_ministack() as running:
        yield running


@pytest.fixture
def night(tmp_path: Path, engine: Ministack) -> Night:
    """Six dead jobs of production in both workers' queues, two of staging."""
    import boto3

    engine.reset()
    (tmp_path / "infera.yaml").write_text(CONFIG)
    sqs: Any = boto3.client(
        "sqs", endpoint_url=engine.url, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
    )
    names = [
        f"shop-{environment}-orders-{worker}{end}"
        for environment in ("production", "staging")
        for worker in ("billing", "search")
        for end in ("", "-dead-letter")
    ]
    found = Night(tmp_path, engine.env, sqs, {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in names})
    production = "shop-production-orders-{}-dead-letter"
    for number in range(3):
        found.die(production.format("billing"), f"b{number}", "placed", "billing", "gateway timed out")
    found.die(production.format("billing"), "old", "placed", "billing", "gateway timed out", LAST_WEEK)
    found.die(production.format("billing"), "poison", "placed", "billing", "bad payload")
    found.die(production.format("search"), "s0", "cancelled", "search", "index is read-only")
    for number in range(2):
        found.die("shop-staging-orders-billing-dead-letter", f"t{number}", "placed", "billing", "gateway timed out")
    return found


def test_the_environment_must_be_said_and_be_the_right_one(night: Night) -> None:
    before = night.depths()
    _, said = night.tool("list", "orders", status=64)
    _, refused = night.tool("redrive", "orders", "--env", "other-account", "--yes", status=1)
    _, unknown = night.tool("purge", "orders", "--env", "nowhere", "--yes", status=64)

    assert "production" in said
    assert "staging" in said
    assert "999999999999" in refused
    assert ACCOUNT in refused
    assert "nowhere" in unknown
    assert night.depths() == before


def test_what_died_is_found_and_filtered_without_a_payload(night: Night) -> None:
    before = night.depths()
    out, place = night.tool("list", "orders", "--env", "production")

    assert ACCOUNT in place
    assert "shop-production-orders-billing-dead-letter" in place
    assert "4111" not in out + place
    assert night.ids("--env", "production") == {"b0", "b1", "b2", "old", "poison", "s0"}
    assert night.ids("--env", "staging") == {"t0", "t1"}
    assert night.ids("--env", "production", "--job", "cancelled") == {"s0"}
    assert night.ids("--env", "production", "--error", "timed out") == {"b0", "b1", "b2", "old"}
    assert night.ids("--env", "production", "--error", "timed out", "--since", "2026-01-07") == {"b0", "b1", "b2"}
    assert len(night.ids("--env", "production", "--limit", "2")) == 2
    shown, _ = night.tool("show", "orders", "--env", "production", "--id", "poison")
    assert "4111-secret" in shown
    assert night.depths() == before


def test_the_worker_that_failed_alone_gets_its_jobs_back_at_a_rate(night: Night) -> None:
    chosen = ("orders", "--env", "production", "--error", "timed out", "--since", "2026-01-07")
    dry, _ = night.tool("redrive", *chosen)
    assert "3" in dry
    assert "shop-production-orders-billing" not in night.depths()

    start = time.monotonic()
    night.tool("redrive", *chosen, "--rate", "0.5", "--yes")
    took_s = time.monotonic() - start
    got = night.sqs.receive_message(
        QueueUrl=night.urls["shop-production-orders-billing"], MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )["Messages"]
    attributes = [{k: v["StringValue"] for k, v in each["MessageAttributes"].items()} for each in got]

    assert took_s >= 4  # three jobs, two seconds apart
    assert {each["infera_id"] for each in attributes} == {"b0", "b1", "b2"}
    assert {each["traceparent"] for each in attributes} == {f"00-{'1' * 32}-{'2' * 16}-01"}
    assert night.ids("--env", "production") == {"old", "poison", "s0"}
    assert night.ids("--env", "staging") == {"t0", "t1"}
    assert not [name for name in night.depths() if name.endswith("-search")]


def test_poison_is_exported_before_it_goes(night: Night) -> None:
    chosen = ("orders", "--env", "production", "--error", "bad payload")
    night.tool("purge", *chosen)
    assert night.ids("--env", "production", "--id", "poison") == {"poison"}

    night.tool("purge", *chosen, "--export", "night.jsonl", "--yes")
    (line,) = (night.folder / "night.jsonl").read_text().splitlines()

    assert json.loads(line)["id"] == "poison"
    assert "4111-secret" in line
    assert night.ids("--env", "production") == {"b0", "b1", "b2", "old", "s0"}
