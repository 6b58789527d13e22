"""The shape: what passes, what does not, in which words, and what is left to be checked further."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

from infera import codes, scalars, shape
from infera.diagnostics import Code, Diagnostic
from infera.load import load
from infera.shape_words import schema
from tests import shape_build

EXAMPLE = """
project_name: my-app
provider: gcp
region: us-central1

queues:
  - name: emails
    type: cloud_tasks
    rate_limit: 100/s
    retry:
      max_attempts: 5
      min_backoff: 10s

  - name: reports
    type: pubsub
    dead_letter: true

workers:
  email_worker:
    runtime: cloud_run
    queue: emails
    concurrency: 5

  report_worker:
    runtime: cloud_run
    queue: reports
    concurrency: 2
    timeout: 3600
"""

EVERYTHING = """
version: 1
infera: ">=0.1,<2"
project_name: my-app
provider: aws
region: eu-west-1
project_id: my-app-production
language: python
labels: {team: core, cost-center: 123, public: false}
terraform:
  required_version: ">= 1.9"
  backend: {type: s3, config: {bucket: state, key: "{project}/{environment}", encrypt: true}}
  providers: {aws: ">= 6.0"}
  roots: true
environments:
  staging:
  production:
    region: eu-central-1
    project_id: my-app-prod-1
    labels: {stage: prod}
    terraform: {backend: {type: s3, config: {bucket: prod}}}
    deletion_protection: true
    defaults: {alarms: {notify: [{var: topic}]}}
    redis: {node_type: cache.m7g.large}
    queues: {emails: {rate_limit: 6000/m, paused: true, alarms: false, encryption: {var: key}}}
    workers: {email_worker: {concurrency: 50, env: {A: b}, image: {var: image}}}
    provider_config: {assume_role: {role_arn: "arn:aws:iam::1:role/x"}}
aws: {permissions_boundary: {var: boundary}, iam_path: /apps/jobs/}
deletion_protection: false
defaults:
  queue: {retry: {max_attempts: 3}, resource_name: "acme-{project}-{environment}-{name}"}
  worker: {timeout: 2m}
  alarms: {notify: [ops@example.com]}
redis: {existing: {var: url}, node_type: x, replicas: 0, engine_version: 8.0, network: {network: n}}
queues:
  - name: emails
    type: sqs
    resource_name: exact
    paused: false
    ordering: true
    deduplication: true
    delay: 0
    retention: 14d
    max_message_size: 64KiB
    visibility_timeout: 6m
    retry: {max_attempts: 1, min_backoff: 0, max_backoff: 1h, backoff: fixed}
    dead_letter: {retention: 14d, worker: failed}
    priority: [high, normal, low]
    fan_out: false
    encryption: arn:aws:kms:eu-west-1:1:key/1
    envelope: raw
    jobs:
      welcome:
      reset: {payload: schemas/reset.json, aliases: [resetMail], renamed_from: reset_mail}
      digest: {payload: {type: object, properties: {to: {type: string}}}}
    schedules:
      - {name: nightly, cron: "0 3 * * *", timezone: Europe/Berlin, job: digest, payload: [1]}
      - {name: off, cron: "0 3 * * *", enabled: false}
    alarms:
      oldest_age: 30m
      depth: 0
      dead_letters: false
      notify: {page: [a@example.com], ticket: [{var: channel}]}
      runbook: https://wiki.example.com/x
    producers: ["arn:aws:iam::1:role/api", {var: api}]
    expected: {messages: 30M, size: 2KB, duration: 200ms}
    labels: {owner: growth}
    renamed_from: mails
  - name: legacy
    existing: {var: legacy_arn}
