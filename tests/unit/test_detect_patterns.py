"""Patterns of real projects: names behind constants, tables of routes, decorators, settings; each compiles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from infera.detect.constants import of_variable
from infera.detect.proposal import Proposal, as_yaml, gather, propose
from infera.pipeline import compile_text
from tests.unit.detect_projects import PROJECTS
from tests.unit.test_detect import write


def proposed(folder: Path, files: dict[str, str]) -> Proposal:
    write(folder, files)
    return propose(folder, gather(folder))


@pytest.mark.parametrize("project", PROJECTS)
def test_the_queues_and_their_jobs_are_found(tmp_path: Path, project: str) -> None:
    files, queues = PROJECTS[project]
    proposal = proposed(tmp_path, files)
    result = compile_text(as_yaml(proposal), "infera.yaml")

    assert {name: (type_, proposal.jobs.get(name, [])) for name, type_ in proposal.queues.items()} == queues
    assert not result.failed
    assert result.files


def test_the_place_is_where_the_name_stands(tmp_path: Path) -> None:
    write(tmp_path, PROJECTS["Cloud Tasks over several lines"][0])

    assert [(e.line, e.name, e.text) for e in gather(tmp_path)] == [(5, "calls", "'calls',")]


def test_workers_speak_the_language_of_the_code(tmp_path: Path) -> None:
    for library, language in (
        ("SQS by its address, in Python", "python"),
        ("Pub/Sub in Go, a topic and its subscription", "typescript"),
    ):
        folder = tmp_path / language
        result = compile_text(as_yaml(proposed(folder, PROJECTS[library][0])), "infera.yaml")
        assert result.project is not None
        assert [w.language for w in result.project.environments[0].workers] == [language]


def test_what_only_tests_declare_is_not_proposed(tmp_path: Path) -> None:
    text = "from celery import shared_task\n@shared_task(queue='made_up')\ndef f(): ...\n"
    write(tmp_path, {"tests/a.py": text, "src/test_a.py": text, "spec/b.rb": "class B\n include Sidekiq::Job\nend\n"})

    assert gather(tmp_path) == []


def test_jobs_of_rails_need_sidekiq_to_run_them(tmp_path: Path) -> None:
    write(tmp_path, {"app/b.rb": "class TidyJob < ApplicationJob\n  queue_as :low\nend\n"})

    assert gather(tmp_path) == []


def test_a_constant_with_two_values_is_no_name(tmp_path: Path) -> None:
    write(tmp_path, {"a.ts": "const MAIL = 'mail';", "b.ts": "const MAIL = 'post';"})
    write(tmp_path, {"c.ts": "import { Queue } from 'bullmq';\nnew Queue(MAIL);"})
    assert [(e.file, e.name) for e in gather(tmp_path)] == [("c.ts", "")]


def test_ruby_without_a_class_is_no_evidence(tmp_path: Path) -> None:
    write(tmp_path, {"config/initializers/sidekiq.rb": "Sidekiq.configure_server { |c| c.redis = {} }\n"})

    assert gather(tmp_path) == []


@pytest.mark.parametrize(
    ("variable", "name"),
    [("ORDERS_QUEUE_URL", "orders"), ("SQS_QUEUE_URL", ""), ("QUEUE", ""), ("PUBSUB_TOPIC_ORDERS", "topic_orders")],
)
def test_a_variable_of_the_environment_says_which_queue(variable: str, name: str) -> None:
    assert of_variable(variable) == name


@pytest.mark.parametrize(
    "text", ["a" * 900_000, " " * 900_000, "\n" * 900_000, "a = " * 200_000, "x.add" * 150_000, "Q<" * 300_000]
)
def test_a_large_file_does_not_take_long(tmp_path: Path, text: str) -> None:
    head = "import { Queue } from 'bullmq';\nimport '@aws-sdk/client-sqs';\nnew Queue(NAME);\n"
    write(tmp_path, {"a.ts": head + text, "b.py": text + "\nfrom celery import x\n", "c.go": "asynq" + text})
    started = time.process_time()

    gather(tmp_path)
    assert time.process_time() - started < 5
