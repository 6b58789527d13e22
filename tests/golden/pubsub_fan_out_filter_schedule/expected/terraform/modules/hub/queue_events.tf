# Queue events

resource "google_kms_crypto_key" "events" {
  #checkov:skip=CKV_GCP_82:a destroy must work; what protects is the variable deletion_protection
  name            = "hub-events"
  key_ring        = google_kms_key_ring.this.id
  rotation_period = "7776000s"
}

# Pub/Sub's own account encrypts and decrypts the topics.
resource "google_kms_crypto_key_iam_member" "events_agent" {
  crypto_key_id = google_kms_crypto_key.events.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = local.pubsub_agent
}

resource "google_pubsub_topic" "events" {
  project      = var.project_id
  name         = "hub-events"
  kms_key_name = google_kms_crypto_key.events.id

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this, google_kms_crypto_key_iam_member.events_agent]
}

resource "google_pubsub_subscription" "audit" {
  project                    = var.project_id
  name                       = "hub-events-audit"
  topic                      = google_pubsub_topic.events.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.audit_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.audit.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.audit_invoker.email
        audience              = local.audit_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.events_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.events_dead_letter_agent, google_cloud_run_v2_service_iam_member.audit_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "audit_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.audit.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.audit.id]
  }
}

resource "google_pubsub_subscription" "search" {
  project                    = var.project_id
  name                       = "hub-events-search"
  topic                      = google_pubsub_topic.events.id
  ack_deadline_seconds       = 70
  message_retention_duration = "345600s"

  # A change replaces the subscription: its backlog is lost.
  filter = "(attributes.kind = \"created\" OR attributes.kind = \"updated\")"

  # Off while the worker's image is the placeholder or the queue is paused: jobs are kept.
  dynamic "push_config" {
    for_each = local.search_runs ? [true] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.search.uri}/jobs"
      oidc_token {
        service_account_email = google_service_account.search_invoker.email
        audience              = local.search_audience
      }
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.events_dead_letter.id
    max_delivery_attempts = 5
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }

  depends_on = [google_pubsub_topic_iam_member.events_dead_letter_agent, google_cloud_run_v2_service_iam_member.search_invoker]
}

# To dead-letter a job, Pub/Sub's own account must also take it off this subscription.
resource "google_pubsub_subscription_iam_member" "search_agent" {
  project      = var.project_id
  subscription = google_pubsub_subscription.search.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent

  # A replaced subscription has lost its grants, which the state would not show.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.search.id]
  }
}

resource "google_pubsub_topic" "events_dead_letter" {
  project      = var.project_id
  name         = "hub-events-dead-letter"
  kms_key_name = google_kms_crypto_key.events.id

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this, google_kms_crypto_key_iam_member.events_agent]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "events_dead_letter" {
  project                    = var.project_id
  name                       = "hub-events-dead-letter"
  topic                      = google_pubsub_topic.events_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_pubsub_topic_iam_member" "events_dead_letter_agent" {
  project = var.project_id
  topic   = google_pubsub_topic.events_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}

resource "google_cloud_scheduler_job" "events_tick" {
  project     = var.project_id
  region      = "us-central1"
  name        = "hub-events-tick"
  description = "events to events"
  schedule    = "*/15 * * * *"
  time_zone   = "America/New_York"
  paused      = false

  retry_config {
    retry_count = 3
  }

  pubsub_target {
    topic_name = google_pubsub_topic.events.id
    data = base64encode(jsonencode({
      type = "events"
      data = {
        reason = "tick"
      }
    }))
    attributes = {
      reason = "tick"
    }
  }

  depends_on = [google_project_service.this]
}
