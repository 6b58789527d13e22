"""The weeks of a project with jobs in its queues: none is lost but those whose loss was announced, refused and allowed.

Every step is a change of infera.yaml, planned, written and applied; then each job is counted by its id. The jobs are
sent by generated clients, old and new ones side by side, and a generated worker does them in the end.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.engines import terraform
from tests.engines.ministack import REGION, Ministack, running_ministack
from tests.engines.tfprovider.fakes.aws import ACCOUNT
from tests.runtime.python.house import wait_for
from tests.story.clouds import RealSqs, Sqs
from tests.story.project import Story, codes, files, lost
from tests.story.test_story import GIT, queue
from tests.story.weeks import HANDLER, Weeks

PRODUCTION = "444455556666"
MIRROR = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
RECEIPT = {"type": "object", "properties": {"to": {"type": "string"}}}


def first_week() -> dict[str, Any]:
    """A queue with a worker, and a fan-out to two; both paused, so that the jobs are there to be counted."""
    return {
        "project_name": "shop",
        "provider": "aws",
        "region": REGION,
        "language": "python",
        "defaults": {"queue": {"alarms": False, "retry": {"max_attempts": 50}, "paused": True}},
        "queues": [
            {"name": "emails", "jobs": {"receipt": {"payload": RECEIPT}}},
            {"name": "orders", "fan_out": True, "jobs": {"placed": {}}},
        ],
        "workers": {
            "email_worker": {"queue": "emails"},
            "billing": {"queue": "orders"},
            "search": {"queue": "orders", "filter": {"kind": ["book"]}},
        },
    }


def grown(data: dict[str, Any], queues: int, accounts: dict[str, str]) -> dict[str, Any]:
    """More queues, and an account for production."""
    more = deepcopy(data)
    more["queues"] += [{"name": f"team-{n}"} for n in range(queues)]
    more["environments"] = {
        root: {"provider_config": {"allowed_account_ids": [account]}} for root, account in accounts.items()
    }
    return more


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """A queue, its worker, its job and a worker of the fan-out under other names."""
    new = deepcopy(data)
    emails = queue(new, "emails")
    emails |= {"name": "mails", "renamed_from": "emails"}
    emails["jobs"] = {"send-receipt": {**emails["jobs"]["receipt"], "renamed_from": "receipt"}}
    search = new["workers"].pop("search")
    new["workers"] = {
        "mail_worker": {"queue": "mails", "renamed_from": "email_worker"},
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


def grows_and_is_renamed(weeks: Weeks, queues: int, accounts: dict[str, str]) -> None:
    """The first half: nothing that happens here may cost a job."""
    story = weeks.story
    weeks.step()
    first = weeks.client()
    first.send(emails(0, 1, to="a") + emails(2) + orders("book", 0, 1) + orders("toy", 2))
    assert names(weeks, "shop-orders-billing") == {"order-0", "order-1", "order-2"}
    assert names(weeks, "shop-orders-search") == {"order-0", "order-1"}
    (story.folder / "workers/email_worker/handlers/receipt.py").write_text(HANDLER)

    story.data = grown(story.data, queues, accounts)
    weeks.roots = tuple(accounts)
    weeks.step()
    weeks.client().send([(f"team_{n}_queue", f"team-{n}", {}, f"team-{n}") for n in range(queues)])
    weeks.client("production").send(emails(50, to="a"))
    assert names(weeks, "shop-production-emails") == {"mail-50"}

    old = weeks.client()
    story.data = renamed(story.data)
    weeks.step()
    old.send(emails(3, 4, to="a") + orders("book", 3))
    weeks.client().send(emails(5, 6, queue="mails_queue", job="send-receipt", to="a"))
    assert names(weeks, "shop-emails") == {f"mail-{n}" for n in range(7)}
    assert names(weeks, "shop-orders-search") == {"order-0", "order-1", "order-3"}

    queue(story.data, "mails")["jobs"]["send-receipt"]["payload"] = {**RECEIPT, "required": ["to"]}
    assert "INF226" in codes(weeks.step())


def loses_what_was_allowed(weeks: Weeks) -> None:
    """The second half: a filter changes, a worker of the fan-out and a queue go."""
    story = weeks.story
    story.data["workers"]["finder"]["filter"] = {"kind": ["book", "toy"]}
    weeks.step()
    weeks.client().send(orders("toy", 4))
    assert "order-4" in names(weeks, "shop-orders-search")

    del story.data["workers"]["finder"]
    plan = weeks.step()
    assert lost(plan) == {"aws_sqs_queue.orders_finder", "aws_sqs_queue.orders_finder_dead_letter"}
    assert weeks.lost == {("shop-orders-search", f"order-{n}") for n in (0, 1, 3, 4)}

    commit(story.folder)
    story.data["queues"].remove(queue(story.data, "team-1"))
    plan = weeks.step()
    assert ("shop-team-1", "team-1") in weeks.lost
    assert lost(story.plan("--against", "main")) == lost(plan), "on disk and in the cloud, and still to be seen"


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


@contextmanager
def lived(folder: Path, session: terraform.Session, cloud: Sqs) -> Iterator[Weeks]:
    project = folder / "project"
    project.mkdir()
    yield Weeks(Story(project, session, first_week()), cloud, "aws")


@pytest.fixture
def engine() -> Iterator[Ministack]:
    with running_ministack() as running:
        yield running


@pytest.mark.engine("terraform", "ministack")
def test_no_job_of_sqs_is_lost_over_the_weeks(
    tmp_path: Path, terraform_session: terraform.Session, engine: Ministack
) -> None:
    with lived(tmp_path, terraform_session, Sqs(engine)) as weeks:
        grows_and_is_renamed(weeks, 3, {"default": ACCOUNT, "production": ACCOUNT})
        a_second_config_is_refused(weeks)
        loses_what_was_allowed(weeks)
        the_old_jobs_are_done(weeks, "infera.poll", "shop-emails-dead-letter")

        weeks.story.data["project_name"] = "store"
        weeks.story.write()
        weeks.step("--rename-project", "shop")
        assert ("shop-orders-billing", "order-0") in weeks.lost


@pytest.mark.slow
@pytest.mark.xdist_group("real-aws")
@pytest.mark.engine("terraform", "ministack", "real_aws_provider")
def test_no_job_of_sqs_is_lost_by_the_real_provider(tmp_path: Path, engine: Ministack) -> None:
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    accounts = {"default": ACCOUNT, "production": PRODUCTION}
    with terraform.session(MIRROR, [mirror]) as session, lived(tmp_path, session, RealSqs(engine, accounts)) as weeks:
        grows_and_is_renamed(weeks, 3, accounts)
        a_second_config_is_refused(weeks)
        loses_what_was_allowed(weeks)
        the_old_jobs_are_done(weeks, "infera.poll", "shop-emails-dead-letter")
