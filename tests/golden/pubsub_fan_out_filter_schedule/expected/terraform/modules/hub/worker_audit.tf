# Worker audit

locals {
  # Nothing is delivered until a real image is deployed.
  audit_runs = var.audit_image != "us-docker.pkg.dev/cloudrun/container/hello"
  # Chosen here: the worker checks it, and the service's own address would be a cycle.
  audit_audience = "https://audit.hub.infera"
}

resource "google_service_account" "audit" {
  project      = var.project_id
  account_id   = "hub-audit"
  display_name = "audit of hub"

  depends_on = [google_project_service.this]
}

# Who calls the worker; its token is what the worker checks.
resource "google_service_account" "audit_invoker" {
  project      = var.project_id
  account_id   = "hub-audit-invoker"
  display_name = "calls audit of hub"

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service" "audit" {
  project             = var.project_id
  name                = "hub-audit"
  location            = "us-central1"
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  custom_audiences    = [local.audit_audience]
  deletion_protection = var.deletion_protection

  scaling {
    min_instance_count = 0
  }

  template {
    service_account                  = google_service_account.audit.email
    timeout                          = "60s"
    max_instance_request_concurrency = 10
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      max_instance_count = 1
    }

    containers {
      image = var.audit_image

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
            dead_letter_topic = google_pubsub_topic.events_dead_letter.id
            dead_letters      = false
            envelope          = "infera"
            level             = ""
            max_attempts      = 5
            max_backoff_s     = 600
            min_backoff_s     = 10
            mode              = "push"
            ordered           = false
            queue             = "events"
            subscription      = "projects/${var.project_id}/subscriptions/hub-events-audit"
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
        value = local.audit_audience
      }

      env {
        name  = "INFERA_TOKEN_EMAILS"
        value = google_service_account.audit_invoker.email
      }

      env {
        name  = "INFERA_WORKER"
        value = "audit"
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version] # gcloud writes them
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_run_v2_service_iam_member" "audit_invoker" {
  project  = var.project_id
  location = "us-central1"
  name     = google_cloud_run_v2_service.audit.name
  role     = "roles/run.invoker"
  member   = google_service_account.audit_invoker.member
}

# The worker itself moves poison there, and a job that has had its attempts.
resource "google_pubsub_topic_iam_member" "audit_events_dead_letter" {
  project = var.project_id
  topic   = google_pubsub_topic.events_dead_letter.id
  role    = "roles/pubsub.publisher"
  member  = google_service_account.audit.member
}
