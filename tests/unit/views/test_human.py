from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.output.files import Owner
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange
from infera.views import human
from infera.views.report import Report

YAML = "queues:\n  - name: emails\n    rate_limit: 1000/s\n"


def _found(span: Span | None, message: str = "too much", hint: str = "") -> Diagnostic:
    return Diagnostic(codes.OVER_LIMIT, message, hint=hint, span=span)


def _shown(text: str, span: Span) -> list[str]:
    return human.finding(Report((), sources={"infera.yaml": text}), _found(span)).split("\n")


def test_a_finding_looks_like_a_compiler_s() -> None:
    found = _found(
        Span(3, 17, 3, 23),
        "Cloud Tasks dispatches at most 500 jobs/s from one queue, not 1000",
        "lower it, or split the queue",
    )
    assert human.render(Report((found,), sources={"infera.yaml": YAML})).startswith(
        """\
error[INF301]: Cloud Tasks dispatches at most 500 jobs/s from one queue, not 1000
  --> infera.yaml:3:17
    |
  3 |     rate_limit: 1000/s
    |                 ^^^^^^
  hint: lower it, or split the queue
"""
    )


def test_a_finding_without_a_place_has_a_file() -> None:
    found = Diagnostic(codes.HAND_EDITED, "edited", file="terraform/a.tf")
    text = human.finding(Report((), folder="out"), found)
    assert text == "error[INF401]: edited\n  --> out/terraform/a.tf"


