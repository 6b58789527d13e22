"""Our own judgement of an applied tree, where checkov has no rule: who may do what, and to what.

Works on the state, so on what the policies came to after every reference was resolved.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.terraform.lifecycle import Resource

PUBLIC = {"allUsers", "allAuthenticatedUsers"}
BASIC_ROLES = {"roles/owner", "roles/editor", "roles/viewer"}
PROJECT_ROLES = {
    "roles/datastore.user",  # only with a condition on the one database, see `grants`
    "roles/monitoring.metricWriter",
    "roles/cloudtrace.agent",
    "roles/logging.logWriter",
}
"""Roles that Google can grant on the project alone."""

ANY_RESOURCE = {
    # what AWS cannot restrict to a resource (Service Authorization Reference, read 2026-11-24)
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
    "ecr:GetAuthorizationToken",
    "cloudwatch:PutMetricData",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
}
KEY_POLICY_ACTIONS = {"kms:*"}
"""A key's own policy: the account may administer its key, `*` there means the key itself."""

_POLICIES = {
    "aws_iam_role_policy": "policy",
    "aws_iam_policy": "policy",
    "aws_sqs_queue_policy": "policy",
    "aws_sns_topic_policy": "policy",
    "aws_kms_key": "policy",
    "aws_iam_role": "assume_role_policy",
}
_IDENTITIES = {
    "aws_lambda_function": ("role",),
    "aws_ecs_task_definition": ("task_role_arn",),
    "google_cloud_run_v2_service": ("template", 0, "service_account"),
    "google_cloud_run_v2_worker_pool": ("template", 0, "service_account"),
}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _statements(resource: Resource) -> Iterator[dict[str, Any]]:
    text = resource["values"].get(_POLICIES.get(resource["type"], ""))
    if isinstance(text, str) and text:
        yield from _list(json.loads(text)["Statement"])


def _allow(resource: Resource, statement: dict[str, Any]) -> Iterator[str]:
    where = f"{resource['address']} {statement.get('Sid', '')}"
    actions = _list(statement.get("Action", []))
    key_policy = resource["type"] == "aws_kms_key"
    for action in actions:
        if "*" in action and not (key_policy and action in KEY_POLICY_ACTIONS):
            yield f"{where}: action {action}"
    if "NotAction" in statement or "NotResource" in statement or "NotPrincipal" in statement:
        yield f"{where}: allows everything but a list"
    if "*" in _list(statement.get("Resource", [])) and not key_policy:
        for action in set(actions) - ANY_RESOURCE:
            yield f"{where}: {action} on any resource"
    principal = statement.get("Principal")
    if principal == "*" or (isinstance(principal, dict) and "*" in _list(principal.get("AWS", []))):
        yield f"{where}: anybody may"


def aws_findings(resources: Iterable[Resource]) -> list[str]:
    """Every grant of AWS that is wider than it has to be."""
    found: list[str] = []
    for resource in resources:
        for statement in _statements(resource):
            if statement["Effect"] == "Allow":
                found += _allow(resource, statement)
    return found


def _grant(resource: Resource) -> Iterator[str]:
    values, where = resource["values"], resource["address"]
    members = values.get("members") or [values.get("member")]
    for member in members:
        if member in PUBLIC:
            yield f"{where}: {member}"
    role = values["role"]
    if role in BASIC_ROLES:
        yield f"{where}: basic role {role}"
    if resource["type"].startswith("google_project_iam"):
        if role not in PROJECT_ROLES and "/roles/" not in role:
            yield f"{where}: {role} on the whole project"
        if role == "roles/datastore.user" and not values.get("condition"):
            yield f"{where}: every database of the project"


def google_findings(resources: Iterable[Resource]) -> list[str]:
    """Every grant of Google Cloud that is wider than it has to be."""
    found: list[str] = []
    for resource in resources:
        if re.search(r"_iam_(member|binding)$", resource["type"]):
            found += _grant(resource)
    return found


def identities(resources: Iterable[Resource]) -> Counter[str]:
    """How many workers run as each role or service account; a worker without one counts as ''."""
    used: Counter[str] = Counter()
    for resource in resources:
        value: Any = resource["values"]
        for step in _IDENTITIES.get(resource["type"], ()):
            value = value[step]
        if resource["type"] in _IDENTITIES:
            used[value or ""] += 1
    return used
