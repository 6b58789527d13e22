"""BullMQ and Celery on AWS: the broker, its network, the services and their sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infera import codes
from infera.diagnostics import Code
from infera.platforms.aws import fargate
from tests.engines.terraform import Session, format_check
from tests.unit.aws.compiled import environment, found, module, write

PLAIN = "queues: [{name: emails, type: bullmq}]\nworkers: {mailer: {queue: emails}}"
BOTH = """
    labels: {team: core}
    queues:
      - {name: emails, type: bullmq, priority: [high, low]}
      - {name: reports, type: celery, schedules: [{name: nightly, cron: 0 0 * * *}]}
    workers:
      mailer:
        queue: emails
        concurrency: 40
        env: {PRICE: '${5}'}
        secrets: {DB_URL: db}
        permissions: [{actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*']}]
      reporter: {queue: reports, cpu: 2}
"""


def test_redis_never_drops_a_job() -> None:
    text = module(PLAIN)["redis.tf"]
    assert re.search(r'"maxmemory-policy"\s+value = "noeviction"', text)
    for line in (
        "transit_encryption_enabled = true",
        "at_rest_encryption_enabled = true",
        "multi_az_enabled           = true",
    ):
        assert line in text


def test_without_a_network_there_is_one_of_its_own() -> None:
    assert "aws_nat_gateway" in module(PLAIN)["network.tf"]
    given = "redis: {network: {subnets: [subnet-1, subnet-2], security_groups: [sg-1]}}\n" + PLAIN
    files = module(given)
    assert "network.tf" not in files
    assert '"subnet-1", "subnet-2"' in files["redis.tf"]
    assert '"sg-1"' in files["worker_mailer.tf"]


def test_the_address_of_redis_stands_in_no_task_definition() -> None:
    text = module(PLAIN)["worker_mailer.tf"]
    assert "random_password" not in text
    assert "aws_secretsmanager_secret.redis_url.arn" in text


def test_nothing_runs_until_an_image_is_pushed() -> None:
    text = module(PLAIN)["worker_mailer.tf"]
    assert "mailer_deployed = var.mailer_image != " in text
    assert re.search(r"desired_count\s+= local.mailer_deployed \? 1 : 0", text)


def test_there_is_one_clock_and_never_two() -> None:
    text = module(BOTH)["beat.tf"]
    assert re.search(r"deployment_maximum_percent\s+= 100", text)
    assert re.search(r"deployment_minimum_healthy_percent\s+= 0", text)
    assert "appautoscaling" not in text
    assert '"python", "-m", "infera.beat"' in text
    assert "beat.tf" not in module(PLAIN)


SIZES = {
    "nothing_written": ("", (256, 512)),
    "memory": ("memory: 4GB", (1024, 4096)),
    "little_memory": ("memory: 1GiB", (512, 1024)),
    "much_memory": ("memory: 16GiB", (2048, 16_384)),
    "cpu": ("cpu: 2", (2048, 4096)),
    "both": ("cpu: 0.5, memory: 3GiB", (512, 3072)),
}


@pytest.mark.parametrize(("knobs", "size"), SIZES.values(), ids=SIZES.keys())
def test_a_default_gives_way_to_what_fargate_runs(knobs: str, size: tuple[int, int]) -> None:
    text = f"queues: [{{name: emails, type: bullmq}}]\nworkers: {{mailer: {{queue: emails, {knobs}}}}}"
    assert fargate.size(environment(text).worker("mailer")) == size


def _alarm(text: str, name: str) -> str:
    monitoring = module(text)["monitoring.tf"]
    return monitoring.split(f'"aws_cloudwatch_metric_alarm" "{name}"')[1].split("\nresource ")[0]


def test_a_job_that_waits_too_long_wakes_someone_without_a_word_about_alarms() -> None:
    alarm = _alarm(PLAIN, "emails_oldest_age")
    for line in ('"OldestAge"', 'Queue  = "emails"', 'Worker = "mailer"', "threshold           = 900"):
        assert line in alarm
    assert 'local.mailer_deployed ? "breaching" : "notBreaching"' in alarm, "a worker that is down reports nothing"
    assert "emails_depth" not in module(PLAIN)["monitoring.tf"]


def test_written_alarms_compare_with_what_is_written() -> None:
    own = PLAIN.replace("bullmq}", "bullmq, alarms: {oldest_age: 40m, depth: 1000}}")
    assert re.search(r"threshold\s+= 2400", _alarm(own, "emails_oldest_age"))
    assert re.search(r"threshold\s+= 1000", _alarm(own, "emails_depth"))
    assert "aws_cloudwatch_metric_alarm" not in module(PLAIN.replace("bullmq}", "bullmq, alarms: false}")).get(
        "monitoring.tf", ""
    )


def test_in_a_fan_out_each_copy_is_watched() -> None:
    text = "queues: [{name: bills, type: celery, fan_out: true}]\nworkers: {one: {queue: bills}, two: {queue: bills}}"
    assert 'Worker = "one"' in _alarm(text, "bills_one_oldest_age")
    assert 'Worker = "two"' in _alarm(text, "bills_two_oldest_age")


def test_a_connection_that_breaks_is_not_a_dead_letter() -> None:
    assert '$.dead_error = \\"*\\"' in module(PLAIN)["monitoring.tf"]


REFUSED = {
    "size": (
        "queues: [{name: a, type: bullmq}]\nworkers: {w: {queue: a, cpu: 1, memory: 512}}",
        codes.UNSUPPORTED,
        "workers.w.memory",
    ),
    "node_type": ("redis: {node_type: big}\n" + PLAIN, codes.BAD_VALUE, "redis.node_type"),
    "engine_version": ("redis: {engine_version: '5.0'}\n" + PLAIN, codes.BAD_VALUE, "redis.engine_version"),
    "existing": ("redis: {existing: my-redis}\n" + PLAIN, codes.BAD_ARN, "redis.existing"),
    "existing_with_size": (
        "redis: {existing: 'rediss://redis.example.com:6379', replicas: 1}\n" + PLAIN,
        codes.EXISTING_KEYS,
        "redis.replicas",
    ),
    "google_network": (
        "redis: {network: {network: mine}}\n" + PLAIN,
        codes.UNSUPPORTED,
        "redis.network",
    ),
    "depth_without_a_worker": (
        "queues: [{name: a, type: bullmq, alarms: {depth: 5, notify: [a@example.com]}}]",
        codes.UNSUPPORTED,
        "queues.0.alarms.depth",
    ),
    "depth_is_told_by_workers": (
        "queues: [{name: a, type: bullmq, alarms: {depth: 5}}]\nworkers: {w: {queue: a}}",
        codes.EMULATED,
        "queues.0.alarms.depth",
    ),
}


@pytest.mark.parametrize(("text", "code", "path"), REFUSED.values(), ids=REFUSED.keys())
def test_is_found_where_it_must_change(text: str, code: Code, path: str) -> None:
    assert (code, path) in [(each.code, ".".join(map(str, each.path))) for each in found(text)]


@pytest.mark.engine("terraform")
@pytest.mark.parametrize(
    "redis",
    [
        "",
        "redis: {replicas: 0, network: {subnets: [subnet-1], security_groups: []}}",
        "redis: {existing: 'rediss://redis.example.com:6379'}",
        "redis: {existing: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:redis-AbCdEf'}",
    ],
    ids=["made", "in_a_given_network", "url", "secret"],
)
def test_applies_and_a_second_plan_is_empty(redis: str, tmp_path: Path, terraform_session: Session) -> None:
    head = f"    {redis}\n" if redis else ""
    tree = write(head + BOTH.lstrip("\n"), tmp_path)
    assert format_check(tree) == ""
    root = terraform_session.copy(tree, "terraform/environments/default")
    assert root.validate() == []
    root.apply()
    root.assert_nothing_to_do()
    image = root.with_variables(mailer_image="registry.example.com/mailer@sha256:1")
    image.apply()
    image.assert_nothing_to_do()
    image.destroy()