@pytest.mark.parametrize(
    ("line", "span", "printed", "carets"),
    [
        ("a: b", Span(1, 4, 1, 5), "a: b", "   ^"),
        ("\ta: b", Span(1, 5, 1, 6), "    a: b", "       ^"),
        ("日本: x", Span(1, 5, 1, 6), "日本: x", "      ^"),
        ("a: 日本", Span(1, 4, 1, 6), "a: 日本", "   ^^^^"),
        ("e\u0301: x", Span(1, 5, 1, 6), "e\u0301: x", "   ^"),
        ("a: \x1b[31mx", Span(1, 4, 1, 5), "a: \\x1b[31mx", "   ^^^^"),
        ("a: \u202ex", Span(1, 5, 1, 6), "a: \\u202ex", "         ^"),
        ("a: b", Span(1, 4, 1, 4), "a: b", "   ^"),
        ("a: b", Span(1, 5, 1, 5), "a: b", "    ^"),
        ("a: {", Span(1, 4, 9, 2), "a: {", "   ^"),
        ("##[x]: y", Span(1, 8, 1, 9), "#\\x23[x]: y", "          ^"),
        ("😀: x", Span(1, 4, 1, 5), "😀: x", "    ^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(line: str, span: Span, printed: str, carets: str) -> None:
    shown = _shown(line, span)
    assert shown[3] == f"  1 | {printed}"
    assert shown[4] == f"    | {carets}"


def test_a_long_line_is_cut_around_the_place() -> None:
    shown = _shown("a" * 5000 + "HERE" + "b" * 5000, Span(1, 5001, 1, 5005))
    assert len(shown[3]) < 140
    start = shown[4].index("^")
    assert shown[3][start : start + 4] == "HERE"
    assert shown[4].count("^") == 4
    assert shown[3].startswith("  1 | …")
    assert shown[3].endswith("…")


def test_a_span_as_long_as_a_book_is_cut() -> None:
    shown = _shown("x" * 100_000, Span(1, 1, 1, 100_001))
    assert max(map(len, shown)) < 140


def test_line_numbers_of_any_length_line_up() -> None:
    shown = _shown("\n" * 12344 + "a: b", Span(12345, 4, 12345, 5))
    assert shown[2:] == ["      |", "12345 | a: b", "      |    ^"]


def test_a_place_outside_the_text_is_no_crash() -> None:
    assert _shown("a", Span(7, 1, 7, 2))[1:] == ["  --> infera.yaml:7:1"]
    assert "^" in _shown("a", Span(1, 50, 1, 60))[4]


@given(st.text(max_size=300), st.integers(1, 400), st.integers(1, 400))
def test_no_text_and_no_place_breaks_the_frame(text: str, column: int, end: int) -> None:
    report = Report((_found(Span(1, column, 1, end), text, text),), sources={"infera.yaml": text})
    shown = human.render(report)
    for char in shown:
        assert char == "\n" or char.isprintable() or char == " "
    assert not any(line.lstrip().startswith("::") for line in shown.split("\n"))


def test_colour_is_there_only_when_it_is_asked_for() -> None:
    report = Report((_found(Span(3, 17, 3, 23)),), sources={"infera.yaml": YAML})
    assert "\x1b" not in human.render(report)
    coloured = human.render(report, color=True)
    assert click.style("error[INF301]", fg="red", bold=True) in coloured
    assert click.unstyle(coloured) == human.render(report)


def _change(path: str, action: Action, owner: Owner = Owner.INFERA) -> Change:
    return Change(PurePosixPath(path), action, owner)


MODULE = "terraform/modules/my-app"


def _plan() -> Report:
    workers = [
        _change(f"workers/report_worker/f{number:02}", Action.CREATE, owner)
        for number, owner in enumerate([Owner.INFERA] * 12 + [Owner.USER] * 2)
    ]
    changes = [
        _change(f"{MODULE}/queue_audit.tf", Action.UPDATE),
        _change(f"{MODULE}/queue_emails.tf", Action.UPDATE),
        _change(f"{MODULE}/queue_old.tf", Action.DELETE),
        _change(f"{MODULE}/queue_reports.tf", Action.CREATE),
        _change(f"{MODULE}/versions.tf", Action.KEEP),
        *workers,
    ]
    emails = {"rate_limits.max_dispatches_per_second": (100, 50), "note": (None, "a"), "x": ("b", None)}
    resources = {
        f"{MODULE}/queue_audit.tf": ResourceChange(
            "google_pubsub_subscription.audit",
            "replace",
            {"filter": ("a", "b")},
            True,
            "will be replaced (filter changed): its backlog is lost",
        ),
        f"{MODULE}/queue_emails.tf": ResourceChange("google_cloud_tasks_queue.emails", "update", emails),
        f"{MODULE}/queue_old.tf": ResourceChange("google_pubsub_topic.old", "delete"),
        f"{MODULE}/queue_reports.tf": ResourceChange("google_pubsub_topic.reports", "create"),
    }
    return Report(
        (),
        changes=tuple(changes),
        resources={PurePosixPath(path): (each,) for path, each in resources.items()},
        cost=("cost  $0.00 -> $0.40 a month at 1M messages (infera cost)",),
    )


def test_a_plan_is_grouped_and_ends_with_its_sum() -> None:
    assert (
        human.render(_plan())
        == """\
terraform/modules/my-app
  ! queue_audit.tf
      ! google_pubsub_subscription.audit will be replaced (filter changed): its backlog is lost
          filter  "a" -> "b"
  ~ queue_emails.tf
      ~ google_cloud_tasks_queue.emails
          rate_limits.max_dispatches_per_second  100 -> 50
          note  (not set) -> "a"
          x  "b" -> (not set)
  - queue_old.tf
      - google_pubsub_topic.old
  + queue_reports.tf
      + google_pubsub_topic.reports
workers/report_worker
  + 14 files, 2 of them yours to write

cost  $0.00 -> $0.40 a month at 1M messages (infera cost)

1 resource to change, 1 to add, 1 to delete, 1 to replace; 17 files to write, 1 to delete
"""
    )


def test_a_folder_stands_together_whatever_lies_in_it() -> None:
    paths = ("a/main.tf", "a/tests/x.hcl", "a/versions.tf")
    report = Report((), changes=tuple(_change(path, Action.CREATE) for path in paths))
    folders = [line for line in human.render(report).split("\n")[:-3] if not line.startswith(" ")]
    assert folders[:2] == ["a", "a/tests"]


def test_details_show_what_a_new_resource_is_made_with() -> None:
    change = ResourceChange("a.b", "create", {"name": (None, "x"), "tags.team": (None, 1)})
    assert list(human.resource(change))[1:] == ['          name  "x"', "          tags.team  1"]


def test_a_plan_of_nothing_says_so() -> None:
    report = Report((), changes=(_change("a.tf", Action.KEEP),))
    assert human.render(report) == "nothing to change: every file is as it should be\n"


def test_a_plan_with_a_conflict_says_that_nothing_is_written() -> None:
    changes = (_change("a.tf", Action.CONFLICT), _change("b.tf", Action.CREATE))
    text = human.render(Report((), changes=changes))
    assert "  ! a.tf\n" in text
    assert text.endswith(
        "1 file in the way, so nothing is written; without it: no resource changes; 1 file to write, 0 to delete\n"
    )


def test_an_environment_can_be_shown_alone() -> None:
    changes = tuple(_change(f"terraform/environments/{name}/main.tf", Action.CREATE) for name in ("prod", "staging"))
    report = Report((), changes=(*changes, _change("terraform/modules/a/x.tf", Action.CREATE)), environment="prod")
    text = human.render(report)
    assert "staging" not in text
    assert "environments/prod" in text
    assert report.summary["files_written"] == 2


def test_a_long_value_is_cut_where_it_begins_to_differ() -> None:
    old, new = "x" * 500 + "old" + "y" * 500, "x" * 500 + "new" + "y" * 500
    change = ResourceChange("a.b", "update", {"policy": (old, new)})
    line = list(human.resource(change))[1]
    assert "old" in line
    assert "new" in line
    assert len(line) < 180


@pytest.mark.parametrize("render", [human.render, human.findings])
def test_nothing_to_say_is_nothing_but_a_verdict(render: Callable[[Report], str]) -> None:
    assert render(Report(())) in ("", "infera.yaml: no findings\n")
