"""The weeks of a project with jobs in its queues: none is lost but those whose loss was announced, refused and allowed.

Every step is a change of infera.yaml, planned, written and applied; then each job is counted by its id. The jobs are
sent by generated clients, old and new ones side by side, and a generated worker does them in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import terraform
from tests.engines.firestore_emulator import running_firestore
from tests.engines.ministack import Ministack, running_ministack
from tests.engines.pubsub_emulator import running_pubsub
from tests.engines.tfprovider.fakes.aws import ACCOUNT
from tests.story import chapters
from tests.story.clouds import Cloud, RealSqs, Sqs
from tests.story.project import Story, lost
from tests.story.pubsub_cloud import PubSubCloud
from tests.story.test_story import queue
from tests.story.weeks import Weeks

PRODUCTION = "444455556666"
MIRROR = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
DEAD = "shop-emails-dead-letter"
QUEUES_OF_FINDER = {"aws_sqs_queue.orders_finder", "aws_sqs_queue.orders_finder_dead_letter"}
QUEUES_OF_TEAM = {"aws_sqs_queue.team_1", "aws_sqs_queue.team_1_dead_letter"}


def begun(folder: Path, session: terraform.Session, cloud: Cloud, kind: str) -> Weeks:
    """The project in its first week, with nothing written yet."""
    project = folder / "project"
    project.mkdir()
    data = chapters.first_week(chapters.AWS if kind == "aws" else chapters.GCP)
    return Weeks(Story(project, session, data), cloud, kind)


@pytest.fixture
def engine() -> Iterator[Ministack]:
    with running_ministack() as running:
        yield running


@pytest.mark.engine("terraform", "ministack")
def test_no_job_of_sqs_is_lost_over_the_weeks(
    tmp_path: Path, terraform_session: terraform.Session, engine: Ministack
) -> None:
    weeks = begun(tmp_path, terraform_session, Sqs(engine), "aws")
    chapters.grows_and_is_renamed(weeks, 2, chapters.accounts(default=ACCOUNT, production=ACCOUNT))
    chapters.a_second_config_is_refused(weeks)
    assert not lost(chapters.a_filter_changes(weeks))
    assert not weeks.lost
    assert chapters.a_worker_and_a_queue_go(weeks) == QUEUES_OF_FINDER | QUEUES_OF_TEAM
    assert {job for _, job in weeks.lost} == {"order-0", "order-1", "order-3", "order-4", "team-1"}
    chapters.the_old_jobs_are_done(weeks, "infera.poll", DEAD)

    weeks.story.data["project_name"] = "store"
    weeks.step("--rename-project", "shop")
    assert ("shop-orders-billing", "order-0") in weeks.lost


@pytest.mark.engine("terraform", "pubsub_emulator", "firestore_emulator")
def test_no_job_of_pubsub_is_lost_over_the_weeks(tmp_path: Path, terraform_session: terraform.Session) -> None:
    projects = ("shop-project", "shop-production")
    environments = dict(zip(("default", "production"), ({"project_id": each} for each in projects), strict=True))
    with running_pubsub() as pubsub, running_firestore() as firestore:
        weeks = begun(tmp_path, terraform_session, PubSubCloud(pubsub, firestore, projects), "gcp")
        chapters.grows_and_is_renamed(weeks, 2, environments)
        assert not weeks.lost
        assert lost(chapters.a_filter_changes(weeks)) == {"google_pubsub_subscription.finder"}
        assert {holder for holder, _ in weeks.lost} == {"shop-orders-search"}
        queue(weeks.story.data, "mails")["paused"] = False  # a pool that pulls is told of paused queues
        chapters.a_worker_and_a_queue_go(weeks)
        chapters.the_old_jobs_are_done(weeks, "infera.main", DEAD)


@pytest.mark.slow
@pytest.mark.xdist_group("real-aws")
@pytest.mark.engine("terraform", "ministack", "real_aws_provider")
def test_no_job_of_sqs_is_lost_by_the_real_provider(tmp_path: Path, engine: Ministack) -> None:
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    owners = {"default": ACCOUNT, "production": PRODUCTION}
    with terraform.session(MIRROR, [mirror]) as session:
        weeks = begun(tmp_path, session, RealSqs(engine, owners), "aws")
        chapters.grows_and_is_renamed(weeks, 2, chapters.accounts(**owners))
        assert not lost(chapters.a_filter_changes(weeks))
        assert not weeks.lost
        chapters.a_worker_and_a_queue_go(weeks)
        chapters.the_old_jobs_are_done(weeks, "infera.poll", DEAD)
