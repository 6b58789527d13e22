"""What one environment alone says: a table of overlays, each either valid Terraform in both roots or a clear error.

Each row is a key of a queue or a worker that `two` sets and `one` does not. What is accepted is put into one project,
a queue and a worker for each row, and goes through Terraform with the offline provider.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from infera.diagnostics import Severity
from infera.pipeline import Result, compile_text
from tests.engines import terraform
from tests.terraform import lifecycle

Row = tuple[str, str, dict[str, Any]]  # what it is called, "queues" or "workers", the overlay

DIGEST = "@sha256:" + "0" * 64
GOOGLE_KEY = "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k"
AWS_KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"
TOPIC = "arn:aws:sns:eu-west-1:111122223333:oncall"

EVERYWHERE: list[Row] = [
    ("depth", "queues", {"alarms": {"depth": 100}}),
    ("oldest", "queues", {"alarms": {"oldest_age": "1h"}}),
    ("silent", "queues", {"alarms": False}),
    ("quiet-letters", "queues", {"alarms": {"dead_letters": False}}),
    ("runbook", "queues", {"alarms": {"runbook": "https://example.com/runbook"}}),
    ("paged", "queues", {"alarms": {"notify": {"page": ["a@example.com"], "ticket": ["b@example.com"]}}}),
    ("notify-var", "queues", {"alarms": {"notify": [{"var": "oncall"}]}}),
    ("key-customer", "queues", {"encryption": "customer"}),
    ("key-var", "queues", {"encryption": {"var": "key_id"}}),
    ("unprotected", "queues", {"dead_letter": False}),
    ("letters-kept", "queues", {"dead_letter": {"retention": "10d"}}),
    ("named", "queues", {"resource_name": "a-{environment}-name"}),
    ("labelled", "queues", {"labels": {"team": "b"}}),
    ("paused", "queues", {"paused": True}),
    ("retention", "queues", {"retention": "1d"}),
    ("delay", "queues", {"delay": "10s"}),
    ("size", "queues", {"max_message_size": "64KiB"}),
    ("rate", "queues", {"rate_limit": "5/s"}),
    ("visibility", "queues", {"visibility_timeout": "1h"}),
    ("retry", "queues", {"retry": {"max_attempts": 7, "min_backoff": "20s", "backoff": "fixed"}}),
    ("expected", "queues", {"expected": {"messages": "5M"}}),
    ("unscheduled", "queues", {"schedules": False}),
    ("ordered", "queues", {"ordering": True}),
    ("levels", "queues", {"priority": ["high", "low"]}),
    ("copies", "queues", {"fan_out": True}),
    ("batch", "workers", {"batch": {"size": 5, "window": "3s"}}),
    ("forgetful", "workers", {"idempotency": False}),
    ("ttl", "workers", {"idempotency": {"ttl": "1h"}}),
    ("secret", "workers", {"secrets": {"API_KEY": "api-key"}}),
    ("env", "workers", {"env": {"MODE": "b"}}),
    ("env-var", "workers", {"env": {"MODE": {"var": "mode"}}}),
    ("tags", "workers", {"labels": {"team": "b"}}),
    ("own-image", "workers", {"image": "registry.example.com/w" + DIGEST}),
    ("crowd", "workers", {"concurrency": 40}),
    ("instances", "workers", {"instances": {"min": 1, "max": 2}}),
    ("patient", "workers", {"timeout": 100}),
    ("large", "workers", {"memory": 2048}),
    ("fast", "workers", {"cpu": 2}),
    ("logs", "workers", {"log_retention": "7d"}),
    ("filter", "workers", {"filter": {"kind": ["b"]}}),
    ("delivery", "workers", {"delivery": "pull"}),
]
AWS: list[Row] = [
    ("key", "queues", {"encryption": AWS_KEY}),
    ("topic", "queues", {"alarms": {"notify": [TOPIC]}}),
    ("existing", "queues", {"existing": "arn:aws:sqs:eu-west-1:111122223333:other"}),
    ("senders", "queues", {"producers": ["arn:aws:iam::111122223333:role/sender"]}),
    ("sender-var", "queues", {"producers": [{"var": "sender_arn"}]}),
    ("policy", "workers", {"permissions": ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]}),
    ("actions", "workers", {"permissions": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::b/*"]}]}),
    ("actions-var", "workers", {"permissions": [{"actions": ["s3:GetObject"], "resources": [{"var": "bucket"}]}]}),
    ("network", "workers", {"network": {"subnets": ["subnet-1"], "security_groups": ["sg-1"]}}),
    ("network-var", "workers", {"network": {"subnets": [{"var": "subnet"}], "security_groups": [{"var": "group"}]}}),
]
GCP: list[Row] = [
    ("key", "queues", {"encryption": GOOGLE_KEY}),
    ("channel", "queues", {"alarms": {"notify": ["projects/p/notificationChannels/1"]}}),
    ("existing-topic", "queues", {"existing": "projects/p/topics/t"}),
    ("existing-pull", "queues", {"existing": "projects/p/subscriptions/s"}),
    ("senders", "queues", {"producers": ["serviceAccount:x@p.iam.gserviceaccount.com"]}),
    ("sender-var", "queues", {"producers": [{"var": "sender"}]}),
    ("role", "workers", {"permissions": [{"role": "roles/storage.objectViewer", "resource": "buckets/b"}]}),
    ("role-var", "workers", {"permissions": [{"role": "roles/storage.objectViewer", "resource": {"var": "bucket"}}]}),
    ("network", "workers", {"network": {"network": "projects/p/global/networks/n",
                                        "subnetwork": "projects/p/regions/us-central1/subnetworks/s"}}),
]  # fmt: skip
TYPES = {"sqs": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "bullmq": "aws", "celery": "gcp"}

# What has to be refused, and by which code, wherever the type takes the key at all: it changes which resources exist.
REFUSED = {"ordered", "levels", "copies", "filter", "delivery"}


def rows(type_: str) -> list[Row]:
    return EVERYWHERE + (AWS if TYPES[type_] == "aws" else GCP)


def declared(type_: str, chosen: list[Row]) -> dict[str, Any]:
    """A project with a queue and a worker for each row, and the rows as the overlay of `two`."""
    provider = TYPES[type_]
    two: dict[str, dict[str, Any]] = {"queues": {}, "workers": {}}
    queues: list[dict[str, Any]] = []
    for name, kind, overlay in chosen:
        queue: dict[str, Any] = {"name": name, "type": type_}
        if name == "unscheduled":
            queue["schedules"] = [{"name": "nightly", "cron": "0 3 * * *"}]
        queues.append(queue)
        two[kind][name if kind == "queues" else f"{name}-worker"] = overlay
    return {
        "project_name": "shop",
        "provider": provider,
        "region": "eu-west-1" if provider == "aws" else "us-central1",
        "defaults": {"alarms": {"notify": ["ops@example.com"]}},
        "queues": queues,
        "workers": {f"{name}-worker": {"queue": name} for name, _, _ in chosen},
        "environments": {"one": {}, "two": two},
    }


def compiled(type_: str, chosen: list[Row]) -> Result:
    return compile_text(yaml.safe_dump(declared(type_, chosen), sort_keys=False), "infera.yaml")


def errors(result: Result) -> list[str]:
    return [f.code.id for f in result.found if f.severity is Severity.ERROR]


TABLE = [pytest.param(type_, row, id=f"{type_}-{row[0]}") for type_ in TYPES for row in rows(type_)]


@pytest.mark.parametrize(("type_", "row"), TABLE)
def test_an_overlay_is_taken_or_refused_at_its_place(type_: str, row: Row) -> None:
    result = compiled(type_, [row])
    wrong = [f for f in result.found if f.severity is Severity.ERROR]

    if row[0] in REFUSED:
        assert "INF210" in errors(result)
    assert bool(result.files) is not bool(wrong)
    here = ("environments", "two", row[1], row[0] if row[1] == "queues" else f"{row[0]}-worker")
    assert not wrong or any(each.path[:4] == here for each in wrong)
    for each in wrong:
        assert each.span is not None
        assert each.hint or each.code.id != "INF210"


def accepted(type_: str) -> Iterator[Row]:
    return (row for row in rows(type_) if not errors(compiled(type_, [row])))


@pytest.mark.engine("terraform")
@pytest.mark.parametrize("type_", TYPES)
def test_all_that_is_taken_is_valid_terraform(type_: str, tmp_path: Path, terraform_session: terraform.Session) -> None:
    result = compiled(type_, list(accepted(type_)))
    assert errors(result) == []
    for file in result.files:
        if file.path.parts[0] == "terraform" or file.path.name == "package.json":
            (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file.path).write_bytes(file.data)
    lifecycle.packages(tmp_path)
    for root in ("one", "two"):
        folder = terraform_session.copy(tmp_path, f"terraform/environments/{root}")
        assert [d["summary"] + d["detail"] for d in folder.validate()] == []
        (folder.path / "test.auto.tfvars.json").write_text(json.dumps(values(folder.path / "variables.tf")))
        assert folder.plan()["resource_changes"]


def values(variables: Path) -> dict[str, str]:
    """A value for each variable that this table names, or that has none."""
    text = variables.read_text() if variables.exists() else ""
    known = {
        "project_id": "offline-project", "oncall": TOPIC, "key_id": AWS_KEY, "sender": "serviceAccount:x@p.example.com",
        "sender_arn": "arn:aws:iam::111122223333:role/sender", "bucket": "buckets/b", "mode": "b",
        "subnet": "subnet-1", "group": "sg-1",
    }  # fmt: skip
    return {name: value for name, value in known.items() if f'variable "{name}"' in text}
