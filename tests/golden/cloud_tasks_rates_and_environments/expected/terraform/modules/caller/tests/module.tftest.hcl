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
  target = google_pubsub_topic.calls_dead_letter
  values = {
    id = "projects/test/topics/calls_dead_letter"
  }
}

override_resource {
  target = google_service_account.call_worker
  values = {
    email  = "call_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:call_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.call_worker_invoker
  values = {
    email  = "call_worker-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:call_worker-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/call_worker-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.call_worker
  values = {
    uri = "https://call_worker.run.app"
  }
}

variables {
  call_worker_image              = "us-docker.pkg.dev/cloudrun/container/hello"
  call_worker_invoker_account_id = "caller-production-call-a0f838"
  calls_scheduler_account_id     = "caller-production-calls-4c4e32"
  deletion_protection            = true
  environment                    = "production"
  name_prefix                    = "caller-production"
  project_id                     = "test"
  region                         = "europe-west4"
}

run "placeholder" {
  command = apply

  assert {
    condition     = google_cloud_tasks_queue.calls.desired_state == "PAUSED"
    error_message = "calls dispatches to a placeholder: jobs would be lost."
  }
}

run "delivered" {
  command = apply

  variables {
    call_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition = (
      google_pubsub_subscription.calls_dead_letter.topic == google_pubsub_topic.calls_dead_letter.id &&
      google_pubsub_subscription.calls_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to calls_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.calls_dead_letter.message_retention_duration == "2678400s"
    error_message = "calls_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition     = google_cloud_tasks_queue.calls.retry_config[0].max_attempts > 10
    error_message = "calls deletes a job before its worker can dead-letter it."
  }

  assert {
    condition     = google_cloud_tasks_queue.calls.desired_state == "RUNNING"
    error_message = "calls dispatches nothing."
  }

  assert {
    condition = (
      "https://${google_cloud_tasks_queue.calls.http_target[0].uri_override[0].host}" == google_cloud_run_v2_service.call_worker.uri &&
      google_cloud_tasks_queue.calls.http_target[0].oidc_token[0].service_account_email == google_service_account.call_worker_invoker.email &&
      contains(google_cloud_run_v2_service.call_worker.custom_audiences, google_cloud_tasks_queue.calls.http_target[0].oidc_token[0].audience)
    )
    error_message = "Jobs of calls do not get to call_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_cloud_run_v2_service.call_worker.template[0].service_account == google_service_account.call_worker.email
    error_message = "call_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.call_worker.deletion_protection
    error_message = "call_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.call_worker_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.call_worker_invoker.member == google_service_account.call_worker_invoker.member &&
      google_cloud_run_v2_service.call_worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "call_worker can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.call_worker.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.call_worker.template[0].scaling[0].max_instance_count <= 20
    error_message = "call_worker may run more than 20 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.call_worker.member == google_service_account.call_worker.member &&
      strcontains(google_project_iam_member.call_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "call_worker reaches other databases than its own."
  }
}
