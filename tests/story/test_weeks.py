"""What living with infera promises beyond the large story: less to say, protection, other people's files, idle cost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infera import __version__
from infera.pipeline import Result, compile_text
from tests.conftest import run_infera
from tests.story.project import Story, files

REGIONS = {"aws": "eu-west-1", "gcp": "us-central1"}


def config(provider: str = "aws", type_: str = "", **more: Any) -> dict[str, Any]:
    """One queue and its worker on a cloud."""
    data = {
        "project_name": "shop",
        "provider": provider,
        "region": REGIONS[provider],
        "defaults": {"alarms": {"notify": ["ops@example.com"]}},
        "queues": [{"name": "emails", "type": type_ or {"aws": "sqs", "gcp": "pubsub"}[provider]}],
        "workers": {"email_worker": {"queue": "emails"}},
    }
    return {**data, **({"project_id": "shop-production"} if provider == "gcp" else {}), **more}


def compiled(data: dict[str, Any]) -> Result:
    result = compile_text(yaml.safe_dump(data, sort_keys=False), "infera.yaml")
    assert [each.message for each in result.found if each.severity == "error"] == []
    return result


def text(result: Result, name: str) -> str:
    """Every file of that name, one after the other."""
    return "\n".join(file.data.decode() for file in result.files if file.path.name == name)


# The version


@pytest.mark.parametrize("wanted", [">=1.4,<2", "<0.0.1", f"!={__version__}"])
def test_a_file_for_another_version_is_refused_and_nothing_is_written(tmp_path: Path, wanted: str) -> None:
    story = Story(tmp_path, None, config(infera=wanted))
    story.write()
    before = files(tmp_path)
    done = story.infera("generate", status=1)

    assert f"this is infera {__version__}; the file asks for `{wanted}`" in done.stderr
    assert "infera.yaml:" in done.stderr
    story.infera("plan", status=1)
    assert files(tmp_path) == before


def test_a_file_for_this_version_is_taken(tmp_path: Path) -> None:
    story = Story(tmp_path, None, config(infera=f">={__version__},<99"))
    story.generate()


# Who hears an alarm, and what it carries


@pytest.mark.parametrize("provider", REGIONS)
def test_an_alarm_goes_to_the_pager_or_becomes_a_ticket_and_carries_the_runbook(provider: str) -> None:
    runbook = "https://runbooks.example.com/queues"
    notify = {"page": ["oncall@example.com", {"var": "pager"}], "ticket": ["team@example.com"]}
    written = text(
        compiled(config(provider, defaults={"alarms": {"notify": notify, "runbook": runbook}})), "monitoring.tf"
    )
    kind = {"aws": 'resource "aws_cloudwatch_metric_alarm"', "gcp": 'resource "google_monitoring_alert_policy"'}[
        provider
    ]
    page = {"aws": "aws_sns_topic.alarms_page.arn, var.pager", "gcp": 'email["oncall@example.com"].id'}[provider]
    ticket = {"aws": "aws_sns_topic.alarms_ticket.arn", "gcp": 'email["team@example.com"].id'}[provider]
    alarms = {each.split('"')[1]: each for each in written.split(kind)[1:]}

    assert page in alarms["emails_oldest_age"]
    assert "var.pager" in alarms["emails_oldest_age"]
    assert ticket not in alarms["emails_oldest_age"]
    (letters,) = [each for name, each in alarms.items() if name.startswith("emails_dead_letter")]
    assert ticket in letters
    assert page not in letters
    assert all(f"Runbook: {runbook}" in each for each in alarms.values())


# Protection


def test_on_sqs_protection_is_a_deny_of_delete_and_purge() -> None:
    result = compiled(config(deletion_protection=True))
    queues = text(result, "queue_emails.tf")

    assert queues.count('Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]') == 2  # the dead letters too
    assert queues.count('Sid       = "DenyDeletion"\n          Effect    = "Deny"\n          Principal = "*"') == 2
    (root,) = [file for file in result.files if file.path.as_posix() == "terraform/environments/default/variables.tf"]
    assert "default     = true" in root.data.decode().split('"deletion_protection"')[1].split("}")[0]


def test_on_google_protection_is_the_resources_own() -> None:
    pushed = text(compiled(config("gcp", deletion_protection=True)), "worker_email_worker.tf")
    redis = text(compiled(config("gcp", "celery", deletion_protection=True)), "redis.tf")

    assert "deletion_protection = var.deletion_protection" in pushed
    assert "deletion_protection     = var.deletion_protection" in redis


@pytest.mark.parametrize("data", [config(), config("aws", "bullmq"), config("gcp"), config("gcp", "cloud_tasks")])
def test_what_stays_unprotected_is_an_info_where_protection_is_asked_for(data: dict[str, Any]) -> None:
    found = [each for each in compiled({**data, "deletion_protection": True}).found if each.code.id == "INF337"]

    assert [(each.severity, each.path) for each in found] == [("info", ("deletion_protection",))]
    assert not [each for each in compiled(data).found if each.code.id == "INF337"]


# Less to say

ENVIRONMENTS = {
    "staging": {
        "labels": {"stage": "staging"},
        "defaults": {"queue": {"retention": "2d"}, "worker": {"memory": 2048}, "alarms": {"oldest_age": "1h"}},
    },
    "production": {"queues": {"emails": {"retention": "3d"}}, "workers": {"email_worker": {"memory": 1024}}},
}


def layered() -> dict[str, Any]:
    data = config(environments=ENVIRONMENTS, labels={"org": "acme"})
    data["terraform"] = {"backend": {"type": "s3", "config": {"bucket": "b", "key": "{environment}", "region": "r"}}}
    data["defaults"] |= {
        "queue": {"retention": "1d", "labels": {"from": "defaults"}},
        "worker": {"memory": 512, "labels": {"from": "defaults"}},
    }
    data["queues"][0]["labels"] = {"team": "mail"}
    data["queues"].append({"name": "own", "retention": "12h", "alarms": {"depth": 5}})
    data["workers"]["own_worker"] = {"queue": "own", "labels": {"from": "itself"}}
    return data


def test_the_nearest_default_counts() -> None:
    project = compiled(layered()).project
    assert project is not None
    production, staging = project.environments

    assert [queue.retention_s for queue in staging.queues] == [2 * 86400, 12 * 3600]
    assert [queue.retention_s for queue in production.queues] == [3 * 86400, 12 * 3600]
    assert {worker.name: worker.memory_mb for worker in staging.workers} == {"email_worker": 2048, "own_worker": 2048}
    assert {worker.name: worker.memory_mb for worker in production.workers} == {"email_worker": 1024, "own_worker": 512}
    assert {queue.alarms.oldest_age_s for queue in staging.queues} == {3600}
    assert {queue.alarms.page for queue in staging.queues} == {("ops@example.com",)}


def test_labels_of_file_environment_defaults_and_thing_come_together() -> None:
    project = compiled(layered()).project
    assert project is not None
    production, staging = project.environments
    common = {"org": "acme", "from": "defaults"}

    assert dict(staging.queue("emails").labels) == {**common, "team": "mail", "stage": "staging"}
    assert dict(production.queue("emails").labels) == {**common, "team": "mail"}
    assert {worker.name: dict(worker.labels) for worker in production.workers} == {
        "email_worker": common,
        "own_worker": {**common, "from": "itself"},
    }


@pytest.mark.parametrize("provider", REGIONS)
def test_labels_of_a_queue_and_of_a_worker_are_on_what_takes_them(provider: str) -> None:
    data = config(provider)
    data["queues"][0]["labels"], data["workers"]["email_worker"]["labels"] = {"team": "mail"}, {"team": "code"}
    result = compiled(data)

    assert '"mail"' in text(result, "queue_emails.tf")
    assert '"code"' in text(result, "worker_email_worker.tf")
    assert '"code"' not in text(result, "queue_emails.tf").replace("worker_", "")


@pytest.mark.parametrize(
    ("provider", "type_"), [("aws", "bullmq"), ("gcp", "celery"), ("aws", "celery"), ("gcp", "bullmq")]
)
def test_one_redis_serves_every_queue_of_an_environment(provider: str, type_: str) -> None:
    data = config(provider, type_)
    data["queues"].append({"name": "more", "type": type_})
    data["workers"]["more_worker"] = {"queue": "more"}
    written = text(compiled(data), "redis.tf")
    kind = {"aws": "aws_elasticache_replication_group", "gcp": "google_redis_instance"}[provider]
    assert written.count(f'resource "{kind}"') == 1

    network = {
        "aws": {"subnets": ["subnet-1"], "security_groups": ["sg-1"]},
        "gcp": {"network": "projects/p/global/networks/n", "subnetwork": "projects/p/regions/r/subnetworks/s"},
    }[provider]
    given = compiled({**data, "redis": {"existing": {"var": "redis_url"}, "network": network}})
    assert not any(f'resource "{kind}"' in file.data.decode() for file in given.files if file.path.suffix == ".tf")


# Other people's bodies


@pytest.mark.parametrize(("provider", "language"), [("aws", "typescript"), ("aws", "python"), ("gcp", "python")])
def test_a_raw_queue_takes_the_whole_body_for_its_only_job(provider: str, language: str) -> None:
    data = config(provider, language=language)
    data["queues"][0] |= {"envelope": "raw", "jobs": {"uploaded": {"payload": {"type": "object"}}}}
    written = text(compiled(data), "worker_email_worker.tf")
    assert re.search(r'envelope\s+= "raw"', written)
    assert not re.search(r'envelope\s+= "infera"', written)

    data["queues"][0]["jobs"]["more"] = {}
    result = compile_text(yaml.safe_dump(data), "infera.yaml")
    assert [each.code.id for each in result.found if each.severity == "error"] == ["INF223"]


# Other people's files


def test_files_of_the_users_survive_whatever_infera_writes_or_removes(tmp_path: Path) -> None:
    story = Story(tmp_path, None, config(environments={"staging": {}, "production": {}}))
    story.generate()
    theirs = {
        "terraform/environments/staging/.terraform.lock.hcl": "# theirs\n",
        "terraform/environments/staging/prod.tfvars": 'x = "y"\n',
        "terraform/environments/staging/more.auto.tfvars": 'x = "y"\n',
        "terraform/modules/shop/extra.tf": "locals {}\n",
        "workers/email_worker/handlers/notes.txt": "mine\n",
        "notes.md": "mine\n",
    }
    for name, content in theirs.items():
        (tmp_path / name).write_text(content)
    manifest = tmp_path / ".infera/manifest.json"
    listed = json.loads(manifest.read_text())
    entry = next(iter(listed["files"].values()))
    for name in list(theirs)[:3]:  # a manifest that claims them is a file that anyone can edit
        listed["files"][name] = entry
    manifest.write_text(json.dumps(listed))
    story.data["queues"] = [{"name": "other"}]
    story.data["workers"] = {"other_worker": {"queue": "other"}}
    story.data["environments"] = {"production": {}}
    story.write()
    story.infera("generate", "--force")
    story.infera("generate", "--force")

    for name, content in theirs.items():
        assert (tmp_path / name).read_text() == content, name
    assert not (tmp_path / "terraform/modules/shop/queue_emails.tf").exists()


def test_roots_that_are_no_longer_wanted_leave_what_is_the_users(tmp_path: Path) -> None:
    story = Story(tmp_path, None, config())
    story.generate()
    root = tmp_path / "terraform/environments/default"
    (root / ".terraform.lock.hcl").write_text("# theirs\n")
    (root / "images.auto.tfvars.json").write_text('{"a_image": "x"}\n')
    story.data["terraform"] = {"roots": False}
    story.write()
    planned = story.plan()
    story.infera("generate", "--force")

    assert (root / ".terraform.lock.hcl").read_text() == "# theirs\n"
    assert (root / "images.auto.tfvars.json").read_text() == '{"a_image": "x"}\n'
    assert not (root / "main.tf").exists()
    assert (tmp_path / "terraform/modules/shop/main.tf").exists() or list(
        (tmp_path / "terraform/modules/shop").iterdir()
    )
    assert not {f["code"] for f in planned["findings"]} & {"INF411"}
    story.infera("generate", "--check")


# Cost that stands still


def cost(story: Story) -> list[str]:
    story.write()
    return [line for line in story.infera("plan").stdout.splitlines() if line.startswith("cost ")]


def test_plan_says_what_each_environment_costs_idle(tmp_path: Path) -> None:
    data = config("gcp", "bullmq", environments={"staging": {}, "production": {"redis": {"node_type": "10GB"}}})
    production, staging = cost(Story(tmp_path, None, data))
    idle = [float(re.findall(r"\$([0-9,.]+)[^$]* idle", line)[0].replace(",", "")) for line in (production, staging)]

    assert production.startswith("cost  production: $0.00 -> $")
    assert staging.startswith("cost  staging: $0.00 -> $")
    assert idle[0] > idle[1] > 0
    one = run_infera("plan", "--env", "staging", cwd=tmp_path).stdout
    assert [line for line in one.splitlines() if line.startswith("cost ")] == [staging]


def test_an_unknown_price_of_what_is_always_on_is_a_warning_and_of_what_is_not_is_none(tmp_path: Path) -> None:
    (tmp_path / "on").mkdir()
    (tmp_path / "off").mkdir()
    pool, service = config("gcp"), config("gcp")
    pool["workers"]["email_worker"]["timeout"] = "1h"
    on = [each for each in Story(tmp_path / "on", None, pool).plan()["findings"] if each["code"] == "INF231"]
    off = [each for each in Story(tmp_path / "off", None, service).plan()["findings"] if each["code"] == "INF231"]

    assert on
    assert {each["severity"] for each in on} == {"warning"}
    assert all("its price is not known here" in each["message"] for each in on)
    assert off == []


def test_what_is_expected_replaces_the_assumed_load(tmp_path: Path) -> None:
    data = config()
    story = Story(tmp_path, None, data)
    (assumed,) = cost(story)
    data["queues"][0]["expected"] = {"messages": "100M", "size": "200KB", "duration": "2s"}
    (expected,) = cost(story)
    data["queues"][0]["expected"] = {"messages": "1M", "size": "1KB", "duration": "200ms"}
    (same,) = cost(story)

    def dollars(line: str) -> float:
        return float(line.split("-> $")[1].split(" ", maxsplit=1)[0].replace(",", ""))

    assert "at 1M messages a queue" in assumed
    assert "at 1M messages a queue" not in expected
    assert dollars(expected) > 100 * dollars(assumed) > 0
    assert dollars(same) == dollars(assumed)


def test_the_command_says_which_queues_have_a_load_of_their_own(tmp_path: Path) -> None:
    data = config()
    data["queues"][0]["expected"] = {"messages": "100M"}
    data["queues"].append({"name": "own"})
    Story(tmp_path, None, data).write()
    shown = run_infera("cost", cwd=tmp_path).stdout

    assert "as `expected` says of `emails`\n" in shown
