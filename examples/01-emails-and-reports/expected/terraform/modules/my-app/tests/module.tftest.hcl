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
  target = google_pubsub_topic.emails_dead_letter
  values = {
    id = "projects/test/topics/emails_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.reports
  values = {
    id = "projects/test/topics/reports"
  }
}

override_resource {
  target = google_pubsub_topic.reports_dead_letter
  values = {
    id = "projects/test/topics/reports_dead_letter"
  }
}

override_resource {
  target = google_pubsub_subscription.report_worker
  values = {
    id = "projects/test/subscriptions/report_worker"
  }
}

override_resource {
  target = google_service_account.email_worker
  values = {
    email  = "email_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:email_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.email_worker_invoker
  values = {
    email  = "email_worker-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:email_worker-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/email_worker-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.email_worker
  values = {
    uri = "https://email_worker.run.app"
  }
}

override_resource {
  target = google_service_account.report_worker
  values = {
    email  = "report_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:report_worker@test.iam.gserviceaccount.com"
  }
}

variables {
  deletion_protection = true
  email_worker_image  = "us-docker.pkg.dev/cloudrun/container/hello"
  project_id          = "test"
  report_worker_image = "us-docker.pkg.dev/cloudrun/container/hello"
}

run "placeholder" {
  command = apply

  assert {
    condition     = length(google_pubsub_subscription.report_worker.push_config) == 0
    error_message = "report_worker pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = google_cloud_tasks_queue.emails.desired_state == "PAUSED"
    error_message = "emails dispatches to a placeholder: jobs would be lost."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.report_worker.scaling[0].manual_instance_count == 0
    error_message = "report_worker runs, and costs, without an image."
  }
}

run "delivered" {
  command = apply

  variables {
    email_worker_image  = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    report_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_pubsub_subscription.report_worker.topic == google_pubsub_topic.reports.id
    error_message = "report_worker hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.report_worker.expiration_policy[0].ttl == ""
    error_message = "report_worker goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.report_worker.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.reports_dead_letter.id
    error_message = "Failed jobs of report_worker do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.reports_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.reports_dead_letter_agent.topic == google_pubsub_topic.reports_dead_letter.id &&
      google_pubsub_subscription_iam_member.report_worker_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.report_worker_agent.subscription == google_pubsub_subscription.report_worker.id &&
      google_pubsub_subscription_iam_member.report_worker_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of report_worker."
  }

  assert {
    condition     = length(google_pubsub_subscription.report_worker.retry_policy) == 1
    error_message = "A job of report_worker that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription_iam_member.report_worker.subscription == google_pubsub_subscription.report_worker.id &&
      google_pubsub_subscription_iam_member.report_worker.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.report_worker.member == google_service_account.report_worker.member
    )
    error_message = "report_worker may not pull from report_worker."
  }

  assert {
    condition = (
      google_pubsub_subscription.emails_dead_letter.topic == google_pubsub_topic.emails_dead_letter.id &&
      google_pubsub_subscription.emails_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to emails_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.emails_dead_letter.message_retention_duration == "2678400s"
    error_message = "emails_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition = (
      google_pubsub_subscription.reports_dead_letter.topic == google_pubsub_topic.reports_dead_letter.id &&
      google_pubsub_subscription.reports_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to reports_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.reports_dead_letter.message_retention_duration == "2678400s"
    error_message = "reports_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition     = google_cloud_tasks_queue.emails.retry_config[0].max_attempts > 5
    error_message = "emails deletes a job before its worker can dead-letter it."
  }

  assert {
    condition     = google_cloud_tasks_queue.emails.desired_state == "RUNNING"
    error_message = "emails dispatches nothing."
  }

  assert {
    condition = (
      "https://${google_cloud_tasks_queue.emails.http_target[0].uri_override[0].host}" == google_cloud_run_v2_service.email_worker.uri &&
      google_cloud_tasks_queue.emails.http_target[0].oidc_token[0].service_account_email == google_service_account.email_worker_invoker.email &&
      contains(google_cloud_run_v2_service.email_worker.custom_audiences, google_cloud_tasks_queue.emails.http_target[0].oidc_token[0].audience)
    )
    error_message = "Jobs of emails do not get to email_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_cloud_run_v2_service.email_worker.template[0].service_account == google_service_account.email_worker.email
    error_message = "email_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.email_worker.deletion_protection
    error_message = "email_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.email_worker_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.email_worker_invoker.member == google_service_account.email_worker_invoker.member &&
      google_cloud_run_v2_service.email_worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "email_worker can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.email_worker.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.email_worker.template[0].scaling[0].max_instance_count <= 5
    error_message = "email_worker may run more than 5 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.email_worker.member == google_service_account.email_worker.member &&
      strcontains(google_project_iam_member.email_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "email_worker reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.report_worker.template[0].service_account == google_service_account.report_worker.email
    error_message = "report_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.report_worker.deletion_protection
    error_message = "report_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.report_worker.scaling[0].manual_instance_count >= 1
    error_message = "report_worker does not run."
  }

  assert {
    condition = (
      google_project_iam_member.report_worker.member == google_service_account.report_worker.member &&
      strcontains(google_project_iam_member.report_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "report_worker reaches other databases than its own."
  }
}
