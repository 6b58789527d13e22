"""BullMQ and Celery on Google Cloud: Memorystore, worker pools, one clock."""

from __future__ import annotations

import pytest

from tests.unit.gcp.compiling import compiled, findings

POOL = "google_cloud_run_v2_worker_pool.w"


def bullmq(redis: str = "{}", worker: str = "") -> str:
    """A BullMQ queue with a worker."""
    return f"redis: {redis}\nqueues: [{{name: q, type: bullmq}}]\nworkers: {{w: {{queue: q, {worker}}}}}\n"


def test_redis_loses_nothing_and_is_read_with_a_password_over_tls() -> None:
    made = compiled(bullmq())
    broker = made.block("google_redis_instance.redis")
    for line in ('maxmemory-policy = "noeviction"', '"SERVER_AUTHENTICATION"', '"STANDARD_HA"', '"RDB"'):
        assert line in broker
    assert made.value("google_redis_instance.redis", "auth_enabled") == "true"
    assert "rediss://:${google_redis_instance.redis.auth_string}@" in made.block(
        "google_secret_manager_secret_version.redis_url"
    )


def test_a_worker_reads_the_address_from_the_secret_store_and_trusts_the_right_authority() -> None:
    made = compiled(bullmq())
    pool = made.block(POOL)
    assert "google_secret_manager_secret.redis_url.id" in pool
    assert "server_ca_certs" in pool
    assert "auth_string" not in pool
    assert "google_service_account.w.member" in made.block("google_secret_manager_secret_iam_member.w")


def test_redis_has_a_network_of_its_own_unless_one_is_given() -> None:
    own = compiled(bullmq())
    assert own.value("google_redis_instance.redis", "authorized_network") == "google_compute_network.redis.id"
    assert "google_compute_subnetwork.redis.id" in own.block(POOL)
    given = compiled(bullmq("{network: {network: main, subnetwork: jobs}}"))
    assert not [a for a in given.addresses() if a.startswith("google_compute_")]
    assert given.value("google_redis_instance.redis", "authorized_network") == '"main"'
    assert '"jobs"' in given.block(POOL)


@pytest.mark.parametrize(
    ("existing", "url"),
    [
        ("'rediss://h:6379'", '"rediss://h:6379"'),
        ("{var: address}", "var.address"),
        ("projects/p/locations/r/instances/i", "data.google_redis_instance.redis.host"),
    ],
)
def test_a_redis_that_is_there_is_used(existing: str, url: str) -> None:
    made = compiled(bullmq(f"{{existing: {existing}}}"))
    assert "google_redis_instance.redis" not in made.addresses()
    assert url in made.block("google_secret_manager_secret_version.redis_url")


def test_an_address_that_is_in_a_secret_stays_there() -> None:
    made = compiled(bullmq("{existing: projects/p/secrets/redis}"))
    assert not [a for a in made.addresses() if a.startswith("google_secret_manager_secret.")]
    assert '"projects/p/secrets/redis"' in made.block(POOL)


def test_celery_has_one_clock_with_an_identity_of_its_own() -> None:
    made = compiled(
        "queues: [{name: q, type: celery, schedules: [{name: s, cron: 0 3 * * *}]}, {name: r, type: celery}]\n"
        "workers: {w: {queue: q, concurrency: 50}, v: {queue: r}}\n"
    )
    clock = made.block("google_cloud_run_v2_worker_pool.celery_beat")
    assert 'command = ["python", "-m", "infera.beat"]' in clock
    assert made.value("google_cloud_run_v2_worker_pool.celery_beat", "manual_instance_count").endswith("? 1 : 0")
    assert "google_service_account.celery_beat.email" in clock
    assert made.value(POOL, "manual_instance_count") == "local.w_runs ? 5 : 0"


def test_without_schedules_there_is_no_clock() -> None:
    made = compiled("queues: [{name: q, type: celery}]\nworkers: {w: {queue: q}}\n")
    assert "google_cloud_run_v2_worker_pool.celery_beat" not in made.addresses()


def test_a_queue_in_redis_needs_no_firestore() -> None:
    assert "google_firestore_database.idempotency" not in compiled(bullmq()).addresses()


def test_a_job_that_waits_too_long_wakes_someone_without_a_word_about_alarms() -> None:
    made = compiled(bullmq())
    alarm = made.block("google_monitoring_alert_policy.q_oldest_age")
    assert "jsonPayload.oldest_age_s > 900" in alarm
    assert r"jsonPayload.queue = \"q\"" in alarm
    assert "google_monitoring_alert_policy.q_depth" not in made.addresses()


def test_written_alarms_compare_with_what_is_written() -> None:
    own = bullmq().replace("type: bullmq}", "type: bullmq, alarms: {oldest_age: 40m, depth: 1000}}")
    made = compiled(own)
    assert "jsonPayload.oldest_age_s > 2400" in made.block("google_monitoring_alert_policy.q_oldest_age")
    assert "jsonPayload.depth > 1000" in made.block("google_monitoring_alert_policy.q_depth")


def test_what_is_no_dead_letter_is_not_told_as_one() -> None:
    assert "jsonPayload.dead_error:*" in compiled(bullmq()).block("google_monitoring_alert_policy.q_dead_letters")


def test_a_pool_that_cannot_scale_says_so() -> None:
    found = findings(bullmq(worker="instances: {min: 1, max: 4}"))
    assert ("INF303", "workers.w.instances.min") in [(f.code.id, ".".join(map(str, f.path))) for f in found]
    assert not [f for f in findings(bullmq(worker="concurrency: 40")) if "scale" in f.message]
