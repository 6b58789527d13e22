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
  target = google_pubsub_topic.events
  values = {
    id = "projects/test/topics/events"
  }
}

override_resource {
  target = google_pubsub_topic.events_dead_letter
  values = {
    id = "projects/test/topics/events_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.bulk_high
  values = {
    id = "projects/test/topics/bulk_high"
  }
}

override_resource {
  target = google_pubsub_topic.bulk_low
  values = {
    id = "projects/test/topics/bulk_low"
  }
}

override_resource {
  target = google_pubsub_topic.bulk_dropped
  values = {
    id = "projects/test/topics/bulk_dropped"
  }
}

override_resource {
  target = google_pubsub_subscription.audit
  values = {
    id = "projects/test/subscriptions/audit"
  }
}

override_resource {
  target = google_pubsub_subscription.search
  values = {
    id = "projects/test/subscriptions/search"
  }
}

override_resource {
  target = google_pubsub_subscription.bulk_high
  values = {
    id = "projects/test/subscriptions/bulk_high"
  }
}

override_resource {
  target = google_pubsub_subscription.bulk_low
  values = {
    id = "projects/test/subscriptions/bulk_low"
  }
}

override_resource {
  target = google_service_account.audit
  values = {
    email  = "audit@test.iam.gserviceaccount.com"
    member = "serviceAccount:audit@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.audit_invoker
  values = {
    email  = "audit-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:audit-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/audit-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.audit
  values = {
    uri = "https://audit.run.app"
  }
}

override_resource {
  target = google_service_account.bulk_worker
  values = {
    email  = "bulk_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:bulk_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.bulk_worker_invoker
  values = {
    email  = "bulk_worker-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:bulk_worker-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/bulk_worker-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.bulk_worker
  values = {
    uri = "https://bulk_worker.run.app"
  }
}

override_resource {
  target = google_service_account.search
  values = {
    email  = "search@test.iam.gserviceaccount.com"
    member = "serviceAccount:search@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.search_invoker
  values = {
    email  = "search-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:search-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/search-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.search
  values = {
    uri = "https://search.run.app"
  }
}

variables {
  audit_image         = "us-docker.pkg.dev/cloudrun/container/hello"
  bulk_worker_image   = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection = true
  project_id          = "test"
  search_image        = "us-docker.pkg.dev/cloudrun/container/hello"
}

run "placeholder" {
  command = apply

  assert {
    condition     = length(google_pubsub_subscription.audit.push_config) == 0
    error_message = "audit pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.search.push_config) == 0
    error_message = "search pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.bulk_high.push_config) == 0
    error_message = "bulk_high pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.bulk_low.push_config) == 0
    error_message = "bulk_low pushes to a placeholder: jobs would be lost."
  }
}

run "delivered" {
  command = apply

  variables {
    audit_image       = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    bulk_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    search_image      = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_pubsub_subscription.audit.topic == google_pubsub_topic.events.id
    error_message = "audit hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.audit.expiration_policy[0].ttl == ""
    error_message = "audit goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.audit.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.events_dead_letter.id
    error_message = "Failed jobs of audit do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.events_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.events_dead_letter_agent.topic == google_pubsub_topic.events_dead_letter.id &&
      google_pubsub_subscription_iam_member.audit_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.audit_agent.subscription == google_pubsub_subscription.audit.id &&
      google_pubsub_subscription_iam_member.audit_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of audit."
  }

  assert {
    condition     = length(google_pubsub_subscription.audit.retry_policy) == 1
    error_message = "A job of audit that fails comes back at once."
  }

  assert {
    condition     = google_pubsub_topic.events.kms_key_name != null && google_pubsub_topic.events_dead_letter.kms_key_name != null
    error_message = "events is not encrypted with the key that was asked for."
  }

  assert {
    condition = (
      google_pubsub_subscription.audit.push_config[0].push_endpoint == "${google_cloud_run_v2_service.audit.uri}/jobs" &&
      google_pubsub_subscription.audit.push_config[0].oidc_token[0].service_account_email == google_service_account.audit_invoker.email &&
      contains(google_cloud_run_v2_service.audit.custom_audiences, google_pubsub_subscription.audit.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of audit do not get to audit, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.audit.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.audit.template[0].timeout, "s"))
    error_message = "A push of audit is cut while audit still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.search.topic == google_pubsub_topic.events.id
    error_message = "search hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.search.expiration_policy[0].ttl == ""
    error_message = "search goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.search.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.events_dead_letter.id
    error_message = "Failed jobs of search do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.events_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.events_dead_letter_agent.topic == google_pubsub_topic.events_dead_letter.id &&
      google_pubsub_subscription_iam_member.search_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.search_agent.subscription == google_pubsub_subscription.search.id &&
      google_pubsub_subscription_iam_member.search_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of search."
  }

  assert {
    condition     = length(google_pubsub_subscription.search.retry_policy) == 1
    error_message = "A job of search that fails comes back at once."
  }

  assert {
    condition     = google_pubsub_subscription.search.filter != null
    error_message = "search gets the jobs that its worker does not want."
  }

  assert {
    condition     = google_pubsub_topic.events.kms_key_name != null && google_pubsub_topic.events_dead_letter.kms_key_name != null
    error_message = "events is not encrypted with the key that was asked for."
  }

  assert {
    condition = (
      google_pubsub_subscription.search.push_config[0].push_endpoint == "${google_cloud_run_v2_service.search.uri}/jobs" &&
      google_pubsub_subscription.search.push_config[0].oidc_token[0].service_account_email == google_service_account.search_invoker.email &&
      contains(google_cloud_run_v2_service.search.custom_audiences, google_pubsub_subscription.search.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of search do not get to search, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.search.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.search.template[0].timeout, "s"))
    error_message = "A push of search is cut while search still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_high.topic == google_pubsub_topic.bulk_high.id
    error_message = "bulk_high hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_high.expiration_policy[0].ttl == ""
    error_message = "bulk_high goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_high.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.bulk_dropped.id
    error_message = "Failed jobs of bulk_high do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.bulk_dropped_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.bulk_dropped_agent.topic == google_pubsub_topic.bulk_dropped.id &&
      google_pubsub_subscription_iam_member.bulk_high_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.bulk_high_agent.subscription == google_pubsub_subscription.bulk_high.id &&
      google_pubsub_subscription_iam_member.bulk_high_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of bulk_high."
  }

  assert {
    condition     = length(google_pubsub_subscription.bulk_high.retry_policy) == 1
    error_message = "A job of bulk_high that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.bulk_high.push_config[0].push_endpoint == "${google_cloud_run_v2_service.bulk_worker.uri}/jobs" &&
      google_pubsub_subscription.bulk_high.push_config[0].oidc_token[0].service_account_email == google_service_account.bulk_worker_invoker.email &&
      contains(google_cloud_run_v2_service.bulk_worker.custom_audiences, google_pubsub_subscription.bulk_high.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of bulk_high do not get to bulk_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_high.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.bulk_worker.template[0].timeout, "s"))
    error_message = "A push of bulk_high is cut while bulk_worker still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_low.topic == google_pubsub_topic.bulk_low.id
    error_message = "bulk_low hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_low.expiration_policy[0].ttl == ""
    error_message = "bulk_low goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_low.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.bulk_dropped.id
    error_message = "Failed jobs of bulk_low do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.bulk_dropped_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.bulk_dropped_agent.topic == google_pubsub_topic.bulk_dropped.id &&
      google_pubsub_subscription_iam_member.bulk_low_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.bulk_low_agent.subscription == google_pubsub_subscription.bulk_low.id &&
      google_pubsub_subscription_iam_member.bulk_low_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of bulk_low."
  }

  assert {
    condition     = length(google_pubsub_subscription.bulk_low.retry_policy) == 1
    error_message = "A job of bulk_low that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.bulk_low.push_config[0].push_endpoint == "${google_cloud_run_v2_service.bulk_worker.uri}/jobs" &&
      google_pubsub_subscription.bulk_low.push_config[0].oidc_token[0].service_account_email == google_service_account.bulk_worker_invoker.email &&
      contains(google_cloud_run_v2_service.bulk_worker.custom_audiences, google_pubsub_subscription.bulk_low.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of bulk_low do not get to bulk_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.bulk_low.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.bulk_worker.template[0].timeout, "s"))
    error_message = "A push of bulk_low is cut while bulk_worker still runs the job."
  }

  assert {
    condition = (
      google_pubsub_subscription.events_dead_letter.topic == google_pubsub_topic.events_dead_letter.id &&
      google_pubsub_subscription.events_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to events_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.events_dead_letter.message_retention_duration == "2678400s"
    error_message = "events_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition     = google_cloud_run_v2_service.audit.template[0].service_account == google_service_account.audit.email
    error_message = "audit runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.audit.deletion_protection
    error_message = "audit can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.audit_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.audit_invoker.member == google_service_account.audit_invoker.member &&
      google_cloud_run_v2_service.audit.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "audit can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.audit.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.audit.template[0].scaling[0].max_instance_count <= 10
    error_message = "audit may run more than 10 jobs at once."
  }

  assert {
    condition     = google_cloud_run_v2_service.bulk_worker.template[0].service_account == google_service_account.bulk_worker.email
    error_message = "bulk_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.bulk_worker.deletion_protection
    error_message = "bulk_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.bulk_worker_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.bulk_worker_invoker.member == google_service_account.bulk_worker_invoker.member &&
      google_cloud_run_v2_service.bulk_worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "bulk_worker can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.bulk_worker.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.bulk_worker.template[0].scaling[0].max_instance_count <= 10
    error_message = "bulk_worker may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.bulk_worker.member == google_service_account.bulk_worker.member &&
      strcontains(google_project_iam_member.bulk_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "bulk_worker reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_service.search.template[0].service_account == google_service_account.search.email
    error_message = "search runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.search.deletion_protection
    error_message = "search can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.search_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.search_invoker.member == google_service_account.search_invoker.member &&
      google_cloud_run_v2_service.search.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "search can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.search.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.search.template[0].scaling[0].max_instance_count <= 10
    error_message = "search may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.search.member == google_service_account.search.member &&
      strcontains(google_project_iam_member.search.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "search reaches other databases than its own."
  }
}
