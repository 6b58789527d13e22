# Queue calls

# The name of a deleted queue stays taken for days: the suffix lets a destroy be followed by an apply.
resource "random_id" "calls" {
  byte_length = 2
  keepers     = { location = "us-central1" }
}

resource "google_cloud_tasks_queue" "calls" {
  project  = var.project_id
  location = "us-central1"
  name     = "partner-calls-${random_id.calls.hex}"

  # Jobs are kept, and not handed out, until a real image is deployed.
  desired_state = local.caller_runs ? "RUNNING" : "PAUSED"

  rate_limits {
    max_dispatches_per_second = 5
    max_concurrent_dispatches = 5
  }

  # Cloud Tasks deletes a task after its last attempt. The worker counts and dead-letters instead; this limit is out
  # of reach in the 31 days that a task lives, so an outage or a kill on the last attempt loses nothing.
  retry_config {
    max_attempts  = 754
    min_backoff   = "30s"
    max_backoff   = "3600s"
    max_doublings = 7
  }

  # Where jobs go and as whom is settled here: a producer needs to know neither.
  http_target {
    http_method = "POST"

    uri_override {
      scheme                    = "HTTPS"
      host                      = trimprefix(google_cloud_run_v2_service.caller.uri, "https://")
      uri_override_enforce_mode = "ALWAYS"
      path_override {
        path = "/jobs"
      }
    }

    oidc_token {
      service_account_email = google_service_account.caller_invoker.email
      audience              = local.caller_audience
    }
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.this, google_cloud_run_v2_service_iam_member.caller_invoker]
}

resource "google_cloud_tasks_queue_iam_member" "calls_producer" {
  for_each = {
    "serviceAccount:api@my-project.iam.gserviceaccount.com" = "serviceAccount:api@my-project.iam.gserviceaccount.com"
  }
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_tasks_queue.calls.name
  role     = "roles/cloudtasks.enqueuer"
  member   = each.value
}

# A task that carries a token may only be made by someone who may act as the token's account.
resource "google_service_account_iam_member" "calls_producer" {
  for_each = {
    "serviceAccount:api@my-project.iam.gserviceaccount.com" = "serviceAccount:api@my-project.iam.gserviceaccount.com"
  }
  service_account_id = google_service_account.caller_invoker.name
  role               = "roles/iam.serviceAccountUser"
  member             = each.value
}

resource "google_pubsub_topic" "calls_dead_letter" {
  #checkov:skip=CKV_GCP_83:Google's own keys encrypt it; `encryption: customer` makes a key
  project = var.project_id
  name    = "partner-calls-dead-letter"

  message_storage_policy {
    allowed_persistence_regions = ["us-central1"]
  }

  depends_on = [google_project_service.this]
}

# Without a subscription a topic drops what it is sent.
resource "google_pubsub_subscription" "calls_dead_letter" {
  project                    = var.project_id
  name                       = "partner-calls-dead-letter"
  topic                      = google_pubsub_topic.calls_dead_letter.id
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"

  expiration_policy {
    ttl = "" # never: an idle subscription would go after 31 days, with what it holds
  }
}

resource "google_service_account" "calls_scheduler" {
  project      = var.project_id
  account_id   = "partner-calls-scheduler"
  display_name = "puts the schedules of calls into the queue"

  depends_on = [google_project_service.this]
}

resource "google_cloud_tasks_queue_iam_member" "calls_scheduler" {
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_tasks_queue.calls.name
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.calls_scheduler.member
}

resource "google_service_account_iam_member" "calls_scheduler" {
  service_account_id = google_service_account.caller_invoker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.calls_scheduler.member
}

# Through the queue: a scheduled job has its rate limit and its retries.
resource "google_cloud_scheduler_job" "calls_all_customers" {
  project          = var.project_id
  region           = "us-central1"
  name             = "partner-calls-all-customers"
  description      = "sync-customer to calls"
  schedule         = "30 2 * * *"
  time_zone        = "UTC"
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
        dispatchDeadline = "300s"
        httpRequest = {
          httpMethod = "POST"
          url        = "${google_cloud_run_v2_service.caller.uri}/jobs"
          headers    = { "Content-Type" = "application/json" }
          body = base64encode(jsonencode({
            type = "sync-customer"
            data = {
              customer_id = "all"
            }
          }))
          oidcToken = {
            serviceAccountEmail = google_service_account.caller_invoker.email
            audience            = local.caller_audience
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
