"""The files that every Terraform platform has alike: versions, variables, outputs and one root per environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.model import Environment, Project, Var
from infera.output.files import File, Owner
from infera.platforms.base import TerraformPlatform
from infera.render.env import render
from infera.render.hcl import Expr
from infera.terraform import moved
from infera.terraform.guide import guide
from infera.terraform.module import Module, Variable

REQUIRED_VERSION = ">= 1.9.0"  # cross-object references in variable validation; no ceiling on Terraform itself

# Maps that a provider or backend block takes as a nested block; every other map is an attribute.
PROVIDER_BLOCKS = frozenset(
    (
        "assume_role assume_role_with_web_identity default_tags ignore_tags endpoints batching external_credentials"
    ).split()
)
BACKEND_BLOCKS = frozenset({"workspaces"})


def files(project: Project, platform: TerraformPlatform) -> Iterator[File]:
    """The module, its roots and what stands beside them, in no particular order."""
    module = Module(project)
    _declare(module, project)
    platform.build(module)
    renamed = [(Expr(old), Expr(new)) for old, new in moved.moves(module, platform.build)]
    if renamed:
        module.add("moved.tf", "terraform/moved.tf.j2", {"moves": renamed})
    context = {
        "required_version": project.required_version or REQUIRED_VERSION,
        "providers": _providers(project, platform),
    }
    module.add("versions.tf", "terraform/versions.tf.j2", {**context, "backend": None})
    roots = list(_roots(module, platform, context)) if project.roots else []
    module.add("variables.tf", "terraform/variables.tf.j2", {"variables": _variables(module)})
    module.add("outputs.tf", "terraform/outputs.tf.j2", {"outputs": _outputs(module)})
    module.add("README.md", "terraform/module.md.j2", _readme(module))
    yield from module.files
    yield from roots
    if roots:
        yield guide(project)


def _declare(module: Module, project: Project) -> None:
    """Variables that an override names: given by the root, unless the platform declares them itself."""
    if not project.overrides:
        return
    from infera.render.overrides import variables

    for name in variables(project.overrides):
        module.variable(Variable(name, "any", "Used by an override.", in_root=True, provisional=True))


def _providers(project: Project, platform: TerraformPlatform) -> list[dict[str, Any]]:
    written = dict(project.provider_versions)
    return [
        {"name": identifier(name), "source": source, "version": written.get(name, version)}
        for name, source, version in platform.required_providers(project)
    ]


def _variables(module: Module) -> list[Variable]:
    return [module.variables[name] for name in sorted(module.variables)]


def _outputs(module: Module) -> list[Any]:
    return [module.outputs[name] for name in sorted(module.outputs)]


def _roots(module: Module, platform: TerraformPlatform, context: Mapping[str, Any]) -> Iterator[File]:
    for environment in module.project.environments:
        folder = PurePosixPath("terraform/environments") / environment.name
        yield from _root(module, platform, environment, folder, context)


def _root(
    module: Module,
    platform: TerraformPlatform,
    environment: Environment,
    folder: PurePosixPath,
    context: Mapping[str, Any],
) -> Iterator[File]:
    block = _joined(platform.provider_block(module, environment), plain(environment.provider_config))
    provider = {"name": platform.name if platform.name != "gcp" else "google", **_split(block, PROVIDER_BLOCKS)}
    calls = list(_arguments(module, environment))
    root_variables = _root_variables(module, environment)
    views: dict[str, tuple[str, dict[str, Any]]] = {
        "versions.tf": ("terraform/versions.tf.j2", {**context, "backend": _backend(environment)}),
        "providers.tf": ("terraform/providers.tf.j2", {"provider": provider}),
        "main.tf": (
            "terraform/root.tf.j2",
            {"label": module.project.label, "source": f"../../modules/{module.project.name}", "arguments": calls},
        ),
        "variables.tf": ("terraform/variables.tf.j2", {"variables": root_variables}),
        "outputs.tf": ("terraform/outputs.tf.j2", {"outputs": _root_outputs(module)}),
    }
    for name, (template, view) in views.items():
        if name == "variables.tf" and not root_variables:
            continue
        yield File(folder / name, render(template, view))
    yield File(folder / "images.auto.tfvars.json", "{}\n", Owner.USER)


def _joined(ours: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A provider block with what was given for it: maps merge, the rest replaces."""
    both = {key: _joined(ours[key], given[key]) for key in ours.keys() & given.keys() if _maps(ours[key], given[key])}
    return {**ours, **given, **both}


