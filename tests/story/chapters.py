"""The weeks of a project, chapter by chapter; each changes infera.yaml and counts the jobs."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.engines.ministack import REGION
from tests.runtime.python.house import wait_for
from tests.story.project import codes, files, lost
from tests.story.test_story import GIT, queue
from tests.story.weeks import HANDLER, Weeks

RECEIPT = {"type": "object", "properties": {"to": {"type": "string"}}}
AWS = {"provider": "aws", "region": REGION}
GCP = {"provider": "gcp", "region": "us-central1", "project_id": "shop-project"}


def first_week(cloud: Mapping[str, str]) -> dict[str, Any]:
    """A queue with a worker, and a fan-out to two; both paused, so that the jobs are there to be counted."""
    pull = {"delivery": "pull"} if cloud == GCP else {}
    return {
        "project_name": "shop",
        **cloud,
        "language": "python",
        "defaults": {"queue": {"alarms": False, "retry": {"max_attempts": 50}, "paused": True}},
        "queues": [
            {"name": "emails", "jobs": {"receipt": {"payload": RECEIPT}}},
            {"name": "orders", "fan_out": True, "jobs": {"placed": {}}},
        ],
        "workers": {
            "email_worker": {"queue": "emails", **pull},
            "billing": {"queue": "orders"},
            "search": {"queue": "orders", "filter": {"kind": ["book"]}},
        },
    }


def grown(data: dict[str, Any], queues: int, environments: dict[str, Any]) -> dict[str, Any]:
    """More queues, and an account for production."""
    more = deepcopy(data)
    more["queues"] += [{"name": f"team-{n}"} for n in range(queues)]
    more["environments"] = environments
    return more


def accounts(**by_environment: str) -> dict[str, Any]:
    """Environments in accounts of AWS."""
    return {name: {"provider_config": {"allowed_account_ids": [each]}} for name, each in by_environment.items()}


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """A queue, its worker, its job and a worker of the fan-out under other names."""
    new = deepcopy(data)
    emails = queue(new, "emails")
    emails |= {"name": "mails", "renamed_from": "emails"}
    emails["jobs"] = {"send-receipt": {**emails["jobs"]["receipt"], "renamed_from": "receipt"}}
    search = new["workers"].pop("search")
    new["workers"] = {
        "mail_worker": {**new["workers"]["email_worker"], "queue": "mails", "renamed_from": "email_worker"},
        "billing": new["workers"]["billing"],
        "finder": {**search, "renamed_from": "search"},
    }
    return new


def emails(*numbers: int, queue: str = "emails_queue", job: str = "receipt", **data: str) -> list[Any]:
    return [(queue, job, data, f"mail-{n}") for n in numbers]


def orders(kind: str, *numbers: int) -> list[Any]:
    return [("orders_queue", "placed", {"kind": kind}, f"order-{n}") for n in numbers]


def names(weeks: Weeks, name: str) -> set[str]:
    """The ids in what bears that cloud name."""
    return {job for holder, job in weeks.cloud.held() if holder == name}


def has(weeks: Weeks, name: str, *ids: str) -> None:
    """What bears that cloud name comes to hold exactly these jobs."""
    wait_for(lambda: names(weeks, name) == set(ids), 10, f"{sorted(ids)} in {name}: {sorted(names(weeks, name))}")


def holds(weeks: Weeks, name: str, *ids: str) -> None:
    """The same with others beside them: Pub/Sub's emulator knows no filters."""
    wait_for(lambda: set(ids) <= names(weeks, name), 10, f"{sorted(ids)} in {name}: {sorted(names(weeks, name))}")


