"""What a handler's own work needs: `{role, resource}`, granted on the resource to the worker alone."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from infera.model import Environment, Permission, Var, Worker
from infera.records import dataclass
from infera.render.hcl import Expr
from infera.terraform.module import Module


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource that takes grants: how it is written, and which Terraform resource grants on it."""

    what: str
    pattern: str  # with a named group for each argument
    resource: str
    services: tuple[str, ...] = ()  # of roles; tells a bare name or a variable apart

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments that name the resource."""
        return tuple(re.compile(self.pattern).groupindex)


# A full resource name, as IAM conditions and asset inventories write it, has the service in front.
_SERVICE = re.compile(r"//[a-z]+\.googleapis\.com/(?=[^/]+/)")
_IN = r"projects/[^/]+/locations/[^/]+"
KINDS = (
    Kind(
        "bucket",
        r"(?:gs://|projects/_/buckets/|buckets/)(?P<bucket>[^/]+)",
        "google_storage_bucket_iam_member",
        ("storage",),
    ),
    Kind(
        "topic",
        r"(?P<topic>projects/[^/]+/topics/[^/]+)",
        "google_pubsub_topic_iam_member",
        ("pubsub.publisher",),
    ),
    Kind(
        "subscription",
        r"(?P<subscription>projects/[^/]+/subscriptions/[^/]+)",
        "google_pubsub_subscription_iam_member",
        ("pubsub.subscriber",),
    ),
    Kind(
        "secret",
        r"(?P<secret_id>projects/[^/]+/secrets/[^/]+)",
        "google_secret_manager_secret_iam_member",
        ("secretmanager",),
    ),
    Kind(
        "key",
        rf"(?P<crypto_key_id>{_IN}/keyRings/[^/]+/cryptoKeys/[^/]+)",
        "google_kms_crypto_key_iam_member",
        ("cloudkms",),
    ),
    Kind(
        "task queue",
        rf"(?P<name>{_IN}/queues/[^/]+)",
        "google_cloud_tasks_queue_iam_member",
        ("cloudtasks",),
    ),
    Kind(
        "service",
        rf"(?P<name>{_IN}/services/[^/]+)",
        "google_cloud_run_v2_service_iam_member",
        ("run",),
    ),
    Kind(
        "repository",
        rf"(?P<repository>{_IN}/repositories/[^/]+)",
        "google_artifact_registry_repository_iam_member",
        ("artifactregistry",),
    ),
    Kind(
        "dataset",
        r"projects/(?P<project>[^/]+)/datasets/(?P<dataset_id>[^/]+)",
        "google_bigquery_dataset_iam_member",
        ("bigquery",),
    ),
    Kind(
        "table",
        r"projects/(?P<project>[^/]+)/datasets/(?P<dataset_id>[^/]+)/tables/(?P<table_id>[^/]+)",
        "google_bigquery_table_iam_member",
    ),
    Kind(
        "service account",
        r"(?P<service_account_id>projects/[^/]+/serviceAccounts/[^/]+)",
        "google_service_account_iam_member",
        ("iam.serviceAccount",),
    ),
    Kind("project", r"projects/(?P<project>[^/]+)", "google_project_iam_member"),
)
FORMS = (
    "gs://BUCKET, projects/P/topics/T, projects/P/subscriptions/S, projects/P/secrets/S, "
    "projects/P/locations/L/queues/Q, projects/P/datasets/D, projects/P, …"
)


def resolve(permission: Permission) -> tuple[Kind, dict[str, Any]] | None:
    """The kind and the arguments of a grant, None when the resource is of no kind that is known."""
    named = permission.resource
    if isinstance(named, str) and "/" in named:
        named = _SERVICE.sub("", named)
        for kind in KINDS:
            match = re.fullmatch(kind.pattern, named)
            if match:
                return kind, match.groupdict()
        return None
    role = permission.role.removeprefix("roles/")
    for kind in KINDS:
        if permission.resource and any(role.startswith(service) for service in kind.services):
            names = [name for name in kind.arguments if name != "project"]
            return kind, {names[0]: permission.resource}
    return None


def of_worker(module: Module, worker: Worker) -> list[dict[str, Any]]:
    """One block for each kind of resource, with a grant for each role on each of them."""
    granted = [_granted(e, worker.name) for e in module.project.environments]
    kinds = sorted({resource for each in granted for resource in each})
    result = []
    for resource in kinds:
        arguments = next(k.arguments for k in KINDS if k.resource == resource)
        names = sorted({name for each in granted for item in each.get(resource, {}).values() for name in item})
        grants = module.vary(
            f"{worker.label}_{resource.removeprefix('google_').removesuffix('_iam_member')}_grants",
            partial(_grants_on, worker.name, resource),
            description=f"What {worker.name} may do: roles and resources.",
            type=f"map(object({{ {', '.join(f'{name} = string' for name in names)} }}))",
        )
        used = [(Expr(name), Expr(f"each.value.{name}")) for name in arguments if name in names]
        result.append(
            {
                "resource": resource,
                "label": f"{worker.label}_own",
                "grants": grants,
                "arguments": used,
            }
        )
    return result


def _grants_on(worker: str, resource: str, environment: Environment) -> dict[str, dict[str, Any]]:
    return _granted(environment, worker).get(resource, {})


def _granted(environment: Environment, name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Terraform resource -> key of the grant -> its arguments. Keys are known before anything is applied."""
    result: dict[str, dict[str, dict[str, Any]]] = {}
    for permission in environment.worker(name).permissions:
        found = resolve(permission)
        if found is None:
            continue
        kind, arguments = found
        resource = permission.resource
        shown = resource.name if isinstance(resource, Var) else resource
        key = f"{permission.role} on {shown}"
        result.setdefault(kind.resource, {})[key] = {"role": permission.role, **arguments}
    return {kind: dict(sorted(grants.items())) for kind, grants in sorted(result.items())}
