# Queue emails

# The name of a deleted queue stays taken for days: the suffix lets a destroy be followed by an apply.
resource "random_id" "emails" {
  byte_length = 2
  keepers     = { location = "us-central1" }
}

resource "google_cloud_tasks_queue" "emails" {
  project  = var.project_id
  location = "us-central1"
  name     = "my-app-emails-${random_id.emails.hex}"

  # Jobs are kept, and not handed out, until a real image is deployed.
  desired_state = local.email_worker_runs ? "RUNNING" : "PAUSED"

  rate_limits {
    max_dispatches_per_second = 100
    max_concurrent_dispatches = 5
  }

  # Cloud Tasks deletes a task after its last attempt. The worker counts and dead-letters instead; this limit is out
  # of reach in the 31 days that a task lives, so an outage or a kill on the last attempt loses nothing.
  retry_config {
    max_attempts  = 4469
    min_backoff   = "10s"
    max_backoff   = "600s"
    max_doublings = 6
  }

  # Where jobs go and as whom is settled here: a producer needs to know neither.
  http_target {
    http_method = "POST"

    uri_override {
      scheme                    = "HTTPS"
      host                      = trimprefix(google_cloud_run_v2_service.email_worker.uri, "https://")
      uri_override_enforce_mode = "ALWAYS"
      path_override {
        path = "/jobs"
      }
    }

    oidc_token {
      service_account_email = google_service_account.email_worker_invoker.email
      audience              = local.email_worker_audience
    }
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.this, google_cloud_run_v2_service_iam_member.email_worker_invoker]
}

resource "google_pubsub_topic" "emails_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "my-app-emails-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "emails_dead_letter" {
  project                    = var.project_id
  name                       = "my-app-emails-dead-letter"
  topic                      = google_pubsub_topic.emails_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}
