# Worker applier

locals {
  # Nothing is fetched until a real image is deployed.
  applier_runs = var.applier_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

resource "google_service_account" "applier" {
  project      = var.project_id
  account_id   = "feed-applier"
  display_name = "applier of feed"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_worker_pool" "applier" {
  project             = var.project_id
  name                = "feed-applier"
  location            = "us-central1"
  deletion_protection = var.deletion_protection

  # A pool does not scale by itself: this many instances run, and are billed, all the time.
  scaling {
    manual_instance_count = local.applier_runs ? 1 : 0
  }

  template {
    service_account = google_service_account.applier.email

    containers {
      image = var.applier_image

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
        value = "6"
      }

      env {
        name  = "INFERA_ENVIRONMENT"
        value = "default"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_COLLECTION"
        value = "applier"
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
            dead_letter_topic = google_pubsub_topic.changes_dead_letter.id
            dead_letters      = false
            envelope          = "infera"
            level             = ""
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "pull"
            ordered           = true
            queue             = "changes"
            subscription      = google_pubsub_subscription.applier.id
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
        value = "1200"
      }

      env {
        name  = "INFERA_WORKER"
        value = "applier"
      }
    }

    vpc_access {
      egress = "PRIVATE_RANGES_ONLY"
      network_interfaces {
        network    = "projects/feed/global/networks/main"
        subnetwork = "projects/feed/regions/us-central1/subnetworks/workers"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription_iam_member" "applier" {
  project      = var.project_id
  subscription = google_pubsub_subscription.applier.id
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.applier.member

  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.applier.id]
  }
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "applier_changes_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.changes_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.applier.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "applier" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "applier"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "applier" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.applier.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
