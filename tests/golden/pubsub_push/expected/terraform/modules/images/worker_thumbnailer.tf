# Worker thumbnailer

locals {
  # Nothing is delivered until a real image is deployed.
  thumbnailer_runs = var.thumbnailer_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  thumbnailer_audience = "https://thumbnailer.images.infera"
}

resource "google_service_account" "thumbnailer" {
  project      = var.project_id
  account_id   = "images-thumbnailer"
  display_name = "thumbnailer of images"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "thumbnailer_invoker" {
  project      = var.project_id
  account_id   = "images-thumbnailer-invoker"
  display_name = "calls thumbnailer of images"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "thumbnailer" {
  project             = var.project_id
  name                = "images-thumbnailer"
  location            = "europe-west1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.thumbnailer_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 1
  }

  template {
    service_account                  = google_service_account.thumbnailer.email
    timeout                          = "90s"
    max_instance_request_concurrency = 8
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 5
    }

    containers {
      image = var.thumbnailer_image

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "2"
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
        value = "8"
      }

      env {
        name  = "INFERA_ENVIRONMENT"
        value = "default"
      }

      env {
        name  = "INFERA_IDEMPOTENCY_COLLECTION"
        value = "thumbnailer"
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
        value = "images"
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
            max_attempts      = 7
            max_backoff_s     = 120
            min_backoff_s     = 5
            mode              = "push"
            ordered           = false
            queue             = "thumbnails"
            subscription      = "projects/${var.project_id}/subscriptions/images-thumbnails"
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
        value = "90"
      }

      env {
        name  = "INFERA_TOKEN_AUDIENCE"
        value = local.thumbnailer_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.thumbnailer_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "thumbnailer"
      }

      env {
        name  = "QUALITY"
        value = "80"
      }

      env {
        name = "STORAGE_KEY"
        value_source {
          secret_key_ref {
            secret  = "storage-key"
            version = "latest"
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [
    google_project_service.this,
    google_secret_manager_secret_iam_member.thumbnailer,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "thumbnailer_invoker" {
  project  = var.project_id
  location = "europe-west1"
  name     = google_cloud_run_v2_service.thumbnailer.name
  role     = "roles/run.invoker"
  member   = google_service_account.thumbnailer_invoker.member
}

resource "google_secret_manager_secret_iam_member" "thumbnailer" {
  for_each = {
    STORAGE_KEY = "storage-key"
  }
  project   = var.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.thumbnailer.member
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "thumbnailer_thumbnails_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.thumbnails_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.thumbnailer.member
}

# A job that comes twice is run once: what was done is remembered here, and forgotten when it expires.
resource "google_firestore_field" "thumbnailer" {
  project    = var.project_id
  database   = google_firestore_database.idempotency.name
  collection = "thumbnailer"
  field      = "expires_at"

  ttl_config {}

  index_config {} # nobody asks by expiry: no index, no hot spot
}

resource "google_project_iam_member" "thumbnailer" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.thumbnailer.member

  condition {
    title      = "idempotency database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.idempotency.name}\""
  }
}
