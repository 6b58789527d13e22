# Queue user-events

resource "google_pubsub_topic" "user_events" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "events-user-events"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "analytics" {
  project                    = var.project_id
  name                       = "events-user-events-analytics"
  topic                      = google_pubsub_topic.user_events.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.analytics_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.analytics.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.analytics_invoker.email
        audience              = local.analytics_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.user_events_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.user_events_dead_letter_agent, google_cloud_run_v2_service_iam_member.analytics_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "analytics_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.analytics.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.analytics.id]
  }
}

resource "google_pubsub_subscription" "mailer" {
  project                    = var.project_id
  name                       = "events-user-events-mailer"
  topic                      = google_pubsub_topic.user_events.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # A change replaces the subscription: its backlog is lost.
  filter = "attributes.kind = \"signed-up\""

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.mailer_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.mailer.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.mailer_invoker.email
        audience              = local.mailer_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.user_events_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.user_events_dead_letter_agent, google_cloud_run_v2_service_iam_member.mailer_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "mailer_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.mailer.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.mailer.id]
  }
}

resource "google_pubsub_topic" "user_events_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "events-user-events-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "user_events_dead_letter" {
  project                    = var.project_id
  name                       = "events-user-events-dead-letter"
  topic                      = google_pubsub_topic.user_events_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_pubsub_topic_iam_member" "user_events_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.user_events_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
