"""Any bytes as input: a finding, exit 1, no traceback, within 10 s and 512 MB.

A pull request may hold any of these, and `infera plan` runs on it. Every case is a run of its own,
measured by the kernel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.engines.process import REPOSITORY

HEAD = b"project_name: p\nprovider: aws\nregion: eu-west-1\n"
MOST_S, MOST_KIB = 10, 512 * 1024


def many(count: int, text: str) -> bytes:
    return "".join(text.replace("@", str(index)) for index in range(count)).encode()


def bomb(levels: int) -> bytes:
    names = [f"n{index}" for index in range(levels)]
    lines = [f"n0: &n0 [{'x,' * 10}]\n"]
    lines += [f"{b}: &{b} [{f'*{a},' * 10}]\n" for a, b in pairwise(names)]
    return "".join(lines).encode()


BYTES: dict[str, bytes] = {
    "nothing": b"",
    "NUL": b"\0" * 100,
    "random": bytes(range(256)) * 40,
    "not UTF-8": HEAD + b"queues: [{name: \xff}]\n",
    "UTF-16": "project_name: p\n".encode("utf-16"),
    "BOM": b"\xef\xbb\xbf" + HEAD + b"queues: []\n",
    "tabs": HEAD + b"queues:\n\t- name: a\n",
    "controls": HEAD + b"queues: [{name: \x1b]0;x\x07}]\n",
    "right to left": HEAD + "queues: [{name: a}] # \u202e\u2066\n".encode(),
    "tag": HEAD + b"queues: !!python/object/apply:os.system ['id']\n",
    "merge": HEAD + b"queues: [{<<: {name: a}}]\n",
    "two documents": HEAD + b"queues: []\n---\n" + HEAD,
    "no number": HEAD + b"queues: [{name: a, retry: {max_attempts: .nan}}]\n",
    "huge number": HEAD + b"queues: [{name: a, delay: " + b"9" * 100_000 + b"}]\n",
    "huge float": HEAD + b"queues: [{name: a, delay: 1e400}]\n",
    "10,000 levels": b"[" * 10_000,
    "10,000 dashes": b"- " * 10_000,
    "10,000 maps": b"{a: " * 10_000,
    "50 MB": HEAD + b"# " + b"x" * (50 * 2**20),
    "50 MB of braces": b"{" * (50 * 2**20),
    "aliases": HEAD + bomb(9),
    "alias of itself": HEAD + b"queues: &a [*a]\n",
    "queues": HEAD + b"queues:\n" + many(60_000, "  - name: q@\n"),
    "one name": HEAD + b"queues: [" + b"{name: a}," * 60_000 + b"]\n",
    "bad names": HEAD + b"queues: [" + b"{name: A}," * 60_000 + b"]\n",
    "environments": HEAD + b"queues: [{name: a}]\nenvironments:\n" + many(50_000, "  e@:\n"),
    "queues and environments": HEAD
    + b"queues:\n"
    + many(3000, "  - name: q@\n")
    + b"environments:\n"
    + many(100, "  e@:\n"),
    "unknown keys": HEAD + b"queues: []\n" + many(80_000, "k@: 1\n"),
    "bad labels": HEAD + b"queues: []\nlabels:\n" + many(80_000, " k@: []\n"),
    "unknown queues": HEAD + b"queues: []\nworkers: {w: {queues: [" + many(100_000, "q@,") + b"]}}\n",
    "fan-out": HEAD + b"queues: [{name: a, fan_out: true}]\nworkers:\n" + many(20_000, "  w@: {queue: a}\n"),
    "long text": HEAD + b"queues: [{name: a}]\nlabels: {a: '" + b"x" * 1_000_000 + b"'}\n",
    "300 characters": HEAD + b"queues: [{name: " + b"a" * 300 + b"}]\n",
    "device": HEAD + b"queues: [{name: a}]\nworkers: {nul: {queue: a}}\n",
    "traversal": HEAD + b"queues: [{name: ../../x}]\nworkers: {../y: {queue: a}}\n",
    "collision": HEAD + b"queues: [{name: a-b}, {name: a_b}]\n",
    "fetched": HEAD + b"queues: [{name: a, jobs: {j: {payload: {$ref: 'http://127.0.0.1:1/x'}}}}]\n",
    "read": HEAD + b"queues: [{name: a, jobs: {j: {payload: ../../../../etc/passwd.json}}}]\n",
    "pattern": HEAD + b"queues: [{name: a, jobs: {j: {payload: {pattern: '^(a+)+$'}}}}]\n",
    "patterns": HEAD
    + b"queues: [{name: a, jobs: {j: {payload: {allOf: ["
    + many(4000, "{pattern: '^(?:a|b|[c-f].)*@(?:a|b|[c-f].)*(?:a|b|[c-f].)*x(?:b|[c-f].)*$'},")
    + b"]}}}}]\n",
    "branching schema": HEAD
    + b"queues: [{name: a, schedules: [{name: s, cron: '0 0 * * *', payload: 5}], jobs: {j: {payload: {"
    + b"$ref: '#/$defs/d0', $defs: {"
    + b"".join(b"d%d: {oneOf: [{$ref: '#/$defs/d%d'}, {$ref: '#/$defs/d%d'}]}, " % (n, n + 1, n + 1) for n in range(60))
    + b"d60: {type: string}}}}}}]\n",
}


# A process starts with the peak of the one that it was forked from: a small one stands between.
RUN = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[2:], check=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([status, used.ru_utime + used.ru_stime, used.ru_maxrss], file)
"""


