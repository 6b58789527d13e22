"""Keys that are missing, refused or another provider's: one finding each, where SPEC puts it."""

from __future__ import annotations

import pytest

from infera.pipeline import compile_text

AWS = "project_name: p\nprovider: aws\nregion: eu-west-1\n"


def errors(text: str) -> list[tuple[str, int, tuple[str | int, ...]]]:
    """(code, line, path) of everything that is an error."""
    found = compile_text(text, "infera.yaml").found
    return [(d.code.id, d.span.line if d.span else 0, d.path) for d in found if d.severity == "error"]


def test_a_missing_region_stands_at_the_first_line_of_the_file() -> None:
    assert errors("project_name: p\nprovider: aws\nqueues: [{name: a}]\n") == [("INF222", 1, ("region",))]


def test_a_worker_without_a_queue_is_found_at_the_first_line_of_its_map() -> None:
    text = AWS + "queues: [{name: a}]\nworkers:\n  w:\n    timeout: 5s\n"
    assert errors(text) == [("INF222", 7, ("workers", "w", "queue"))]


@pytest.mark.parametrize("wrong", ["region: 5", "regoin: eu-west-1"])
def test_a_refused_region_is_not_also_missing(wrong: str) -> None:
    text = f"project_name: p\nprovider: aws\n{wrong}\nqueues: [{{name: a}}]\n"
    assert [line for _, line, _ in errors(text)] == [3]


@pytest.mark.parametrize("wrong", ["queues: [a, a]", "queues: []", "queu: a", "queus: [a]"])
def test_a_worker_whose_queues_are_refused_does_not_also_consume_nothing(wrong: str) -> None:
    text = AWS + f"queues: [{{name: a}}]\nworkers:\n  w: {{{wrong}}}\n"
    assert len(errors(text)) == 1


def test_of_two_workers_on_one_queue_the_later_in_the_file_must_change() -> None:
    text = AWS + "queues: [{name: a}]\nworkers:\n  z: {queue: a}\n  b: {queue: a}\n"
    assert errors(text) == [("INF204", 7, ("workers", "b", "queue"))]


def test_two_workers_that_meet_are_one_finding() -> None:
    text = "project_name: p\nprovider: gcp\nregion: europe-west1\n"
    text += "queues: [{name: a}, {name: b}]\nworkers:\n  x_y: {queue: a}\n  x-y: {queue: b}\n"
    assert errors(text) == [("INF203", 7, ("workers", "x-y"))]


def test_two_queues_that_meet_are_one_finding() -> None:
    text = AWS + "queues:\n  - {name: a-b, priority: [x, y]}\n  - {name: a_b, priority: [x, y]}\n"
    assert errors(text) == [("INF203", 6, ("queues", 1, "name"))]


@pytest.mark.parametrize("cron", ["* * * *", "@daily"])
def test_a_short_cron_expression_is_not_called_empty(cron: str) -> None:
    text = AWS + f"queues: [{{name: a, schedules: [{{name: s, cron: '{cron}'}}]}}]\n"
    assert [code for code, _, _ in errors(text)] == ["INF211"]


@pytest.mark.parametrize(
    ("provider", "key"),
    [
        ("self_hosted", "region: eu-west-1"),
        ("self_hosted", "terraform: {required_version: '>= 1.9'}"),
        ("self_hosted", "project_id: my-project-1"),
        ("gcp", "aws: {iam_path: /teams/}"),
        ("aws", "project_id: my-project-1"),
    ],
)
def test_a_key_of_another_provider_is_never_silent(provider: str, key: str) -> None:
    region = "" if provider == "self_hosted" else "region: here-1\n"
    text = f"project_name: p\nprovider: {provider}\n{region}{key}\nqueues: [{{name: a}}]\n"
    found = [d for d in compile_text(text, "infera.yaml").found if d.code.id == "INF305"]
    assert [d.path for d in found] == [(key.split(":", maxsplit=1)[0],)]


def test_an_environment_may_not_name_a_region_on_self_hosted_in_silence() -> None:
    text = "project_name: p\nprovider: self_hosted\nqueues: [{name: a}]\nenvironments: {x: {region: eu-west-1}}\n"
    found = [d.path for d in compile_text(text, "infera.yaml").found if d.code.id == "INF305"]
    assert found == [("environments", "x", "region")]


def test_a_hint_does_not_ask_for_quotes_that_would_not_help() -> None:
    text = "project_name: p\nprovider: self_hosted\nqueues: [{name: a, rate_limit: 100, delay: true}]\n"
    hints = [d.hint for d in compile_text(text, "infera.yaml").found if d.code.id == "INF103"]
    assert len(hints) == 2
    assert not [hint for hint in hints if "quotes" in hint]


def test_an_overlay_of_a_queue_or_worker_that_is_not_there_is_an_error() -> None:
    text = AWS + "queues: [{name: emails}]\nworkers:\n  w: {queue: emails}\n"
    text += "environments:\n  prod:\n    queues: {emials: {delay: 5s}}\n    workers: {v: {timeout: 5s}}\n"
    found = [d for d in compile_text(text, "infera.yaml").found if d.severity == "error"]
    assert [(d.code.id, d.path) for d in found] == [
        ("INF201", ("environments", "prod", "queues", "emials")),
        ("INF201", ("environments", "prod", "workers", "v")),
    ]
    assert found[0].hint == "did you mean `emails`?"


