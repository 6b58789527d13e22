# Worker labeller

locals {
  # Nothing is fetched until a real image is deployed.
  labeller_runs = var.labeller_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

resource "google_service_account" "labeller" {
  project      = var.project_id
  account_id   = "${var.name_prefix}-labeller"
  display_name = "labeller of label"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_worker_pool" "labeller" {
  project             = var.project_id
  name                = "${var.name_prefix}-labeller"
  location            = "europe-west1"
  deletion_protection = var.deletion_protection

  # A pool does not scale by itself: this many instances run, and are billed, all the time.
  scaling {
    manual_instance_count = local.labeller_runs ? var.labeller_max_instances : 0
  }

  template {
    service_account = google_service_account.labeller.email

    containers {
      image = var.labeller_image

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
        value = tostring(var.labeller_request_concurrency)
      }

      env {
        name  = "INFERA_ENVIRONMENT"
        value = var.environment
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
        value = "label"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            queue                = "images"
            level                = ""
            type                 = "celery"
            name                 = "${var.name_prefix}-images"
            dead_letter          = "${var.name_prefix}-images-dead-letter"
            dead_letters         = false
            max_attempts         = 5
            min_backoff_s        = 10
            max_backoff_s        = 600
            backoff              = "exponential"
            envelope             = "infera"
            ordered              = false
            paused               = false
            prefix               = ""
            delay_s              = 0
            priorities           = ["urgent", "normal", "bulk"]
            rate_limit           = null
            visibility_timeout_s = 900
            schedules            = []
          },
        ])
      }

      env {
        name  = "INFERA_REDIS_CA"
        value = join("\n", [for each in google_redis_instance.redis.server_ca_certs : each.cert])
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
        name  = "INFERA_WORKER"
        value = "labeller"
      }

      env {
        name = "INFERA_REDIS_URL"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.redis_url.id
            version = google_secret_manager_secret_version.redis_url.version
          }
        }
      }

      env {
        name = "MODEL_KEY"
        value_source {
          secret_key_ref {
            secret  = "model-key"
            version = "latest"
          }
        }
      }
    }

    vpc_access {
      egress = "PRIVATE_RANGES_ONLY"
      network_interfaces {
        network    = google_compute_network.redis.id
        subnetwork = google_compute_subnetwork.redis.id
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this, google_secret_manager_secret_iam_member.labeller]
}

resource "google_secret_manager_secret_iam_member" "labeller" {
  for_each = {
    INFERA_REDIS_URL = google_secret_manager_secret.redis_url.id
    MODEL_KEY        = "model-key"
  }
  project   = var.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.labeller.member
}