def measured(folder: Path, *arguments: str) -> tuple[int, float, int, str]:
    """Exit status, seconds of CPU, KiB of memory, and what was printed."""
    with tempfile.NamedTemporaryFile("r") as used, (folder / "printed").open("w+b") as printed:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", RUN, used.name, sys.executable, "-m", "infera", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            check=True,
        )
        printed.seek(0)
        text = printed.read().decode("utf-8")
        status, seconds, kib = json.load(used)
    return status, seconds, kib, text


def check(folder: Path, *arguments: str) -> str:
    status, seconds, kib, text = measured(folder, *arguments)
    assert status == 1, text[-2000:]
    assert "Traceback" not in text
    assert "INF901" not in text
    assert "error[INF" in text
    assert seconds < MOST_S
    assert kib < MOST_KIB
    assert all(each == "\n" or each.isprintable() for each in text)
    return text


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("command", ["validate", "generate"])
def test_any_bytes_are_a_finding(tmp_path: Path, name: str, command: str) -> None:
    (tmp_path / "infera.yaml").write_bytes(BYTES[name])
    check(tmp_path, command)
    assert {path.name for path in tmp_path.iterdir()} == {"infera.yaml", "printed"}


FILES: dict[str, Callable[[Path], None]] = {
    "missing": lambda _: None,
    "folder": lambda path: path.mkdir(),
    "pipe": os.mkfifo,
    "socket": lambda path: os.mknod(path, 0o140600),
    "loop": lambda path: path.symlink_to(path.name),
    "dangling": lambda path: path.symlink_to("nowhere"),
    "secret": lambda path: path.symlink_to("/etc/passwd"),
}


@pytest.mark.parametrize("name", FILES)
def test_whatever_stands_for_the_config_is_a_finding(tmp_path: Path, name: str) -> None:
    FILES[name](tmp_path / "infera.yaml")
    text = check(tmp_path, "plan")
    assert "root:" not in text


def test_findings_in_json_are_json_whatever_the_input(tmp_path: Path) -> None:
    (tmp_path / "infera.yaml").write_bytes(BYTES["right to left"])
    _, _, _, text = measured(tmp_path, "validate", "--format", "json")
    codes = {each["code"]: (each["line"], each["path"]) for each in json.loads(text)["findings"]}
    assert codes["INF004"] == (4, [])
