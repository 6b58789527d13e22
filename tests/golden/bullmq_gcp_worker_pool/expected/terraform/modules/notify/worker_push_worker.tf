# Worker push_worker

locals {
  # Nothing is fetched until a real image is deployed.
  push_worker_runs = var.push_worker_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

resource "google_service_account" "push_worker" {
  project      = var.project_id
  account_id   = "notify-push-worker"
  display_name = "push_worker of notify"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_worker_pool" "push_worker" {
  project             = var.project_id
  name                = "notify-push-worker"
  location            = "us-central1"
  deletion_protection = var.deletion_protection

  # A pool does not scale by itself: this many instances run, and are billed, all the time.
  scaling {
    manual_instance_count = local.push_worker_runs ? 1 : 0
  }

  template {
    service_account = google_service_account.push_worker.email

    containers {
      image = var.push_worker_image

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
        name  = "INFERA_IDEMPOTENCY_TTL_S"
        value = "86400"
      }

      env {
        name  = "INFERA_LOG_LEVEL"
        value = "info"
      }

      env {
        name  = "INFERA_PROJECT"
        value = "notify"
      }

      env {
        name = "INFERA_QUEUES"
        value = jsonencode([
          {
            queue                = "pushes"
            level                = ""
            type                 = "bullmq"
            name                 = "notify-pushes"
            dead_letter          = "notify-pushes-dead-letter"
            dead_letters         = false
            max_attempts         = 8
            min_backoff_s        = 2
            max_backoff_s        = 600
            backoff              = "exponential"
            envelope             = "infera"
            ordered              = false
            paused               = false
            prefix               = "bull"
            delay_s              = 0
            priorities           = []
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
        name  = "INFERA_WORKER"
        value = "push_worker"
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

  depends_on = [
    google_project_service.this,
    google_secret_manager_secret_iam_member.push_worker,
  ]
}

resource "google_secret_manager_secret_iam_member" "push_worker" {
  for_each = {
    INFERA_REDIS_URL = google_secret_manager_secret.redis_url.id
  }
  project   = var.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.push_worker.member
}
