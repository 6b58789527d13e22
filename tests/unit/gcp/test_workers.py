"""Workers: one identity each, compute, secrets, grants, the store."""

from __future__ import annotations

import re

import pytest

from tests.unit.gcp.compiling import compiled

SERVICE = "google_cloud_run_v2_service.w"


def worker(keys: str, queue: str = "{name: q, type: pubsub}") -> str:
    """A file with one queue and one worker."""
    return f"queues: [{queue}]\nworkers: {{w: {{queue: q, {keys}}}}}\n"


def test_concurrency_is_spread_over_instances() -> None:
    made = compiled(worker("concurrency: 45"))
    assert made.value(SERVICE, "max_instance_count") == "5"
    assert made.value(SERVICE, "max_instance_request_concurrency") == "9"


def test_nobody_but_the_caller_may_call_and_only_from_inside() -> None:
    made = compiled(worker(""))
    assert made.value(SERVICE, "ingress") == '"INGRESS_TRAFFIC_INTERNAL_ONLY"'
    grant = made.block("google_cloud_run_v2_service_iam_member.w_invoker")
    assert "google_service_account.w_invoker.member" in grant
    assert "allUsers" not in "".join(made.files.values())


def test_a_secret_is_read_by_reference_and_granted_once() -> None:
    made = compiled(worker("secrets: {A: db, B: db, C: projects/o/secrets/x/versions/7}"))
    text = made.block(SERVICE)
    assert text.count("secret_key_ref {") == 3
    assert 'version = "7"' in text
    grants = made.block("google_secret_manager_secret_iam_member.w")
    assert 'A = "db"' in grants
    assert 'C = "projects/o/secrets/x"' in grants
    assert 'try(split("/", each.value)[1], var.project_id)' in grants
    assert "B =" not in grants
    assert "google_secret_manager_secret_iam_member.w]" in text


def test_the_store_is_one_database_and_a_collection_with_expiry_for_each_worker() -> None:
    made = compiled(
        "queues: [{name: q, type: pubsub}, {name: r, type: pubsub}]\n"
        "workers: {w: {queue: q}, v: {queue: r, idempotency: false}}\n"
    )
    assert "google_firestore_database.idempotency" in made.addresses()
    assert "ttl_config {}" in made.block("google_firestore_field.w")
    assert "google_firestore_field.v" not in made.addresses()
    condition = made.block("google_project_iam_member.w")
    assert "/databases/${google_firestore_database.idempotency.name}" in condition
    assert "google_project_iam_member.v" not in made.addresses()


def test_without_idempotency_there_is_no_database() -> None:
    made = compiled(worker("idempotency: false"))
    assert "google_firestore_database.idempotency" not in made.addresses()
    assert "firestore" not in made.files["project.tf"]


@pytest.mark.parametrize(
    ("role", "resource", "address", "argument"),
    [
        ("roles/storage.objectViewer", "gs://reports", "google_storage_bucket_iam_member", 'bucket = "reports"'),
        ("roles/storage.objectViewer", "reports", "google_storage_bucket_iam_member", 'bucket = "reports"'),
        ("roles/pubsub.publisher", "projects/p/topics/t", "google_pubsub_topic_iam_member", "projects/p/topics/t"),
        (
            "roles/bigquery.dataEditor",
            "projects/p/datasets/d",
            "google_bigquery_dataset_iam_member",
            'dataset_id = "d"',
        ),
        ("roles/cloudtasks.enqueuer", "projects/p/locations/l/queues/q", "google_cloud_tasks_queue_iam_member", "/q"),
        ("roles/secretmanager.secretAccessor", "{var: s}", "google_secret_manager_secret_iam_member", "var.s"),
        ("roles/cloudsql.client", "projects/p", "google_project_iam_member", "projects/p"),
        (
            "roles/storage.objectViewer",
            "//storage.googleapis.com/projects/_/buckets/reports",
            "google_storage_bucket_iam_member",
            'bucket = "reports"',
        ),
        (
            "roles/secretmanager.secretAccessor",
            "//secretmanager.googleapis.com/projects/p/secrets/s",
            "google_secret_manager_secret_iam_member",
            'secret_id = "projects/p/secrets/s"',
        ),
    ],
)
def test_a_permission_is_granted_on_the_resource(role: str, resource: str, address: str, argument: str) -> None:
    made = compiled(worker(f"permissions: [{{role: {role}, resource: {resource}}}]"))
    grant = re.sub(r" +", " ", made.block(f"{address}.w_own"))
    assert argument in grant
    assert "member = google_service_account.w.member" in grant


