"""Pub/Sub: topics, subscriptions, dead letters, and who may touch them."""

from __future__ import annotations

import pytest

from tests.unit.gcp.compiling import BARE, compiled

PUSHED = "queues: [{name: orders, type: pubsub}]\nworkers: {order_worker: {queue: orders}}\n"


def test_a_push_is_off_until_a_real_image_is_there() -> None:
    made = compiled(PUSHED)
    subscription = made.block("google_pubsub_subscription.order_worker")
    assert "for_each = local.order_worker_runs ? [true] : []" in subscription
    assert 'push_endpoint = "${google_cloud_run_v2_service.order_worker.uri}/jobs"' in subscription
    assert "service_account_email = google_service_account.order_worker_invoker.email" in subscription


def test_a_job_longer_than_a_push_is_pulled_by_a_worker_pool() -> None:
    made = compiled("queues: [{name: r, type: pubsub}]\nworkers: {w: {queue: r, timeout: 3600}}\n")
    assert "google_cloud_run_v2_worker_pool.w" in made.addresses()
    assert "google_cloud_run_v2_service.w" not in made.addresses()
    assert "push_config" not in made.block("google_pubsub_subscription.w")
    assert made.value("google_pubsub_subscription.w", "enable_exactly_once_delivery") == "true"
    grant = made.block("google_pubsub_subscription_iam_member.w")
    assert "google_service_account.w.member" in grant
    assert [(f.code.id, f.path) for f in made.found if f.code.id == "INF221"] == [
        ("INF221", ("workers", "w", "timeout"))
    ]


@pytest.mark.parametrize(("timeout", "deadline"), [(60, 70), (1, 11), (595, 600), (600, 600)])
def test_the_ack_deadline_outlasts_the_job(timeout: int, deadline: int) -> None:
    made = compiled(f"queues: [{{name: q, type: pubsub}}]\nworkers: {{w: {{queue: q, timeout: {timeout}}}}}\n")
    assert made.value("google_pubsub_subscription.w", "ack_deadline_seconds") == str(deadline)


def test_dead_letters_have_a_subscription_and_both_grants_of_the_agent() -> None:
    made = compiled(PUSHED)
    dead = made.block("google_pubsub_subscription.orders_dead_letter")
    assert "topic                      = google_pubsub_topic.orders_dead_letter.id" in dead
    assert 'message_retention_duration = "2678400s"' in dead
    assert 'ttl = ""' in dead
    publish = made.block("google_pubsub_topic_iam_member.orders_dead_letter_agent")
    assert '"roles/pubsub.publisher"' in publish
    assert "local.pubsub_agent" in publish
    take = made.block("google_pubsub_subscription_iam_member.order_worker_agent")
    assert '"roles/pubsub.subscriber"' in take
    assert "replace_triggered_by = [google_pubsub_subscription.order_worker.id]" in take


@pytest.mark.parametrize(("attempts", "native"), [(1, 5), (3, 5), (5, 5), (17, 17)])
def test_below_five_attempts_the_worker_counts(attempts: int, native: int) -> None:
    made = compiled(
        f"queues: [{{name: q, type: pubsub, retry: {{max_attempts: {attempts}}}}}]\nworkers: {{w: {{queue: q}}}}\n"
    )
    assert made.value("google_pubsub_subscription.w", "max_delivery_attempts") == str(native)
    assert f"max_attempts      = {attempts}" in made.block("google_cloud_run_v2_service.w")


def test_without_dead_letters_attempts_are_counted_and_the_rest_is_dropped() -> None:
    made = compiled("queues: [{name: q, type: pubsub, dead_letter: false}]\nworkers: {w: {queue: q}}\n")
    assert made.value("google_pubsub_subscription.w", "dead_letter_topic") == "google_pubsub_topic.q_dropped.id"
    assert not [a for a in made.addresses() if a.startswith("google_pubsub_subscription.q")]
    assert "dead_letter_topic = null" in made.block("google_cloud_run_v2_service.w")


def test_a_queue_without_a_worker_keeps_its_jobs_and_gives_them_to_the_first_worker() -> None:
    alone = compiled("queues: [{name: q, type: pubsub}]\n")
    assert 'ttl = ""' in alone.block("google_pubsub_subscription.q")
    consumed = compiled("queues: [{name: q, type: pubsub}]\nworkers: {w: {queue: q}}\n")
    assert alone.value("google_pubsub_subscription.q", "name") == consumed.value("google_pubsub_subscription.w", "name")
    assert "from = google_pubsub_subscription.q\n" in consumed.files["queue_q.tf"]


def test_levels_have_topics_and_the_default_level_gets_the_schedules() -> None:
    made = compiled(
        "queues: [{name: q, type: pubsub, priority: [high, normal, low], schedules: [{name: s, cron: 0 3 * * *}]}]\n"
        "workers: {w: {queue: q}}\n"
    )
    for level in ("high", "normal", "low"):
        assert made.value(f"google_pubsub_subscription.q_{level}", "topic") == f"google_pubsub_topic.q_{level}.id"
    assert made.value("google_cloud_scheduler_job.q_s", "topic_name") == "google_pubsub_topic.q_normal.id"
    assert "attempt_deadline" not in made.block("google_cloud_scheduler_job.q_s")


def test_a_fan_out_has_one_topic_and_a_subscription_for_each_worker() -> None:
    made = compiled(
        "queues: [{name: e, type: pubsub, fan_out: true}]\n"
        "workers: {a: {queue: e, filter: {kind: [x, 'y\"z'], 'a-b': c}}, b: {queue: e}}\n"
    )
    wanted = r'"attributes.\"a-b\" = \"c\" AND (attributes.kind = \"x\" OR attributes.kind = \"y\\\"z\")"'
    assert made.value("google_pubsub_subscription.a", "filter") == wanted
    assert made.value("google_pubsub_subscription.b", "name") == '"shop-e-b"'
    assert "filter" not in made.block("google_pubsub_subscription.b")


def test_a_given_topic_gets_a_subscription_and_a_given_subscription_is_pulled() -> None:
    made = compiled(
        "queues:\n"
        "  - {name: t, type: pubsub, existing: projects/o/topics/t}\n"
        "  - {name: s, type: pubsub, existing: projects/o/subscriptions/s}\n"
        "workers: {a: {queue: t}, b: {queue: s}}\n",
        BARE,
    )
    assert made.value("google_pubsub_subscription.a", "topic") == '"projects/o/topics/t"'
    assert "google_pubsub_topic.t" not in made.addresses()
    assert "google_cloud_run_v2_worker_pool.b" in made.addresses()
    assert made.value("google_pubsub_subscription_iam_member.s", "subscription") == '"projects/o/subscriptions/s"'
    assert "google_pubsub_subscription.s" not in made.addresses()