@pytest.mark.parametrize(
    ("queues", "place"),
    [
        ("{name: e, resource_name: same}, {name: f, resource_name: same}", ("queues", 1, "resource_name")),
        ("{name: e, resource_name: p-f}, {name: f}", ("queues", 0, "resource_name")),
        ("{name: e, resource_name: p-f-dead-letter}, {name: f}", ("queues", 0, "resource_name")),
        ("{name: e, resource_name: p-f-hi}, {name: f, priority: [hi, lo]}", ("queues", 0, "resource_name")),
        ("{name: e, renamed_from: f}, {name: f}", ("queues", 0, "renamed_from")),
    ],
)
def test_two_queues_with_one_cloud_name_are_an_error(queues: str, place: tuple[str | int, ...]) -> None:
    found = errors(AWS + f"queues: [{queues}]\n")
    assert [(code, path) for code, _, path in found] == [("INF203", place)]


def test_names_in_different_places_may_be_one() -> None:
    text = "project_name: p\nprovider: gcp\nregion: europe-west1\nqueues:\n"
    text += "  - {name: e, type: cloud_tasks, dead_letter: false, resource_name: same}\n"
    text += "  - {name: f, type: pubsub, resource_name: same}\n"
    assert errors(text) == []


def test_two_environments_with_one_prefix_are_an_error() -> None:
    found = errors(AWS + "queues: [{name: a}]\nenvironments: {my-env: {}, my_env: {}}\n")
    assert [(code, path) for code, _, path in found] == [("INF203", ("environments", "my_env"))]


def test_a_new_worker_cannot_take_the_name_that_another_one_keeps() -> None:
    text = AWS + "queues: [{name: a}, {name: b}]\nworkers:\n  new: {queue: a, renamed_from: old}\n  old: {queue: b}\n"
    assert [(code, path) for code, _, path in errors(text)] == [("INF203", ("workers", "new", "renamed_from"))]


def test_two_jobs_do_not_share_a_type_on_the_wire() -> None:
    text = AWS + "queues: [{name: q, jobs: {new: {renamed_from: old}, old: {}}}]\n"
    assert [(code, path) for code, _, path in errors(text)] == [("INF203", ("queues", 0, "jobs", "old"))]


def test_a_name_is_not_handed_on_in_a_rename() -> None:
    """Terraform refuses a `moved` from an address that is still declared."""
    handed = "queues: [{name: b, renamed_from: a}, {name: c, renamed_from: b}]\n"
    text = AWS + handed + "workers: {w: {queue: b}, v: {queue: c}}\n"
    assert [(code, path) for code, _, path in errors(text)] == [("INF203", ("queues", 0, "renamed_from"))]
    swapped = (
        "queues: [{name: a}, {name: b}]\nworkers: {w: {queue: a, renamed_from: v}, v: {queue: b, renamed_from: w}}\n"
    )
    places = [path for code, _, path in errors(AWS + swapped) if code == "INF203"]
    assert ("workers", "v", "renamed_from") in places


@pytest.mark.parametrize("name", ["count", "for_each", "source", "version", "lifecycle"])
def test_a_variable_is_not_called_what_terraform_keeps_for_itself(name: str) -> None:
    text = AWS + f"queues: [{{name: q, producers: [{{var: {name}}}]}}]\n"
    assert [(code, path) for code, _, path in errors(text)] == [("INF105", ("queues", 0, "producers", 0, "var"))]


OVERRIDES = "overrides: {aws_sqs_queue.b: {delay_seconds: 3}, aws_lambda_function.w: {description: x}}\n"


def test_an_override_of_no_block_is_found_beside_other_errors() -> None:
    text = AWS + "queues: [{name: a, rate_limit: 100/s}]\nworkers: {w: {queue: a}}\n" + OVERRIDES
    assert errors(text) == [
        ("INF302", 4, ("queues", 0, "rate_limit")),
        ("INF220", 6, ("overrides", "aws_sqs_queue.b")),
    ]


@pytest.mark.parametrize("wrong", ["queue: b", "queue: a, runtime: 3", "queue: a, language: cobol"])
def test_an_override_of_a_block_that_a_refusal_left_out_is_not_unknown(wrong: str) -> None:
    text = AWS + f"queues: [{{name: a}}]\nworkers: {{w: {{{wrong}}}}}\n" + OVERRIDES
    assert [line for _, line, _ in errors(text)] == [5]


def test_a_hint_names_all_addresses_where_none_is_near() -> None:
    text = AWS + "queues: [{name: a}]\noverrides: {output.x: {value: 1}}\n"
    (found,) = [d for d in compile_text(text, "infera.yaml").found if d.code.id == "INF220"]
    assert found.hint.startswith("addresses are: `")