def _maps(*values: Any) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _backend(environment: Environment) -> dict[str, Any] | None:
    if environment.backend is None:
        return None
    kind = environment.backend.type  # Terraform Cloud's is a block of its own
    head = Expr("cloud") if kind == "cloud" else Expr(f'backend "{kind}"')
    return {"head": head, **_split(environment.backend.config, BACKEND_BLOCKS)}


def _split(arguments: Mapping[str, Any], blocks: frozenset[str]) -> dict[str, Any]:
    """Plain arguments, and those that are nested blocks."""
    plain: list[tuple[Expr, Any]] = []
    nested: list[tuple[Expr, list[tuple[Expr, Any]]]] = []
    for key, value in sorted(arguments.items()):
        if key in blocks and isinstance(value, Mapping | list):
            for each in value if isinstance(value, list) else [value]:
                nested.append((identifier(key), [(identifier(k), v) for k, v in sorted(each.items())]))
        else:
            plain.append((identifier(key), value))
    return {"arguments": plain, "blocks": nested}


def identifier(name: str) -> Expr:
    """A name of the user's as a bare HCL identifier; ValueError when it is none."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name):
        raise ValueError(f"not an identifier: {name!r}")
    return Expr(name)


def _arguments(module: Module, environment: Environment) -> Iterator[tuple[Expr, Any]]:
    """What a root passes to the module: its own variables, and this environment's values."""
    for variable in _variables(module):
        if variable.in_root:
            yield Expr(variable.name), Expr(f"var.{variable.name}")
        elif environment.name in module.root_values.get(variable.name, {}):
            yield Expr(variable.name), plain(module.root_values[variable.name][environment.name])


def _root_variables(module: Module, environment: Environment) -> list[Variable]:
    """The variables of a root: those that it passes on, and those that its own values name."""
    found = {
        name: Variable(name, "string", "Given by whoever applies this root.", in_root=True)
        for values in (*module.root_values.values(), {environment.name: environment.provider_config})
        for name in named(values.get(environment.name))
    }
    for variable in _variables(module):
        if variable.in_root:
            found[variable.name] = _root_variable(variable, module, environment)
    return [found[name] for name in sorted(found)]


def named(value: Any) -> Iterator[str]:
    """The name in every `{var: name}` of a value."""
    if isinstance(value, Var):
        yield value.name
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from named(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from named(item)


def _root_variable(variable: Variable, module: Module, environment: Environment) -> Variable:
    values = module.root_values.get(variable.name, {})
    default = values.get(environment.name, variable.default)
    return Variable(variable.name, variable.type, variable.description, default, variable.sensitive, variable.in_root)


def plain(value: Any) -> Any:
    """A value with `{var: name}` as a reference, for a root."""
    if isinstance(value, Var):
        return Expr(f"var.{value.name}")
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _root_outputs(module: Module) -> list[dict[str, Any]]:
    return [
        {
            "name": output.name,
            "description": output.description,
            "value": Expr(f"module.{module.project.label}.{output.name}"),
            "sensitive": output.sensitive,
        }
        for output in _outputs(module)
    ]


def _readme(module: Module) -> dict[str, Any]:
    return {
        "project": module.project.name,
        "variables": _variables(module),
        "outputs": [{"name": o.name, "description": o.description.replace("`", "")} for o in _outputs(module)],
    }
