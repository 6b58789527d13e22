"""Permissions: a role of Google Cloud on a resource of a kind that takes grants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Permission, Worker
from infera.platforms.gcp import permissions as grants

ROLE = re.compile(r"roles/[A-Za-z0-9_.]+|(?:projects|organizations)/[^/\s]+/roles/[A-Za-z0-9_.]+")
BASIC = ("roles/owner", "roles/editor", "roles/viewer", "roles/browser")
# On a whole project these let a worker be someone else, or change what it runs in.
TOO_MUCH_FOR_A_PROJECT = re.compile(
    r"(?i)roles/(?:.*admin.*|iam\.serviceAccount(?:User|TokenCreator|KeyAdmin)|iam\.workloadIdentityUser"
    r"|deploymentmanager\.editor|cloudbuild\.builds\.editor|(?:owner|editor|viewer))"
)


def permissions(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Every permission of a worker."""
    for index, permission in enumerate(worker.permissions):
        yield from _permission(permission, (*worker.at, "permissions", index))


def _permission(permission: Permission, at: Path) -> Iterator[Diagnostic]:
    if not permission.role:
        text = "a policy or actions of AWS cannot be granted on Google Cloud"
        yield Diagnostic(codes.UNSUPPORTED, text, at, "`{role: roles/…, resource: …}`")
    elif not ROLE.fullmatch(permission.role):
        text = f"`{permission.role}` is not a role of Google Cloud"
        yield Diagnostic(codes.UNKNOWN_RESOURCE, text, (*at, "role"), "roles/SERVICE.ROLE")
    elif permission.role in BASIC:
        text = f"`{permission.role}` reaches everything there is"
        yield Diagnostic(
            codes.BROAD_GRANT,
            text,
            (*at, "role"),
            "a role of the one service that the handler uses",
        )
    else:
        yield from _resource(permission, at)


def _resource(permission: Permission, at: Path) -> Iterator[Diagnostic]:
    found = grants.resolve(permission)
    if found is None:
        text = f"infera does not know how to grant on `{_shown(permission)}`"
        yield Diagnostic(codes.UNKNOWN_RESOURCE, text, (*at, "resource"), f"known: {grants.FORMS}")
    elif found[0].what == "project":
        if TOO_MUCH_FOR_A_PROJECT.fullmatch(permission.role):
            text = f"`{permission.role}` on a whole project lets the worker change far more than its own"
            yield Diagnostic(codes.BROAD_GRANT, text, (*at, "resource"), "name the resource itself")
        else:
            text = f"`{permission.role}` holds for everything in the project"
            yield Diagnostic(
                codes.PROJECT_WIDE,
                text,
                (*at, "resource"),
                "name the resource itself if it takes grants",
            )


def _shown(permission: Permission) -> str:
    resource = permission.resource
    return resource if isinstance(resource, str) else f"{{var: {resource.name}}}"
