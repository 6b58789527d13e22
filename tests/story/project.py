"""A project on disk that lives through several weeks: its file changes, infera writes, Terraform carries one state."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import run_infera
from tests.engines import terraform
from tests.terraform import lifecycle

_INDEX = re.compile(r"\[[^]]*\]")
_MODULE = re.compile(r"^module\.[^.]+\.")


def files(folder: Path) -> dict[str, bytes]:
    """Everything that a person sees in the folder; Terraform's own files and git's are left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".terraform", ".git", "dist"} & set(path.parts) and "tfstate" not in path.name
    }


@dataclass(slots=True)
class Story:
    """One project: `data` is its infera.yaml, as a test changes it."""

    folder: Path
    session: terraform.Session | None
    data: dict[str, Any]
    values: Mapping[str, str] = field(default_factory=dict)

    def write(self) -> None:
        """Put the data on disk."""
        (self.folder / "infera.yaml").write_text(yaml.safe_dump(self.data, sort_keys=False))

    def infera(self, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run infera in the folder; the status is asserted."""
        done = run_infera(*arguments, cwd=self.folder, env={"INFERA_TRACEBACK": "1"})
        assert done.returncode == status, (
            f"{arguments}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
        return done

    def plan(self, *arguments: str) -> dict[str, Any]:
        """`infera plan --format json` of what the data says now."""
        self.write()
        shown: dict[str, Any] = json.loads(self.infera("plan", "--format", "json", *arguments).stdout)
        return shown

    def generate(self, *arguments: str) -> None:
        """Write, and see that a second look finds nothing to do."""
        self.write()
        self.infera("generate", *arguments)
        self.infera("generate", "--check")

    def terraform_plan(self, root: str) -> set[str]:
        """What Terraform would destroy or replace in a root, by address in the module."""
        changes = self.root(root).plan()["resource_changes"]
        return {bare(each["address"]) for each in changes if "delete" in each["change"]["actions"]}

    def apply(self, root: str) -> None:
        """Apply a root on the state of the last time."""
        self.root(root).apply()

    def root(self, root: str, before: Callable[[Path], None] = lambda _: None) -> terraform.Folder:
        """A root that Terraform can plan; `before` gets its folder first."""
        assert self.session is not None
        folder = terraform.Folder(self.folder / "terraform" / "environments" / root, self.session.env, self.values)
        lifecycle.packages(self.folder)
        before(folder.path)
        folder.init()
        return folder


def bare(address: str) -> str:
    """An address without its module and its index."""
    return _INDEX.sub("", _MODULE.sub("", address))


def announced(plan: Mapping[str, Any]) -> set[str]:
    """What an `infera plan` said would be destroyed or replaced, by address in the module."""
    return {
        bare(resource["address"])
        for change in plan["changes"]
        for resource in change["resources"]
        if resource["action"] in ("delete", "replace")
    }


def lost(plan: Mapping[str, Any]) -> set[str]:
    """What it said would lose jobs."""
    return {r["address"] for change in plan["changes"] for r in change["resources"] if r.get("loses_jobs")}


def codes(plan: Mapping[str, Any]) -> set[str]:
    """The codes of its findings."""
    return {finding["code"] for finding in plan["findings"]}
