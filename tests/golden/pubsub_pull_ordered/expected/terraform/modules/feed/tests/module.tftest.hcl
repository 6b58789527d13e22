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
  target = google_pubsub_topic.changes
  values = {
    id = "projects/test/topics/changes"
  }
}

override_resource {
  target = google_pubsub_topic.changes_dead_letter
  values = {
    id = "projects/test/topics/changes_dead_letter"
  }
}

override_resource {
  target = google_pubsub_topic.archive
  values = {
    id = "projects/test/topics/archive"
  }
}

override_resource {
  target = google_pubsub_topic.archive_dead_letter
  values = {
    id = "projects/test/topics/archive_dead_letter"
  }
}

override_resource {
  target = google_pubsub_subscription.applier
  values = {
    id = "projects/test/subscriptions/applier"
  }
}

override_resource {
  target = google_pubsub_subscription.archive
  values = {
    id = "projects/test/subscriptions/archive"
  }
}

override_resource {
  target = google_service_account.applier
  values = {
    email  = "applier@test.iam.gserviceaccount.com"
    member = "serviceAccount:applier@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.graveyard
  values = {
    email  = "graveyard@test.iam.gserviceaccount.com"
    member = "serviceAccount:graveyard@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.graveyard_invoker
  values = {
    email  = "graveyard-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:graveyard-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/graveyard-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.graveyard
  values = {
    uri = "https://graveyard.run.app"
  }
}

variables {
  applier_image       = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection = true
  graveyard_image     = "us-docker.pkg.dev/cloudrun/container/hello"
  project_id          = "test"
}

run "placeholder" {
  command = apply

  assert {
    condition     = length(google_pubsub_subscription.applier.push_config) == 0
    error_message = "applier pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = length(google_pubsub_subscription.archive.push_config) == 0
    error_message = "archive pushes to a placeholder: jobs would be lost."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.applier.scaling[0].manual_instance_count == 0
    error_message = "applier runs, and costs, without an image."
  }
}

run "delivered" {
  command = apply

  variables {
    applier_image   = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    graveyard_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_pubsub_subscription.applier.topic == google_pubsub_topic.changes.id
    error_message = "applier hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.applier.expiration_policy[0].ttl == ""
    error_message = "applier goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.applier.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.changes_dead_letter.id
    error_message = "Failed jobs of applier do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.changes_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.changes_dead_letter_agent.topic == google_pubsub_topic.changes_dead_letter.id &&
      google_pubsub_subscription_iam_member.applier_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.applier_agent.subscription == google_pubsub_subscription.applier.id &&
      google_pubsub_subscription_iam_member.applier_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of applier."
  }

  assert {
    condition     = length(google_pubsub_subscription.applier.retry_policy) == 1
    error_message = "A job of applier that fails comes back at once."
  }

  assert {
    condition     = google_pubsub_subscription.applier.enable_message_ordering
    error_message = "applier delivers in any order."
  }

  assert {
    condition = (
      google_pubsub_subscription_iam_member.applier.subscription == google_pubsub_subscription.applier.id &&
      google_pubsub_subscription_iam_member.applier.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.applier.member == google_service_account.applier.member
    )
    error_message = "applier may not pull from applier."
  }

  assert {
    condition     = google_pubsub_subscription.archive.topic == google_pubsub_topic.archive.id
    error_message = "archive hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.archive.expiration_policy[0].ttl == ""
    error_message = "archive goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.archive.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.archive_dead_letter.id
    error_message = "Failed jobs of archive do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.archive_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.archive_dead_letter_agent.topic == google_pubsub_topic.archive_dead_letter.id &&
      google_pubsub_subscription_iam_member.archive_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.archive_agent.subscription == google_pubsub_subscription.archive.id &&
      google_pubsub_subscription_iam_member.archive_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of archive."
  }

  assert {
    condition     = length(google_pubsub_subscription.archive.retry_policy) == 1
    error_message = "A job of archive that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.changes_dead_letter.topic == google_pubsub_topic.changes_dead_letter.id &&
      google_pubsub_subscription.changes_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to changes_dead_letter."
  }

  assert {
    condition = (
      google_pubsub_subscription.archive_dead_letter.topic == google_pubsub_topic.archive_dead_letter.id &&
      google_pubsub_subscription.archive_dead_letter.expiration_policy[0].ttl == ""
    )
    error_message = "Nothing keeps what is sent to archive_dead_letter."
  }

  assert {
    condition     = google_pubsub_subscription.archive_dead_letter.message_retention_duration == "2678400s"
    error_message = "archive_dead_letter does not keep dead letters as long as it could."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.applier.template[0].service_account == google_service_account.applier.email
    error_message = "applier runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.applier.deletion_protection
    error_message = "applier can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.applier.scaling[0].manual_instance_count >= 1
    error_message = "applier does not run."
  }

  assert {
    condition = (
      google_project_iam_member.applier.member == google_service_account.applier.member &&
      strcontains(google_project_iam_member.applier.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "applier reaches other databases than its own."
  }

  assert {
    condition     = google_cloud_run_v2_service.graveyard.template[0].service_account == google_service_account.graveyard.email
    error_message = "graveyard runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.graveyard.deletion_protection
    error_message = "graveyard can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.graveyard_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.graveyard_invoker.member == google_service_account.graveyard_invoker.member &&
      google_cloud_run_v2_service.graveyard.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "graveyard can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.graveyard.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.graveyard.template[0].scaling[0].max_instance_count <= 10
    error_message = "graveyard may run more than 10 jobs at once."
  }

  assert {
    condition = (
      google_project_iam_member.graveyard.member == google_service_account.graveyard.member &&
      strcontains(google_project_iam_member.graveyard.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "graveyard reaches other databases than its own."
  }
}
