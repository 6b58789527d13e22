"""Identifiers of Google Cloud: resource paths, service accounts, addresses."""

from __future__ import annotations

import re
from typing import Any

from tests.engines.tfprovider.fakes.context import Context
from tests.engines.tfprovider.values import UNKNOWN, has_unknown, is_unknown

PROJECT_NUMBER = "123456789012"

_REGIONAL = "projects/{project}/locations/{location}/"
_IDS = {
    "pubsub_topic": "projects/{project}/topics/{name}",
    "pubsub_subscription": "projects/{project}/subscriptions/{name}",
    "pubsub_schema": "projects/{project}/schemas/{name}",
    "cloud_tasks_queue": _REGIONAL + "queues/{name}",
    "cloud_run_v2_service": _REGIONAL + "services/{name}",
    "cloud_run_v2_worker_pool": _REGIONAL + "workerPools/{name}",
    "cloud_scheduler_job": "projects/{project}/locations/{region}/jobs/{name}",
    "project_service": "{project}/{service}",
    "redis_instance": "projects/{project}/locations/{region}/instances/{name}",
    "memorystore_instance": _REGIONAL + "instances/{instance_id}",
    "compute_network": "projects/{project}/global/networks/{name}",
    "compute_subnetwork": "projects/{project}/regions/{region}/subnetworks/{name}",
    "secret_manager_secret": "projects/{project}/secrets/{secret_id}",
    "kms_key_ring": _REGIONAL + "keyRings/{name}",
    "kms_crypto_key": "{key_ring}/cryptoKeys/{name}",
    "firestore_database": "projects/{project}/databases/{name}",
    "firestore_field": ("projects/{project}/databases/{database}/collectionGroups/{collection}/fields/{field}"),
    "artifact_registry_repository": _REGIONAL + "repositories/{repository_id}",
    "monitoring_alert_policy": "projects/{project}/alertPolicies/{number}",
    "monitoring_notification_channel": "projects/{project}/notificationChannels/{number}",
    "storage_bucket": "{name}",
}


def known_at_plan(about: Context, config: dict[str, Any]) -> dict[str, Any]:
    """Project, region, labels and a service account's e-mail, which the real provider plans."""
    out: dict[str, Any] = {}
    args = about.args
    for key in ("project", "region", "zone"):
        configured = about.config.get(key)
        if key in args and is_unknown(args[key]) and isinstance(configured, str):
            out[key] = configured
    if "effective_labels" in args:
        out |= _labels(about)
    if "effective_annotations" in args:
        annotations = args.get("annotations")
        out["effective_annotations"] = UNKNOWN if has_unknown(annotations) else annotations or {}
    account = about.text("account_id")
    project = out.get("project", args.get("project"))
    if about.short == "service_account" and account and isinstance(project, str):
        email = f"{account}@{project}.iam.gserviceaccount.com"
        out |= {"email": email, "member": f"serviceAccount:{email}"}
    del config
    return out


def _labels(about: Context) -> dict[str, Any]:
    labels, defaults = about.args.get("labels"), about.config.get("default_labels")
    if has_unknown(labels) or has_unknown(defaults):
        return {"effective_labels": UNKNOWN, "terraform_labels": UNKNOWN}
    merged = {**(defaults or {}), **(labels or {})}
    attribution = about.config.get("add_terraform_attribution_label") is not False
    provenance = {"goog-terraform-provisioned": "true"} if attribution else {}
    return {"terraform_labels": merged, "effective_labels": {**merged, **provenance}}


def _number(about: Context, salt: str) -> str:
    return "1" + str(int(about.digest(salt, length=18), 16))[:18].ljust(18, "0")


def _id(about: Context) -> str:
    template = _IDS.get(about.short)
    if template is None:
        if "_iam_" in about.short:
            return _grant_id(about)
        template = "projects/{project}/" + about.short.replace("_", "-") + "s/{name}"
    fields = {key: about.text(key) for key in about.args}
    fields |= {
        "project": about.project,
        "region": about.region,
        "location": about.text("location", about.region),
        "name": about.name,
        "number": _number(about, "id"),
    }
    return re.sub(r"\{(\w+)\}", lambda match: fields.get(match[1], ""), template)