workers:
  failed:
  email_worker:
    queues: [emails, legacy]
    runtime: lambda
    language: typescript
    concurrency: 5
    instances: {min: 0, max: 4}
    timeout: 60
    memory: 1GiB
    cpu: 0.5
    batch: {size: 10, window: 5s}
    delivery: auto
    filter: {country: [de, at], vip: true, tier: 1}
    permissions:
      - arn:aws:iam::aws:policy/ReadOnlyAccess
      - {var: policy}
      - {actions: ["s3:GetObject", "s3:Put*"], resources: ["arn:aws:s3:::x/*", {var: bucket}]}
      - {role: roles/storage.objectViewer, resource: projects/_/buckets/x}
    log_retention: 30d
    env: {LOG: info, N: 5, FLAG: true, V: {var: v}}
    secrets: {TOKEN: token, KEY: {var: key}}
    idempotency: {ttl: 7d}
    network: {subnets: [subnet-1, {var: s}], security_groups: [sg-1]}
    image: ghcr.io/x/y@sha256:00
    labels: {owner: growth}
    renamed_from: mailer
overrides:
  aws_sqs_queue.emails: {receive_wait_time_seconds: 20, policy: {expr: var.policy}, tags: null}
  data.aws_iam_policy_document.emails: {version: "2012-10-17"}
templates: templates
"""


def data(text: str) -> Any:
    document, _ = load(text, "infera.yaml")
    assert document is not None
    return document.data


def base(queue: str = "", worker: str = "", top: str = "") -> Any:
    return data(
        f"project_name: p\nprovider: aws\n{top}\nqueues: [{{name: q, {queue}}}]\n"
        f"workers: {{w: {{queue: q, {worker}}}}}\n"
    )


def one(found: list[Diagnostic]) -> Diagnostic:
    assert [each.code.id for each in found] == [found[0].code.id]
    return found[0]


# --- the schema itself


def test_what_the_contract_shows_has_the_shape() -> None:
    assert shape.check(data(EXAMPLE)) == []


def test_a_file_with_every_key_has_the_shape() -> None:
    assert shape.check(data(EVERYTHING)) == []


def nodes(part: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema that describes a key, with its path."""
    if not isinstance(part, dict):
        return
    for name, inner in part.get("properties", {}).items():
        if inner != {"not": {}}:
            yield f"{path}/{name}", inner
        yield from nodes(inner, f"{path}/{name}")
    for keyword in ("items", "additionalProperties", "then"):
        yield from nodes(part.get(keyword), f"{path}/{keyword}")
    for keyword in ("anyOf", "allOf"):
        for inner in part.get(keyword, []):
            yield from nodes(inner, path)


def every_key() -> dict[str, dict[str, Any]]:
    whole = schema()
    parts = [("#", whole), *((f"#/$defs/{name}", part) for name, part in whole["$defs"].items())]
    return {path: node for name, part in parts for path, node in nodes(part, name)}


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return {**resolved(schema()["$defs"][node["$ref"].split("/")[-1]]), **node}
    return node


def test_editors_are_told_about_every_key() -> None:
    for path, node in every_key().items():
        if path.endswith("/var"):
            continue
        whole = resolved(node)
        assert whole.get("description"), path
        assert whole.get("examples") or path.endswith("/payload"), path
        assert "title" in whole or "allOf" in whole or path.endswith("/payload"), path


def test_every_example_and_default_fits_its_own_schema() -> None:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    for path, node in {**every_key(), **schema()["$defs"]}.items():
        inner = {**node, "$defs": schema()["$defs"]}
        validator = Draft202012Validator(inner, registry=Registry())
        for value in [*node.get("examples", []), *([node["default"]] if "default" in node else [])]:
            assert not list(validator.iter_errors(value)), (path, value)


def test_the_schema_is_one_of_draft_2020_12() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())


def test_maps_are_closed_where_keys_are_known() -> None:
    for path, node in {**every_key(), **schema()["$defs"], "#": schema()}.items():
        if "properties" in node:
            assert node.get("additionalProperties") is False, path


