"""What AWS refuses is an error at the value that must change."""

from __future__ import annotations

import pytest

from infera import codes
from infera.diagnostics import Code
from tests.unit.aws.compiled import found

PLAIN_WORKER = "workers: {mailer: {queue: emails}}"

REFUSED = {
    "rate_limit": ("queues: [{name: emails, rate_limit: 10/s}]", codes.UNSUPPORTED, "queues.0.rate_limit"),
    "long_delay": ("queues: [{name: emails, delay: 901}]", codes.OVER_LIMIT, "queues.0.delay"),
    "retention": ("queues: [{name: emails, retention: 15d}]", codes.OVER_LIMIT, "queues.0.retention"),
    "huge_message": (
        "queues: [{name: emails, max_message_size: 2MiB}]",
        codes.OVER_LIMIT,
        "queues.0.max_message_size",
    ),
    "large_message_on_old_provider": (
        "queues: [{name: emails, max_message_size: 1MiB}]",
        codes.PROVIDER_TOO_OLD,
        "queues.0.max_message_size",
    ),
    "deduplication_of_standard": (
        "queues: [{name: emails, deduplication: true}]",
        codes.UNSUPPORTED,
        "queues.0.deduplication",
    ),
    "levels_of_a_fan_out": (
        "queues: [{name: emails, fan_out: true, priority: [high, low]}]\n" + PLAIN_WORKER,
        codes.UNSUPPORTED,
        "queues.0.priority",
    ),
    "one_at_a_time_on_standard": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, concurrency: 1}}",
        codes.OVER_LIMIT,
        "workers.mailer.concurrency",
    ),
    "fewer_than_two_for_each_level": (
        "queues: [{name: emails, priority: [high, normal, low]}]\nworkers: {mailer: {queue: emails, concurrency: 5}}",
        codes.OVER_LIMIT,
        "workers.mailer.concurrency",
    ),
    "too_much_concurrency": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, concurrency: 1001}}",
        codes.OVER_LIMIT,
        "workers.mailer.concurrency",
    ),
    "long_job": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 901}}",
        codes.OVER_LIMIT,
        "workers.mailer.timeout",
    ),
    "long_batch": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 100, batch: {size: 10}}}",
        codes.OVER_LIMIT,
        "workers.mailer.batch.size",
    ),
    "large_batch_without_window": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 1, batch: {size: 11}}}",
        codes.BATCH_WITHOUT_WINDOW,
        "workers.mailer.batch.size",
    ),
    "large_batch_with_zero_window": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 1, batch: {size: 11, window: 0}}}",
        codes.BATCH_WITHOUT_WINDOW,
        "workers.mailer.batch.window",
    ),
    "fifo_batch": (
        "queues: [{name: emails, ordering: true}]\nworkers: {mailer: {queue: emails, timeout: 1, batch: {size: 11}}}",
        codes.OVER_LIMIT,
        "workers.mailer.batch.size",
    ),
    "fifo_window": (
        "queues: [{name: emails, ordering: true}]\nworkers: {mailer: {queue: emails, batch: {size: 2, window: 5}}}",
        codes.UNSUPPORTED,
        "workers.mailer.batch.window",
    ),
    "visibility_below_timeout": (
        "queues: [{name: emails, visibility_timeout: 59}]\n" + PLAIN_WORKER,
        codes.OVER_LIMIT,
        "queues.0.visibility_timeout",
    ),
    "visibility_too_short": (
        "queues: [{name: emails, visibility_timeout: 359}]\n" + PLAIN_WORKER,
        codes.VISIBILITY,
        "queues.0.visibility_timeout",
    ),
    "visibility_too_long": (
        "queues: [{name: emails, visibility_timeout: 12h, retention: 2d}]\n" + PLAIN_WORKER,
        codes.VISIBILITY,
        "queues.0.visibility_timeout",
    ),
    "dead_letters_kept_too_short": (
        "queues: [{name: emails, dead_letter: {retention: 4d}}]",
        codes.DEAD_LETTER_RETENTION,
        "queues.0.dead_letter.retention",
    ),
    "both_day_fields": (
        "queues: [{name: emails, schedules: [{name: nightly, cron: 0 0 1 * 1}]}]",
        codes.UNSUPPORTED,
        "queues.0.schedules.0.cron",
    ),
    "cpu": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, cpu: 2}}",
        codes.UNSUPPORTED,
        "workers.mailer.cpu",
    ),
    "instances": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, instances: {max: 2}}}",
        codes.UNSUPPORTED,
        "workers.mailer.instances",
    ),
    "filter_without_fan_out": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, filter: {kind: [a]}}}",
        codes.UNSUPPORTED,
        "workers.mailer.filter",
    ),
    "memory": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, memory: 64}}",
        codes.OVER_LIMIT,
        "workers.mailer.memory",
    ),
    "log_retention": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, log_retention: 31d}}",
        codes.UNSUPPORTED,
        "workers.mailer.log_retention",
    ),
    "aws_variable": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, env: {AWS_REGION: x}}}",
        codes.RESERVED_ENV,
        "workers.mailer.env.AWS_REGION",
    ),
    "lambda_variable": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, env: {LAMBDA_TASK_ROOT: x}}}",
        codes.RESERVED_ENV,
        "workers.mailer.env.LAMBDA_TASK_ROOT",
    ),
    "large_environment": (
        f"queues: [{{name: emails}}]\nworkers: {{mailer: {{queue: emails, env: {{TEXT: {'x' * 4000}}}}}}}",
        codes.OVER_LIMIT,
        "workers.mailer.env",
    ),
    "google_permission": (
        "queues: [{name: emails}]\n"
        "workers: {mailer: {queue: emails, permissions: [{role: roles/viewer, resource: x}]}}",
        codes.UNSUPPORTED,
        "workers.mailer.permissions.0",
    ),
    "label_key": ("queues: [{name: emails, labels: {'aws:x': y}}]", codes.REFUSED_LABEL, "queues.0.labels.aws:x"),
    "label_value": ("queues: [{name: emails, labels: {x: 'a#b'}}]", codes.REFUSED_LABEL, "queues.0.labels.x"),
    "long_name": (
        f"queues: [{{name: emails, resource_name: {'x' * 70}}}]",
        codes.OVER_LIMIT,
        "queues.0.resource_name",
    ),
    "fifo_name_of_standard": (
        "queues: [{name: emails, resource_name: emails.fifo}]",
        codes.BAD_CLOUD_NAME,
        "queues.0.resource_name",
    ),
    "existing": ("queues: [{name: emails, existing: emails}]", codes.BAD_ARN, "queues.0.existing"),
    "producer": ("queues: [{name: emails, producers: [api]}]", codes.BAD_ARN, "queues.0.producers.0"),
    "key": (
        "queues: [{name: emails, encryption: projects/p/locations/l/keyRings/r/cryptoKeys/k}]",
        codes.BAD_ARN,
        "queues.0.encryption",
    ),
    "key_of_aws_with_fan_out": (
        "queues: [{name: emails, fan_out: true, encryption: alias/aws/sqs}]\n" + PLAIN_WORKER,
        codes.UNSUPPORTED,
        "queues.0.encryption",
    ),
    "no_worker_in_a_fan_out": (
        "queues: [{name: emails, fan_out: true}]",
        codes.FAN_OUT_TO_NOBODY,
        "queues.0.fan_out",
    ),
}


