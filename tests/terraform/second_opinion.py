"""A second opinion on every example and golden case, from another offline provider with more rules.

    python -m tests.terraform.second_opinion FOLDER

FOLDER holds `setup.sh` and `tfcheck`; it is set up below `.cache/` and run over every root, apply
and destroy included. The status is 1 when it finds anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engines import tools
from tests.engines.process import CACHE
from tests.terraform import lifecycle
from tests.terraform.cases import cases, generate


def _checker(source: Path) -> Path:
    def make(folder: Path) -> None:
        tools.install([source / "setup.sh", folder])

    return tools.once(CACHE / "second-opinion", make) / "tfcheck"


def _check(checker: Path, tree: Path, root: Path, values: Path | None) -> bool:
    lifecycle.packages(tree)
    project = 'variable "project_id"' in (tree / root / "variables.tf").read_text()
    more = [] if values is None else ["--var-file", str(values)]
    given = json.loads(values.read_text()) if values else {}
    if project and "project_id" not in given:
        more += ["--var", "project_id=offline-project"]
    command = [str(checker), "--apply", "-q", "--root", str(tree), *more, str(tree / root)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main(source: Path) -> int:
    """Check every case."""
    checker = _checker(source)
    good = True
    for case in cases():
        with tempfile.TemporaryDirectory(prefix="second-") as name:
            tree = Path(name)
            generate(case, tree)
            values = case.values if case.values.exists() else None
            for root in lifecycle.roots(tree):
                print(f"{case.name} {root}", flush=True)
                good &= _check(checker, tree, root, values)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
