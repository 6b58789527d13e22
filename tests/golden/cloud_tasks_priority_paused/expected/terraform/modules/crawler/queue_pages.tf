# Queue pages

# The name of a deleted queue stays taken for days: the suffix lets a destroy be followed by an apply.
resource "random_id" "pages_fresh" {
  byte_length = 2
  keepers     = { location = "us-east1" }
}

resource "google_cloud_tasks_queue" "pages_fresh" {
  project  = var.project_id
  location = "us-east1"
  name     = "crawler-pages-fresh-${random_id.pages_fresh.hex}"

  # Paused: jobs are kept, and not handed out.
  desired_state = "PAUSED"

  rate_limits {
    max_dispatches_per_second = 500
    max_concurrent_dispatches = 7
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
      host                      = trimprefix(google_cloud_run_v2_service.page_worker.uri, "https://")
      uri_override_enforce_mode = "ALWAYS"
      path_override {
        path = "/jobs"
      }
    }

    oidc_token {
      service_account_email = google_service_account.page_worker_invoker.email
      audience              = local.page_worker_audience
    }
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.this, google_cloud_run_v2_service_iam_member.page_worker_invoker]
}

# The name of a deleted queue stays taken for days: the suffix lets a destroy be followed by an apply.
resource "random_id" "pages_stale" {
  byte_length = 2
  keepers     = { location = "us-east1" }
}

resource "google_cloud_tasks_queue" "pages_stale" {
  project  = var.project_id
  location = "us-east1"
  name     = "crawler-pages-stale-${random_id.pages_stale.hex}"

  # Paused: jobs are kept, and not handed out.
  desired_state = "PAUSED"

  rate_limits {
    max_dispatches_per_second = 500
    max_concurrent_dispatches = 3
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
      host                      = trimprefix(google_cloud_run_v2_service.page_worker.uri, "https://")
      uri_override_enforce_mode = "ALWAYS"
      path_override {
        path = "/jobs"
      }
    }

    oidc_token {
      service_account_email = google_service_account.page_worker_invoker.email
      audience              = local.page_worker_audience
    }
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }

  depends_on = [google_project_service.this, google_cloud_run_v2_service_iam_member.page_worker_invoker]
}
