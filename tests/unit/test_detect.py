"""`infera init --detect`: what it sees, what it does not, and that its proposal compiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from infera.commands.init import first
from infera.detect.proposal import as_yaml, gather, propose
from infera.pipeline import compile_text

SOURCES: dict[str, tuple[dict[str, str], str, dict[str, str]]] = {
    "bullmq": (
        {
            "package.json": '{\n  "dependencies": {\n    "bullmq": "^5.0.0"\n  }\n}\n',
            "src/queue.ts": 'import { Queue } from "bullmq";\nnew Queue<Mail>("emails", { connection });\n',
        },
        "self_hosted",
        {"emails": "bullmq"},
    ),
    "bull": (
        {"lib/q.js": "const Bull = require('bull');\nconst q = new Bull('video-transcoding');\n"},
        "self_hosted",
        {"video-transcoding": "bullmq"},
    ),
    "celery": (
        {"requirements.txt": "celery[redis]==5.4\n", "a.py": "from celery import shared_task\n@shared_task(queue='q1')\ndef f(): ...\n"},  # noqa: E501
        "self_hosted",
        {"q1": "celery"},
    ),
    "rq": (
        {"w.py": "from rq import Queue\nq = Queue('low')\n"},
        "self_hosted",
        {"low": "celery"},
    ),
    "dramatiq": (
        {"w.py": "import dramatiq\n@dramatiq.actor(queue_name='mails')\ndef send(): ...\n"},
        "self_hosted",
        {"mails": "celery"},
    ),
    "sqs": (
        {"s.py": "import boto3\nq = boto3.resource('sqs').get_queue_by_name(QueueName='orders')\n"},
        "aws",
        {"orders": "sqs"},
    ),
    "pubsub": (
        {"p.py": "from google.cloud import pubsub_v1\npubsub_v1.PublisherClient().topic_path('p', 'events')\n"},
        "gcp",
        {"events": "pubsub"},
    ),
    "cloud_tasks": (
        {"t.ts": 'import { CloudTasksClient } from "@google-cloud/tasks";\nclient.queuePath(project, region, "calls");\n'},  # noqa: E501
        "gcp",
        {"calls": "cloud_tasks"},
    ),
    "sidekiq": (
        {"Gemfile": 'gem "sidekiq"\n', "w.rb": "class W\n  include Sidekiq::Job\n  sidekiq_options queue: :critical\nend\n"},  # noqa: E501
        "self_hosted",
        {"critical": "bullmq"},
    ),
    "asynq": (
        {"go.mod": "require github.com/hibiken/asynq v0.24\n", "m.go": 'asynq.NewTask("email:deliver", p, asynq.Queue("mail"))\n'},  # noqa: E501
        "self_hosted",
        {"mail": "bullmq"},
    ),
    "machinery": (
        {"go.mod": "require github.com/RichardKnop/machinery v1\n"},
        "self_hosted",
        {"machinery_tasks": "bullmq"},
    ),
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("library", SOURCES)
def test_every_library_is_seen_and_its_proposal_compiles(tmp_path: Path, library: str) -> None:
    files, provider, queues = SOURCES[library]
    write(tmp_path, files)
    evidence = gather(tmp_path)
    proposal = propose(tmp_path, evidence)
    result = compile_text(as_yaml(proposal), "infera.yaml")

    assert (proposal.provider, proposal.queues) == (provider, queues)
    assert any(each.library == library for each in evidence)
    assert not result.failed
    assert result.files


def test_evidence_names_the_line(tmp_path: Path) -> None:
    write(tmp_path, SOURCES["bullmq"][0])

    assert [(e.file, e.line) for e in gather(tmp_path)] == [("package.json", 3), ("src/queue.ts", 2)]


def test_comments_strings_and_other_peoples_code_are_no_evidence(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.ts": 'import { Queue } from "bullmq";\n// new Queue("old")\n',
            "b.py": '"""@shared_task and Celery(\'x\') are words here."""\n',
            "node_modules/bullmq/index.ts": 'import "bullmq"; new Queue("theirs")\n',
        },
    )

    assert gather(tmp_path) == []


def test_what_does_not_parse_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "from celery import (\n", "package.json": "{", "pyproject.toml": "= celery"})
    (tmp_path / "b.py").write_bytes(b"\xff\xfecelery")

    assert gather(tmp_path) == []


@pytest.mark.parametrize("type_", ["sqs", "pubsub", "cloud_tasks", "bullmq", "celery"])
def test_a_first_file_compiles_without_an_error(type_: str) -> None:
    from infera.backends import backend

    provider = next(iter(backend(type_).runtimes))
    result = compile_text(first("My App!", provider, type_, "emails", None, "ops@example.com"), "infera.yaml")

    assert not result.failed
    assert result.files