def walk(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from walk(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from walk(inner)


def test_no_pattern_lets_a_line_feed_or_foreign_digits_through() -> None:
    patterns = [node["pattern"] for node in walk(schema()) if isinstance(node.get("pattern"), str)]
    assert len(patterns) > 15
    for pattern in patterns:
        assert pattern.startswith("^")
        assert pattern.endswith(r"$(?!\n)")
        assert r"\d" not in pattern
        assert r"\w" not in pattern
        assert not re.search(pattern, "a\n")


def test_beside_a_reference_stand_only_words_for_people() -> None:
    for node in walk(schema()):
        if isinstance(node.get("$ref"), str):
            assert set(node) <= {"$ref", "title", "description", "default", "examples"}


def test_the_committed_validator_is_what_the_schema_generates() -> None:
    assert shape_build.TARGET.read_text("utf-8") == shape_build.generate()


def test_a_scalar_that_passes_can_be_read() -> None:
    defs = schema()["$defs"]
    readers = {
        "duration": scalars.duration_s,
        "positive_duration": scalars.duration_s,
        "rate": scalars.rate_per_s,
        "size": scalars.size_bytes,
        "memory": scalars.memory_mb,
    }
    texts = ["0s", "00s", "1s", "999999999d", "007m", "1/s", "0/s", "09/m", "000000000/s"]
    texts += ["1KB", "0KB", "0.0 KiB", "0.5 MiB", "1.123456GiB", "999999999GB", "1 MB", "1  MB"]
    for name, reader in readers.items():
        for text in texts:
            if re.search(defs[name]["pattern"], text):
                reader(text)
        assert any(re.search(defs[name]["pattern"], text) for text in texts)


# --- what passes and what does not


@pytest.mark.parametrize(
    ("queue", "worker"),
    [
        ("delay: -1", ""),
        ("delay: 1.0", ""),
        ("delay: true", ""),
        ("delay: 1h30m", ""),
        ('delay: "10s\\n"', ""),
        ("delay: '٣s'", ""),
        ("rate_limit: 0/s", ""),
        ("rate_limit: 100", ""),
        ("max_message_size: 5XB", ""),
        ("retry: {max_attempts: 0}", ""),
        ("retry: {max_attempts: true}", ""),
        ("retry: {max_attempts: 5.0}", ""),
        ("retry: []", ""),
        ("dead_letter: maybe", ""),
        ("priority: [a, a]", ""),
        ("priority: []", ""),
        ("existing: {vars: x}", ""),
        ("existing: {var: x, y: z}", ""),
        ("existing: {var: Bad}", ""),
        ("existing: ''", ""),
        ("jobs: {con: }", ""),
        ("jobs: {Welcome: }", ""),
        ("jobs: []", ""),
        ("schedules: [{name: a}]", ""),
        ("alarms: {notify: me}", ""),
        ("alarms: {runbook: 'javascript:x'}", ""),
        ("resource_name: '{nope}'", ""),
        ("resource_name: ../../x", ""),
        ("labels: {a: 1.5}", ""),
        ("labels: {a: null}", ""),
        ("", "concurrency: 0"),
        ("", "cpu: 0"),
        ("", "cpu: true"),
        ("", "memory: 0"),
        ("", "env: {1A: x}"),
        ("", "env: {A: 1.10}"),
        ("", "env: {A: [x]}"),
        ("", "secrets: {A: 5}"),
        ("", "permissions: [{actions: ['s3:*']}]"),
        ("", "permissions: [{actions: [s3], resources: [x]}]"),
        ("", "permissions: [{role: roles/x}]"),
        ("", "permissions: [{role: owner, resource: x}]"),
        ("", "permissions: [5]"),
        ("", "idempotency: 5"),
        ("", "network: {}"),
        ("", "queues: []"),
    ],
)
def test_what_does_not_fit_is_refused(queue: str, worker: str) -> None:
    found = one(shape.check(base(queue, worker)))
    assert found.message
    assert found.message.isprintable()
    assert not found.message.endswith(".")


def test_a_number_that_is_none_is_refused() -> None:
    value = base()
    value["workers"]["w"]["cpu"] = math.nan
    assert one(shape.check(value)).code is codes.WRONG_KIND
    value["workers"]["w"]["cpu"] = math.inf
    assert one(shape.check(value)).code is codes.WRONG_KIND


@pytest.mark.parametrize("name", ["a" * 201, "con", "aux", "com1", "A", "1a", "a.b", "a/b", "..", ""])
def test_a_name_is_narrow(name: str) -> None:
    for text in (f"queues: [{{name: '{name}'}}]", f"queues: []\nworkers: {{'{name}': }}"):
        found = shape.check(data(f"project_name: p\nprovider: aws\n{text}\n"))
        assert {each.code for each in found} <= {
            codes.BAD_NAME,
            codes.RESERVED_NAME,
            codes.OUT_OF_RANGE,
        }
        assert len(found) == 1
    assert shape.check(data(f"project_name: '{name}'\nprovider: aws\nqueues: []\n"))


@pytest.mark.parametrize("value", [None, [], 5, "x", True, {}, {"a": 1}, [[]], {"queues": {}}])
def test_anything_can_be_asked_about(value: Any) -> None:
    assert shape.check(value)
    assert isinstance(shape.prune(value, shape.check(value)), dict)


# --- words


@pytest.mark.parametrize(
    ("queue", "worker", "code", "message", "hint"),
    [
        (
            "rate_limt: 1/s",
            "",
            codes.UNKNOWN_KEY,
            "`rate_limt` is not a key of a queue",
            "did you mean `rate_limit`?",
        ),
        (
            "max_attempts: 5",
            "",
            codes.UNKNOWN_KEY,
            "`max_attempts` is not a key of a queue",
            "it stands under `retry`",
        ),
        (
            "",
            "rate_limit: 5/s",
            codes.UNKNOWN_KEY,
            "`rate_limit` is not a key of a worker",
            "it is a key of a queue",
        ),
        (
            "ordering: yes",
            "",
            codes.WRONG_KIND,
            "`ordering` takes `true` or `false`, not `yes`",
            "write `true` or `false`; YAML 1.2 has no `yes`, `no`, `on` and `off`",
        ),
        (
            "retry: {max_attempts: '5'}",
            "",
            codes.WRONG_KIND,
            "`max_attempts` takes a number of attempts, not the text `5`",
            "write 5 without quotes",
        ),
        (
            "retry: {max_attempts: 5.0}",
            "",
            codes.WRONG_KIND,
            "`max_attempts` takes a number of attempts, not `5.0`",
            "write `5`",
        ),
        (
            "labels: {version: 1.10}",
            "",
            codes.WRONG_KIND,
            "`version` takes a text, not `1.1`",
            "put it in quotes",
        ),
        (
            "jobs: {a: {payload: true}}",
            "",
            codes.WRONG_KIND,
            "`payload` takes a JSON Schema or a file that holds one, not `true`",
            "like `{type: object, required: [to], properties: {to: {type: string}}}` or `schemas/welcome.json`",
        ),
        (
            "delay: ",
            "",
            codes.WRONG_KIND,
            "`delay` takes a duration, and nothing is written",
            "like `10s`, `5m`, `1h`, `7d` or `30`",
        ),
        (
            "",
            "runtime: lamda",
            codes.UNKNOWN_VALUE,
            "`lamda` is not a runtime",
            "did you mean `lambda`? Possible: `lambda`, `cloud_run`, `ecs`, `container`",
        ),
        (
            "",
            "permissions: [{actions: ['s3:GetObject'], resource: [x]}]",
            codes.UNKNOWN_KEY,
            "`resource` is not a key of a permission",
            "did you mean `resources`?",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_and_what_would_be_right(
    queue: str, worker: str, code: Code, message: str, hint: str
) -> None:
    found = shape.check(base(queue, worker))[0]
    assert (found.code, found.message, found.hint) == (code, message, hint)


def test_a_secret_in_the_wrong_place_is_not_repeated() -> None:
    for key in ("env", "secrets"):
        found = one(shape.check(base(worker=f"{key}: {{TOKEN: 987654.25}}")))
        assert "987654" not in found.message + found.hint


def test_a_long_value_is_cut_and_control_characters_are_shown() -> None:
    found = one(shape.check(base(f'type: "{"x" * 5000}"')))
    assert len(found.message) < 200
    found = one(shape.check(base('type: "a\\e[31m\\u202e"')))
    assert found.message.isprintable()


def test_all_findings_come_at_once_and_each_cause_once() -> None:
    found = shape.check(
        data(
            "project_name: P\nprovider: gpc\nqueues:\n  - type: sns\n  - {name: a, delay: x}\n"
            "workers: {w: {queue: a, foo: 1}}\n"
        )
    )
    assert sorted((each.code.id, each.path) for each in found) == [
        ("INF101", ("workers", "w", "foo")),
        ("INF102", ("queues", 0, "name")),
        ("INF104", ("provider",)),
        ("INF104", ("queues", 0, "type")),
        ("INF105", ("queues", 1, "delay")),
        ("INF107", ("project_name",)),
    ]


def test_what_reading_refused_is_not_refused_again() -> None:
    text = "project_name: p\nprovider: aws\nqueues: [{name: a, delay: .inf}]\n"
    document, _ = load(text, "infera.yaml")
    assert document is not None
    assert shape.check(document.data, document.refused) == []
    pruned = shape.prune(document.data, [], document.refused)
    assert pruned["queues"] == [{"name": "a"}]


def test_findings_of_shape_come_to_an_end() -> None:
    found = shape.check({**data(EXAMPLE), **{f"k{i}": 1 for i in range(20_000)}})
    assert len(found) == shape.MOST_FOUND + 1
    assert found[-1].code is codes.TOO_MANY


# --- pruning


def pruned(text: str) -> dict[str, Any]:
    value = data(text)
    before = json.dumps(value)
    result = shape.prune(value, shape.check(value))
    assert json.dumps(value) == before, "the document itself stays as it is"
    return result


def test_only_what_is_wrong_is_left_out() -> None:
    result = pruned(
        "project_name: p\nprovider: aws\nqueues:\n"
        "  - {name: a, delay: x, rate_limt: 5, retry: {max_attempts: 0, backoff: fixed}}\n"
        "workers: {w: {queue: a, env: {A: 1.5, B: b}}}\nterraform: {backend: {config: {}}}\n"
    )
    assert result == {
        "project_name": "p",
        "provider": "aws",
        "queues": [{"name": "a", "retry": {"backoff": "fixed"}}],
        "workers": {"w": {"queue": "a", "env": {"B": "b"}}},
        "terraform": {},
    }


def test_a_queue_that_goes_leaves_a_hole_and_its_name() -> None:
    result = pruned(
        "project_name: p\nprovider: aws\nqueues:\n  - {type: sqs}\n  - {name: BAD}\n  - x\n"
        "  - {name: ok, schedules: [{name: a}, {name: b, cron: '* * * * *'}], priority: [a, a, 5]}\n"
    )
    assert result["queues"] == [
        {},
        {"refused": "BAD"},
        {},
        {"name": "ok", "schedules": [{}, {"name": "b", "cron": "* * * * *"}]},
    ]


def test_what_is_left_has_the_shape_but_for_the_holes() -> None:
    result = pruned(EVERYTHING.replace("concurrency: 5", "concurrency: five"))
    assert "concurrency" not in result["workers"]["email_worker"]
    assert shape.check(result) == []


def test_an_alias_that_is_wrong_in_one_place_stays_in_the_other() -> None:
    result = pruned(
        "project_name: p\nprovider: aws\nqueues:\n  - {name: a, retry: &r {max_attempts: 3}}\n"
        "  - {name: b, alarms: *r}\n"
    )
    assert result["queues"] == [{"name": "a", "retry": {"max_attempts": 3}}, {"name": "b", "alarms": {}}]


def test_without_its_top_a_file_is_still_checked() -> None:
    assert pruned("provider: 5\nqueues: {}\nworkers: []\n") == {}
