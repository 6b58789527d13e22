# Queue bulk

resource "google_pubsub_topic" "bulk_high" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "hub-bulk-high"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic" "bulk_low" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "hub-bulk-low"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "bulk_high" {
  project                    = var.project_id
  name                       = "hub-bulk-high"
  topic                      = google_pubsub_topic.bulk_high.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.bulk_worker_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.bulk_worker.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.bulk_worker_invoker.email
        audience              = local.bulk_worker_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.bulk_dropped.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.bulk_dropped_agent, google_cloud_run_v2_service_iam_member.bulk_worker_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "bulk_high_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.bulk_high.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.bulk_high.id]
  }
}

resource "google_pubsub_subscription" "bulk_low" {
  project                    = var.project_id
  name                       = "hub-bulk-low"
  topic                      = google_pubsub_topic.bulk_low.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.bulk_worker_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.bulk_worker.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.bulk_worker_invoker.email
        audience              = local.bulk_worker_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.bulk_dropped.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.bulk_dropped_agent, google_cloud_run_v2_service_iam_member.bulk_worker_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "bulk_low_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.bulk_low.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.bulk_low.id]
  }
}

# Pub/Sub numbers the deliveries of a job only under a dead letter policy. Nothing subscribes to this topic: what is
# moved to it is dropped, as `dead_letter: false` says.
resource "google_pubsub_topic" "bulk_dropped" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "hub-bulk-dropped"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic_iam_member" "bulk_dropped_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.bulk_dropped.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
