"""The log of a generated worker: one JSON object a line, whatever a handler hands it."""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any

import pytest

from tests.engines import node
from tests.runtime.typescript.house import built
from tests.runtime.typescript.projects import CASES

pytestmark = pytest.mark.engine("node")
HEAD = {"severity", "level", "message", "worker", "queue", "job_id"}


def logged(script: str) -> list[dict[str, Any]]:
    """The lines that a script writes with `log`, a job's log; `time` is taken off."""
    start = (
        'import { createLog } from "./infera/runtime/log.ts";'
        'const log = createLog("info", { worker: "w" }).with({ queue: "q", level_of_queue: undefined, job_id: "j" });'
    )
    done = node.run(["node", "--input-type=module", "-e", start + script], built(CASES[4]))
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(line.pop("time").endswith("Z") for line in lines)
    return lines


def test_a_line_carries_what_the_worker_the_job_and_the_call_say() -> None:
    (line,) = logged('log.info("said", { n: 1, gone: undefined });')
    told = {"severity": "INFO", "level": "info", "message": "said", "worker": "w", "queue": "q", "job_id": "j"}
    assert line == {**told, "n": 1}
    assert list(line) == [*told, "n"]


def test_a_field_of_the_call_takes_the_place_of_one_that_stood_there() -> None:
    script = """log.info("a", { job_id: "mine", worker: undefined, n: 1 }); log.warn("b", { message: "c" });"""
    lines = logged(script)
    assert [(line["job_id"], line.get("worker"), line["message"]) for line in lines] == [
        ("mine", None, "a"),
        ("j", "w", "c"),
    ]


def test_errors_and_what_json_cannot_say_make_a_line_too() -> None:
    script = """
        const circle = {}; circle.self = circle;
        log.error("failed", { error: new TypeError("why"), big: 10n });
        log.info("round", { circle });
        log.info("speaks", { toJSON: () => "mine" });
        log.info(undefined);
        log.debug("unheard");
    """
    failed, round_, speaks, silent = logged(script)
    assert failed["error"]["name"] == "TypeError"
    assert "why" in failed["error"]["stack"]
    assert failed["big"] == "10"
    assert round_ == {"severity": "INFO", "level": "info", "message": "round", "unserializable": True}
    assert speaks.keys() == HEAD
    assert silent["message"] == ""


def test_lines_come_in_order_whoever_waits_for_them() -> None:
    script = """
        const now = Date.now();
        log.done(1, now); log.info("2"); log.done(3, now);
        setImmediate(() => { log.done(4, now); log.warn("5"); log.done(6, now); });
    """
    lines = logged(script)
    assert [line.get("attempt", line["message"]) for line in lines] == [1, "2", 3, 4, "5", 6]


def test_lines_stay_whole_and_in_order_for_a_reader_that_is_slow() -> None:
    script = """
        import { createLog } from "./infera/runtime/log.ts";
        const log = createLog("info").with({ of: "ü💌" });
        for (let turn = 0; turn < 200; turn += 1) {
          for (let n = 0; n < 50; n += 1) log.done(turn * 50 + n, Date.now());
          if (turn % 50 === 9) log.warn("long", { text: "€".repeat(100_000) });
          await new Promise((next) => setImmediate(next));
        }
    """
    command = ["node", "--input-type=module", "-e", script]
    env = node.environment({})
    with subprocess.Popen(command, cwd=built(CASES[4]), env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        time.sleep(1)  # the pipe is full by then
        lines = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert [line["attempt"] for line in lines if line["message"] == "done"] == [*range(10_000)]
    assert [line["text"] for line in lines if line["message"] == "long"] == ["€" * 100_000] * 4
    assert {line["of"] for line in lines} == {"ü💌"}


def test_the_line_about_a_done_job_is_one_that_info_would_write() -> None:
    script = """
        const job = log.with({ job: "note", traceparent: undefined });
        job.done(2, Date.now()); job.info("done", { attempt: 2, duration_ms: 0 }); job.done(2, Date.now());
        createLog("warn").done(1, 0);
    """
    first, said, again = logged(script)
    for line in (first, again):
        assert line.pop("duration_ms") < 1000
        assert list(line) == [name for name in said if name != "duration_ms"]
    del said["duration_ms"]
    assert first == said == again


def test_a_field_of_the_call_takes_the_place_of_one_of_any_log_above() -> None:
    script = """log.with({ job: "note" }).info("a", { worker: "mine", queue: "other", job: "third" });"""
    (line,) = logged(script)
    assert (line["worker"], line["queue"], line["job"], line["job_id"]) == ("mine", "other", "third", "j")