def test_logs_that_are_kept_another_time_have_a_bucket_of_their_own() -> None:
    assert not [a for a in compiled(worker("")).addresses() if "logging" in a]
    made = compiled(worker("log_retention: 90d"))
    assert made.value("google_logging_project_bucket_config.w_logs", "retention_days") == "90"
    assert "google_logging_project_exclusion.w_logs" in made.addresses()
    assert "random" in made.files["versions.tf"]


def test_a_pulled_source_that_is_paused_is_left_alone() -> None:
    made = compiled(
        "queues: [{name: q, type: pubsub, paused: true}, {name: r, type: pubsub}]\n"
        "workers: {w: {queues: [q, r], delivery: pull}}\n"
    )
    pool = made.block("google_cloud_run_v2_worker_pool.w")
    assert "google_pubsub_subscription.r_w.id" in pool
    assert "google_pubsub_subscription.q_w.id" not in pool
    resting = compiled(worker("delivery: pull", "{name: q, type: pubsub, paused: true}"))
    assert resting.value("google_cloud_run_v2_worker_pool.w", "manual_instance_count") == "0"


def test_hostile_text_stays_text() -> None:
    made = compiled(worker("""env: {A: '${file("/etc/passwd")} %{if true} " \\\\ ', B: {var: given}}"""))
    text = made.block(SERVICE)
    assert '$${file(\\"/etc/passwd\\")} %%{if true}' in text
    assert "value = var.given" in text


def test_the_image_is_a_variable_of_the_root_with_a_public_placeholder() -> None:
    made = compiled(worker(""))
    root = made.files["terraform/environments/default/variables.tf"]
    assert 'variable "w_image"' in root
    assert 'default     = "us-docker.pkg.dev/cloudrun/container/hello"' in root
    given = compiled(worker("image: europe-docker.pkg.dev/p/r/i@sha256:00"))
    assert '"europe-docker.pkg.dev/p/r/i@sha256:00"' in given.files["terraform/environments/default/variables.tf"]


def test_a_grant_on_a_subscription_of_another_project_names_no_project_of_its_own() -> None:
    made = compiled(
        "queues: [{name: q, type: pubsub, existing: projects/other/subscriptions/s}]\nworkers: {w: {queue: q}}\n"
    )
    grant = made.block("google_pubsub_subscription_iam_member.q")
    assert 'subscription = "projects/other/subscriptions/s"' in grant
    assert "project " not in grant


@pytest.mark.parametrize("kind", ["pubsub", "cloud_tasks"])
def test_names_that_read_the_same_side_by_side_are_told_apart(kind: str) -> None:
    """`a_b` and `c`, `a` and `b_c`: both would be `a_b_c`."""
    made = compiled(
        f"queues: [{{name: c, type: {kind}}}, {{name: b_c, type: {kind}}}]\n"
        "workers: {a_b: {queue: c}, a: {queue: b_c}}\n"
    )
    text = "\n".join(made.files.values())
    found = re.findall(r'^resource "google_pubsub_topic_iam_member" "(a_.*dead_letter)"', text, re.MULTILINE)
    assert sorted(found) == ["a_b__c_dead_letter", "a_b_c_dead_letter"]
