"""One generated tree through Terraform: format, validate, apply, second plan, destroy, for every
root.

Applying is the dear part, so a tree is applied once and several tests read what came of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import terraform

EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Root:
    """What came of one root module.

    `diagnostics` are those of `validate`; `state` is what `show -json` printed after apply;
    `trouble` is the first step that failed, with what Terraform said, or empty.
    """

    name: str
    diagnostics: list[dict[str, Any]]
    state: dict[str, Any]
    trouble: str

    def resources(self) -> Iterator[Resource]:
        """Everything in the state, data sources included: `address`, `type`, `mode`, `values`."""
        modules = [self.state.get("values", {}).get("root_module", {})]
        while modules:
            module = modules.pop()
            yield from module.get("resources", ())
            modules += module.get("child_modules", ())


def packages(tree: Path) -> None:
    """Stand-ins for built Lambda packages: the offline provider looks at the path alone."""
    for worker in (tree / "workers").glob("*"):
        (worker / "dist").mkdir(exist_ok=True)
        (worker / "dist" / "package.zip").write_bytes(EMPTY_ZIP)


def roots(tree: Path) -> list[Path]:
    """The root modules of a generated tree, relative to it."""
    found = sorted((tree / "terraform" / "environments").glob("*"))
    return [path.relative_to(tree) for path in found if path.is_dir()]


def modules(tree: Path) -> list[Path]:
    """The modules of a generated tree, relative to it."""
    return [path.relative_to(tree) for path in sorted((tree / "terraform" / "modules").glob("*"))]


def _prepared(session: terraform.Session, tree: Path, inside: Path, values: dict[str, Any]) -> terraform.Folder:
    folder = session.copy(tree, str(inside))
    packages(folder.path.parents[2])
    if 'variable "project_id"' in (folder.path / "variables.tf").read_text():
        values = {"project_id": "offline-project", **values}
    (folder.path / "test.auto.tfvars.json").write_text(json.dumps(values))
    return folder


def live(session: terraform.Session, tree: Path, inside: Path, values: dict[str, Any]) -> Root:
    """Take one root through its life; never raises for what Terraform says."""
    folder = _prepared(session, tree, inside, values)
    diagnostics: list[dict[str, Any]] = []
    state: dict[str, Any] = {}
    trouble = ""
    try:
        diagnostics = folder.validate()
        if not any(d["severity"] == "error" for d in diagnostics):
            state = folder.apply()
            folder.assert_nothing_to_do()
            folder.destroy()
    except terraform.TerraformFailed as error:
        trouble = str(error)
    return Root(inside.name, diagnostics, state, trouble)
