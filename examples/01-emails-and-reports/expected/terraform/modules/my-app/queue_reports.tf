# Queue reports

resource "google_pubsub_topic" "reports" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "my-app-reports"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "report_worker" {
  project                      = var.project_id
  name                         = "my-app-reports"
  topic                        = google_pubsub_topic.reports.id
  ack_deadline_seconds         = 600
  message_retention_duration   = "345600s"
  enable_exactly_once_delivery = true

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.reports_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.reports_dead_letter_agent]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "report_worker_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.report_worker.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.report_worker.id]
  }
}

# A queue that gets its first worker keeps its subscription, and with it its jobs.
moved {
  from = google_pubsub_subscription.reports
  to   = google_pubsub_subscription.report_worker
}

resource "google_pubsub_topic" "reports_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "my-app-reports-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "reports_dead_letter" {
  project                    = var.project_id
  name                       = "my-app-reports-dead-letter"
  topic                      = google_pubsub_topic.reports_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_pubsub_topic_iam_member" "reports_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.reports_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
