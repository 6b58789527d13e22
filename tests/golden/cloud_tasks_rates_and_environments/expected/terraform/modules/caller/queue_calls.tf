# Queue calls

# The name of a deleted queue stays taken for days: the suffix lets a destroy be followed by an apply.
resource "random_id" "calls" {
  byte_length = 2
  keepers     = { location = var.region }
}

resource "google_cloud_tasks_queue" "calls" {
  project  = var.project_id
  location = var.region
  name     = "${var.name_prefix}-calls-${random_id.calls.hex}"

  # Jobs are kept, and not handed out, until a real image is deployed.
  desired_state = local.call_worker_runs ? "RUNNING" : "PAUSED"

  rate_limits {
    max_dispatches_per_second = 5
    max_concurrent_dispatches = 20
  }

  # Cloud Tasks deletes a task after its last attempt. The worker counts and dead-letters instead; this limit is out
  # of reach in the 31 days that a task lives, so an outage or a kill on the last attempt loses nothing.
  retry_config {
    max_attempts  = 8938
    min_backoff   = "1s"
    max_backoff   = "300s"
    max_doublings = 9
  }

  # Where jobs go and as whom is settled here: a producer needs to know neither.
  http_target {
    http_method = "POST"

    uri_override {
      scheme                    = "HTTPS"
      host                      = trimprefix(google_cloud_run_v2_service.call_worker.uri, "https://")
      uri_override_enforce_mode = "ALWAYS"
      path_override {
        path = "/jobs"
      }
    }

    oidc_token {
      service_account_email = google_service_account.call_worker_invoker.email
      audience              = local.call_worker_audience
    }
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.this, google_cloud_run_v2_service_iam_member.call_worker_invoker]
}

resource "google_cloud_tasks_queue_iam_member" "calls_producer" {
  for_each = {
    "serviceAccount:api@caller-production.iam.gserviceaccount.com" = "serviceAccount:api@caller-production.iam.gserviceaccount.com"
  }
  project  = var.project_id
  location = var.region
  name     = google_cloud_tasks_queue.calls.name
  role     = "roles/cloudtasks.enqueuer"
  member   = each.value
}

# A task that carries a token may only be made by someone who may act as the token's account.
resource "google_service_account_iam_member" "calls_producer" {
  for_each = {
    "serviceAccount:api@caller-production.iam.gserviceaccount.com" = "serviceAccount:api@caller-production.iam.gserviceaccount.com"
  }
  service_account_id = google_service_account.call_worker_invoker.name
  role               = "roles/iam.serviceAccountUser"
  member             = each.value
}

resource "google_pubsub_topic" "calls_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "${var.name_prefix}-calls-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "calls_dead_letter" {
  project                    = var.project_id
  name                       = "${var.name_prefix}-calls-dead-letter"
  topic                      = google_pubsub_topic.calls_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_service_account" "calls_scheduler" {
  project      = var.project_id
  account_id   = var.calls_scheduler_account_id
  display_name = "puts the schedules of calls into the queue"

  depends_on = [google_project_service.this]
}

resource "google_cloud_tasks_queue_iam_member" "calls_scheduler" {
  project  = var.project_id
  location = var.region
  name     = google_cloud_tasks_queue.calls.name
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.calls_scheduler.member
}

resource "google_service_account_iam_member" "calls_scheduler" {
  service_account_id = google_service_account.call_worker_invoker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.calls_scheduler.member
}

# Through the queue: a scheduled job has its rate limit and its retries.
resource "google_cloud_scheduler_job" "calls_morning" {
  project          = var.project_id
  region           = var.region
  name             = "${var.name_prefix}-calls-morning"
  description      = "calls to calls"
  schedule         = "0 8 * * 1-5"
  time_zone        = "Europe/Paris"
  paused           = false
  attempt_deadline = "60s"

  retry_config {
    retry_count          = 3
    min_backoff_duration = "5s"
  }

  http_target {
    http_method = "POST"
    uri         = "https://cloudtasks.googleapis.com/v2/${google_cloud_tasks_queue.calls.id}/tasks"
    headers     = { "Content-Type" = "application/json" }
    body = base64encode(jsonencode({
      task = {
        dispatchDeadline = "900s"
        httpRequest = {
          httpMethod = "POST"
          url        = "${google_cloud_run_v2_service.call_worker.uri}/jobs"
          headers    = { "Content-Type" = "application/json" }
          body = base64encode(jsonencode({
            type = "calls"
            data = {}
          }))
          oidcToken = {
            serviceAccountEmail = google_service_account.call_worker_invoker.email
            audience            = local.call_worker_audience
          }
        }
      }
    }))

    oauth_token {
      service_account_email = google_service_account.calls_scheduler.email
    }
  }

  depends_on = [google_project_service.this]
}
