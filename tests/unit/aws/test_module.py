"""What stands in the module: each declaration's consequence in Terraform."""

from __future__ import annotations

import re

import pytest

from infera.terraform.module import Module
from tests.unit.aws.compiled import files as written
from tests.unit.aws.compiled import module, project

WORKER = "workers: {mailer: {queue: emails}}"
PLAIN = "queues: [{name: emails}]\n" + WORKER


def _block(text: str, address: str) -> str:
    """One resource of a file, as written."""
    kind, label = address.split(".")
    match = re.search(rf'^resource "{kind}" "{label}" \{{\n(.*?)^\}}', text, re.MULTILINE | re.DOTALL)
    assert match, f"no {address}"
    return match[1]


def test_a_queue_has_a_dead_letter_queue_that_outlives_it() -> None:
    text = module(PLAIN)["queue_emails.tf"]
    assert "message_retention_seconds  = 1209600" in _block(text, "aws_sqs_queue.emails_dead_letter")
    source = _block(text, "aws_sqs_queue.emails")
    assert "message_retention_seconds = 345600" in source
    assert "deadLetterTargetArn = aws_sqs_queue.emails_dead_letter.arn" in source
    assert "visibility_timeout_seconds = 360" in source


def test_there_is_one_policy_for_each_queue() -> None:
    text = module(
        "queues: [{name: emails, fan_out: true, producers: ['arn:aws:iam::123456789012:role/api']}]\n" + WORKER
    )["queue_emails.tf"]
    policies = re.findall(r'^resource "aws_sqs_queue_policy" "(\w+)"', text, re.MULTILINE)
    assert sorted(policies) == ["emails_mailer", "emails_mailer_dead_letter"]
    assert "sns.amazonaws.com" in _block(text, "aws_sqs_queue_policy.emails_mailer")
    assert "role/api" in _block(text, "aws_sns_topic_policy.emails")


def test_without_dead_letters_there_is_no_trace_of_one() -> None:
    files = module("queues: [{name: emails, dead_letter: false}]\n" + WORKER)
    assert not [name for name, text in files.items() if "emails_dead_letter" in text]
    assert "dead_letter_url      = null" in files["worker_mailer.tf"]


def test_a_paused_queue_hands_out_nothing() -> None:
    text = module("queues: [{name: emails, paused: true}]\n" + WORKER)["worker_mailer.tf"]
    assert re.search(r"enabled\s+= false", _block(text, "aws_lambda_event_source_mapping.mailer"))


def test_an_existing_queue_is_read_and_not_made() -> None:
    text = module("queues: [{name: emails, existing: 'arn:aws:sqs:eu-west-1:123456789012:theirs'}]\n" + WORKER)
    assert not [name for name in text if "aws_sqs_queue" in text[name] and name.endswith(".tf")]
    assert "local.emails_queue_arn" in _block(text["worker_mailer.tf"], "aws_lambda_event_source_mapping.mailer")


def test_a_dead_letter_worker_reads_the_dead_letters_of_every_level() -> None:
    files = module(
        "queues: [{name: emails, priority: [high, low], dead_letter: {worker: undertaker}}]\n"
        "workers: {mailer: {queue: emails}, undertaker: {timeout: 100}}"
    )
    arns = re.findall(r"event_source_arn\s+= (\S+)", files["worker_undertaker.tf"])
    assert arns == ["aws_sqs_queue.emails_high_dead_letter.arn", "aws_sqs_queue.emails_low_dead_letter.arn"]
    dead = _block(files["queue_emails.tf"], "aws_sqs_queue.emails_low_dead_letter")
    assert "visibility_timeout_seconds = 600" in dead


def test_a_ready_image_needs_no_package() -> None:
    files = module("queues: [{name: emails}]\nworkers: {mailer: {queue: emails, image: 'x@sha256:1'}}")
    function = _block(files["worker_mailer.tf"], "aws_lambda_function.mailer")
    assert 'package_type  = "Image"' in function
    assert "mailer_package" not in files["variables.tf"]
    assert "precondition" not in function


def test_a_secret_is_named_and_never_read() -> None:
    text = module("queues: [{name: emails}]\nworkers: {mailer: {queue: emails, secrets: {DB_URL: db}}}")[
        "worker_mailer.tf"
    ]
    assert 'DB_URL = "db"' in text
    assert ":secret:db-??????" in _block(text, "aws_iam_role_policy.mailer")
    assert "data " not in text


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("queues: [{name: emails, encryption: managed}]", "sqs_managed_sse_enabled    = true"),
        ("queues: [{name: emails, encryption: customer}]", "aws_kms_key.emails.arn"),
        ("queues: [{name: emails, encryption: alias/mine}]", "data.aws_kms_key.emails.arn"),
    ],
)
def test_encryption(text: str, attribute: str) -> None:
    found = module(text + "\n" + WORKER)["queue_emails.tf"]
    assert attribute in _block(found, "aws_sqs_queue.emails")
    assert attribute in _block(found, "aws_sqs_queue.emails_dead_letter")


