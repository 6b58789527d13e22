# Worker bulk_worker

locals {
  # Nothing is delivered until a real image is deployed.
  bulk_worker_runs = var.bulk_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  bulk_worker_audience = "https://bulk-worker.hub.infera"
}

resource "google_service_account" "bulk_worker" {
  project      = var.project_id
  account_id   = "hub-bulk-worker"
  display_name = "bulk_worker of hub"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "bulk_worker_invoker" {
  project      = var.project_id
  account_id   = "hub-bulk-worker-invoker"
  display_name = "calls bulk_worker of hub"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "bulk_worker" {
  project             = var.project_id
  name                = "hub-bulk-worker"
  location            = "us-central1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.bulk_worker_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 0
  }

  template {
    service_account                  = google_service_account.bulk_worker.email
    timeout                          = "60s"
    max_instance_request_concurrency = 10
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 1
    }

    containers {
      image = var.bulk_worker_image

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
        value = "bulk_worker"
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
        value = "hub"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            backoff           = "exponential"
            dead_letter_topic = null
            dead_letters      = false
            envelope          = "infera"
            level             = "high"
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "push"
            ordered           = false
            queue             = "bulk"
            subscription      = "projects/${var.project_id}/subscriptions/hub-bulk-high"
            type              = "pubsub"
          },
          {
            backoff           = "exponential"
            dead_letter_topic = null
            dead_letters      = false
            envelope          = "infera"
            level             = "low"
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "push"
            ordered           = false
            queue             = "bulk"
            subscription      = "projects/${var.project_id}/subscriptions/hub-bulk-low"
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
        value = local.bulk_worker_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.bulk_worker_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "bulk_worker"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service_iam_member" "bulk_worker_invoker" {
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_run_v2_service.bulk_worker.name
  role     = "roles/run.invoker"
  member   = google_service_account.bulk_worker_invoker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "bulk_worker" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "bulk_worker"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "bulk_worker" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.bulk_worker.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
