"""Costs against cases computed by hand: a million messages of 1 KB a month at the list prices of two US regions."""

from __future__ import annotations

from typing import Any

import pytest

from infera.cost.comparison import break_even, offers
from infera.cost.cron import runs_a_month
from infera.cost.environment import queue_usage, standing_still
from infera.cost.model import Estimate, Load, estimate
from infera.lower import lower
from infera.model import Environment, Redis
from infera.overlay import merge_all
from infera.records import replace

LOAD = Load()


def environment(type_: str, provider: str, **worker: Any) -> Environment:
    data = {
        "project_name": "c",
        "provider": provider,
        "region": "r",
        "queues": [{"name": "q", "type": type_}],
        "workers": {"w": {"queue": "q", **worker}},
    }
    project = lower(merge_all(data), lambda _value, _path: None).project
    assert project is not None
    return project.environments[0]


def month(env: Environment, load: Load = LOAD, *, free: bool = True, idle: bool = True) -> Estimate:
    usages = [u for u in queue_usage(env, env.queues[0], load) if idle or not u.idle]
    return estimate(usages, free_tier=free)


def amount(result: Estimate, price: str) -> float:
    return next(line.amount for line in result.lines if line.price.id == price) or 0.0


@pytest.mark.parametrize(("batch", "listed", "after_free"), [(10, 0.48, 0.08), (1, 1.20, 0.80)])
def test_sqs_is_three_requests_a_message_shared_by_a_batch(batch: int, listed: float, after_free: float) -> None:
    env = environment("sqs", "aws", batch={"size": batch})

    assert amount(month(env, free=False, idle=False), "sqs") == pytest.approx(listed)
    assert amount(month(env, idle=False), "sqs") == pytest.approx(after_free)


def test_an_idle_sqs_queue_is_polled() -> None:
    polls = [u for u in queue_usage(environment("sqs", "aws"), environment("sqs", "aws").queues[0], LOAD) if u.idle]

    assert sum(u.quantity for u in polls) == 648_000
    assert estimate(polls, free_tier=False).total == pytest.approx(0.26, abs=0.005)


def test_lambda_is_a_hundred_thousand_gigabyte_seconds() -> None:
    env = environment("sqs", "aws", memory=512)

    assert amount(month(env, free=False), "lambda-gb-s") == pytest.approx(1.33, abs=0.01)
    assert amount(month(env), "lambda-gb-s") == 0


@pytest.mark.parametrize(("size", "listed", "after_free"), [(1000, 0.07, 0.0), (10_000, 0.73, 0.34)])
def test_pubsub_counts_bytes_in_and_out(size: int, listed: float, after_free: float) -> None:
    env = environment("pubsub", "gcp")
    load = Load(size_bytes=size)

    assert amount(month(env, load, free=False), "pubsub-throughput") == pytest.approx(listed, abs=0.005)
    assert amount(month(env, load), "pubsub-throughput") == pytest.approx(after_free, abs=0.005)


def test_cloud_tasks_is_a_create_and_a_dispatch() -> None:
    env = environment("cloud_tasks", "gcp")

    assert amount(month(env, free=False), "cloud-tasks") == pytest.approx(0.80)
    assert amount(month(env), "cloud-tasks") == pytest.approx(0.40)


def test_cloud_run_at_concurrency_one() -> None:
    env = environment("pubsub", "gcp", concurrency=1)

    assert amount(month(env, free=False), "run-cpu") == pytest.approx(4.80)
    assert amount(month(env), "run-cpu") == pytest.approx(0.48)
    assert amount(month(env), "run-memory") == 0


def test_the_idempotency_store_is_two_writes_a_job_and_none_where_it_is_off() -> None:
    def writes(kind: str, provider: str, **worker: Any) -> dict[str, float]:
        lines = month(environment(kind, provider, **worker)).lines
        return {line.price.id: line.quantity for line in lines if line.price.unit == "writes"}

    assert writes("sqs", "aws") == {"dynamodb-writes": 2_000_000}
    assert amount(month(environment("sqs", "aws")), "dynamodb-writes") == pytest.approx(1.25)
    assert writes("pubsub", "gcp") == writes("cloud_tasks", "gcp") == {"firestore-writes": 2_000_000}
    assert writes("sqs", "aws", idempotency=False) == writes("celery", "aws") == {}


def test_retries_are_paid() -> None:
    env = environment("cloud_tasks", "gcp")

    assert amount(month(env, Load(retries=0.5), free=False), "cloud-tasks") == pytest.approx(1.00)


def test_a_large_message_is_several() -> None:
    env = environment("cloud_tasks", "gcp")

    assert amount(month(env, Load(size_bytes=65_536), free=False), "cloud-tasks") == pytest.approx(1.60)


def test_a_redis_of_one_gigabyte_is_always_on() -> None:
    idle = standing_still(environment("bullmq", "gcp"), "gcp", LOAD)

    assert next(line.amount for line in idle.lines if line.price.id == "memorystore") == pytest.approx(46.72)


@pytest.mark.parametrize(
    ("size", "price", "dollars"), [("4GB", "memorystore", 186.88), ("M2", "memorystore-m2", 197.10)]
)
def test_a_larger_redis_has_the_price_of_its_size(size: str, price: str, dollars: float) -> None:
    idle = standing_still(replace(environment("bullmq", "gcp"), redis=Redis(node_type=size)), "gcp", LOAD)

    assert next(line.amount for line in idle.lines if line.price.id == price) == pytest.approx(dollars)


def test_what_workers_publish_of_queues_in_redis_is_a_metric_each() -> None:
    standing = standing_still(environment("bullmq", "aws"), "aws", LOAD)
    quantity = {line.price.id: line.quantity for line in standing.lines}
    assert quantity["custom-metrics"] == 3, "backlog of the worker, depth and age of its queue"
    assert quantity["alarms"] == 2, "oldest age and dead letters"


def test_what_is_not_known_is_listed_and_never_summed() -> None:
    idle = standing_still(environment("pubsub", "gcp", timeout=3600), "gcp", LOAD)

    assert [line.price.id for line in idle.unknown] == ["pool-cpu", "pool-memory"]
    assert idle.total == 0


def test_every_price_has_a_source_and_a_date() -> None:
    prices = {line.price for offer in offers(LOAD) for line in offer.estimate.lines}

    assert prices
    assert all(p.source.startswith("https://") and p.checked.startswith("20") for p in prices)


def test_a_break_even_point_is_where_the_order_changes() -> None:
    for below, above, messages in break_even(LOAD):
        low = {o.name: o.estimate.total for o in offers(Load(messages=messages // 2))}
        high = {o.name: o.estimate.total for o in offers(Load(messages=messages * 2))}

        assert low[below.name] <= low[above.name]
        assert high[below.name] >= high[above.name]


@pytest.mark.parametrize(
    ("cron", "runs"), [("* * * * *", 43_200), ("0 9 * * *", 30), ("*/5 * * * *", 8640), ("0 3 * * 1-5", 150 / 7)]
)
def test_schedules_are_counted(cron: str, runs: float) -> None:
    assert runs_a_month(cron) == pytest.approx(runs)
