# Worker page_worker

locals {
  # Nothing is delivered until a real image is deployed.
  page_worker_runs = var.page_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  page_worker_audience = "https://page-worker.crawler.infera"
}

resource "google_service_account" "page_worker" {
  project      = var.project_id
  account_id   = "crawler-page-worker"
  display_name = "page_worker of crawler"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "page_worker_invoker" {
  project      = var.project_id
  account_id   = "crawler-page-worker-invoker"
  display_name = "calls page_worker of crawler"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "page_worker" {
  project             = var.project_id
  name                = "crawler-page-worker"
  location            = "us-east1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.page_worker_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 0
  }

  template {
    service_account                  = google_service_account.page_worker.email
    timeout                          = "60s"
    max_instance_request_concurrency = 10
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 1
    }

    containers {
      image = var.page_worker_image

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
        value = "page_worker"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_DATABASE"
        value = google_firestore_database.idempotency.name
      }

      env {
        name  = "INFERA_IDEMPOTENCY_TTL_S"
        value = "3600"
      }

      env {
        name  = "INFERA_LOG_LEVEL"
        value = "info"
      }

      env {
        name  = "INFERA_PROJECT"
        value = "crawler"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            backoff           = "exponential"
            dead_letter_topic = null
            dead_letters      = false
            envelope          = "infera"
            id                = "projects/${var.project_id}/locations/us-east1/queues/crawler-pages-fresh-${random_id.pages_fresh.hex}"
            level             = "fresh"
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            ordered           = false
            queue             = "pages"
            type              = "cloud_tasks"
          },
          {
            backoff           = "exponential"
            dead_letter_topic = null
            dead_letters      = false
            envelope          = "infera"
            id                = "projects/${var.project_id}/locations/us-east1/queues/crawler-pages-stale-${random_id.pages_stale.hex}"
            level             = "stale"
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            ordered           = false
            queue             = "pages"
            type              = "cloud_tasks"
          },
        ])
      }

      env {
        name  = "INFERA_REGION"
        value = "us-east1"
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
        value = local.page_worker_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.page_worker_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "page_worker"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service_iam_member" "page_worker_invoker" {
  project  = var.project_id
  location = "us-east1"
  name     = google_cloud_run_v2_service.page_worker.name
  role     = "roles/run.invoker"
  member   = google_service_account.page_worker_invoker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "page_worker" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "page_worker"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "page_worker" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.page_worker.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
