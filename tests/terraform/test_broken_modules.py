"""The tests that a module carries fail when somebody breaks the module: each fault is put in by hand here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engines import terraform
from tests.terraform import lifecycle
from tests.terraform.cases import cases, generate

pytestmark = pytest.mark.engine("terraform")

FAULTS = [
    # case, what is written, what is written instead
    ("sqs_minimal", r"maxReceiveCount( +)= 5", r"maxReceiveCount\1= 50"),
    ("sqs_minimal", r"deadLetterTargetArn( +)= \S+", r'deadLetterTargetArn\1= "arn:aws:sqs:us-east-1:1:other"'),
    ("sqs_minimal", r'"aws:SecureTransport"', '"aws:MultiFactorAuthPresent"'),
    ("sqs_minimal", r"sqs_managed_sse_enabled( +)= true", r"sqs_managed_sse_enabled\1= false"),
    ("sqs_minimal", r'function_response_types( +)= \["ReportBatchItemFailures"\]', r"function_response_types\1= []"),
    ("sqs_minimal", r"visibility_timeout_seconds( +)= \d+", r"visibility_timeout_seconds\1= 5"),
    ("sqs_minimal", r'"sqs:DeleteMessage",?', '"sqs:SendMessage",'),
    ("sqs_minimal", r'redrivePermission( +)= "byQueue"', r'redrivePermission\1= "allowAll"'),
    ("sqs_minimal", r"message_retention_seconds( +)= 1209600", r"message_retention_seconds\1= 3600"),
    ("sqs_minimal", r"maximum_concurrency( +)= \d+", r"maximum_concurrency\1= 900"),
    ("sqs_minimal", r"retention_in_days( +)= \d+", r"retention_in_days\1= 0"),
    ("sqs_minimal", r'attribute_name( +)= "expires_at"', r'attribute_name\1= "expired"'),
    ("sqs_fan_out_priority_schedules", r"filter_policy( +)= jsonencode\([^)]*\)\n", r"filter_policy\1= null\n"),
    ("sqs_fan_out_priority_schedules", r'"Europe/Berlin"', '"UTC"'),
    ("sqs_customer_keys_and_network", r"enable_key_rotation( +)= true", r"enable_key_rotation\1= false"),
    ("pubsub_fan_out_filter_schedule", r"\n  retry_policy \{[^}]*\}\n", "\n"),
    ("pubsub_fan_out_filter_schedule", r'\n  filter( +)= ".*"', r"\n  filter\1= null"),
    ("pubsub_fan_out_filter_schedule", r"kms_key_name( +)= .*", r"kms_key_name\1= null"),
    ("pubsub_push", r"roles/run\.invoker", "roles/run.viewer"),
    ("pubsub_push", r'ttl( +)= ""', r'ttl\1= "2678400s"'),
    ("pubsub_push", r"roles/pubsub\.publisher", "roles/pubsub.viewer"),
    ("pubsub_push", r"dead_letter_topic( +)= \S+", r"dead_letter_topic\1= google_pubsub_topic.thumbnails.id"),
    ("pubsub_push", r"INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_ALL"),
    ("cloud_tasks_rates_and_environments", r"max_attempts( +)= \d+", r"max_attempts\1= 5"),
    ("cloud_tasks_rates_and_environments", r"roles/run\.invoker", "roles/run.viewer"),
]


def _break(module: Path, pattern: str, instead: str) -> int:
    count = 0
    for path in module.glob("*.tf"):
        text, replaced = re.subn(pattern, instead, path.read_text())
        path.write_text(text)
        count += replaced
    return count


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out: dict[str, Path] = {}
    for case in cases():
        if case.name in {fault[0] for fault in FAULTS}:
            out[case.name] = tmp_path_factory.mktemp("broken") / case.name
            generate(case, out[case.name])
    return out


@pytest.mark.parametrize(("name", "pattern", "instead"), FAULTS)
def test_a_fault_is_noticed(
    trees: dict[str, Path], terraform_session: terraform.Session, name: str, pattern: str, instead: str
) -> None:
    (module,) = lifecycle.modules(trees[name])
    folder = terraform_session.copy(trees[name], str(module))
    assert _break(folder.path, pattern, instead), f"nothing in the module is like {pattern}"
    done = folder.test(good=(0, 1))
    assert done.returncode == 1, f"the module's tests pass although {pattern} became {instead}"
    assert "Test assertion failed" in done.stdout + done.stderr
