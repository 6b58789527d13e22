# Worker export_worker

locals {
  # Nothing is fetched until a real image is deployed.
  export_worker_runs = var.export_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

resource "google_service_account" "export_worker" {
  project      = var.project_id
  account_id   = "events-export-worker"
  display_name = "export_worker of events"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_worker_pool" "export_worker" {
  project             = var.project_id
  name                = "events-export-worker"
  location            = "europe-west1"
  deletion_protection = var.deletion_protection

  # A pool does not scale by itself: this many instances run, and are billed, all the time.
  scaling {
    manual_instance_count = local.export_worker_runs ? 1 : 0
  }

  template {
    service_account = google_service_account.export_worker.email

    containers {
      image = var.export_worker_image

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
        value = "1"
      }

      env {
        name  = "INFERA_ENVIRONMENT"
        value = "default"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_COLLECTION"
        value = "export_worker"
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
            dead_letter_topic = google_pubsub_topic.exports_dead_letter.id
            dead_letters      = false
            envelope          = "infera"
            level             = ""
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "pull"
            ordered           = false
            queue             = "exports"
            subscription      = google_pubsub_subscription.export_worker.id
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
        value = "7200"
      }

      env {
        name  = "INFERA_WORKER"
        value = "export_worker"
      }

      env {
        name  = "BUCKET"
        value = "exports-bucket"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription_iam_member" "export_worker" {
  project      = var.project_id
  subscription = google_pubsub_subscription.export_worker.id
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.export_worker.member

  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.export_worker.id]
  }
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "export_worker_exports_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.exports_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.export_worker.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "export_worker" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "export_worker"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "export_worker" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.export_worker.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}

resource "google_storage_bucket_iam_member" "export_worker_own" {
  for_each = {
    "roles/storage.objectCreator on projects/_/buckets/exports-bucket" = {
      role   = "roles/storage.objectCreator"
      bucket = "exports-bucket"
    }
  }
  role   = each.value.role
  member = google_service_account.export_worker.member
  bucket = each.value.bucket
}