def _grant_id(about: Context) -> str:
    roles = {"role", "member", "project", "location", "region", "id", "etag"}
    targets = (v for k, v in sorted(about.args.items()) if k not in roles and isinstance(v, str))
    target = next(targets, about.project)
    return f"{target}/{about.text('role')}/{about.text('member')}"


def special(about: Context) -> dict[str, Any]:
    """Attributes that are not just text."""
    own_id = _id(about)
    out: dict[str, Any] = {
        "id": own_id,
        "project": about.project,
        "region": about.region,
        "self_link": f"https://www.googleapis.com/compute/v1/{own_id}",
        "etag": "BwX" + about.digest(length=9),
        "number": PROJECT_NUMBER,
        "unique_id": _number(about, "unique"),
        "deletion_policy": "DELETE",
    }
    maker = _MAKERS.get(about.short)
    return {**out, **maker(about, own_id)} if maker else out


def _account(about: Context, _: str) -> dict[str, Any]:
    account = about.text("account_id", "offline")
    email = account if "@" in account else f"{account}@{about.project}.iam.gserviceaccount.com"
    name = f"projects/{about.project}/serviceAccounts/{email}"
    return {"id": name, "name": name, "email": email, "member": f"serviceAccount:{email}"}


def _service(about: Context, _: str) -> dict[str, Any]:
    uri = f"https://{about.name}-{PROJECT_NUMBER}.{about.text('location', about.region)}.run.app"
    revision = f"{about.name}-00001-{about.digest(length=3)}"
    return {
        "uri": uri,
        "urls": [uri],
        "latest_ready_revision": revision,
        "latest_created_revision": revision,
        "launch_stage": "GA",
        "ingress": "INGRESS_TRAFFIC_ALL",
    }


def _project(about: Context, _: str) -> dict[str, Any]:
    return {
        "project_id": about.text("project_id", about.project),
        "name": about.project,
        "id": f"projects/{about.project}",
        "access_token": "offline",
        "zone": f"{about.region}-a",
    }


def _redis(about: Context, _: str) -> dict[str, Any]:
    return {
        "host": "10.0.0.3",
        "port": 6379,
        "auth_string": about.digest("auth", length=32),
        "current_location_id": f"{about.region}-a",
        "location_id": f"{about.region}-a",
        "redis_version": "REDIS_7_2",
        "reserved_ip_range": "10.0.0.0/29",
        "server_ca_certs": [
            {
                "cert": about.digest("certificate", length=64),
                "create_time": "2026-01-01T00:00:00Z",
                "expire_time": "2036-01-01T00:00:00Z",
                "serial_number": "1",
                "sha1_fingerprint": about.digest(length=40),
            }
        ],
    }


def _identity(about: Context, _: str) -> dict[str, Any]:
    service = about.text("service").split(".")[0]
    email = f"service-{PROJECT_NUMBER}@gcp-sa-{service}.iam.gserviceaccount.com"
    return {"email": email, "member": f"serviceAccount:{email}"}


def _secret(about: Context, _: str) -> dict[str, Any]:
    return {"name": f"projects/{PROJECT_NUMBER}/secrets/{about.text('secret_id')}"}


def _repository(about: Context, _: str) -> dict[str, Any]:
    name = about.text("repository_id", about.name)
    host = f"{about.text('location', about.region)}-docker.pkg.dev"
    return {"name": name, "registry_uri": f"{host}/{about.project}/{name}"}


def _named_by_id(_: Context, own_id: str) -> dict[str, Any]:
    return {"name": own_id}


_MAKERS = {
    "service_account": _account,
    "cloud_run_v2_service": _service,
    "cloud_run_v2_worker_pool": _service,
    "project": _project,
    "client_config": _project,
    "redis_instance": _redis,
    "project_service_identity": _identity,
    "secret_manager_secret": _secret,
    "artifact_registry_repository": _repository,
    "monitoring_alert_policy": _named_by_id,
    "monitoring_notification_channel": _named_by_id,
    "memorystore_instance": _named_by_id,
    "firestore_field": _named_by_id,
}
