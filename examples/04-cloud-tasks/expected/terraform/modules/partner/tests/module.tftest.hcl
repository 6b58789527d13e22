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
  target = google_service_account.caller
  values = {
    email  = "caller@test.iam.gserviceaccount.com"
    member = "serviceAccount:caller@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.caller_invoker
  values = {
    email  = "caller-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:caller-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/caller-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.caller
  values = {
    uri = "https://caller.run.app"
  }
}

variables {
  caller_image        = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection = true
  project_id          = "test"
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
    caller_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
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
      "https://${google_cloud_tasks_queue.calls.http_target[0].uri_override[0].host}" == google_cloud_run_v2_service.caller.uri &&
      google_cloud_tasks_queue.calls.http_target[0].oidc_token[0].service_account_email == google_service_account.caller_invoker.email &&
      contains(google_cloud_run_v2_service.caller.custom_audiences, google_cloud_tasks_queue.calls.http_target[0].oidc_token[0].audience)
    )
    error_message = "Jobs of calls do not get to caller, or not with a token that it takes."
  }

  assert {
    condition     = google_cloud_run_v2_service.caller.template[0].service_account == google_service_account.caller.email
    error_message = "caller runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.caller.deletion_protection
    error_message = "caller can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.caller_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.caller_invoker.member == google_service_account.caller_invoker.member &&
      google_cloud_run_v2_service.caller.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "caller can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.caller.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.caller.template[0].scaling[0].max_instance_count <= 5
    error_message = "caller may run more than 5 jobs at once."
  }

  assert {
    condition = alltrue([
      for grant in google_secret_manager_secret_iam_member.caller :
      grant.role == "roles/secretmanager.secretAccessor" && grant.member == google_service_account.caller.member
    ])
    error_message = "caller may not read its secrets, or someone else may."
  }

  assert {
    condition = (
      google_project_iam_member.caller.member == google_service_account.caller.member &&
      strcontains(google_project_iam_member.caller.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "caller reaches other databases than its own."
  }
}
