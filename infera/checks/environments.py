"""What must differ between environments, and what a cloud needs to know."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic
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
    if project.provider == "self_hosted":
        return
    yield from _state(project, environment)


def _state(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    others = project.environments[: project.environments.index(environment)]
    path = ("terraform", "backend")
    if environment.backend is None:
        if len(project.environments) > 1 and not others:
            yield Diagnostic(
                codes.LOCAL_STATE,
                f"{len(project.environments)} environments keep their state on this machine",
                ("environments",),
                "a `terraform: {backend: {type, config}}` shares it; `{environment}` is filled in",
                on_key=True,
            )
        return
    mine = _key(environment)
    for other in others:
        if mine == _key(other):
            yield Diagnostic(
                codes.SHARED_STATE,
                f"`{environment.name}` and `{other.name}` would keep one and the same state",
                path,
                "put `{environment}` into the key, prefix or path of the backend's config",
            )
            return


def _key(environment: Environment) -> str:
    backend = environment.backend
    return "" if backend is None else json.dumps([backend.type, backend.config], sort_keys=True, default=str)