def grows_and_is_renamed(weeks: Weeks, queues: int, environments: dict[str, Any]) -> None:
    """The first half: nothing that happens here may cost a job."""
    story = weeks.story
    weeks.step()
    first = weeks.client()
    first.send(emails(0, 1, to="a") + emails(2) + orders("book", 0, 1) + orders("toy", 2))
    has(weeks, "shop-orders-billing", "order-0", "order-1", "order-2")
    holds(weeks, "shop-orders-search", "order-0", "order-1")
    (story.folder / "workers/email_worker/handlers/receipt.py").write_text(HANDLER)

    story.data = grown(story.data, queues, environments)
    weeks.roots = tuple(environments)
    weeks.step()
    weeks.client().send([(f"team_{n}_queue", f"team-{n}", {}, f"team-{n}") for n in range(queues)])
    weeks.client("production").send(emails(50, to="a"))
    has(weeks, "shop-production-emails", "mail-50")

    old = weeks.client()
    story.data = renamed(story.data)
    weeks.step()
    old.send(emails(3, 4, to="a") + orders("book", 3))
    weeks.client().send(emails(5, 6, queue="mails_queue", job="send-receipt", to="a"))
    has(weeks, "shop-emails", *(f"mail-{n}" for n in range(7)))
    holds(weeks, "shop-orders-search", "order-0", "order-1", "order-3")

    weeks.roots = ("default",)  # what follows is the same in both
    queue(story.data, "mails")["jobs"]["send-receipt"]["payload"] = {**RECEIPT, "required": ["to"]}
    assert "INF226" in codes(weeks.step())


def a_filter_changes(weeks: Weeks) -> dict[str, Any]:
    """On SQS the topic's subscription is changed; on Pub/Sub another subscription takes the place of the first."""
    weeks.story.data["workers"]["finder"]["filter"] = {"kind": ["book", "toy"]}
    plan = weeks.step()
    weeks.client().send(orders("toy", 4))
    holds(weeks, "shop-orders-search", "order-4")
    return plan


def a_worker_and_a_queue_go(weeks: Weeks) -> set[str]:
    """A worker of the fan-out, with its copies of the jobs; then a queue. The addresses that were said to be lost."""
    story = weeks.story
    there = {("shop-orders-search", job) for job in names(weeks, "shop-orders-search")}
    del story.data["workers"]["finder"]
    said = lost(weeks.step())
    assert there
    assert there <= weeks.lost

    commit(story.folder)
    story.data["queues"].remove(queue(story.data, "team-1"))
    plan = weeks.step()
    assert ("shop-team-1", "team-1") in weeks.lost
    assert lost(story.plan("--against", "main")) == lost(plan), "done, and against the base it still shows"
    return said | lost(plan)


def commit(folder: Path) -> None:
    """The base that a pull request is planned against."""
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True)


def a_second_config_is_refused(weeks: Weeks) -> None:
    """Another project's file pointed at the folder: nothing is written, so nothing can be applied."""
    folder, other = weeks.story.folder, "other.yaml"
    (folder / other).write_text((folder / "infera.yaml").read_text().replace("shop", "store"))
    before = files(folder)
    assert "INF410" in weeks.story.infera("generate", "-c", other, "--force", status=1).stderr
    assert files(folder) == before
    (folder / other).unlink()


def the_old_jobs_are_done(weeks: Weeks, module: str, dead: str) -> None:
    """A generated worker does every job, whenever it was sent; what lacks the new field is kept, as `plan` had said."""
    story = weeks.story
    old = story.folder / "workers/email_worker/handlers/receipt.py"
    old.replace(story.folder / "workers/mail_worker/handlers/send_receipt.py")
    effects = story.folder.parent / "effects"
    due = {f"mail-{n}" for n in (0, 1, 3, 4, 5, 6)}
    with weeks.worker("mail_worker", module, effects) as log:
        wait_for(lambda: effects.exists() and due <= set(effects.read_text().split()), 30, f"all done, {log}")
        wait_for(lambda: names(weeks, dead) == {"mail-2"}, 30, "the job without the field in the dead letter queue")
        wait_for(lambda: not names(weeks, "shop-emails"), 30, "nothing left")
    assert sorted(effects.read_text().split()) == sorted(due)
