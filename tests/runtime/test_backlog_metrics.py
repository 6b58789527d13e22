"""What scaling and alarms on AWS go by: the workers publish it, under the names that Terraform uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infera.pipeline import compile_text
from tests.engines import ministack
from tests.engines.redis import Redis, running_redis
from tests.runtime.python.house import Effects, folder_of, wait_for
from tests.runtime.python.redis_queue import CeleryQueue
from tests.runtime.python.test_celery import CASE, worker
from tests.runtime.typescript.test_bullmq import Queue

pytestmark = [pytest.mark.engine("redis", "ministack"), pytest.mark.xdist_group("backlog_metrics")]
NAMESPACE = "infera/shop"
JOBS = 20


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with running_redis() as engine:
        yield engine


@pytest.fixture(scope="module")
def cloud() -> Iterator[ministack.Ministack]:
    with ministack.running_ministack() as engine:
        yield engine


class Metrics:
    """What lies in CloudWatch."""

    def __init__(self, cloud: ministack.Ministack) -> None:
        import boto3

        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        self._client: Any = boto3.client("cloudwatch", endpoint_url=cloud.url, region_name=ministack.REGION, **keys)

    def values(self, name: str, **dimensions: str) -> list[float]:
        """The averages of the last minutes; empty when nobody published any."""
        now = datetime.now(UTC)
        points = self._client.get_metric_statistics(
            Namespace=NAMESPACE,
            MetricName=name,
            Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
            StartTime=now - timedelta(minutes=10),
            EndTime=now + timedelta(minutes=1),
            Period=60,
            Statistics=["Average"],
        )["Datapoints"]
        return [float(point["Average"]) for point in points]


def _check(cloud: ministack.Ministack, queue: str, name: str) -> None:
    metrics = Metrics(cloud)
    wait_for(lambda: metrics.values("BacklogPerWorker", Worker=name), 30, "the backlog in CloudWatch")
    backlog = metrics.values("BacklogPerWorker", Worker=name)[0]
    depth = metrics.values("Depth", Queue=queue, Worker=name)[0]
    age_s = metrics.values("OldestAge", Queue=queue, Worker=name)[0]
    assert JOBS - 5 <= backlog <= JOBS, "what waits and what runs, for the only instance"
    assert JOBS - 5 <= depth <= backlog, "what waits"
    assert 0 <= age_s < 60


@pytest.mark.engine("node")
def test_bullmq_publishes_what_waits(redis: Redis, cloud: ministack.Ministack, tmp_path: Path) -> None:
    queue = Queue(redis, "measured")
    queue.do(*[queue.add(n, "slow", ms=2000) for n in range(JOBS)])
    own = {"INFERA_ENVIRONMENT": "measured", "INFERA_CONCURRENCY": "1", "INFERA_METRIC_NAMESPACE": NAMESPACE}
    with queue.house(tmp_path, **own, **cloud.env).start():
        _check(cloud, "emails", "email_worker")


def test_celery_publishes_what_waits(redis: Redis, cloud: ministack.Ministack, tmp_path: Path) -> None:
    queue = CeleryQueue(redis.url)
    for n in range(JOBS):
        queue.work(n, "slow", 2)
    own = {**cloud.env, "INFERA_CONCURRENCY": "1", "INFERA_METRIC_NAMESPACE": NAMESPACE}
    with worker(folder_of(CASE), queue, Effects(tmp_path / "effects"), env=own):
        _check(cloud, "jobs", "work_er")


def test_terraform_scales_and_wakes_by_the_same_names() -> None:
    text = (
        "project_name: shop\nprovider: aws\nregion: us-east-1\n"
        "queues: [{name: emails, type: bullmq}]\n"
        "workers: {email_worker: {queue: emails, instances: {min: 1, max: 4}}}\n"
    )
    module = {file.path.name: file.data.decode() for file in compile_text(text, "infera.yaml").files}
    service, alarms = module["worker_email_worker.tf"], module["monitoring.tf"]
    assert re.search(rf'name\s+= "INFERA_METRIC_NAMESPACE"\s+value = "{NAMESPACE}"', service)
    scaling = service.split('resource "aws_appautoscaling_policy"')[1]
    for line in (f'namespace   = "{NAMESPACE}"', 'metric_name = "BacklogPerWorker"', 'value = "email_worker"'):
        assert line in scaling
    assert re.search(r'Queue\s+= "emails"\s+Worker = "email_worker"', alarms)
    assert alarms.count(f'namespace           = "{NAMESPACE}"') >= 1
    assert '"cloudwatch:namespace" = "infera/shop"' in service, "and may publish there alone"
