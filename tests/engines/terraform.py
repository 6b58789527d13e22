"""Real Terraform, offline: every command on a copy of a folder, against the offline provider.

    with terraform.session() as session:
        work = session.copy(tree, "environments/default")
        work.validate()

A session owns one warm provider server. Sessions don't share anything but the mirror, so test
processes can run side by side.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.process import CACHE, REPOSITORY, running
from tests.engines.tfprovider import mirror, schema

TIMEOUT_S = 600
PLAN = "plan.tfplan"
"""The file in its folder that `Folder.plan` leaves: applying it does what was planned."""
SERVED = {name: (schema.load(name).version,) for name in schema.names()}
"""What a session serves unless it is told otherwise: the recorded versions."""
_LEFT_OUT = shutil.ignore_patterns(".terraform", "*.tfstate*", ".terraform.lock.hcl", "node_modules", ".git")


@cache
def binary() -> str | None:
    """The path of the terraform binary; `TERRAFORM` names another one."""
    return shutil.which(os.environ.get("TERRAFORM", "terraform"))


def available() -> str | None:
    """None, or why Terraform cannot run here."""
    return None if binary() else "terraform is not installed"


class TerraformFailed(AssertionError):
    """A command ended in another way than the test demands; the text is what it printed."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that Terraform runs in, with the environment of its session."""

    path: Path
    env: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, good: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """One command; an exit status not in `good` raises TerraformFailed."""
        command = [binary() or "terraform", *arguments]
        done = subprocess.run(
            command,
            cwd=self.path,
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        if done.returncode not in good:
            said = f"{done.stdout}\n{done.stderr}".strip()
            raise TerraformFailed(f"terraform {' '.join(arguments)} exited {done.returncode}\n{said}")
        return done

    def with_variables(self, **variables: str) -> Folder:
        """The same folder with values for root variables."""
        return Folder(self.path, self.env, {**self.variables, **variables})

    def _vars(self) -> list[str]:
        return [part for key, value in self.variables.items() for part in ("-var", f"{key}={value}")]

    def init(self) -> None:
        """Install providers and modules; the state is local whatever backend the root names."""
        (self.path / "offline_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        self.run("init", "-no-color", "-input=false")

    def validate(self) -> list[dict[str, Any]]:
        """`init` and `validate`; all diagnostics, errors and warnings, as in Terraform's JSON."""
        if not (self.path / ".terraform").exists():
            self.init()
        done = self.run("validate", "-json", good=(0, 1))
        found: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
        return found

    def plan(self, *arguments: str) -> dict[str, Any]:
        """A plan as `terraform show -json` has it."""
        self.run("plan", "-no-color", "-input=false", f"-out={PLAN}", *self._vars(), *arguments)
        shown: dict[str, Any] = json.loads(self.run("show", "-json", PLAN).stdout)
        return shown

    def apply(self) -> dict[str, Any]:
        """Apply; returns the state as `terraform show -json` has it."""
        self.run("apply", "-auto-approve", "-no-color", "-input=false", *self._vars())
        return self.show()

    def show(self) -> dict[str, Any]:
        """The current state as JSON."""
        state: dict[str, Any] = json.loads(self.run("show", "-json").stdout)
        return state

    def assert_nothing_to_do(self) -> None:
        """A second plan must be empty; what it would change is in the error."""
        arguments = ("-no-color", "-input=false", "-detailed-exitcode")
        done = self.run("plan", *arguments, *self._vars(), good=(0, 2))
        if done.returncode:
            raise TerraformFailed(f"a plan right after apply is not empty\n{done.stdout}")

    def destroy(self) -> None:
        """Destroy; nothing may be left in the state."""
        command = ("destroy", "-auto-approve", "-no-color", "-input=false", *self._vars())
        try:
            self.run(*command)
        except TerraformFailed as error:
            if not was_gone_already(str(error)):
                raise
            self.run(*command)
        left = self.show().get("values", {}).get("root_module", {})
        if left:
            raise TerraformFailed(f"destroy left {left}")

    def test(self, good: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """`terraform test` of this module."""
        if not (self.path / ".terraform").exists():
            self.init()
        return self.run("test", "-no-color", good=good)


def was_gone_already(said: str) -> bool:
    """Whether all that a destroy failed at is a dashboard that it had deleted itself.

    The real AWS provider may reset a connection on which the answer was sent already, and ask again. ministack's system
    calls show it: 200 sent, ECONNRESET, the same request on another connection, 404. On a busy machine that was about
    one deletion in 150, and of all resources the dashboard alone takes the second answer for an error.
    """
    errors = [line for line in said.splitlines() if line.startswith("Error: ")]
    return bool(errors) and all("DashboardNotFoundError" in line for line in errors)


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """A warm offline provider and a folder for copies."""

    folder: Path
    env: Mapping[str, str]

    def copy(self, tree: Path, inside: str = ".") -> Folder:
        """Copy a tree and give the folder `inside` it that Terraform shall run in."""
        work = Path(tempfile.mkdtemp(dir=self.folder)) / "tree"
        shutil.copytree(tree, work, symlinks=True, ignore=_LEFT_OUT)
        return Folder(work / inside, self.env)

    def write(self, **files: str) -> Folder:
        """A folder of the given texts; the key `main` becomes `main.tf`."""
        work = Path(tempfile.mkdtemp(dir=self.folder))
        for name, text in files.items():
            (work / f"{name}.tf").write_text(text)
        return Folder(work, self.env)


def format_check(tree: Path) -> str:
    """What `terraform fmt` would change below a folder; empty when nothing."""
    command = [
        binary() or "terraform",
        "fmt",
        "-check",
        "-diff",
        "-recursive",
        "-no-color",
        str(tree),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False, env=_environment())
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "AWS_", "GOOGLE_"))}
    return {**kept, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}


