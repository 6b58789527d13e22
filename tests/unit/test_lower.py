"""From a merged document to the model: defaults, names and references."""

from __future__ import annotations

from typing import Any

import pytest

from infera import names
from infera.lower import Lowered, lower
from infera.model import Environment, Queue, Var, Worker
from infera.overlay import merge_all


def lowered(**changes: Any) -> Lowered:
    data: dict[str, Any] = {
        "project_name": "shop",
        "provider": "aws",
        "queues": [{"name": "emails"}],
        "workers": {"email_worker": {"queue": "emails"}},
    }
    if changes.get("provider") != "self_hosted":
        data["region"] = "eu-west-1"
    return lower(merge_all({**data, **changes}), lambda value, _path: value)


def environment(**changes: Any) -> Environment:
    project = lowered(**changes).project
    assert project is not None
    return project.environments[0]


def queue(**item: Any) -> Queue:
    return environment(queues=[{"name": "emails", **item}]).queues[0]


def worker(**item: Any) -> Worker:
    return environment(workers={"email_worker": {"queue": "emails", **item}}).workers[0]


def codes_of(found: Lowered) -> list[str]:
    return [each.code.id for _, each in found.found]


def test_the_defaults_are_those_of_the_contract() -> None:
    one = queue()

    assert (one.type, one.delay_s, one.retention_s, one.max_message_size_bytes) == ("sqs", 0, 345_600, 262_144)
    assert (one.retry.max_attempts, one.retry.min_backoff_s, one.retry.max_backoff_s) == (5, 10, 600)
    assert one.dead_letter.enabled
    assert one.encryption.kind == "managed"
    assert [job.name for job in one.jobs] == ["emails"]
    assert one.alarms.oldest_age_s == 900


def test_a_worker_has_the_defaults_of_the_contract() -> None:
    one = worker()

    assert (one.concurrency, one.timeout_s, one.memory_mb, one.cpu, one.batch_size) == (10, 60, 512, 1, 1)
    assert (one.runtime, one.language, one.idempotency_ttl_s, one.log_retention_days) == (
        "lambda",
        "typescript",
        86_400,
        30,
    )


@pytest.mark.parametrize(
    ("concurrency", "instances", "each"), [(1, 1, 1), (10, 1, 10), (11, 2, 5), (95, 10, 9), (100, 10, 10)]
)
def test_instances_follow_concurrency(concurrency: int, instances: int, each: int) -> None:
    one = worker(concurrency=concurrency)

    assert (one.max_instances, one.request_concurrency) == (instances, each)


def test_a_fixed_back_off_has_one_pause() -> None:
    retry = queue(retry={"backoff": "fixed", "min_backoff": "30s"}).retry

    assert (retry.min_backoff_s, retry.max_backoff_s) == (30, 30)


def test_the_oldest_age_alarm_waits_for_two_runs_and_the_delay() -> None:
    one = environment(
        queues=[{"name": "emails", "delay": "5m"}],
        workers={"email_worker": {"queue": "emails", "timeout": "10m"}},
    ).queues[0]

    assert one.alarms.oldest_age_s == 2 * 600 + 300


def test_a_written_name_is_filled_in() -> None:
    one = environment(queues=[{"name": "emails", "resource_name": "x-{project}-{environment}-{name}"}])

    assert one.queues[0].resource_name == "x-shop-default-emails"


def test_cloud_names_carry_the_environment_but_for_default() -> None:
    project = lowered(environments={"prod": {}, "default": {}}).project
    assert project is not None
    default, prod = project.environments

    assert names.queue_name(prod, prod.queues[0], 80) == "shop-prod-emails"
    assert names.queue_name(default, default.queues[0], 80) == "shop-emails"


def test_a_long_name_is_cut_and_marked() -> None:
    first, second = names.cut("a" * 90, 80), names.cut("a" * 91, 80)

    assert (len(first), len(second)) == (80, 80)
    assert first != second
    assert names.cut("a" * 90, 80, ".fifo").endswith(".fifo")


def test_a_variable_stands_where_a_value_would() -> None:
    one = worker(env={"TOPIC": {"var": "topic"}, "N": 3, "ON": True})

    assert dict(one.env) == {"N": "3", "ON": "true", "TOPIC": Var("topic")}


def test_a_renamed_queue_keeps_its_cloud_name() -> None:
    one = environment(queues=[{"name": "mails", "renamed_from": "emails"}], workers={"w": {"queue": "mails"}})

    assert names.queue_name(one, one.queues[0], 80) == "shop-emails"


def test_an_unknown_queue_is_found_where_it_is_named() -> None:
    found = lowered(workers={"w": {"queue": "email"}})
    (_, one) = found.found[0]

    assert (one.code.id, one.path, one.hint) == ("INF201", ("workers", "w", "queue"), "did you mean `emails`?")


def test_a_type_that_the_provider_lacks_is_one_finding() -> None:
    assert codes_of(lowered(queues=[{"name": "emails", "type": "pubsub"}])) == ["INF205"]


def test_a_language_that_the_type_lacks_is_found_where_it_was_written() -> None:
    found = lowered(provider="self_hosted", language="python", queues=[{"name": "emails", "type": "bullmq"}])

    assert [(each.code.id, each.path) for _, each in found.found] == [("INF207", ("language",))]


def test_levels_without_normal_default_to_the_lowest() -> None:
    assert queue(priority=["high", "normal", "low"]).default_level == "normal"
    assert queue(priority=["gold", "silver"]).default_level == "silver"
    assert queue().default_level == ""
