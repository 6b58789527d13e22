"""The offline provider itself: what it accepts, what it refuses, and what it remembers."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.engines.terraform import SERVED, Session, TerraformFailed, session, was_gone_already
from tests.engines.tfprovider import rules, schema

pytestmark = pytest.mark.engine("terraform")

AWS = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { team = "mail" }
  }
}
"""

QUEUES = """
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["sqs:SendMessage", "sqs:GetQueueUrl"]
    resources = [aws_sqs_queue.jobs.arn]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

output "policy" {
  value = data.aws_iam_policy_document.send.json
}
"""


def test_a_queue_lives_from_plan_to_destroy(terraform_session: Session) -> None:
    folder = terraform_session.write(main=AWS + QUEUES)
    assert folder.validate() == []
    state = folder.apply()["values"]
    folder.assert_nothing_to_do()
    queues = {item["name"]: item["values"] for item in state["root_module"]["resources"]}
    assert queues["jobs"]["arn"] == "arn:aws:sqs:eu-west-1:123456789012:jobs"
    assert queues["jobs"]["url"] == "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"
    assert queues["jobs"]["tags_all"] == {"team": "mail"}
    policy = json.loads(state["outputs"]["policy"]["value"])
    assert policy["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"],
            "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs",
            "Condition": {"Bool": {"aws:SecureTransport": "true"}},
        }
    ]
    folder.destroy()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('name = "x"\n  colour = "red"', "Unsupported argument"),
        ('name = "x"\n  delay_seconds = 901', "range (0 - 900)"),
        ('name = "x"\n  delay_seconds = "soon"', "a number is required"),
        ('name = "x"\n  arn = "mine"', "decided by the provider"),
        ('name = "x"\n  redrive_policy = "{"', "invalid JSON"),
        ('name = "x"\n  name_prefix = "y"', "conflicts with"),
    ],
)
def test_a_wrong_queue_is_refused(terraform_session: Session, body: str, said: str) -> None:
    folder = terraform_session.write(main=f'{AWS}resource "aws_sqs_queue" "x" {{\n  {body}\n}}\n')
    errors = [d for d in folder.validate() if d["severity"] == "error"]
    assert errors
    assert said in " ".join(d["summary"] + d.get("detail", "") for d in errors)


def test_reading_a_deprecated_attribute_is_a_warning(terraform_session: Session) -> None:
    body = 'data "aws_region" "here" {}\noutput "region" {\n  value = data.aws_region.here.name\n}\n'
    (warning,) = terraform_session.write(main=AWS + body).validate()
    assert warning["severity"] == "warning"
    assert warning["summary"] == "Deprecated attribute"


def test_setting_a_deprecated_argument_is_a_warning(terraform_session: Session) -> None:
    body = 'resource "aws_s3_bucket" "x" {\n  bucket = "x"\n  acl    = "private"\n}\n'
    (warning,) = terraform_session.write(main=AWS + body).validate()
    assert warning["severity"] == "warning"
    assert warning["summary"] == 'Argument is deprecated: "acl"'


def test_a_new_name_replaces_a_queue_and_a_new_delay_does_not(terraform_session: Session) -> None:
    folder = terraform_session.write(main=AWS + QUEUES)
    folder.init()
    folder.apply()
    text = QUEUES.replace('name = "dead"', 'name = "gone"').replace(
        'name = "jobs"', 'name = "jobs"\n  delay_seconds = 5'
    )
    (folder.path / "main.tf").write_text(AWS + text)
    changes = folder.plan()["resource_changes"]
    actions = {change["name"]: change["change"]["actions"] for change in changes}
    assert actions["dead"] == ["delete", "create"]
    assert actions["jobs"] == ["update"]


def test_a_destroy_is_repeated_for_a_dashboard_that_it_deleted_and_for_nothing_else() -> None:
    gone = "Error: deleting CloudWatch Dashboard (a): api error DashboardNotFoundError: Dashboard a does not exist"
    assert was_gone_already(f"aws_sqs_queue.a: Destroying...\n\n{gone}\n\n{gone}\n")
    assert not was_gone_already(f"{gone}\n\nError: deleting SQS Queue (a): operation error\n")
    assert not was_gone_already("no error")


def test_drift_makes_the_second_plan_fail(terraform_session: Session) -> None:
    folder = terraform_session.write(main=AWS + QUEUES)
    folder.init()
    folder.apply()
    (folder.path / "main.tf").write_text(AWS)
    with pytest.raises(TerraformFailed, match="not empty"):
        folder.assert_nothing_to_do()


@pytest.fixture(scope="module")
def older_google() -> Iterator[Session]:
    with session({**SERVED, "google": ("7.40.0",)}) as opened:
        yield opened


@pytest.mark.parametrize(("constraint", "good"), [(">= 7.0.0, < 9.0.0", True), ("~> 8.0", False)])
def test_a_constraint_admits_the_version_or_does_not(older_google: Session, constraint: str, good: bool) -> None:
    text = f"""
terraform {{
  required_providers {{
    google = {{
      source  = "hashicorp/google"
      version = "{constraint}"
    }}
  }}
}}
"""
    folder = older_google.write(main=text)
    if good:
        assert folder.validate() == []
    else:
        with pytest.raises(TerraformFailed, match="hashicorp/google"):
            folder.validate()


def _exists(block: schema.Block, dotted: str) -> bool:
    *parents, last = dotted.split(".")
    for name in parents:
        block = block["block_types"][name]["block"]
    return last in block.get("attributes", {}) or last in block.get("block_types", {})


@pytest.mark.parametrize("provider", ["aws", "google"])
@pytest.mark.parametrize("kind", ["resource", "data"])
def test_every_fact_names_an_argument_that_there_is(provider: str, kind: str) -> None:
    schemas = schema.load(provider)
    for type_name, facts in rules.load(provider)[kind].items():
        beta = type_name == "google_project_service_identity"
        schemas_of_type = schema.load("google-beta") if beta else schemas
        for fact, paths in facts.items():
            grouped = fact in {"conflicts", "one_of"}
            for dotted in [p for group in paths for p in group] if grouped else paths:
                assert _exists(schemas_of_type.block(kind, type_name), dotted), (type_name, dotted)
