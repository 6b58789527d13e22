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
  target = google_pubsub_subscription.thumbnailer
  values = {
    id = "projects/test/subscriptions/thumbnailer"
  }
}

override_resource {
  target = google_service_account.thumbnailer
  values = {
    email  = "thumbnailer@test.iam.gserviceaccount.com"
    member = "serviceAccount:thumbnailer@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.thumbnailer_invoker
  values = {
    email  = "thumbnailer-invoker@test.iam.gserviceaccount.com"
    member = "serviceAccount:thumbnailer-invoker@test.iam.gserviceaccount.com"
    name   = "projects/test/serviceAccounts/thumbnailer-invoker@test.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_cloud_run_v2_service.thumbnailer
  values = {
    uri = "https://thumbnailer.run.app"
  }
}

variables {
  deletion_protection = true
  project_id          = "test"
  thumbnailer_image   = "us-docker.pkg.dev/cloudrun/container/hello"
}

run "placeholder" {
  command = apply

  assert {
    condition     = length(google_pubsub_subscription.thumbnailer.push_config) == 0
    error_message = "thumbnailer pushes to a placeholder: jobs would be lost."
  }
}

run "delivered" {
  command = apply

  variables {
    thumbnailer_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_pubsub_subscription.thumbnailer.topic == google_pubsub_topic.thumbnails.id
    error_message = "thumbnailer hears another topic."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnailer.expiration_policy[0].ttl == ""
    error_message = "thumbnailer goes after 31 idle days, with its jobs."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnailer.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.thumbnails_dead_letter.id
    error_message = "Failed jobs of thumbnailer do not leave it."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.thumbnails_dead_letter_agent.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.thumbnails_dead_letter_agent.topic == google_pubsub_topic.thumbnails_dead_letter.id &&
      google_pubsub_subscription_iam_member.thumbnailer_agent.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.thumbnailer_agent.subscription == google_pubsub_subscription.thumbnailer.id &&
      google_pubsub_subscription_iam_member.thumbnailer_agent.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    )
    error_message = "Pub/Sub may not dead-letter jobs of thumbnailer."
  }

  assert {
    condition     = length(google_pubsub_subscription.thumbnailer.retry_policy) == 1
    error_message = "A job of thumbnailer that fails comes back at once."
  }

  assert {
    condition = (
      google_pubsub_subscription.thumbnailer.push_config[0].push_endpoint == "${google_cloud_run_v2_service.thumbnailer.uri}/jobs" &&
      google_pubsub_subscription.thumbnailer.push_config[0].oidc_token[0].service_account_email == google_service_account.thumbnailer_invoker.email &&
      contains(google_cloud_run_v2_service.thumbnailer.custom_audiences, google_pubsub_subscription.thumbnailer.push_config[0].oidc_token[0].audience)
    )
    error_message = "Pushes of thumbnailer do not get to thumbnailer, or not with a token that it takes."
  }

  assert {
    condition     = google_pubsub_subscription.thumbnailer.ack_deadline_seconds >= tonumber(trimsuffix(google_cloud_run_v2_service.thumbnailer.template[0].timeout, "s"))
    error_message = "A push of thumbnailer is cut while thumbnailer still runs the job."
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
    condition     = google_cloud_run_v2_service.thumbnailer.template[0].service_account == google_service_account.thumbnailer.email
    error_message = "thumbnailer runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.thumbnailer.deletion_protection
    error_message = "thumbnailer can be deleted in spite of deletion_protection."
  }

  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.thumbnailer_invoker.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.thumbnailer_invoker.member == google_service_account.thumbnailer_invoker.member &&
      google_cloud_run_v2_service.thumbnailer.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    )
    error_message = "thumbnailer can be called by someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.thumbnailer.template[0].max_instance_request_concurrency * google_cloud_run_v2_service.thumbnailer.template[0].scaling[0].max_instance_count <= 40
    error_message = "thumbnailer may run more than 40 jobs at once."
  }

  assert {
    condition = alltrue([
      for grant in google_secret_manager_secret_iam_member.thumbnailer :
      grant.role == "roles/secretmanager.secretAccessor" && grant.member == google_service_account.thumbnailer.member
    ])
    error_message = "thumbnailer may not read its secrets, or someone else may."
  }

  assert {
    condition = (
      google_project_iam_member.thumbnailer.member == google_service_account.thumbnailer.member &&
      strcontains(google_project_iam_member.thumbnailer.condition[0].expression, "/databases/${google_firestore_database.idempotency.name}\"")
    )
    error_message = "thumbnailer reaches other databases than its own."
  }
}
