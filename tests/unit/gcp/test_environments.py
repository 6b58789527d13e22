"""Several environments: one module, and a root that passes what differs."""

from __future__ import annotations

from tests.unit.gcp.compiling import BARE, compiled, findings

TEXT = (
    "queues: [{name: q, type: pubsub, alarms: {notify: [ops@example.com]}}]\n"
    "workers: {w: {queue: q, env: {A: one}}}\n"
    "environments:\n"
    "  dev: {project_id: shop-dev}\n"
    "  prod:\n"
    "    deletion_protection: true\n"
    "    queues:\n"
    "      q: {paused: true, retention: 2d, alarms: {notify: {page: [a@example.com], ticket: [b@example.com]}}}\n"
    "    workers: {w: {concurrency: 40, env: {B: two}, secrets: {S: s}, network: {network: n}}}\n"
)


def test_what_differs_is_a_variable_and_each_root_passes_its_own() -> None:
    made = compiled(TEXT, BARE)
    subscription = made.block("google_pubsub_subscription.w")
    assert '"${var.q_retention_s}s"' in subscription
    assert "local.w_runs && !var.q_paused ? [true] : []" in subscription
    prod = made.files["terraform/environments/prod/main.tf"]
    assert "q_retention_s" in prod
    assert "172800" in prod
    assert "deletion_protection" not in made.files["terraform/environments/dev/main.tf"].replace(
        "var.deletion_protection", ""
    ).replace("deletion_protection ", "")


def test_a_project_id_is_asked_for_only_where_it_is_not_written() -> None:
    made = compiled(TEXT, BARE)
    dev = made.files["terraform/environments/dev/variables.tf"]
    prod = made.files["terraform/environments/prod/variables.tf"]
    assert 'default     = "shop-dev"' in dev
    assert prod.split('variable "project_id"')[1].split("}")[0].count("default") == 0


def test_environments_may_name_different_variables_and_secrets() -> None:
    made = compiled(TEXT, BARE)
    service = made.block("google_cloud_run_v2_service.w")
    assert "for_each = var.w_env" in service
    assert "for_each = var.w_secrets" in service
    assert 'dynamic "vpc_access"' in service
    assert "var.w_secrets" in made.block("google_secret_manager_secret_iam_member.w")


def test_push_in_one_environment_and_pull_in_another_is_an_error() -> None:
    text = (
        "queues: [{name: q, type: pubsub}]\nworkers: {w: {queue: q}}\n"
        "environments: {dev: {}, prod: {workers: {w: {timeout: 3600}}}}\n"
    )
    found = [each for each in findings(text) if each.code.id == "INF210"]
    assert [each.path for each in found] == [("environments", "prod", "workers", "w", "timeout")]


def test_a_renamed_worker_moves_and_keeps_its_cloud_names() -> None:
    made = compiled("queues: [{name: q, type: pubsub}]\nworkers: {new: {queue: q, renamed_from: old_one}}\n")
    assert made.value("google_cloud_run_v2_service.new", "name") == '"shop-old-one"'
    moved = made.files["moved.tf"]
    for kind in ("google_cloud_run_v2_service", "google_pubsub_subscription", "google_service_account"):
        assert f"from = {kind}.old_one\n" in moved
    assert made.files["queue_q.tf"].count("moved {") == 0
    assert made.value("google_firestore_field.new", "collection") == '"old_one"'
