# Worker ledger_worker

locals {
  # Nothing is fetched until a real image is deployed.
  ledger_worker_runs = var.ledger_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

resource "google_service_account" "ledger_worker" {
  project      = var.project_id
  account_id   = "events-ledger-worker"
  display_name = "ledger_worker of events"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_worker_pool" "ledger_worker" {
  project             = var.project_id
  name                = "events-ledger-worker"
  location            = "europe-west1"
  deletion_protection = var.deletion_protection

  # A pool does not scale by itself: this many instances run, and are billed, all the time.
  scaling {
    manual_instance_count = local.ledger_worker_runs ? 1 : 0
  }

  template {
    service_account = google_service_account.ledger_worker.email

    containers {
      image = var.ledger_worker_image

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
      }

      startup_probe {
        period_seconds    = 5
        timeout_seconds   = 3
        failure_threshold = 24
        http_get {
          path = "/health"
          port = 8080
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/health"
          port = 8080
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
        value = "ledger_worker"
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
            dead_letter_topic = google_pubsub_topic.ledger_dead_letter.id
            dead_letters      = false
            envelope          = "infera"
            level             = ""
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "pull"
            ordered           = true
            queue             = "ledger"
            subscription      = google_pubsub_subscription.ledger_worker.id
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
        value = "60"
      }

      env {
        name  = "INFERA_WORKER"
        value = "ledger_worker"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription_iam_member" "ledger_worker" {
  project      = var.project_id
  subscription = google_pubsub_subscription.ledger_worker.id
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.ledger_worker.member

  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.ledger_worker.id]
  }
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "ledger_worker_ledger_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.ledger_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.ledger_worker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "ledger_worker" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "ledger_worker"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "ledger_worker" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.ledger_worker.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
