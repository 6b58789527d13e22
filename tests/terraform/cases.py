"""Every declaration that is a test: the examples and the golden cases, and what they must compile
to.

    python -m tests.terraform.cases [NAME ...]    rewrites the expected output (`make golden`)

`expected/` beside an `infera.yaml` holds in full what a reviewer reads (Terraform, compose.yaml,
handlers); `expected/digests.txt` holds path and sha256 of everything else, so that no change of
bytes goes unseen.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import run_infera
from tests.engines.process import REPOSITORY

DIGESTS = "digests.txt"
_IN_FULL = ("terraform/", "compose.yaml")


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with an `infera.yaml`."""

    folder: Path

    @property
    def name(self) -> str:
        """How the test is called."""
        return self.folder.name

    @property
    def expected(self) -> Path:
        """Where the expected output stands."""
        return self.folder / "expected"

    @property
    def values(self) -> Path:
        """Values for required variables, where the case has any."""
        return self.folder / "test.auto.tfvars.json"


def cases() -> list[Case]:
    """All of them, in order."""
    found = [
        *REPOSITORY.glob("examples/*/infera.yaml"),
        *REPOSITORY.glob("tests/golden/*/infera.yaml"),
    ]
    return [Case(path.parent) for path in sorted(found)]


def generate(case: Case, output: Path) -> str:
    """Run `infera generate`; returns the findings it printed. An error is an AssertionError."""
    done = run_infera("generate", "-c", str(case.folder / "infera.yaml"), "-o", str(output))
    if done.returncode:
        raise AssertionError(f"infera generate exited {done.returncode}\n{done.stderr}")
    return done.stderr


def _shown(path: str) -> bool:
    return path.startswith(_IN_FULL) or "/handlers/" in path


def _files(tree: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(tree.rglob("*")):
        if path.is_file():
            yield path.relative_to(tree).as_posix(), path


def as_expected(tree: Path) -> dict[str, bytes]:
    """A generated tree in the form that `expected/` has."""
    out: dict[str, bytes] = {}
    digests = []
    for name, path in _files(tree):
        content = path.read_bytes()
        if _shown(name):
            out[name] = content
        else:
            digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    out[DIGESTS] = "".join(digests).encode()
    return out


def expected(case: Case) -> dict[str, bytes]:
    """What stands in `expected/`."""
    return {name: path.read_bytes() for name, path in _files(case.expected)}


def rewrite(case: Case) -> None:
    """Make what is generated now the expectation."""
    with tempfile.TemporaryDirectory(prefix="golden-") as name:
        generate(case, Path(name))
        made = as_expected(Path(name))
    shutil.rmtree(case.expected, ignore_errors=True)
    for path, content in made.items():
        target = case.expected / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main(names: list[str]) -> int:
    """Rewrite all cases, or those named."""
    failed = 0
    for case in cases():
        if names and case.name not in names:
            continue
        try:
            rewrite(case)
        except AssertionError as error:
            failed = 1
            print(f"{case.name}: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
