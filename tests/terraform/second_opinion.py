"""A second opinion on every example and golden case, from another offline provider with more rules.

    python -m tests.terraform.second_opinion FOLDER

FOLDER holds `setup.sh` and `tfcheck`; it is set up below `.cache/` and run over one root of each case, apply and
destroy included. The status is 1 when it finds anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.engines import tools
from tests.engines.process import CACHE
from tests.terraform import lifecycle
from tests.terraform.cases import Case, cases, generate

AT_ONCE = 2


def _checker(source: Path) -> Path:
    def make(folder: Path) -> None:
        tools.install([source / "setup.sh", folder])

    return tools.once(CACHE / "second-opinion", make) / "tfcheck"


def _variables(case: Case, root: Path) -> list[str]:
    given = json.loads(case.values.read_text()) if case.values.exists() else {}
    if 'variable "project_id"' in (root / "variables.tf").read_text():
        given.setdefault("project_id", "offline-project")
    return [
        word
        for name, value in sorted(given.items())
        for word in ("--var", f"{name}={value if isinstance(value, str) else json.dumps(value)}")
    ]


def _check(checker: Path, case: Case, tree: Path) -> tuple[bool, str]:
    try:
        generate(case, tree)
    except AssertionError as error:
        return False, str(error)
    lifecycle.packages(tree)
    for root in lifecycle.roots(tree)[:1]:
        command = [checker, "--apply", "-q", "--root", tree, *_variables(case, tree / root), tree / root]
        words = [str(word) for word in command]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        return done.returncode == 0, (done.stdout + done.stderr).replace(str(tree), "")
    return True, "no Terraform"


def main(source: Path) -> int:
    """Check every case."""
    checker = _checker(source)
    good = True
    with tempfile.TemporaryDirectory(prefix="second-") as name, ThreadPoolExecutor(AT_ONCE) as pool:
        runs = {case.name: pool.submit(_check, checker, case, Path(name) / case.name) for case in cases()}
        for case_name, run in runs.items():
            passed, said = run.result()
            good &= passed
            print(f"{'good' if passed else 'BAD '} {case_name}{'' if passed else chr(10) + said}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
