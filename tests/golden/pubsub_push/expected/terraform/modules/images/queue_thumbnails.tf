# Queue thumbnails

resource "google_pubsub_topic" "thumbnails" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "images-thumbnails"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "thumbnailer" {
  project                    = var.project_id
  name                       = "images-thumbnails"
  topic                      = google_pubsub_topic.thumbnails.id
  ack_deadline_seconds       = 100
  message_retention_duration = "259200s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.thumbnailer_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.thumbnailer.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.thumbnailer_invoker.email
        audience              = local.thumbnailer_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.thumbnails_dead_letter.id
    max_delivery_attempts = 7
  }

  retry_policy {
    minimum_backoff = "5s"
    maximum_backoff = "120s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.thumbnails_dead_letter_agent, google_cloud_run_v2_service_iam_member.thumbnailer_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "thumbnailer_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.thumbnailer.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.thumbnailer.id]
  }
}

# A queue that gets its first worker keeps its subscription, and with it its jobs.
moved {
  from = google_pubsub_subscription.thumbnails
  to   = google_pubsub_subscription.thumbnailer
}

resource "google_pubsub_topic" "thumbnails_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "images-thumbnails-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "thumbnails_dead_letter" {
  project                    = var.project_id
  name                       = "images-thumbnails-dead-letter"
  topic                      = google_pubsub_topic.thumbnails_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_pubsub_topic_iam_member" "thumbnails_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.thumbnails_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "thumbnails_producer" {
  for_each = {
    "serviceAccount:api@images-prod.iam.gserviceaccount.com" = "serviceAccount:api@images-prod.iam.gserviceaccount.com"
  }
  project = var.project_id
  topic   = google_pubsub_topic.thumbnails.id
  role    = "roles/pubsub.publisher"
  member  = each.value
}
