# `terraform test` in this folder: no cloud, no credentials. A broken module fails here before it breaks a queue.

mock_provider "google" {
  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

mock_provider "random" {
  mock_resource "random_id" {
    defaults = {
      hex = "a1b2"
    }
  }
}

# A mock gives like resources what may be the same values: apart from each other, a wrong reference shows.

override_resource {
  target = google_service_account.page_worker
  values = {
    email  = "page_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:page_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.page_worker_invoker
  values = {
    email  = "page_worker-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:page_worker-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/page_worker-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.page_worker
  values = {
    uri = "https://page_worker.run.app"
  }
}

variables {
  deletion_protection = true
  page_worker_image   = "us-docker.pkg.dev/cloudrun/container/hello"
  project_id          = "test"
}

run "placeholder" {
  command = apply

  assert {
    condition     = google_cloud_tasks_queue.pages_fresh.desired_state == "PAUSED"
    error_message = "pages_fresh dispatches to a placeholder: jobs would be lost."
  }

  assert {
    condition     = google_cloud_tasks_queue.pages_stale.desired_state == "PAUSED"
    error_message = "pages_stale dispatches to a placeholder: jobs would be lost."
  }
}

run "delivered" {
  command = apply

  variables {
    page_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_cloud_tasks_queue.pages_fresh.retry_config[0].max_attempts > 5
    error_message = "pages_fresh deletes a job before its worker can dead-letter it."
  }

  assert {
    condition = (
      "https://${google_cloud_tasks_queue.pages_fresh.http_target[0].uri_override[0].host}" == google_cloud_run_v2_service.page_worker.uri &&
      google_cloud_tasks_queue.pages_fresh.http_target[0].oidc_token[0].service_account_email == google_service_account.page_worker_invoker.email &&
      contains(google_cloud_run_v2_service.page_worker.custom_audiences, google_cloud_tasks_queue.pages_fresh.http_target[0].oidc_token[0].audience)
    )
    error_message = "Jobs of pages_fresh do not get to page_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_cloud_tasks_queue.pages_stale.retry_config[0].max_attempts > 5
    error_message = "pages_stale deletes a job before its worker can dead-letter it."
  }

  assert {
    condition = (
      "https://${google_cloud_tasks_queue.pages_stale.http_target[0].uri_override[0].host}" == google_cloud_run_v2_service.page_worker.uri &&
      google_cloud_tasks_queue.pages_stale.http_target[0].oidc_token[0].service_account_email == google_service_account.page_worker_invoker.email &&
      contains(google_cloud_run_v2_service.page_worker.custom_audiences, google_cloud_tasks_queue.pages_stale.http_target[0].oidc_token[0].audience)
    )
    error_message = "Jobs of pages_stale do not get to page_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_cloud_run_v2_service.page_worker.template[0].service_account == google_service_account.page_worker.email
    error_message = "page_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.page_worker.deletion_protection
    error_message = "page_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.page_worker_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.page_worker_invoker.member == google_service_account.page_worker_invoker.member &&
      google_cloud_run_v2_service.page_worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "page_worker can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.page_worker.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.page_worker.template[0].scaling[0].max_instance_count <= 10
    error_message = "page_worker may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.page_worker.member == google_service_account.page_worker.member &&
      strcontains(google_project_iam_member.page_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "page_worker reaches other databases than its own."
  }
}
