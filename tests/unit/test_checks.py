"""The rules of every cloud that need more than one line to show; the rest are the pages of the codes."""

from __future__ import annotations

import pytest

from infera.checks.schedules import cron_problem
from infera.history.jobs import narrower
from infera.load import load
from infera.pipeline import analyse
from infera.version import allows


@pytest.mark.parametrize(
    "cron",
    ["* * * * *", "*/5 0-6 1,15 * 1-5", "0 9 * jan-mar mon", "59 23 31 12 7", "0 0 * * sun", "5/10 * * * *"],
)
def test_five_field_cron_passes(cron: str) -> None:
    assert cron_problem(cron) == ""


@pytest.mark.parametrize(
    "cron",
    ["* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
     "*/0 * * * *", "5-1 * * * *", "@daily", "? * * * *", "* * L * *", "*-3 * * * *", "1,,2 * * * *", ""],
)  # fmt: skip
def test_anything_else_is_no_cron(cron: str) -> None:
    assert cron_problem(cron)


def found_in(text: str) -> list[tuple[str, int]]:
    document, found = load(text, "infera.yaml")
    result = analyse(document, found)
    return [(each.code.id, each.span.line if each.span else 0) for each in result.found]


HEAD = "project_name: shop\nprovider: aws\nregion: eu-west-1\ndefaults: {alarms: {notify: [a@example.com]}}\n"


def test_a_largest_pause_beside_pauses_that_do_not_grow_is_said() -> None:
    retry = "queues:\n  - name: a\n    retry: {BACKOFF, max_backoff: 10m}\n"

    assert ("INF305", 7) in found_in(HEAD + retry.replace("BACKOFF", "backoff: fixed"))
    assert ("INF305", 7) not in found_in(HEAD + retry.replace("BACKOFF", "backoff: exponential"))


def test_all_findings_come_at_once_and_in_file_order() -> None:
    text = HEAD + (
        "queues:\n  - name: a\n    retry: {min_backoff: 5m, max_backoff: 10s}\n  - name: a\nworkers:\n  w: {queue: b}\n"
    )

    assert [line for _, line in found_in(text)] == sorted(line for _, line in found_in(text))
    assert {"INF209", "INF202", "INF201"} <= {code for code, _ in found_in(text)}


def test_a_warning_can_be_silenced_where_it_stands() -> None:
    text = HEAD + "queues:\n  - name: a\n    dead_letter: false"

    assert ("INF251", 7) in found_in(text)
    assert ("INF251", 7) not in found_in(f"{text}  # infera: ignore[no-dead-letter-queue] logs do")
    assert ("INF251", 7) not in found_in(f"{text}  # infera: ignore[INF251] logs do")


def test_an_error_cannot_be_silenced() -> None:
    text = HEAD + "queues:\n  - name: a\nworkers:\n  w:\n    queue: b  # infera: ignore[INF201] no\n"

    assert ("INF201", 9) in found_in(text)


def test_a_finding_in_an_overlay_points_into_the_overlay() -> None:
    text = HEAD + (
        "environments:\n"
        "  prod:\n"
        "    queues:\n"
        "      a:\n"
        "        retry: {min_backoff: 20m}\n"
        "queues:\n"
        "  - name: a\n"
        "    retry: {max_backoff: 10m}\n"
    )

    assert ("INF209", 9) in found_in(text) or ("INF209", 12) in found_in(text)


@pytest.mark.parametrize(
    ("range_", "running", "fits"),
    [((">=", "1.4"), "1.4.0", True), ((">=", "1.4"), "1.3.9", False), (("<", "2"), "1.99.0", True),
     (("~=", "1.4"), "1.9.0", True), (("~=", "1.4"), "2.0.0", False), (("==", "1.4.2"), "1.4.2", True)],
)  # fmt: skip
def test_versions_are_compared_by_number(range_: tuple[str, str], running: str, fits: bool) -> None:
    assert allows(*range_, running) is fits


@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [
        ({"required": []}, {"required": ["a"]}, True),
        ({"required": ["a"]}, {"required": []}, False),
        ({"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": "integer"}}}, True),
        ({"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"type": "number"}}}, False),
        ({"properties": {"a": {"enum": [1, 2]}}}, {"properties": {"a": {"enum": [1]}}}, True),
        ({"properties": {"a": {"enum": [1]}}}, {"properties": {"a": {"enum": [1, 2]}}}, False),
        ({"properties": {"a": {}}}, {"properties": {}, "additionalProperties": False}, True),
        ({"properties": {"a": {"maxLength": 9}}}, {"properties": {"a": {"maxLength": 5}}}, True),
        ({"properties": {"a": {"minimum": 3}}}, {"properties": {"a": {"minimum": 1}}}, False),
        (None, {"type": "object"}, True),
        ({"type": "object"}, None, False),
    ],
)
def test_a_narrower_schema_breaks_jobs_in_flight(old: object, new: object, breaks: bool) -> None:
    assert bool(list(narrower(old, new))) is breaks
