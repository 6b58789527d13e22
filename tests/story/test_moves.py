"""A move to another region or project makes everything anew: what holds jobs is announced like any other loss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.story.project import Story, announced, lost

TYPES = {"sqs": "aws", "bullmq": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "celery": "gcp"}
HOLDS = {
    "sqs": {"aws_sqs_queue.emails", "aws_sqs_queue.emails_dead_letter", "aws_scheduler_schedule_group.this"},
    "bullmq": {"aws_elasticache_replication_group.redis"},
    "pubsub": {
        "google_pubsub_topic.emails",
        "google_pubsub_topic.emails_dead_letter",
        "google_pubsub_subscription.emails_dead_letter",
        "google_pubsub_subscription.w",
    },
    "cloud_tasks": {
        "google_cloud_tasks_queue.emails",
        "google_pubsub_topic.emails_dead_letter",
        "google_pubsub_subscription.emails_dead_letter",
    },
    "celery": {"google_redis_instance.redis"},
}


def config(type_: str) -> dict[str, Any]:
    aws = TYPES[type_] == "aws"
    return {
        "project_name": "shop",
        "provider": TYPES[type_],
        "region": "eu-west-1" if aws else "us-central1",
        **({} if aws else {"project_id": "shop-production"}),
        "queues": [{"name": "emails", "type": type_}],
        "workers": {"w": {"queue": "emails"}},
    }


def bare(found: set[str]) -> set[str]:
    return {address.removeprefix("module.shop.") for address in found}


def moved(folder: Path, before: dict[str, Any], **after: str) -> dict[str, Any]:
    story = Story(folder, None, before)
    story.generate()
    story.data = {**before, **after}
    return story.plan()


@pytest.mark.parametrize("type_", ["sqs", "bullmq"])
def test_another_region_on_aws_loses_what_waits(tmp_path: Path, type_: str) -> None:
    plan = moved(tmp_path, config(type_), region="eu-central-1")

    assert bare(lost(plan)) == HOLDS[type_]
    assert not any("aws_iam_" in address for address in announced(plan))


@pytest.mark.parametrize("type_", ["cloud_tasks", "celery"])
def test_another_region_on_google_loses_what_is_in_one(tmp_path: Path, type_: str) -> None:
    there = bare(lost(moved(tmp_path, config(type_), region="europe-west1")))

    assert there == {address for address in HOLDS[type_] if "pubsub" not in address}  # topics are global


@pytest.mark.parametrize("type_", ["pubsub", "cloud_tasks", "celery"])
def test_another_google_project_loses_everything(tmp_path: Path, type_: str) -> None:
    plan = moved(tmp_path, config(type_), project_id="shop-elsewhere")

    assert bare(lost(plan)) == HOLDS[type_]
    assert [f["severity"] for f in plan["findings"] if f["code"] == "INF411"] == ["warning"] * len(HOLDS[type_])


def test_a_project_that_is_written_down_at_last_moves_nothing(tmp_path: Path) -> None:
    before = config("pubsub")
    known = before.pop("project_id")

    assert announced(moved(tmp_path, before, project_id=known)) == set()
