"""From infera.yaml to jobs done in Python: generated, built, applied with the real AWS provider, sent, run by Lambda.

ministack is the cloud. It runs a function with the Python of its own environment, so the built package is packed once
more, by the generated `infera.pack`, over what the same lock file installs for that Python; that `make build` gives
the packages of Lambda's Python is shown in test_projects.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera
from tests.engines import terraform
from tests.engines.ministack import REGION, Ministack, running_ministack
from tests.runtime.python.house import HERE, Effects, bin_folder, wait_for
from tests.runtime.python.projects import PAYLOAD
from tests.terraform.test_real_aws import _provider

pytestmark = [
    pytest.mark.engine("ministack", "terraform", "real_aws_provider"),
    pytest.mark.slow,
    pytest.mark.xdist_group("real-aws"),
]
MIRROR = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
GOOD, ONCE, ALWAYS, POISON = range(150), range(150, 170), range(170, 185), range(185, 200)
MIX = [(n, do) for do, some in (("ok", GOOD), ("once", ONCE), ("always", ALWAYS), ("poison", POISON)) for n in some]
DUPLICATES = [(n, "ok") for n in range(10)]
SEND = """
import json, sys
from app_client import jobs_queue
for n, do in json.load(sys.stdin):
    jobs_queue.enqueue("work", {"n": n, "do": do, "s": 0}, id=f"job-{n}")
"""


def declaration(effects: Path) -> dict[str, Any]:
    return {
        "project_name": "app",
        "provider": "aws",
        "region": REGION,
        "queues": [
            {
                "name": "jobs",
                "retry": {"max_attempts": 3, "min_backoff": "1s", "max_backoff": "4s"},
                "jobs": {"work": {"payload": PAYLOAD}},
                "alarms": False,
            }
        ],
        "workers": {
            "work_er": {
                "queue": "jobs",
                "language": "python",
                "concurrency": 5,
                "timeout": "3s",
                "env": {"EFFECTS": str(effects)},
            }
        },
    }


def generated(tree: Path, effects: Path) -> None:
    """The project with the scenario handler written and the package built."""
    tree.mkdir()
    (tree / "infera.yaml").write_text(json.dumps(declaration(effects)))
    done = run_infera("generate", "-c", str(tree / "infera.yaml"))
    assert done.returncode == 0, done.stderr
    worker, home = tree / "workers/work_er", bin_folder("aws")
    shutil.copy(HERE / "scenario.py.in", worker / "handlers/work.py")
    packages = next((home.parent / "lib").glob("python3*")) / "site-packages"
    python = str(home / "python")
    for command in (
        ["make", "-s", "build", "ARCH=x86_64", f"PYTHON={python}"],
        [python, "-m", "infera.pack", str(packages), "dist/package.zip"],
    ):
        built = subprocess.run(command, cwd=worker, capture_output=True, text=True, timeout=600, check=False)
        assert built.returncode == 0, built.stdout + built.stderr


def send(tree: Path, config: Any, cloud: Ministack) -> None:
    """Every job, by the generated client."""
    done = subprocess.run(
        [str(bin_folder("client-aws") / "python"), "-c", SEND],
        cwd=tree / "clients/python",
        env={"PATH": os.environ["PATH"], "INFERA_PRODUCER_JOBS": json.dumps(config), **cloud.env},
        input=json.dumps(MIX + DUPLICATES),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def dead_letters(tree: Path, cloud: Ministack, *words: str) -> dict[str, Any]:
    """`infera dead-letter …` against the cloud."""
    env = {**os.environ, **cloud.env}
    config = str(tree / "infera.yaml")
    done = run_infera("dead-letter", *words, "jobs", "--format", "json", "-c", config, cwd=tree, env=env)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_two_hundred_jobs_through_the_generated_system(tmp_path: Path) -> None:
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    effects, tree = Effects(tmp_path / "effects"), tmp_path / "tree"
    generated(tree, effects.path)
    with running_ministack() as cloud, terraform.session(MIRROR, [mirror]) as session:
        root = session.copy(tree, "terraform/environments/default")
        (root.path / "ministack_override.tf").write_text(_provider(cloud.url))
        root.init()
        root.apply()
        send(tree, json.loads(root.run("output", "-json", "jobs_producer").stdout), cloud)

        def begun(numbers: range, times: int) -> bool:
            counted = effects.count("begin")
            return all(counted[n] == times for n in numbers)

        wait_for(lambda: begun(ALWAYS, 3) and begun(POISON, 1), 180, "every dead job given up")
        wait_for(lambda: len(effects.count("done")) == 170, 60, "every good job done")
        for n in ALWAYS:
            first, second, third = effects.times(n)
            assert third - second > second - first >= 1, "the pauses grow"

        assert dead_letters(tree, cloud, "redrive", "--yes")["jobs"] == 30
        wait_for(lambda: begun(ALWAYS, 6) and begun(POISON, 2), 180, "every dead job tried anew")
        root.destroy()
    assert effects.count("done") == Counter(dict.fromkeys((*GOOD, *ONCE), 1))
    assert {effects.count("begin")[n] for n in ONCE} == {2}