def test_what_differs_between_environments_is_a_variable() -> None:
    text = """
        terraform: {backend: {type: s3, config: {bucket: b, key: '{environment}'}}}
        environments:
          staging: {}
          production:
            queues: {emails: {retry: {max_attempts: 8}, retention: 7d}}
            workers: {mailer: {timeout: 100}}
        queues: [{name: emails}]
        workers: {mailer: {queue: emails}}
    """
    files = written(text)
    queue = files["terraform/modules/my-app/queue_emails.tf"]
    assert "maxReceiveCount     = var.emails_max_attempts" in queue
    assert "visibility_timeout_seconds = var.emails_visibility_timeout_s" in queue
    assert '"${var.name_prefix}-emails"' in queue
    root = files["terraform/environments/production/main.tf"]
    assert re.search(r"emails_visibility_timeout_s\s+= 600", root)
    assert re.search(r"emails_max_attempts\s+= 8", root)


def test_a_tick_is_told_from_the_next_by_its_time() -> None:
    text = module("queues: [{name: orders, ordering: true, schedules: [{name: sweep, cron: '* * * * *'}]}]")[
        "queue_orders.tf"
    ]
    schedule = _block(text, "aws_scheduler_schedule.orders_sweep")
    assert '"<aws.scheduler.scheduled-time>"' in schedule
    assert 'message_group_id = "sweep"' in schedule
    assert "orders_schedules_dead_letter" in schedule


def test_alarms_that_one_environment_turns_off_exist_without_actions() -> None:
    text = """
        terraform: {backend: {type: s3, config: {bucket: b, key: '{environment}'}}}
        environments: {staging: {queues: {emails: {alarms: false}}}, production: {}}
        queues: [{name: emails}]
    """
    files = written(text)
    monitoring = files["terraform/modules/my-app/monitoring.tf"]
    alarm = _block(monitoring, "aws_cloudwatch_metric_alarm.emails_oldest_age")
    assert "actions_enabled    = var.emails_oldest_age_alarm" in alarm
    assert "#checkov:skip=CKV_AWS_319:" in alarm, "the scanner would take the silent environment for a slip"
    staging = files["terraform/environments/staging/main.tf"]
    assert re.search(r"emails_oldest_age_alarm\s+= false", staging)


def test_a_root_takes_the_protection_as_a_variable() -> None:
    made = written("deletion_protection: true\nqueues: [{name: q}]\nworkers: {w: {queue: q}}\n")
    root = "terraform/environments/default"
    assert "deletion_protection = var.deletion_protection" in made[f"{root}/main.tf"]
    variable = made[f"{root}/variables.tf"].split('variable "deletion_protection"')[1].split("\n}")[0]
    assert "default     = true" in variable


def test_an_alarm_speaks_of_the_queue_as_it_is_written() -> None:
    monitoring = module("""
        queues:
          - {name: order-events, fan_out: true}
          - {name: big-reports, priority: [high, low]}
        workers: {loyalty-points: {queue: order-events}, search_index: {queue: order-events}}
    """)["monitoring.tf"]
    for words in (
        "Jobs of order-events for loyalty-points wait too long.",
        "Jobs of order-events for search_index wait too long.",
        "Jobs of big-reports at level high wait too long.",
    ):
        assert f'= "{words}"' in monitoring, words


KEY = "arn:aws:kms:eu-west-1:111122223333:key/0d0f2c1e-5a37-4b0e-9d5c-8f1c0a9b7e6"


def test_keys_that_are_given_by_arn_are_not_looked_up() -> None:
    """A lookup needs `kms:DescribeKey` at plan time, and the ARN is known."""
    head = "terraform: {backend: {type: s3, config: {bucket: b, key: '{environment}'}}}\nqueues: [{name: emails}]\n"
    keys = [f"{KEY}1", f"{KEY}2"]

    def made(second: str) -> str:
        text = head.replace("{name: emails}", f"{{name: emails, encryption: '{keys[0]}'}}")
        overlays = f"{{a: {{}}, b: {{queues: {{emails: {{encryption: '{second}'}}}}}}}}"
        return module(f"{text}environments: {overlays}\n{WORKER}")["queue_emails.tf"]

    assert "kms_master_key_id          = var.emails_kms_key" in made(keys[1])
    assert "data " not in made(keys[1])
    assert "kms_master_key_id          = data.aws_kms_key.emails.arn" in made("alias/mine")


def test_one_variable_does_not_stand_for_two_things() -> None:
    made = Module(project("environments: {one: {}, two: {}}\nqueues: [{name: emails}]"))
    first = made.vary("a_b_c", lambda e: e.name, description="of a_b and c")
    second = made.vary("a_b_c", lambda e: e.name * 2, description="of a and b_c")
    again = made.vary("a_b_c", lambda e: e.name, description="of a_b and c")
    assert [str(each) for each in (first, second, again)] == ["var.a_b_c", "var.a_b_c_2", "var.a_b_c"]
    assert made.root_values["a_b_c_2"] == {"one": "oneone", "two": "twotwo"}


@pytest.mark.parametrize(("keys", "asserted"), [("", True), (", retention: 14d", False)])
def test_a_module_whose_dead_letters_end_with_its_jobs_still_passes_its_tests(keys: str, asserted: bool) -> None:
    text = module(f"queues: [{{name: emails{keys}}}]\n{WORKER}")["tests/module.tftest.hcl"]
    assert ("is gone from emails_dead_letter" in text) is asserted
