"""Cloud Tasks: rates, retries, where tasks go and as whom, what becomes of those that fail."""

from __future__ import annotations

import pytest

from infera.backends.cloud_tasks import backoff, layout
from infera.model import Retry
from tests.unit.gcp.compiling import BARE, compiled

QUEUE = "google_cloud_tasks_queue"
SIMPLE = "queues: [{name: m, type: cloud_tasks%s}]\nworkers: {w: {queue: m, concurrency: 5}}\n"


def test_a_queue_has_its_rate_and_never_more_jobs_than_its_worker_takes() -> None:
    made = compiled(SIMPLE % ", rate_limit: 100/s")
    assert made.value(f"{QUEUE}.m", "max_dispatches_per_second") == "100"
    assert made.value(f"{QUEUE}.m", "max_concurrent_dispatches") == "5"


def test_a_queue_without_a_rate_says_the_highest_so_that_an_old_one_does_not_stay() -> None:
    assert compiled(SIMPLE % "").value(f"{QUEUE}.m", "max_dispatches_per_second") == "500"


def test_the_queue_is_paused_while_the_image_is_the_placeholder() -> None:
    made = compiled(SIMPLE % "")
    assert made.value(f"{QUEUE}.m", "desired_state") == 'local.w_runs ? "RUNNING" : "PAUSED"'
    assert compiled(SIMPLE % ", paused: true").value(f"{QUEUE}.m", "desired_state") == '"PAUSED"'


def test_a_name_ends_in_a_suffix_unless_it_is_written() -> None:
    made = compiled(SIMPLE % "")
    assert made.value(f"{QUEUE}.m", "name") == '"shop-m-${random_id.m.hex}"'
    written = compiled(SIMPLE % ", resource_name: 'team-{name}'")
    assert written.value(f"{QUEUE}.m", "name") == '"team-m"'
    assert "random_id.m" not in written.addresses()
    assert "INF360" in {each.code.id for each in written.found}


def test_the_queue_and_not_the_producer_says_where_tasks_go() -> None:
    target = compiled(SIMPLE % "").block(f"{QUEUE}.m")
    assert 'trimprefix(google_cloud_run_v2_service.w.uri, "https://")' in target
    assert 'path = "/jobs"' in target
    assert "service_account_email = google_service_account.w_invoker.email" in target
    assert "audience              = local.w_audience" in target


@pytest.mark.parametrize(
    ("retry", "attempts", "doublings"),
    [
        (Retry(5, 10, 600), 4469, 6),
        (Retry(5, 10, 10, "fixed"), 267_845, 0),
        (Retry(1, 10, 300), 8929, 5),
        (Retry(5, 0, 0), 2_678_405, 0),
    ],
)
def test_the_queues_own_limit_is_out_of_reach_in_the_life_of_a_task(
    retry: Retry, attempts: int, doublings: int
) -> None:
    assert backoff.attempts(retry) == attempts > retry.max_attempts
    assert backoff.doublings(retry) == doublings


def test_a_producer_may_enqueue_and_act_as_the_caller() -> None:
    made = compiled(SIMPLE % ", producers: [api@p.iam.gserviceaccount.com]")
    assert '"roles/cloudtasks.enqueuer"' in made.block("google_cloud_tasks_queue_iam_member.m_producer")
    acting = made.block("google_service_account_iam_member.m_producer")
    assert '"roles/iam.serviceAccountUser"' in acting
    assert "google_service_account.w_invoker.name" in acting


def test_schedules_go_through_the_queue() -> None:
    made = compiled(SIMPLE % ", schedules: [{name: s, cron: 0 3 * * *, timezone: Europe/Berlin}]")
    job = made.block("google_cloud_scheduler_job.m_s")
    assert '"https://cloudtasks.googleapis.com/v2/${google_cloud_tasks_queue.m.id}/tasks"' in job
    assert "oauth_token {" in job
    assert "google_service_account.m_scheduler.email" in job
    assert '"roles/cloudtasks.enqueuer"' in made.block("google_cloud_tasks_queue_iam_member.m_scheduler")


def test_dead_letters_lie_in_pubsub_and_the_worker_may_put_them_there() -> None:
    made = compiled(SIMPLE % "")
    assert "google_pubsub_subscription.m_dead_letter" in made.addresses()
    grant = made.block("google_pubsub_topic_iam_member.w_m_dead_letter")
    assert "google_service_account.w.member" in grant


def test_a_dead_letter_worker_is_pushed_to_from_pubsub() -> None:
    made = compiled(
        "queues: [{name: m, type: cloud_tasks, dead_letter: {worker: u}}]\nworkers: {w: {queue: m}, u: {}}\n"
    )
    assert "google_cloud_run_v2_service.u.uri" in made.block("google_pubsub_subscription.m_dead_letter")
    told = made.block("google_cloud_run_v2_service.u")
    assert "dead_letters      = true" in told
    assert '"pubsub"' in told


def test_levels_share_rate_and_concurrency_and_the_highest_gets_most() -> None:
    made = compiled(
        "queues: [{name: m, type: cloud_tasks, rate_limit: 12/s, priority: [a, b, c]}]\n"
        "workers: {w: {queue: m, concurrency: 12}}\n"
    )
    levels = [f"{QUEUE}.m_{level}" for level in "abc"]
    assert [made.value(each, "max_dispatches_per_second") for each in levels] == ["6", "4", "2"]
    assert [made.value(each, "max_concurrent_dispatches") for each in levels] == ["6", "4", "2"]


@pytest.mark.parametrize("concurrency", [3, 4, 5, 7, 10, 100])
def test_shares_are_whole_and_come_to_the_whole(concurrency: int) -> None:
    from infera.load import load
    from infera.pipeline import analyse

    text = BARE + (
        "queues: [{name: m, type: cloud_tasks, priority: [a, b, c]}]\n"
        f"workers: {{w: {{queue: m, concurrency: {concurrency}}}}}\n"
    )
    project = analyse(*load(text, "infera.yaml"), None).project
    assert project is not None
    environment = project.environments[0]
    shares = layout.shares(environment, environment.workers[0])
    assert sum(shares.values()) == concurrency
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert min(shares.values()) >= 1


def test_a_queue_without_a_worker_is_paused_and_says_so() -> None:
    made = compiled("queues: [{name: m, type: cloud_tasks}]\n")
    assert made.value(f"{QUEUE}.m", "desired_state") == '"PAUSED"'
    assert "http_target" not in made.block(f"{QUEUE}.m")
    assert "INF366" in {each.code.id for each in made.found}


def test_a_given_queue_gets_a_worker_and_the_right_to_schedule() -> None:
    made = compiled(
        "queues: [{name: m, type: cloud_tasks, existing: projects/o/locations/r/queues/q, "
        "schedules: [{name: s, cron: 0 3 * * *}]}]\nworkers: {w: {queue: m}}\n",
        BARE,
    )
    assert f"{QUEUE}.m" not in made.addresses()
    grant = made.block("google_cloud_tasks_queue_iam_member.m_scheduler")
    assert '"projects/o/locations/r/queues/q"' in grant
