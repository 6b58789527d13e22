"""The command itself, killed by the clock instead of at a call: the whole way from start to exit."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.output.folders import litter, tree

KILLS = 100
CONFIG = """\
project_name: my-app
provider: gcp
region: us-central1
queues:
  - name: emails
    type: cloud_tasks
    rate_limit: {rate}/s
  - name: {second}
    type: pubsub
workers:
  email_worker:
    queue: emails
  second_worker:
    queue: {second}
"""


def _generate(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "infera", "generate", "-q", "-c", str(root / "infera.yaml")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def _finish(root: Path) -> None:
    process = _generate(root)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 0, error.decode()


def _tree(root: Path, *texts: str) -> dict[str, bytes]:
    """What undisturbed runs make of configs, one after the other."""
    root.mkdir()
    for text in texts:
        (root / "infera.yaml").write_text(text)
        _finish(root)
    return tree(root)


@pytest.mark.slow
def test_a_command_that_is_killed_leaves_files_whole_and_the_next_one_completes(
    tmp_path: Path,
) -> None:
    old_text = CONFIG.format(rate=100, second="reports")
    new_text = CONFIG.format(rate=50, second="invoices")
    old, new = _tree(tmp_path / "old", old_text), _tree(tmp_path / "new", old_text, new_text)
    started = time.monotonic()
    _finish(tmp_path / "new")
    takes = time.monotonic() - started
    chance = random.Random(20261124)
    killed = 0
    for _ in range(KILLS):
        root = tmp_path / "out"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(tmp_path / "old", root)
        (root / "infera.yaml").write_text(new_text)
        process = _generate(root)
        time.sleep(chance.uniform(0, takes * 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        for path, data in tree(root).items():
            assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new"
        _finish(root)
        assert tree(root) == new
        assert not litter(root)
    assert killed > KILLS // 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_interrupted_cleans_up(tmp_path: Path, number: signal.Signals) -> None:
    """At the moment when everything is staged and the first file takes its place."""
    root = tmp_path / "out"
    script = f"""
import os, signal, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from tests.soak.crash import first, second, generate
root = Path({str(root)!r})
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the tests may ignore it
generate(first(), root)
real, seen = os.rename, []
def rename(*args, **keywords):
    seen.append(args)
    if len(seen) == 3:
        os.kill(os.getpid(), {int(number)})
    real(*args, **keywords)
os.rename = rename
generate(second(), root)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode in (128 + number, -number), done.stderr.decode()
    assert not litter(root)
    from tests.soak.crash import SCENARIOS, unfinished, violations

    changed = SCENARIOS[1]
    assert violations(changed, root) == []
    assert unfinished(changed, root) == []
