# `terraform test` in this folder: no cloud, no credentials. A broken module fails here before it breaks a queue.

mock_provider "google" {
  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

# A mock gives like resources what may be the same values: apart from each other, a wrong reference shows.

override_resource {
  target = google_pubsub_topic.thumbnails
  values = {
    id = "projects/test/topics/thumbnails"
  }
}

override_resource {
  target = google_pubsub_topic.thumbnails_dead_letter
  values = {
    id = "projects/test/topics/thumbnails_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.ledger
  values = {
    id = "projects/test/topics/ledger"
  }
}

override_resource {
  target = google_pubsub_topic.ledger_dead_letter
  values = {
    id = "projects/test/topics/ledger_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.user_events
  values = {
    id = "projects/test/topics/user_events"
  }
}

override_resource {
  target = google_pubsub_topic.user_events_dead_letter
  values = {
    id = "projects/test/topics/user_events_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.exports
  values = {
    id = "projects/test/topics/exports"
  }
}

override_resource {
  target = google_pubsub_topic.exports_dead_letter
  values = {
    id = "projects/test/topics/exports_dead_letter"
  }
}

override_resource {
  target = google_pubsub_subscription.thumbnail_worker
  values = {
    id = "projects/test/subscriptions/thumbnail_worker"
  }
}

override_resource {
  target = google_pubsub_subscription.ledger_worker
  values = {
    id = "projects/test/subscriptions/ledger_worker"
  }
}

override_resource {
  target = google_pubsub_subscription.analytics
  values = {
    id = "projects/test/subscriptions/analytics"
  }
}

override_resource {
  target = google_pubsub_subscription.mailer
  values = {
    id = "projects/test/subscriptions/mailer"
  }
}

override_resource {
  target = google_pubsub_subscription.export_worker
  values = {
    id = "projects/test/subscriptions/export_worker"
  }
}

override_resource {
  target = google_service_account.analytics
  values = {
    email  = "analytics@test.iam.gserviceaccount.com"
    member = "serviceAccount:analytics@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.analytics_invoker
  values = {
    email  = "analytics-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:analytics-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/analytics-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.analytics
  values = {
    uri = "https://analytics.run.app"
  }
}

override_resource {
  target = google_service_account.export_worker
  values = {
    email  = "export_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:export_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.ledger_worker
  values = {
    email  = "ledger_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:ledger_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.mailer
  values = {
    email  = "mailer@test.iam.gserviceaccount.com"
    member = "serviceAccount:mailer@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.mailer_invoker
  values = {
    email  = "mailer-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:mailer-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/mailer-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.mailer
  values = {
    uri = "https://mailer.run.app"
  }
}

override_resource {
  target = google_service_account.thumbnail_worker
  values = {
    email  = "thumbnail_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:thumbnail_worker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.thumbnail_worker_invoker
  values = {
    email  = "thumbnail_worker-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:thumbnail_worker-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/thumbnail_worker-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.thumbnail_worker
  values = {
    uri = "https://thumbnail_worker.run.app"
  }
}

variables {
  analytics_image        = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection    = true
  export_worker_image    = "us-docker.pkg.dev/cloudrun/container/hello"
  ledger_worker_image    = "us-docker.pkg.dev/cloudrun/container/hello"
  mailer_image           = "us-docker.pkg.dev/cloudrun/container/hello"
  project_id             = "test"
  thumbnail_worker_image = "us-docker.pkg.dev/cloudrun/container/hello"
}

run "placeholder" {
  command = apply

  assert {
    condition     = length(google_pubsub_subscription.thumbnail_worker.push_config) == 0
    error_message = "thumbnail_worker pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.ledger_worker.push_config) == 0
    error_message = "ledger_worker pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.analytics.push_config) == 0
    error_message = "analytics pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.mailer.push_config) == 0
    error_message = "mailer pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.export_worker.push_config) == 0
    error_message = "export_worker pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.export_worker.scaling[0].manual_instance_count == 0
    error_message = "export_worker runs, and costs, without an image."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.ledger_worker.scaling[0].manual_instance_count == 0
    error_message = "ledger_worker runs, and costs, without an image."
  }
}

run "delivered" {
  command = apply

  variables {
    analytics_image        = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    export_worker_image    = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    ledger_worker_image    = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    mailer_image           = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    thumbnail_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_pubsub_subscription.thumbnail_worker.topic == google_pubsub_topic.thumbnails.id
    error_message = "thumbnail_worker hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnail_worker.expiration_policy[0].ttl == ""
    error_message = "thumbnail_worker goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnail_worker.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.thumbnails_dead_letter.id
    error_message = "Failed jobs of thumbnail_worker do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.thumbnails_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.thumbnails_dead_letter_agent.topic == google_pubsub_topic.thumbnails_dead_letter.id &&
      google_pubsub_subscription_iam_member.thumbnail_worker_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.thumbnail_worker_agent.subscription == google_pubsub_subscription.thumbnail_worker.id &&
      google_pubsub_subscription_iam_member.thumbnail_worker_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of thumbnail_worker."
  }

  assert {
    condition     = length(google_pubsub_subscription.thumbnail_worker.retry_policy) == 1
    error_message = "A job of thumbnail_worker that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.thumbnail_worker.push_config[0].push_endpoint == "${google_cloud_run_v2_service.thumbnail_worker.uri}/jobs" &&
      google_pubsub_subscription.thumbnail_worker.push_config[0].oidc_token[0].service_account_email == google_service_account.thumbnail_worker_invoker.email &&
      contains(google_cloud_run_v2_service.thumbnail_worker.custom_audiences, google_pubsub_subscription.thumbnail_worker.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of thumbnail_worker do not get to thumbnail_worker, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnail_worker.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.thumbnail_worker.template[0].timeout, "s"))
    error_message = "A push of thumbnail_worker is cut while thumbnail_worker still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.ledger_worker.topic == google_pubsub_topic.ledger.id
    error_message = "ledger_worker hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.ledger_worker.expiration_policy[0].ttl == ""
    error_message = "ledger_worker goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.ledger_worker.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.ledger_dead_letter.id
    error_message = "Failed jobs of ledger_worker do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.ledger_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.ledger_dead_letter_agent.topic == google_pubsub_topic.ledger_dead_letter.id &&
      google_pubsub_subscription_iam_member.ledger_worker_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.ledger_worker_agent.subscription == google_pubsub_subscription.ledger_worker.id &&
      google_pubsub_subscription_iam_member.ledger_worker_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of ledger_worker."
  }

  assert {
    condition     = length(google_pubsub_subscription.ledger_worker.retry_policy) == 1
    error_message = "A job of ledger_worker that fails comes back at once."
  }

  assert {
    condition     = google_pubsub_subscription.ledger_worker.enable_message_ordering
    error_message = "ledger_worker delivers in any order."
  }

  assert {
    condition = (
      google_pubsub_subscription_iam_member.ledger_worker.subscription == google_pubsub_subscription.ledger_worker.id &&
      google_pubsub_subscription_iam_member.ledger_worker.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.ledger_worker.member == google_service_account.ledger_worker.member
    )
    error_message = "ledger_worker may not pull from ledger_worker."
  }

  assert {
    condition     = google_pubsub_subscription.analytics.topic == google_pubsub_topic.user_events.id
    error_message = "analytics hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.analytics.expiration_policy[0].ttl == ""
    error_message = "analytics goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.analytics.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.user_events_dead_letter.id
    error_message = "Failed jobs of analytics do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.user_events_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.user_events_dead_letter_agent.topic == google_pubsub_topic.user_events_dead_letter.id &&
      google_pubsub_subscription_iam_member.analytics_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.analytics_agent.subscription == google_pubsub_subscription.analytics.id &&
      google_pubsub_subscription_iam_member.analytics_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of analytics."
  }

  assert {
    condition     = length(google_pubsub_subscription.analytics.retry_policy) == 1
    error_message = "A job of analytics that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.analytics.push_config[0].push_endpoint == "${google_cloud_run_v2_service.analytics.uri}/jobs" &&
      google_pubsub_subscription.analytics.push_config[0].oidc_token[0].service_account_email == google_service_account.analytics_invoker.email &&
      contains(google_cloud_run_v2_service.analytics.custom_audiences, google_pubsub_subscription.analytics.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of analytics do not get to analytics, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.analytics.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.analytics.template[0].timeout, "s"))
    error_message = "A push of analytics is cut while analytics still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.mailer.topic == google_pubsub_topic.user_events.id
    error_message = "mailer hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.mailer.expiration_policy[0].ttl == ""
    error_message = "mailer goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.mailer.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.user_events_dead_letter.id
    error_message = "Failed jobs of mailer do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.user_events_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.user_events_dead_letter_agent.topic == google_pubsub_topic.user_events_dead_letter.id &&
      google_pubsub_subscription_iam_member.mailer_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.mailer_agent.subscription == google_pubsub_subscription.mailer.id &&
      google_pubsub_subscription_iam_member.mailer_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of mailer."
  }

  assert {
    condition     = length(google_pubsub_subscription.mailer.retry_policy) == 1
    error_message = "A job of mailer that fails comes back at once."
  }

  assert {
    condition     = google_pubsub_subscription.mailer.filter != null
    error_message = "mailer gets the jobs that its worker does not want."
  }

  assert {
    condition = (
      google_pubsub_subscription.mailer.push_config[0].push_endpoint == "${google_cloud_run_v2_service.mailer.uri}/jobs" &&
      google_pubsub_subscription.mailer.push_config[0].oidc_token[0].service_account_email == google_service_account.mailer_invoker.email &&
      contains(google_cloud_run_v2_service.mailer.custom_audiences, google_pubsub_subscription.mailer.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of mailer do not get to mailer, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.mailer.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.mailer.template[0].timeout, "s"))
    error_message = "A push of mailer is cut while mailer still runs the job."
  }

  assert {
    condition     = google_pubsub_subscription.export_worker.topic == google_pubsub_topic.exports.id
    error_message = "export_worker hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.export_worker.expiration_policy[0].ttl == ""
    error_message = "export_worker goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.export_worker.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.exports_dead_letter.id
    error_message = "Failed jobs of export_worker do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.exports_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.exports_dead_letter_agent.topic == google_pubsub_topic.exports_dead_letter.id &&
      google_pubsub_subscription_iam_member.export_worker_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.export_worker_agent.subscription == google_pubsub_subscription.export_worker.id &&
      google_pubsub_subscription_iam_member.export_worker_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of export_worker."
  }

  assert {
    condition     = length(google_pubsub_subscription.export_worker.retry_policy) == 1
    error_message = "A job of export_worker that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription_iam_member.export_worker.subscription == google_pubsub_subscription.export_worker.id &&
      google_pubsub_subscription_iam_member.export_worker.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.export_worker.member == google_service_account.export_worker.member
    )
    error_message = "export_worker may not pull from export_worker."
  }

  assert {
    condition = (
      google_pubsub_subscription.thumbnails_dead_letter.topic == google_pubsub_topic.thumbnails_dead_letter.id &&
      google_pubsub_subscription.thumbnails_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to thumbnails_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnails_dead_letter.message_retention_duration == "2678400s"
    error_message = "thumbnails_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition = (
      google_pubsub_subscription.ledger_dead_letter.topic == google_pubsub_topic.ledger_dead_letter.id &&
      google_pubsub_subscription.ledger_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to ledger_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.ledger_dead_letter.message_retention_duration == "2678400s"
    error_message = "ledger_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition = (
      google_pubsub_subscription.user_events_dead_letter.topic == google_pubsub_topic.user_events_dead_letter.id &&
      google_pubsub_subscription.user_events_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to user_events_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.user_events_dead_letter.message_retention_duration == "2678400s"
    error_message = "user_events_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition = (
      google_pubsub_subscription.exports_dead_letter.topic == google_pubsub_topic.exports_dead_letter.id &&
      google_pubsub_subscription.exports_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to exports_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.exports_dead_letter.message_retention_duration == "2678400s"
    error_message = "exports_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition     = google_cloud_run_v2_service.analytics.template[0].service_account == google_service_account.analytics.email
    error_message = "analytics runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.analytics.deletion_protection
    error_message = "analytics can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.analytics_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.analytics_invoker.member == google_service_account.analytics_invoker.member &&
      google_cloud_run_v2_service.analytics.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "analytics can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.analytics.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.analytics.template[0].scaling[0].max_instance_count <= 10
    error_message = "analytics may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.analytics.member == google_service_account.analytics.member &&
      strcontains(google_project_iam_member.analytics.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "analytics reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.export_worker.template[0].service_account == google_service_account.export_worker.email
    error_message = "export_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.export_worker.deletion_protection
    error_message = "export_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.export_worker.scaling[0].manual_instance_count >= 1
    error_message = "export_worker does not run."
  }

  assert {
    condition = (
      google_project_iam_member.export_worker.member == google_service_account.export_worker.member &&
      strcontains(google_project_iam_member.export_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "export_worker reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.ledger_worker.template[0].service_account == google_service_account.ledger_worker.email
    error_message = "ledger_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.ledger_worker.deletion_protection
    error_message = "ledger_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.ledger_worker.scaling[0].manual_instance_count >= 1
    error_message = "ledger_worker does not run."
  }

  assert {
    condition = (
      google_project_iam_member.ledger_worker.member == google_service_account.ledger_worker.member &&
      strcontains(google_project_iam_member.ledger_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "ledger_worker reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_service.mailer.template[0].service_account == google_service_account.mailer.email
    error_message = "mailer runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.mailer.deletion_protection
    error_message = "mailer can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.mailer_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.mailer_invoker.member == google_service_account.mailer_invoker.member &&
      google_cloud_run_v2_service.mailer.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "mailer can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.mailer.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.mailer.template[0].scaling[0].max_instance_count <= 10
    error_message = "mailer may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.mailer.member == google_service_account.mailer.member &&
      strcontains(google_project_iam_member.mailer.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "mailer reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_service.thumbnail_worker.template[0].service_account == google_service_account.thumbnail_worker.email
    error_message = "thumbnail_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.thumbnail_worker.deletion_protection
    error_message = "thumbnail_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.thumbnail_worker_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.thumbnail_worker_invoker.member == google_service_account.thumbnail_worker_invoker.member &&
      google_cloud_run_v2_service.thumbnail_worker.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "thumbnail_worker can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.thumbnail_worker.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.thumbnail_worker.template[0].scaling[0].max_instance_count <= 40
    error_message = "thumbnail_worker may run more than 40 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.thumbnail_worker.member == google_service_account.thumbnail_worker.member &&
      strcontains(google_project_iam_member.thumbnail_worker.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "thumbnail_worker reaches other databases than its own."
  }
}
