# Worker graveyard

locals {
  # Nothing is delivered until a real image is deployed.
  graveyard_runs = var.graveyard_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  graveyard_audience = "https://graveyard.feed.infera"
}

resource "google_service_account" "graveyard" {
  project      = var.project_id
  account_id   = "feed-graveyard"
  display_name = "graveyard of feed"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "graveyard_invoker" {
  project      = var.project_id
  account_id   = "feed-graveyard-invoker"
  display_name = "calls graveyard of feed"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "graveyard" {
  project             = var.project_id
  name                = "feed-graveyard"
  location            = "us-central1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.graveyard_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 0
  }

  template {
    service_account                  = google_service_account.graveyard.email
    timeout                          = "60s"
    max_instance_request_concurrency = 10
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 1
    }

    containers {
      image = var.graveyard_image

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
        cpu_idle          = true # billed while a job runs
        startup_cpu_boost = true
      }

      startup_probe {
        period_seconds    = 5
        timeout_seconds   = 3
        failure_threshold = 24
        http_get {
          path = "/health"
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/health"
        }
      }

      env {
        name  = "GOOGLE_CLOUD_PROJECT"
        value = var.project_id
      }

      env {
        name  = "INFERA_CONCURRENCY"
        value = "10"
      }

      env {
        name  = "INFERA_ENVIRONMENT"
        value = "default"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_COLLECTION"
        value = "graveyard"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_DATABASE"
        value = google_firestore_database.idempotency.name
      }

      env {
        name  = "INFERA_IDEMPOTENCY_TTL_S"
        value = "86400"
      }

      env {
        name  = "INFERA_LOG_LEVEL"
        value = "info"
      }

      env {
        name  = "INFERA_PROJECT"
        value = "feed"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            backoff           = "exponential"
            dead_letter_topic = null
            dead_letters      = true
            envelope          = "infera"
            level             = ""
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "push"
            ordered           = true
            queue             = "changes"
            subscription      = "projects/${var.project_id}/subscriptions/feed-changes-dead-letter"
            type              = "pubsub"
          },
        ])
      }

      env {
        name  = "INFERA_REGION"
        value = "us-central1"
      }

      env {
        name  = "INFERA_SHUTDOWN_S"
        value = "10"
      }

      env {
        name  = "INFERA_TIMEOUT_S"
        value = "60"
      }

      env {
        name  = "INFERA_TOKEN_AUDIENCE"
        value = local.graveyard_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.graveyard_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "graveyard"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service_iam_member" "graveyard_invoker" {
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_run_v2_service.graveyard.name
  role     = "roles/run.invoker"
  member   = google_service_account.graveyard_invoker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "graveyard" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "graveyard"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "graveyard" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.graveyard.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
