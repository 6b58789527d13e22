"""The module in real Terraform: it applies, a second plan is empty, its own tests pass and catch what is broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engines.terraform import Folder, Session, format_check
from tests.unit.aws.compiled import write

EVERYTHING = """
    deletion_protection: true
    labels: {team: core}
    aws: {permissions_boundary: 'arn:aws:iam::123456789012:policy/boundary', iam_path: /teams/}
    queues:
      - name: emails
        priority: [high, normal, low]
        encryption: customer
        labels: {queue: emails}
        alarms: {depth: 10, notify: {page: [a@example.com], ticket: [b@example.com]}, runbook: https://example.com}
        schedules: [{name: daily, cron: 0 9 * * 1-5, timezone: Europe/Berlin, payload: {text: "a<b>${x}"}}]
      - name: orders
        ordering: true
        deduplication: true
        dead_letter: {worker: undertaker}
        schedules: [{name: sweep, cron: '* * * * *'}]
        producers: ['arn:aws:iam::123456789012:role/api']
      - name: events
        fan_out: true
        encryption: customer
        schedules: [{name: hourly, cron: 0 * * * *, payload: {kind: x}}]
      - {name: raw, ordering: true, envelope: raw, dead_letter: false, schedules: [{name: tick, cron: '* * * * *'}]}
    workers:
      mailer:
        queue: emails
        secrets: {DB_URL: db}
        env: {PRICE: '${5}'}
        network: {subnets: [subnet-1], security_groups: [sg-1]}
        permissions:
          - arn:aws:iam::aws:policy/ReadOnlyAccess
          - {actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*']}
      seller: {queue: orders, concurrency: 1, language: python}
      billing: {queue: events, filter: {kind: [x, y]}}
      shipping: {queue: events, image: 'registry.example.com/x@sha256:1', idempotency: false}
      rest: {queue: raw}
      undertaker: {timeout: 5m}
"""
PLAIN = "queues: [{name: emails}]\nworkers: {mailer: {queue: emails}}"

pytestmark = pytest.mark.engine("terraform")


def test_everything_applies_and_a_second_plan_is_empty(tmp_path: Path, terraform_session: Session) -> None:
    tree = write(EVERYTHING, tmp_path)
    assert format_check(tree) == ""
    root = terraform_session.copy(tree, "terraform/environments/default")
    assert root.validate() == []
    root.apply()
    root.assert_nothing_to_do()
    root.destroy()


def test_its_own_tests_pass(tmp_path: Path, terraform_session: Session) -> None:
    tree = write(EVERYTHING, tmp_path)
    terraform_session.copy(tree, "terraform/modules/my-app").test()


def test_a_plan_without_the_package_names_the_command(tmp_path: Path, terraform_session: Session) -> None:
    tree = write(PLAIN, tmp_path)
    root = terraform_session.copy(tree, "terraform/environments/default")
    root.init()
    root.apply()
    (root.path / "../../../workers/mailer/dist/package.zip").unlink()
    done = root.run("plan", "-no-color", "-input=false", good=(1,))
    assert "make build" in done.stderr
    assert root.validate() == []
    root.destroy()


BROKEN = {
    "redrive": (
        "queue_emails.tf",
        r"deadLetterTargetArn = aws_sqs_queue.emails_dead_letter.arn",
        'deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:other"',
    ),
    "attempts": ("queue_emails.tf", r"maxReceiveCount     = 5", "maxReceiveCount     = 1"),
    "plain_text": ("queue_emails.tf", r'"aws:SecureTransport" = "false"', '"aws:SecureTransport" = "true"'),
    "anyone": ("queue_emails.tf", r'Effect    = "Deny"', 'Effect    = "Allow"'),
    "visibility": ("queue_emails.tf", r"visibility_timeout_seconds = 360", "visibility_timeout_seconds = 60"),
    "batch": ("worker_mailer.tf", r'\["ReportBatchItemFailures"\]', "[]"),
    "role": ("worker_mailer.tf", r"Resource = \[aws_sqs_queue.emails.arn\]", 'Resource = ["*"]'),
    "other_queue": (
        "worker_mailer.tf",
        r"event_source_arn = aws_sqs_queue.emails.arn",
        "event_source_arn = aws_sqs_queue.emails_dead_letter.arn",
    ),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, terraform_session: Session) -> Folder:
    """A plain module whose tests pass."""
    tree = write(PLAIN, tmp_path_factory.mktemp("plain"))
    folder = terraform_session.copy(tree, "terraform/modules/my-app")
    folder.test()
    return folder


@pytest.mark.parametrize(("name", "pattern", "wrong"), BROKEN.values(), ids=BROKEN.keys())
def test_its_own_tests_catch_what_is_broken(plain: Folder, name: str, pattern: str, wrong: str) -> None:
    path = plain.path / name
    whole = path.read_text()
    broken, count = re.subn(pattern, wrong, whole)
    assert count
    path.write_text(broken)
    try:
        done = plain.test(good=(1,))
    finally:
        path.write_text(whole)
    assert "Test assertion failed" in done.stdout + done.stderr
