"""What must differ between environments, and what a cloud needs to know."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Project


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """State of its own, a region where there is one."""
    if project.provider != "self_hosted" and not environment.region:
        yield Diagnostic(
            codes.MISSING_KEY,
            f"`{project.provider}` needs a `region`",
            ("region",),
            "add `region:`" if len(project.environments) == 1 else f"here, or in the environment `{environment.name}`",
        )
    if project.provider == "self_hosted" or not project.roots:
        return
    yield from _state(project, environment)


# What names a state, by kind of backend; of any other kind, all of its config.
# Source: developer.hashicorp.com/terraform/language/backend, read 2026-11-24.
_NAMES = {
    "azurerm": ("storage_account_name", "container_name", "key"),
    "gcs": ("bucket", "prefix"),
    "http": ("address",),
    "kubernetes": ("config_path", "config_context", "host", "namespace", "secret_suffix"),
    "oss": ("bucket", "prefix", "key"),
    "s3": ("bucket", "key", "workspace_key_prefix", "endpoints", "endpoint"),
}


def _state(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    others = project.environments[: project.environments.index(environment)]
    path = ("terraform", "backend")
    if _on_this_machine(environment) and len(project.environments) > 1 and not any(map(_on_this_machine, others)):
        yield Diagnostic(
            codes.LOCAL_STATE,
            f"{sum(map(_on_this_machine, project.environments))} environments keep their state on this machine",
            ("environments",) if environment.backend is None else path,
            "a `terraform: {backend: {type, config}}` shares it; `{environment}` is filled in",
            on_key=True,
        )
    if environment.backend is None:
        return
    yield from _variables(environment.backend.config, (*path, "config"))
    mine = _key(environment)
    for other in others:
        if mine and mine == _key(other):
            yield Diagnostic(
                codes.SHARED_STATE,
                f"`{environment.name}` and `{other.name}` would keep one and the same state",
                path,
                "put `{environment}` into the key, prefix or path of the backend's config",
            )
            return


def _on_this_machine(environment: Environment) -> bool:
    return environment.backend is None or environment.backend.type == "local"


def _variables(value: Any, path: Path) -> Iterator[Diagnostic]:
    """Terraform knows no variable yet when it looks for the state."""
    if isinstance(value, Mapping):
        if set(value) == {"var"}:
            text = "Terraform reads the backend before any variable"
            hint = "write the value, or leave it out and give it with `terraform init -backend-config=…`"
            yield Diagnostic(codes.UNSUPPORTED, text, path, hint)
            return
        for key, each in value.items():
            yield from _variables(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _variables(each, (*path, index))


def _key(environment: Environment) -> str:
    """What names the state of an environment; "" where that is not known here, as with `init -backend-config`."""
    backend = environment.backend
    if backend is None or (not backend.config and backend.type != "local"):
        return ""
    named: object = {name: backend.config.get(name) for name in _NAMES.get(backend.type, backend.config)}
    if backend.type == "local":  # a path is relative to the root, and each environment has a root of its own
        file = str(backend.config.get("path", "terraform.tfstate"))
        named = posixpath.normpath(posixpath.join("/terraform/environments", environment.name, file))
    return json.dumps([backend.type, named], sort_keys=True, default=str)
