"""Which change of an attribute makes Terraform replace a resource, and what is lost with it.

Facts of the provider schemas (attributes marked ForceNew or RequiresReplace), read 2026-11-24 from:
  aws 6.69 and 5.100  github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
  google 8.7 and 7.x  github.com/hashicorp/terraform-provider-google/tree/main/google/services
  random 3.7          github.com/hashicorp/terraform-provider-random
An attribute counts with everything below it (`replication` includes `replication.auto`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_GOOGLE_TOP = ("project",)

FORCE_NEW: dict[str, tuple[str, ...]] = {
    "aws_cloudwatch_log_group": ("log_group_class", "name", "name_prefix"),
    "aws_cloudwatch_metric_alarm": ("alarm_name",),
    "aws_dynamodb_table": ("hash_key", "name", "range_key"),
    "aws_ecr_repository": ("name", "encryption_configuration"),
    "aws_ecs_cluster": ("name",),
    "aws_ecs_service": ("cluster", "launch_type", "name", "scheduling_strategy"),
    "aws_ecs_task_definition": (
        "container_definitions",
        "cpu",
        "execution_role_arn",
        "family",
        "memory",
        "network_mode",
        "requires_compatibilities",
        "runtime_platform",
        "task_role_arn",
        "volume",
    ),
    "aws_elasticache_cluster": ("cluster_id", "engine", "port", "subnet_group_name"),
    "aws_elasticache_parameter_group": ("description", "family", "name"),
    "aws_elasticache_replication_group": (
        "at_rest_encryption_enabled",
        "kms_key_id",
        "network_type",
        "port",
        "replication_group_id",
        "subnet_group_name",
    ),
    "aws_elasticache_serverless_cache": ("kms_key_id", "name", "security_group_ids", "subnet_ids"),
    "aws_elasticache_subnet_group": ("name",),
    "aws_elasticache_user": ("user_id", "user_name"),
    "aws_iam_policy": ("description", "name", "path"),
    "aws_iam_role": ("name", "name_prefix", "path"),
    "aws_iam_role_policy": ("name", "role"),
    "aws_iam_role_policy_attachment": ("policy_arn", "role"),
    "aws_kms_alias": ("name",),
    "aws_kms_key": ("customer_master_key_spec", "key_usage", "multi_region"),
    "aws_lambda_event_source_mapping": ("event_source_arn", "starting_position"),
    "aws_lambda_function": ("function_name", "package_type"),
    "aws_scheduler_schedule": ("group_name", "name"),
    "aws_scheduler_schedule_group": ("name", "name_prefix"),
    "aws_security_group": ("description", "name", "vpc_id"),
    "aws_sns_topic": ("fifo_topic", "name", "name_prefix"),
    "aws_sns_topic_policy": ("arn",),
    "aws_sns_topic_subscription": ("endpoint", "protocol", "topic_arn"),
    "aws_sqs_queue": ("fifo_queue", "name", "name_prefix"),
    "aws_sqs_queue_policy": ("queue_url",),
    "aws_sqs_queue_redrive_allow_policy": ("queue_url",),
    "aws_sqs_queue_redrive_policy": ("queue_url",),
    "aws_subnet": ("availability_zone", "cidr_block", "vpc_id"),
    "aws_vpc": ("cidr_block",),
    "google_artifact_registry_repository": (
        *("format", "kms_key_name", "location", "mode", "repository_id"),
        *_GOOGLE_TOP,
    ),
    "google_cloud_run_v2_service": ("location", "name", *_GOOGLE_TOP),
    "google_cloud_run_v2_worker_pool": ("location", "name", *_GOOGLE_TOP),
    "google_cloud_scheduler_job": ("name", "region", *_GOOGLE_TOP),
    "google_cloud_tasks_queue": ("location", "name", *_GOOGLE_TOP),
    "google_compute_network": (
        *("auto_create_subnetworks", "description", "mtu", "name"),
        *_GOOGLE_TOP,
    ),
    "google_compute_subnetwork": ("ip_cidr_range", "name", "network", "region", *_GOOGLE_TOP),
    "google_firestore_database": ("cmek_config", "location_id", "name", *_GOOGLE_TOP),
    "google_firestore_field": ("collection", "database", "field", *_GOOGLE_TOP),
    "google_kms_crypto_key": ("key_ring", "name", "purpose"),
    "google_kms_key_ring": ("location", "name", *_GOOGLE_TOP),
    "google_logging_metric": ("name", *_GOOGLE_TOP),
    "google_memorystore_instance": (
        "authorization_mode",
        "instance_id",
        "kms_key",
        "location",
        "mode",
        "transit_encryption_mode",
        *_GOOGLE_TOP,
    ),
    "google_monitoring_notification_channel": _GOOGLE_TOP,
    "google_pubsub_schema": ("name", *_GOOGLE_TOP),
    "google_pubsub_subscription": (
        *("enable_message_ordering", "filter", "name", "topic"),
        *_GOOGLE_TOP,
    ),
    "google_pubsub_topic": ("name", *_GOOGLE_TOP),
    "google_redis_instance": (
        "alternative_location_id",
        "authorized_network",
        "connect_mode",
        "customer_managed_key",
        "location_id",
        "name",
        "region",
        "tier",
        "transit_encryption_mode",
        *_GOOGLE_TOP,
    ),
    "google_secret_manager_secret": ("replication", "secret_id", *_GOOGLE_TOP),
    "google_service_account": ("account_id", *_GOOGLE_TOP),
    "google_vpc_access_connector": ("name", "region", *_GOOGLE_TOP),
    "random_id": ("byte_length", "keepers", "prefix"),
}

# what waits in a resource and goes with it
HOLDS_JOBS: dict[str, str] = {
    "aws_elasticache_cluster": "every job in it",
    "aws_elasticache_replication_group": "every job in it",
    "aws_elasticache_serverless_cache": "every job in it",
    "aws_scheduler_schedule_group": "every delayed job that waits in it",
    "aws_sqs_queue": "its backlog",
    "google_cloud_tasks_queue": "its backlog",
    "google_memorystore_instance": "every job in it",
    "google_pubsub_subscription": "its backlog",
    "google_pubsub_topic": "the backlog of its subscriptions",
    "google_redis_instance": "every job in it",
    "google_redis_cluster": "every job in it",
}

# what is not a job, and still missed
HOLDS_MORE: dict[str, str] = {
    "aws_dynamodb_table": "its record of finished jobs",
    "google_firestore_database": "its record of finished jobs",
    "random_id": "the name made from it, and what bears that name",
}
_IAM = re.compile(r"google_\w+_iam_(?:member|binding)")
_IAM_IN_PLACE = ("members",)


def replacing(kind: str, attributes: Iterable[str]) -> list[str]:
    """Those of the changed attribute paths that make Terraform replace a resource of that type."""
    if _IAM.fullmatch(kind):
        return [path for path in attributes if _top(path) not in _IAM_IN_PLACE]
    forced = FORCE_NEW.get(kind, ())
    if kind.startswith("aws_"):  # what is in one region does not move to another
        forced = (*forced, "region")
    return [path for path in attributes if _top(path) in forced]


def _top(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def lost(kind: str) -> tuple[str, bool]:
    """What is lost with a resource of that type, "" for nothing, and whether it is jobs."""
    if kind in HOLDS_JOBS:
        return HOLDS_JOBS[kind], True
    return HOLDS_MORE.get(kind, ""), False