@pytest.mark.parametrize(("text", "code", "path"), REFUSED.values(), ids=REFUSED.keys())
def test_is_found_where_it_must_change(text: str, code: Code, path: str) -> None:
    places = [(each.code, ".".join(map(str, each.path))) for each in found(text)]
    assert (code, path) in places
    assert len([place for place in places if place[0] is code]) == 1


ALLOWED = {
    "one_at_a_time_on_fifo": (
        "queues: [{name: emails, ordering: true}]\nworkers: {mailer: {queue: emails, concurrency: 1}}"
    ),
    "two": "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, concurrency: 2}}",
    "default_concurrency_on_many_levels": (
        "queues: [{name: emails, priority: [a, b, c, d, e, f, g]}]\n" + PLAIN_WORKER
    ),
    "whole_run_time": ("queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 90, batch: {size: 10}}}"),
    "window": (
        "queues: [{name: emails}]\nworkers: {mailer: {queue: emails, timeout: 1, batch: {size: 100, window: 1}}}"
    ),
    "large_message_on_new_provider": (
        "terraform: {providers: {aws: '>= 6.8.0, < 7.0.0'}}\nqueues: [{name: emails, max_message_size: 1MiB}]"
    ),
    "longest_delay": "queues: [{name: emails, delay: 15m}]",
    "six_times": "queues: [{name: emails, visibility_timeout: 6m}]\n" + PLAIN_WORKER,
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED.keys())
def test_is_no_problem(text: str) -> None:
    assert [each.message for each in found(text) if each.severity != "info"] == []


def test_what_is_emulated_is_said_once_each() -> None:
    text = """
        queues:
          - name: emails
            priority: [high, low]
            retry: {min_backoff: 5s}
            schedules: [{name: nightly, cron: 0 0 * * *}]
        workers: {mailer: {queue: emails}}
    """
    paths = [".".join(map(str, each.path)) for each in found(text) if each.code is codes.EMULATED]
    assert paths == ["queues.0.priority", "queues.0.retry.min_backoff", "queues.0.schedules"]


def test_an_overlay_cannot_change_whether_there_is_a_key() -> None:
    text = """
        terraform: {backend: {type: s3, config: {bucket: b, key: '{environment}'}}}
        environments: {staging: {}, production: {queues: {emails: {encryption: customer}}}}
        queues: [{name: emails}]
    """
    assert codes.STRUCTURE_IN_OVERLAY in [each.code for each in found(text)]


COLLISIONS = {
    "role_of_a_scheduler": (
        "queues: [{name: emails}]\nworkers: {emails_scheduler: {queue: emails}}",
        "workers.emails_scheduler",
    ),
    "schedules": (
        "queues: [{name: a, schedules: [{name: b-c, cron: 0 0 * * *}]}, "
        "{name: a-b, schedules: [{name: c, cron: 0 0 * * *}]}]",
        "queues.1.schedules.0.name",
    ),
    "dead_letters_of_schedules": (
        "queues: [{name: a, ordering: true, schedules: [{name: x, cron: 0 0 * * *}]}, {name: a-schedules}]",
        "queues.1.name",
    ),
    "alarms": (
        "queues: [{name: a}, {name: b}]\nworkers: {x: {queue: a}, x_errors: {queue: b}}",
        "",
    ),
}


@pytest.mark.parametrize(("text", "path"), COLLISIONS.values(), ids=COLLISIONS.keys())
def test_a_name_of_two_things_is_found(text: str, path: str) -> None:
    places = [".".join(map(str, each.path)) for each in found(text) if each.code is codes.NAME_COLLISION]
    assert places == ([path] if path else [])
