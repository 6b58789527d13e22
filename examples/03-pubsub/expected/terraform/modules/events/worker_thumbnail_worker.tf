# Worker thumbnail_worker

locals {
  # Nothing is delivered until a real image is deployed.
  thumbnail_worker_runs = var.thumbnail_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  thumbnail_worker_audience = "https://thumbnail-worker.events.infera"
}

resource "google_service_account" "thumbnail_worker" {
  project      = var.project_id
  account_id   = "events-thumbnail-worker"
  display_name = "thumbnail_worker of events"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "thumbnail_worker_invoker" {
  project      = var.project_id
  account_id   = "events-thumbnail-worker-6d0bf8"
  display_name = "calls thumbnail_worker of events"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "thumbnail_worker" {
  project             = var.project_id
  name                = "events-thumbnail-worker"
  location            = "europe-west1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.thumbnail_worker_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 0
  }

  template {
    service_account                  = google_service_account.thumbnail_worker.email
    timeout                          = "120s"
    max_instance_request_concurrency = 10
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 4
    }

    containers {
      image = var.thumbnail_worker_image

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "1024Mi"
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
        value = "thumbnail_worker"
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
        value = "events"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            backoff           = "exponential"
            dead_letter_topic = google_pubsub_topic.thumbnails_dead_letter.id
            dead_letters      = false
            envelope          = "infera"
            level             = ""
            max_attempts      = 6
            max_backoff_s     = 600
            min_backoff_s     = 5
            mode              = "push"
            ordered           = false
            queue             = "thumbnails"
            subscription      = "projects/${var.project_id}/subscriptions/events-thumbnails"
            type              = "pubsub"
          },
        ])
      }

      env {
        name  = "INFERA_REGION"
        value = "europe-west1"
      }

      env {
        name  = "INFERA_SHUTDOWN_S"
        value = "10"
      }

      env {
        name  = "INFERA_TIMEOUT_S"
        value = "120"
      }

      env {
        name  = "INFERA_TOKEN_AUDIENCE"
        value = local.thumbnail_worker_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.thumbnail_worker_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "thumbnail_worker"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service_iam_member" "thumbnail_worker_invoker" {
  project  = var.project_id
  location = "europe-west1"
  name     = google_cloud_run_v2_service.thumbnail_worker.name
  role     = "roles/run.invoker"
  member   = google_service_account.thumbnail_worker_invoker.member
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "thumbnail_worker_thumbnails_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.thumbnails_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.thumbnail_worker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "thumbnail_worker" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "thumbnail_worker"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "thumbnail_worker" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.thumbnail_worker.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
