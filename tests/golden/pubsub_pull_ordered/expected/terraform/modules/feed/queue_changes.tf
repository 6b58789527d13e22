# Queue changes

resource "google_pubsub_topic" "changes" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "feed-changes"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "applier" {
  project                      = var.project_id
  name                         = "feed-changes"
  topic                        = google_pubsub_topic.changes.id
  ack_deadline_seconds         = 600
  message_retention_duration   = "345600s"
  enable_message_ordering      = true
  enable_exactly_once_delivery = true

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.changes_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.changes_dead_letter_agent]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "applier_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.applier.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.applier.id]
  }
}

# A queue that gets its first worker keeps its subscription, and with it its jobs.
moved {
  from = google_pubsub_subscription.changes
  to   = google_pubsub_subscription.applier
}

resource "google_pubsub_topic" "changes_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "feed-changes-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "changes_dead_letter" {
  project                    = var.project_id
  name                       = "feed-changes-dead-letter"
  topic                      = google_pubsub_topic.changes_dead_letter.id
  ack_deadline_seconds       = 70
  message_retention_duration = "2592000s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.graveyard_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.graveyard.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.graveyard_invoker.email
        audience              = local.graveyard_audience
      }
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_cloud_run_v2_service_iam_member.graveyard_invoker]
}

resource "google_pubsub_topic_iam_member" "changes_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.changes_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
