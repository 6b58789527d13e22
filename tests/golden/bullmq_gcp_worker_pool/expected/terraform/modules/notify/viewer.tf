# A look into the queues, for `queue_viewer_members` alone. Nothing of it is there until `queue_viewer` is true.

locals {
  # There is nothing to show with until an image is pushed.
  bullmq_viewer_runs = var.queue_viewer && var.bullmq_viewer_image != "us-docker.pkg.dev/cloudrun/container/hello"
}

# Bull Board
resource "google_service_account" "bullmq_viewer" {
  count        = local.bullmq_viewer_runs ? 1 : 0
  project      = var.project_id
  account_id   = "notify-bullmq-viewer"
  display_name = "Bull Board of notify"

  depends_on = [google_project_service.this]
}

resource "google_secret_manager_secret_iam_member" "bullmq_viewer" {
  count     = local.bullmq_viewer_runs ? 1 : 0
  project   = var.project_id
  secret_id = google_secret_manager_secret.redis_url.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.bullmq_viewer[0].member
}

# The address is public, the service is not: Cloud Run asks IAM before a request gets there, and gcloud's proxy answers.
resource "google_cloud_run_v2_service" "bullmq_viewer" {
  count               = local.bullmq_viewer_runs ? 1 : 0
  project             = var.project_id
  name                = "notify-bullmq-viewer"
  location            = "us-central1"
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = false # it holds nothing

  template {
    service_account = google_service_account.bullmq_viewer[0].email
    timeout         = "60s"

    scaling {
      min_instance_count = 0
      max_instance_count = 1
    }

    containers {
      image = var.bullmq_viewer_image

      ports {
        container_port = 3000
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
        cpu_idle          = true # billed while a page is asked for
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

      env {
        name  = "INFERA_REDIS_CA"
        value = join("\n", [for each in google_redis_instance.redis.server_ca_certs : each.cert])
      }

      env {
        name  = "INFERA_VIEWER_LEVELS"
        value = "1"
      }

      env {
        name  = "INFERA_VIEWER_LOGIN"
        value = "iam"
      }

      env {
        name  = "INFERA_VIEWER_QUEUES"
        value = "notify-pushes,notify-pushes-dead-letter"
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

  depends_on = [google_project_service.this, google_secret_manager_secret_iam_member.bullmq_viewer]
}

resource "google_cloud_run_v2_service_iam_member" "bullmq_viewer" {
  for_each = local.bullmq_viewer_runs ? toset(var.queue_viewer_members) : []
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_run_v2_service.bullmq_viewer[0].name
  role     = "roles/run.invoker"
  member   = each.value
}