def _configuration(folder: Path, mirrors: Sequence[Path]) -> Path:
    blocks = "".join(f'  filesystem_mirror {{\n    path = "{path}"\n  }}\n' for path in mirrors)
    path = folder / "terraform.rc"
    path.write_text(f"disable_checkpoint = true\nprovider_installation {{\n{blocks}}}\n")
    return path


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    mirror.write_certificate(certificate, key)
    return certificate, key


@contextmanager
def session(versions: Mapping[str, Sequence[str]] = SERVED, real_mirrors: Sequence[Path] = ()) -> Iterator[Session]:
    """A session that serves these versions; `real_mirrors` hold real providers beside them."""
    with tempfile.TemporaryDirectory(prefix="tf-") as name:
        folder = Path(name)
        mirror.write_mirror(folder / "mirror", versions)
        configuration = _configuration(folder, [folder / "mirror", *real_mirrors])
        socket = folder / "socket"
        command = (
            sys.executable,
            "-m",
            "tests.engines.tfprovider.server",
            socket,
            *_certificate(folder),
        )
        env = {
            **_environment(),
            "TFPROVIDER_SOCKET": str(socket),
            "TF_CLI_CONFIG_FILE": str(configuration),
        }
        python_env = {**env, "PYTHONPATH": str(REPOSITORY)}
        log = folder / "provider.log"
        with running(command, ready=socket.exists, log=log, env=python_env, cwd=REPOSITORY):
            yield Session(folder, env)


def real_aws_mirror() -> Path | None:
    """A filesystem mirror on this machine that holds the real AWS provider, or None.

    `TERRAFORM_REAL_MIRROR` names it; otherwise the usual places are looked at.
    """
    places = [
        os.environ.get("TERRAFORM_REAL_MIRROR"),
        CACHE / "real-mirror",
        "/opt/tf-plugins",
        "/usr/share/terraform/plugins",
        Path.home() / ".terraform.d" / "plugins",
    ]
    for place in places:
        if place and list(Path(place).glob("registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws_*")):
            return Path(place)
    return None
