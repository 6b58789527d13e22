"""Identifiers of AWS: ARNs, queue URLs, and the data sources that tell about the account."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from tests.engines.tfprovider.fakes import policy
from tests.engines.tfprovider.fakes.context import Context
from tests.engines.tfprovider.values import UNKNOWN, has_unknown, is_unknown

ACCOUNT = "123456789012"
PARTITION = "aws"

# short type -> service and resource part of the ARN; a service that ends in - is without region
_ARNS = {
    "sqs_queue": ("sqs", "{name}"),
    "sns_topic": ("sns", "{name}"),
    "sns_topic_subscription": ("sns", "{name}:{uuid}"),
    "lambda_function": ("lambda", "function:{name}"),
    "lambda_event_source_mapping": ("lambda", "event-source-mapping:{uuid}"),
    "iam_role": ("iam-", "role/{name}"),
    "iam_policy": ("iam-", "policy/{name}"),
    "cloudwatch_log_group": ("logs", "log-group:{name}"),
    "cloudwatch_metric_alarm": ("cloudwatch", "alarm:{name}"),
    "cloudwatch_dashboard": ("cloudwatch-", "dashboard/{name}"),
    "cloudwatch_event_rule": ("events", "rule/{name}"),
    "scheduler_schedule": ("scheduler", "schedule/{group_name}/{name}"),
    "scheduler_schedule_group": ("scheduler", "schedule-group/{name}"),
    "kms_key": ("kms", "key/{uuid}"),
    "kms_alias": ("kms", "{name}"),
    "dynamodb_table": ("dynamodb", "table/{name}"),
    "ecr_repository": ("ecr", "repository/{name}"),
    "ecs_cluster": ("ecs", "cluster/{name}"),
    "ecs_service": ("ecs", "service/default/{name}"),
    "ecs_task_definition": ("ecs", "task-definition/{name}:1"),
    "elasticache_replication_group": ("elasticache", "replicationgroup:{name}"),
    "secretsmanager_secret": ("secretsmanager", "secret:{name}-{hex6}"),
    "appautoscaling_policy": ("autoscaling", "scalingPolicy:{uuid}"),
}
_EC2_IDS = {
    "vpc": "vpc",
    "subnet": "subnet",
    "security_group": "sg",
    "vpc_security_group_ingress_rule": "sgr",
    "vpc_security_group_egress_rule": "sgr",
    "internet_gateway": "igw",
    "nat_gateway": "nat",
    "eip": "eipalloc",
    "route_table": "rtb",
    "route_table_association": "rtbassoc",
    "vpc_endpoint": "vpce",
    "flow_log": "fl",
}
_ID_IS_ARN = {
    "sns_topic",
    "sns_topic_subscription",
    "iam_policy",
    "secretsmanager_secret",
    "ecs_cluster",
    "ecs_service",
}
_ID_IS = {
    "lambda_function": "function_name",
    "cloudwatch_metric_alarm": "alarm_name",
    "s3_bucket": "bucket",
    "ecs_task_definition": "family",
    "elasticache_replication_group": "replication_group_id",
    "sqs_queue_policy": "queue_url",
    "sqs_queue_redrive_policy": "queue_url",
    "sqs_queue_redrive_allow_policy": "queue_url",
}


def known_at_plan(about: Context, config: dict[str, Any]) -> dict[str, Any]:
    """The region and the merged tags, which the real provider plans."""
    out: dict[str, Any] = {}
    args = about.args
    if "region" in args and is_unknown(args["region"]):
        out["region"] = about.region
    if "tags_all" in args and config.get("tags_all") is None:
        default_tags = (about.config.get("default_tags") or [{}])[0].get("tags") or {}
        tags = args.get("tags")
        out["tags_all"] = UNKNOWN if has_unknown(tags) else {**default_tags, **(tags or {})}
    return out


def _arn(about: Context) -> str:
    fallback = (about.short.split("_")[0], about.short.replace("_", "-") + "/{name}")
    service, resource = _ARNS.get(about.short, fallback)
    region = "" if service.endswith("-") else about.region
    resource = resource.format(
        name=about.name,
        uuid=about.uuid(),
        hex6=about.digest(length=6),
        group_name=about.text("group_name", "default"),
    )
    return f"arn:{PARTITION}:{service.rstrip('-')}:{region}:{ACCOUNT}:{resource}"


def _id(about: Context, arn: str) -> str:
    if about.short in _EC2_IDS:
        return f"{_EC2_IDS[about.short]}-0{about.digest(length=16)}"
    if about.short in _ID_IS_ARN:
        return arn
    return about.text(_ID_IS.get(about.short, ""), about.name)


def special(about: Context) -> dict[str, Any]:
    """Attributes that are not just text."""
    arn = _arn(about)
    out: dict[str, Any] = {
        "arn": arn,
        "id": _id(about, arn),
        "name": about.name,
        "name_prefix": "",
        "owner_id": ACCOUNT,
        "account_id": ACCOUNT,
        "registry_id": ACCOUNT,
        "unique_id": "AROA" + about.digest(length=17).upper(),
    }
    makers = _DATA if about.kind == "data" else _RESOURCES
    maker = makers.get(about.short)
    return {**out, **maker(about, arn)} if maker else out


def _queue(about: Context, _: str) -> dict[str, Any]:
    url = f"https://sqs.{about.region}.amazonaws.com/{ACCOUNT}/{about.name}"
    fifo = bool(about.args.get("fifo_queue"))
    return {
        "id": url,
        "url": url,
        "kms_data_key_reuse_period_seconds": 300,
        "sqs_managed_sse_enabled": not about.text("kms_master_key_id"),
        "deduplication_scope": "queue" if fifo else "",
        "fifo_throughput_limit": "perQueue" if fifo else "",
        "max_message_size": 262144,
    }


def _function(about: Context, arn: str) -> dict[str, Any]:
    digest = hashlib.sha256(about.name.encode()).digest()
    return {
        "architectures": ["x86_64"],
        "code_sha256": base64.b64encode(digest).decode(),
        "source_code_hash": base64.b64encode(digest).decode(),
        "invoke_arn": f"arn:aws:apigateway:{about.region}:lambda:path/{arn}/invocations",
        "qualified_arn": f"{arn}:$LATEST",
        "version": "$LATEST",
        "last_modified": "2026-01-01T00:00:00.000+0000",
    }


def _bucket(about: Context, _: str) -> dict[str, Any]:
    name = about.text("bucket", about.name)
    return {
        "arn": f"arn:{PARTITION}:s3:::{name}",
        "bucket": name,
        "bucket_domain_name": f"{name}.s3.amazonaws.com",
        "bucket_regional_domain_name": f"{name}.s3.{about.region}.amazonaws.com",
    }


def _replication_group(about: Context, _: str) -> dict[str, Any]:
    suffix = f"{about.name}.{about.digest(length=6)}.use1.cache.amazonaws.com"
    return {
        "primary_endpoint_address": f"master.{suffix}",
        "reader_endpoint_address": f"replica.{suffix}",
        "configuration_endpoint_address": "",
        "engine_version_actual": "8.0.1",
        "member_clusters": [f"{about.name}-001", f"{about.name}-002"],
    }


def _mapping(about: Context, _: str) -> dict[str, Any]:
    return {"uuid": about.uuid(), "id": about.uuid(), "state": "Enabled"}


def _key(about: Context, _: str) -> dict[str, Any]:
    return {"key_id": about.uuid(), "id": about.uuid()}


def _repository(about: Context, _: str) -> dict[str, Any]:
    return {"repository_url": f"{ACCOUNT}.dkr.ecr.{about.region}.amazonaws.com/{about.name}"}


def _task(_: Context, arn: str) -> dict[str, Any]:
    return {"revision": 1, "arn_without_revision": arn.rsplit(":", 1)[0]}


def _role_policy(about: Context, _: str) -> dict[str, Any]:
    return {"id": f"{about.text('role')}:{about.name}"}


_RESOURCES = {
    "sqs_queue": _queue,
    "lambda_function": _function,
    "s3_bucket": _bucket,
    "elasticache_replication_group": _replication_group,
    "lambda_event_source_mapping": _mapping,
    "kms_key": _key,
    "ecr_repository": _repository,
    "ecs_task_definition": _task,
    "iam_role_policy": _role_policy,
}


def _caller(_about: Context, _: str) -> dict[str, Any]:
    return {
        "id": ACCOUNT,
        "arn": f"arn:{PARTITION}:iam::{ACCOUNT}:user/offline",
        "user_id": "AIDAOFFLINE000000000",
    }


def _region(about: Context, _: str) -> dict[str, Any]:
    region = about.text("region", about.region)
    endpoint = f"ec2.{region}.amazonaws.com"
    return {
        "name": region,
        "id": region,
        "region": region,
        "endpoint": endpoint,
        "description": region,
    }


def _partition(_about: Context, _: str) -> dict[str, Any]:
    return {
        "partition": PARTITION,
        "id": PARTITION,
        "dns_suffix": "amazonaws.com",
        "reverse_dns_prefix": "com.amazonaws",
    }


def _zones(about: Context, _: str) -> dict[str, Any]:
    return {
        "id": about.region,
        "names": [about.region + letter for letter in "abc"],
        "zone_ids": ["use1-az1", "use1-az2", "use1-az3"],
    }


def _policy_document(about: Context, _: str) -> dict[str, Any]:
    made = policy.document({k: None if is_unknown(v) else v for k, v in about.args.items()})
    compact = json.dumps(made, separators=(",", ":"))
    digest = hashlib.sha256(compact.encode()).hexdigest()
    return {
        "json": json.dumps(made, indent=2),
        "minified_json": compact,
        "id": str(int(digest[:8], 16)),
    }


def _subnet(about: Context, _: str) -> dict[str, Any]:
    name = about.text("id", f"subnet-0{about.digest()}")
    return {"id": name, "vpc_id": f"vpc-0{about.digest('vpc')}", "cidr_block": "10.0.0.0/24"}


_DATA = {
    "caller_identity": _caller,
    "region": _region,
    "partition": _partition,
    "availability_zones": _zones,
    "iam_policy_document": _policy_document,
    "subnet": _subnet,
}
