"""Every limit, refusal and emulation is a finding at the value that must change."""

from __future__ import annotations

import pytest

from infera.diagnostics import Severity
from tests.unit.gcp.compiling import BARE, codes_at, findings


def pubsub(keys: str = "", worker: str = "") -> str:
    """A Pub/Sub queue with a worker."""
    return f"queues: [{{name: q, type: pubsub, {keys}}}]\nworkers: {{w: {{queue: q, {worker}}}}}\n"


def tasks(keys: str = "", worker: str = "") -> str:
    """A Cloud Tasks queue with a worker."""
    return f"queues: [{{name: q, type: cloud_tasks, {keys}}}]\nworkers: {{w: {{queue: q, {worker}}}}}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (tasks("", "concurrency: 5001"), ("INF301", "concurrency")),
        (pubsub("rate_limit: 10/s"), ("INF302", "rate_limit")),
        (pubsub("delay: 10s"), ("INF302", "delay")),
        (pubsub("retry: {max_attempts: 101}"), ("INF301", "max_attempts")),
        (pubsub("retry: {max_attempts: 4}"), ("INF303", "max_attempts")),
        (pubsub("retry: {max_backoff: 601s}"), ("INF301", "max_backoff")),
        (pubsub("retention: 9m"), ("INF301", "retention")),
        (pubsub("retention: 32d"), ("INF301", "retention")),
        (pubsub("retention: 31d"), ("INF330", "retention")),
        (pubsub("dead_letter: {retention: 1d}"), ("INF330", "retention")),
        (pubsub("visibility_timeout: 601"), ("INF301", "visibility_timeout")),
        (pubsub("visibility_timeout: 30"), ("INF367", "visibility_timeout")),
        (pubsub("max_message_size: 11MB"), ("INF301", "max_message_size")),
        (pubsub("max_message_size: 1MB"), ("INF303", "max_message_size")),
        (pubsub("deduplication: true"), ("INF303", "deduplication")),
        (pubsub("deduplication: true", "idempotency: false"), ("INF302", "deduplication")),
        (pubsub("resource_name: goog-x"), ("INF333", "resource_name")),
        (pubsub("resource_name: " + "x" * 250), ("INF301", "resource_name")),
        (pubsub("encryption: 'arn:aws:kms:eu-west-1:123456789012:key/x'"), ("INF368", "encryption")),
        (pubsub("producers: [allUsers]"), ("INF362", "0")),
        (pubsub("producers: [someone]"), ("INF368", "0")),
        (pubsub("alarms: {notify: ['arn:aws:sns:eu-west-1:123456789012:t']}"), ("INF368", "0")),
        (pubsub("labels: {Team: core}"), ("INF304", "Team")),
        (pubsub("labels: {team: Core}"), ("INF304", "team")),
        (pubsub("priority: [a, b]"), ("INF303", "priority")),
        (pubsub("schedules: [{name: s, cron: 0 3 * * *}]"), ("INF303", "schedules")),
        (pubsub("", "delivery: push, timeout: 601"), ("INF301", "timeout")),
        (pubsub("", "timeout: 601"), ("INF221", "timeout")),
        (pubsub("", "filter: {kind: " + "x" * 256 + "}"), ("INF301", "filter")),
        (pubsub("", "filter: {kind: x}"), ("INF364", "filter")),
        (pubsub("", "delivery: pull, concurrency: 11"), ("INF365", "concurrency")),
        (pubsub("", "batch: {size: 5}"), ("INF302", "size")),
        (pubsub("", "cpu: 3"), ("INF363", "cpu")),
        (pubsub("", "cpu: 4, memory: 1GiB"), ("INF363", "memory")),
        (pubsub("", "cpu: 4"), ("INF363", "cpu")),
        (pubsub("", "memory: 5GiB"), ("INF363", "memory")),
        (pubsub("", "memory: 64"), ("INF301", "memory")),
        (pubsub("", "cpu: 0.5"), ("INF363", "cpu")),
        (pubsub("", "cpu: 0.5, concurrency: 1, delivery: pull"), ("INF363", "cpu")),
        (pubsub("", "concurrency: 1200, instances: {max: 1}"), ("INF301", "max")),
        (pubsub("", "env: {GOOGLE_CLOUD_PROJECT: x}"), ("INF214", "GOOGLE_CLOUD_PROJECT")),
        (pubsub("", "env: {K_SERVICE: x}"), ("INF214", "K_SERVICE")),
        (pubsub("", "env: {PORT: '1'}"), ("INF214", "PORT")),
        (pubsub("", "secrets: {A: 'projects/p/secret/x'}"), ("INF368", "A")),
        (pubsub("", "network: {subnets: [a]}"), ("INF302", "subnets")),
        (pubsub("", "log_retention: 4000d"), ("INF301", "log_retention")),
        (pubsub("", "permissions: [{role: roles/owner, resource: gs://b}]"), ("INF362", "role")),
        (pubsub("", "permissions: [{role: roles/cloudsql.client, resource: db}]"), ("INF361", "resource")),
        (pubsub("", "permissions: [{role: roles/storage.admin, resource: projects/p}]"), ("INF362", "resource")),
        (pubsub("", "permissions: [{role: roles/cloudsql.client, resource: projects/p}]"), ("INF369", "resource")),
        (pubsub("", "permissions: ['arn:aws:iam::aws:policy/X']"), ("INF302", "0")),
        (tasks("ordering: true"), ("INF302", "ordering")),
        (tasks("fan_out: true"), ("INF302", "fan_out")),
        (tasks("retention: 2d"), ("INF302", "retention")),
        (tasks("visibility_timeout: 60"), ("INF302", "visibility_timeout")),
        (tasks("encryption: customer"), ("INF302", "encryption")),
        (tasks("rate_limit: 501/s"), ("INF301", "rate_limit")),
        (tasks("delay: 31d"), ("INF301", "delay")),
        (tasks("delay: 1d"), ("INF303", "delay")),
        (tasks("max_message_size: 2MiB"), ("INF301", "max_message_size")),
        (tasks("dead_letter: true"), ("INF303", "dead_letter")),
        (tasks("resource_name: a_b"), ("INF333", "resource_name")),
        (tasks("resource_name: a-b"), ("INF360", "resource_name")),
        (tasks("alarms: {oldest_age: 1h}"), ("INF303", "oldest_age")),
        (tasks("", "timeout: 1801"), ("INF301", "timeout")),
        (tasks("", "filter: {a: b}"), ("INF302", "filter")),
        (tasks("", "delivery: pull"), ("INF302", "delivery")),
        (tasks("priority: [a, b, c]", "concurrency: 2"), ("INF301", "concurrency")),
    ],
)
def test_a_value_that_google_does_not_take_is_found_where_it_stands(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in codes_at(text)


@pytest.mark.parametrize(
    "text",
    [
        pubsub("retry: {max_attempts: 100, max_backoff: 600s}"),
        pubsub("retention: 10m"),
        pubsub("visibility_timeout: 600", "timeout: 600, delivery: push"),
        pubsub("producers: [a@p.iam.gserviceaccount.com, 'group:g@example.com', 'principal://iam.googleapis.com/x']"),
        pubsub("labels: {team-1: ''}"),
        pubsub("", "cpu: 8, memory: 32GiB"),
        pubsub("", "cpu: 0.08, memory: 128, concurrency: 1"),
        tasks("retention: 31d, rate_limit: 500/s, delay: 30d", "timeout: 1800"),
        tasks("", "delivery: push"),
    ],
)
def test_what_google_takes_at_its_limits_is_no_error(text: str) -> None:
    assert not [each.message for each in findings(text) if each.severity is Severity.ERROR]


def test_the_message_about_a_rate_says_what_to_do() -> None:
    found = next(each for each in findings(tasks("rate_limit: 1000/s")) if each.code.id == "INF301")
    assert found.message == "Cloud Tasks dispatches at most 500 jobs/s from one queue, not 1000"
    assert found.hint == "lower it, or split the queue"


@pytest.mark.parametrize(
    "text",
    [
        "queues: [{name: a, type: pubsub, dead_letter: {worker: b}}, {name: b, type: pubsub}]\n"
        "workers: {a_dead_letter: {queue: b}, b: {}}\n",
        "queues: [{name: a, type: pubsub}, {name: b, type: pubsub}]\nworkers: {b: {queue: a}}\n",
    ],
)
def test_a_subscription_that_two_queues_would_have_is_a_collision(text: str) -> None:
    assert "INF203" in {code for code, _ in codes_at(text)}


def test_a_worker_called_like_anothers_caller_is_a_collision() -> None:
    text = (
        "queues: [{name: a, type: pubsub}, {name: b, type: pubsub}]\nworkers: {w: {queue: a}, w_invoker: {queue: b}}\n"
    )
    assert ("INF203", "w_invoker") in codes_at(text) or ("INF203", "w") in codes_at(text)


@pytest.mark.parametrize(
    ("redis", "wanted"),
    [
        ("{node_type: cache.t4g.small}", ("INF213", "node_type")),
        ("{engine_version: 5.0}", ("INF213", "engine_version")),
        ("{replicas: 2}", ("INF301", "replicas")),
        ("{existing: somewhere}", ("INF368", "existing")),
        ("{existing: 'rediss://h:1', node_type: 5GB}", ("INF219", "node_type")),
        ("{network: {subnets: [a]}}", ("INF302", "network")),
    ],
)
def test_a_redis_that_memorystore_does_not_have_is_found(redis: str, wanted: tuple[str, str]) -> None:
    assert wanted in codes_at(
        f"redis: {redis}\nqueues: [{{name: q, type: bullmq}}]\nworkers: {{w: {{queue: q}}}}\n", BARE
    )


@pytest.mark.parametrize(
    "text",
    [
        "queues: [{name: a, type: pubsub}, {name: b, type: pubsub}]\n"
        "workers: {x: {queue: a}, x_agent: {queue: b, delivery: pull}}\n",
        "queues:\n"
        "  - {name: a, type: pubsub, schedules: [{name: b_c, cron: 0 3 * * *}]}\n"
        "  - {name: a_b, type: pubsub, schedules: [{name: c, cron: 0 3 * * *}]}\n",
    ],
)
def test_two_things_with_one_label_are_a_collision(text: str) -> None:
    assert "INF203" in {code for code, _ in codes_at(text)}


@pytest.mark.parametrize(
    "existing", ["projects/p/subscriptions/s", "projects/other/topics/t"], ids=["subscription", "other project"]
)
def test_a_schedule_cannot_send_where_cloud_scheduler_does_not_reach(existing: str) -> None:
    text = (
        "project_id: shop-1\n"
        f"queues: [{{name: q, type: pubsub, existing: {existing}, schedules: [{{name: s, cron: 0 3 * * *}}]}}]\n"
        "workers: {w: {queue: q}}\n"
    )
    assert ("INF302", "schedules") in codes_at(text, BARE)
