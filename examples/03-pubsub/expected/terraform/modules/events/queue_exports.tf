# Queue exports

resource "google_pubsub_topic" "exports" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "events-exports"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "export_worker" {
  project                      = var.project_id
  name                         = "events-exports"
  topic                        = google_pubsub_topic.exports.id
  ack_deadline_seconds         = 600
  message_retention_duration   = "345600s"
  enable_exactly_once_delivery = true

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.exports_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.exports_dead_letter_agent]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "export_worker_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.export_worker.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.export_worker.id]
  }
}

# A queue that gets its first worker keeps its subscription, and with it its jobs.
moved {
  from = google_pubsub_subscription.exports
  to   = google_pubsub_subscription.export_worker
}

resource "google_pubsub_topic" "exports_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "events-exports-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "exports_dead_letter" {
  project                    = var.project_id
  name                       = "events-exports-dead-letter"
  topic                      = google_pubsub_topic.exports_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_pubsub_topic_iam_member" "exports_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.exports_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}

resource "google_cloud_scheduler_job" "exports_weekly" {
  project     = var.project_id
  region      = "europe-west1"
  name        = "events-exports-weekly"
  description = "exports to exports"
  schedule    = "0 6 * * 1"
  time_zone   = "Europe/Paris"
  paused      = false

  retry_config {
    retry_count = 3
  }

  pubsub_target {
    topic_name = google_pubsub_topic.exports.id
    data = base64encode(jsonencode({
      type = "exports"
      data = {
        kind = "weekly"
      }
    }))
    attributes = {
      kind = "weekly"
    }
  }

  depends_on = [google_project_service.this]
}
