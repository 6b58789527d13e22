"""The log of a generated worker: one JSON object a line, whatever a handler hands it."""

from __future__ import annotations

import json
import math
from types import ModuleType
from typing import Any

import pytest

from infera.languages.python.variant import verbatim

pytest.importorskip("pydantic_core", reason="pydantic is not installed")

logs: Any = ModuleType("genlogs")
exec(compile(verbatim("runtime/logs.py"), "genlogs", "exec"), logs.__dict__)
JOB = {"worker": "w", "queue": "q", "message_id": "m", "attempt": 1}


def log_of_job() -> Any:
    return logs.Log("info").bind(worker="w").bind(queue="q").with_fields({"message_id": "m", "attempt": 1})


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The lines; `time` is taken off."""
    lines = [json.loads(line, parse_constant=pytest.fail) for line in capsys.readouterr().out.splitlines()]
    assert all(line.pop("time").endswith("Z") for line in lines)
    return lines


def test_a_line_carries_what_the_worker_the_job_and_the_call_say(capsys: pytest.CaptureFixture[str]) -> None:
    log = log_of_job()
    log.info("said ü", n=1)
    log.debug("unheard")
    (line,) = written(capsys)
    assert line == {"level": "info", "severity": "INFO", "message": "said ü", **JOB, "n": 1}
    assert list(line) == ["level", "severity", "message", *JOB, "n"]


def test_a_field_never_replaces_one_that_stands_there(capsys: pytest.CaptureFixture[str]) -> None:
    log = log_of_job()
    log.info("a", queue="mine", attempt=7, level="high", n=1)
    log.bind(queue="mine", message="mine", n=2).info("b", n=3)
    log.add(attempt=2, worker="mine")
    log.info("c")
    log.bind(m=4).done(5)
    logs.Log("info", {"time": "mine"}).warning("d")
    said = {"level": "info", "severity": "INFO"}
    later = {**JOB, "attempt": 2}
    assert written(capsys) == [
        {**said, "message": "a", **JOB, "n": 1},
        {**said, "message": "b", **JOB, "n": 2},
        {**said, "message": "c", **later},
        {**said, "message": "done", **later, "m": 4, "duration_ms": 5},
        {"level": "warning", "severity": "WARNING", "message": "d"},
    ]


def test_what_json_cannot_say_makes_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    circle: list[object] = []
    circle.append(circle)
    log = logs.Log("info").bind(worker="half \ud800").bind()
    log.info("nan", value=math.nan, set={1}, object=math)
    log.info("half \ud800", bytes=b"\xff")
    log.info("circle", circle=circle)
    log.info("both", value=math.nan, text="\ud800")
    log.info({"not": "a text"})
    log.error("failed", error=TypeError("why"))
    nan, half, round_, both, told, failed = written(capsys)
    assert (nan["value"], nan["set"]) == ("NaN", [1])
    assert nan["object"].startswith("<module 'math'")
    assert (half["message"], half["worker"]) == ("half \ud800", "half \ud800")
    assert round_["unserializable"] is both["unserializable"] is True
    assert told["message"] == {"not": "a text"}
    assert (failed["error"], failed["error_message"]) == ("TypeError", "why")


def test_the_line_about_a_done_job_waits_and_is_one_that_info_would_write(capsys: pytest.CaptureFixture[str]) -> None:
    log = log_of_job()
    log.done(3)
    assert capsys.readouterr().out == ""
    log.info("done", duration_ms=3)
    first, second = written(capsys)
    assert list(first.items()) == list(second.items())
    log.done(4)
    log.flush()
    logs.Log("warning").done(5)
    log.flush()
    assert [line["duration_ms"] for line in written(capsys)] == [4]
