"""A project over forty weeks: it grows, things are renamed, a payload changes, a queue goes; nothing goes by accident.

One state of Terraform is carried through all of it. After each step: what `infera plan` said, what is on disk, and
that Terraform destroys or replaces nothing that was not announced.
"""

from __future__ import annotations

import json
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.engines import terraform
from tests.story.project import Story, announced, codes, files, lost

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
ROOT = "default"


def first_week() -> dict[str, Any]:
    """One queue, one worker, one environment."""
    return {
        "project_name": "shop",
        "provider": "aws",
        "region": "eu-west-1",
        "defaults": {"alarms": {"notify": ["ops@example.com"]}},
        "queues": [
            {
                "name": "emails",
                "jobs": {"receipt": {"payload": {"type": "object", "properties": {"to": {"type": "string"}}}}},
            }
        ],
        "workers": {"email_worker": {"queue": "emails"}},
    }


def queue(data: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [each for each in data["queues"] if each["name"] == name]
    return found


def grown(data: dict[str, Any]) -> dict[str, Any]:
    """Forty queues, two accounts."""
    more = deepcopy(data)
    more["queues"] += [{"name": f"team-{number}", "alarms": False} for number in range(1, 40)]
    more["environments"] = {
        "default": {"provider_config": {"allowed_account_ids": ["111122223333"]}},
        "production": {
            "deletion_protection": True,
            "provider_config": {
                "allowed_account_ids": ["444455556666"],
                "assume_role": {"role_arn": "arn:aws:iam::444455556666:role/deploy"},
            },
        },
    }
    more["terraform"] = {
        "backend": {"type": "s3", "config": {"bucket": "s", "key": "{project}/{environment}", "region": "eu-west-1"}}
    }
    return more


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """The queue, the worker and the job under other names."""
    new = deepcopy(data)
    emails = queue(new, "emails")
    emails |= {"name": "mails", "renamed_from": "emails"}
    emails["jobs"] = {"send-receipt": {**emails["jobs"]["receipt"], "renamed_from": "receipt"}}
    new["workers"] = {"mail_worker": {"queue": "mails", "renamed_from": "email_worker"}}
    return new


@pytest.mark.engine("terraform")
def test_a_project_over_the_weeks(tmp_path: Path, terraform_session: terraform.Session) -> None:
    story = Story(tmp_path, terraform_session, first_week())

    # The first week: one queue, applied.
    assert not announced(story.plan())
    story.generate()
    story.apply(ROOT)
    handler = tmp_path / "workers/email_worker/handlers/receipt.ts"
    handler.write_text(handler.read_text() + "// written by hand\n")

    # The tenth: forty queues and a second account. What was there is not touched.
    story.data = grown(story.data)
    assert not announced(story.plan())
    story.generate()
    assert story.terraform_plan(ROOT) == set()
    assert "444455556666" in (tmp_path / "terraform/environments/production/providers.tf").read_text()
    assert "444455556666" not in (tmp_path / "terraform/environments/default/providers.tf").read_text()
    story.apply(ROOT)

    # The twentieth: a queue, a worker and a job get other names; the cloud's names and the types on the wire stay.
    story.data = renamed(story.data)
    plan = story.plan()
    assert not lost(plan)
    assert not announced(plan)
    said = " ".join(f["message"] + (f["hint"] or "") for f in plan["findings"])
    assert "workers/email_worker/handlers/receipt.ts" in said
    story.generate()
    assert handler.read_text().endswith("// written by hand\n")
    assert story.terraform_plan(ROOT) <= announced(plan)
    story.apply(ROOT)

    # The thirtieth: a field becomes required. The jobs on their way lack it; no resource changes.
    payload = queue(story.data, "mails")["jobs"]["send-receipt"]["payload"]
    payload["required"] = ["to"]
    assert "INF226" in codes(story.plan())
    story.generate()
    assert "INF226" not in codes(story.plan())

    # The fortieth: a queue goes, with its jobs. That is announced, can be forbidden, and can be allowed by address.
    story.data["queues"].remove(queue(story.data, "team-7"))
    plan = story.plan()
    assert {"aws_sqs_queue.team_7", "aws_sqs_queue.team_7_dead_letter"} == lost(plan)
    assert "INF411" in codes(plan)
    before = files(tmp_path)
    story.infera("plan", "--fail-on", "loses-jobs", status=1)
    story.infera("generate", "--fail-on", "loses-jobs", "--allow-loss", "aws_sqs_queue.team_7", status=1)
    assert files(tmp_path) == before
    allowed = [word for address in sorted(lost(plan)) for word in ("--allow-loss", address)]
    story.generate("--fail-on", "loses-jobs", *allowed)
    assert not (tmp_path / "terraform/modules/shop/queue_team_7.tf").exists()
    destroyed = story.terraform_plan(ROOT)
    assert lost(plan) <= destroyed <= announced(plan)


def test_a_second_config_on_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    story = Story(tmp_path, None, first_week())
    story.generate()
    (tmp_path / "other.yaml").write_text((tmp_path / "infera.yaml").read_text().replace("shop", "store"))
    before = files(tmp_path)
    stopped = story.infera("generate", "-c", "other.yaml", status=1)
    both = story.infera("generate", "-c", "infera.yaml", "-c", "other.yaml", status=1)
    forced = story.infera("generate", "-c", "other.yaml", "--force", status=1)

    assert all("INF410" in each.stderr for each in (stopped, both, forced))
    assert files(tmp_path) == before


def test_a_pull_request_is_planned_against_its_base(tmp_path: Path) -> None:
    story = Story(tmp_path, None, grown(first_week()))
    story.generate()
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    story.data["queues"].remove(queue(story.data, "team-7"))
    queue(story.data, "team-8")["retention"] = "1d"
    story.generate()
    on_disk, against = story.plan(), story.plan("--against", "main")

    assert not announced(on_disk)
    assert lost(against) == {"aws_sqs_queue.team_7", "aws_sqs_queue.team_7_dead_letter"}
    assert "aws_sqs_queue.team_8" in json.dumps(against["changes"])
    story.infera("plan", "--against", "main", "--fail-on", "loses-jobs", status=1)
    story.infera("plan", "--fail-on", "loses-jobs")


@pytest.mark.parametrize("ignored", ["/terraform\n/workers\n/clients\n/.infera\n", "/.infera\n"])
def test_a_base_that_does_not_hold_its_output_is_compiled_from_its_file(tmp_path: Path, ignored: str) -> None:
    story = Story(tmp_path, None, grown(first_week()))
    schema = queue(story.data, "emails")["jobs"]["receipt"]["payload"]
    queue(story.data, "emails")["jobs"]["receipt"]["payload"] = "receipt.json"
    (tmp_path / "receipt.json").write_text(json.dumps(schema))
    (tmp_path / ".gitignore").write_text(ignored)
    story.generate()
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    assert "INF411" not in codes(story.plan("--against", "main"))
    story.data["queues"].remove(queue(story.data, "team-7"))
    queue(story.data, "team-8")["retention"] = "1d"
    (tmp_path / "receipt.json").write_text(json.dumps({**schema, "required": ["to"]}))
    plan = story.plan("--against", "main")

    assert lost(plan) == {"aws_sqs_queue.team_7", "aws_sqs_queue.team_7_dead_letter"}
    assert "INF226" in codes(plan)
    changed = {r["address"] for c in plan["changes"] for r in c["resources"] if r["action"] == "update"}
    assert "aws_sqs_queue.team_8" in changed
    assert "aws_sqs_queue.team_9" not in changed
    story.infera("plan", "--against", "main", "--fail-on", "loses-jobs", status=1)


def test_a_base_without_the_project_makes_all_of_it_new(tmp_path: Path) -> None:
    story = Story(tmp_path, None, first_week())
    (tmp_path / "README").write_text("a project without queues\n")
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    plan = story.plan("--against", "main")

    assert {change["action"] for change in plan["changes"]} == {"create"}
    assert not announced(plan)


@pytest.mark.engine("terraform")
def test_a_renamed_project_says_what_goes_with_its_old_names(
    tmp_path: Path, terraform_session: terraform.Session
) -> None:
    story = Story(tmp_path, terraform_session, first_week())
    story.generate()
    story.apply(ROOT)
    before = files(tmp_path)
    story.data["project_name"] = "store"
    story.write()
    story.infera("generate", status=1)
    assert files(tmp_path) == {**before, "infera.yaml": (tmp_path / "infera.yaml").read_bytes()}

    plan = story.plan("--rename-project", "shop")
    story.generate("--rename-project", "shop")
    destroyed = story.terraform_plan(ROOT)

    assert not (tmp_path / "terraform/modules/shop").exists()
    assert destroyed <= announced(plan)
    assert {address for address in destroyed if address.startswith("aws_sqs_queue.")} <= lost(plan)


TYPES = {"sqs": "aws", "bullmq": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "celery": "gcp"}


@pytest.mark.parametrize("type_", TYPES)
def test_a_rename_replaces_nothing_on_any_back_end(tmp_path: Path, type_: str) -> None:
    data = {**first_week(), "provider": TYPES[type_], "region": "eu-west-1" if TYPES[type_] == "aws" else "us-central1"}
    queue(data, "emails")["type"] = type_
    queue(data, "emails")["schedules"] = [{"name": "nightly", "cron": "0 3 * * *", "payload": {"to": "a"}}]
    if TYPES[type_] == "gcp":
        data["project_id"] = "shop-project"
    story = Story(tmp_path, None, data)
    story.generate()
    story.data = renamed(data)
    plan = story.plan()

    # a revision of a task is replaced by each change of it: that is how ECS deploys
    assert announced(plan) <= {"aws_ecs_task_definition.mail_worker"}
    assert lost(plan) == set()
