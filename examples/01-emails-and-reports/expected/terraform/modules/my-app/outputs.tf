output "email_worker_service_account" {
  description = "The service account that email_worker runs as."
  value       = google_service_account.email_worker.email
}

output "emails_producer" {
  description = "What a producer of emails is configured with."
  value = {
    type = "cloud_tasks"
    levels = {
      "" = google_cloud_tasks_queue.emails.id
    }
    default_level          = ""
    url                    = "${google_cloud_run_v2_service.email_worker.uri}/jobs"
    invoker                = google_service_account.email_worker_invoker.email
    audience               = local.email_worker_audience
    dispatch_deadline_s    = 60
    deduplication          = false
    max_message_size_bytes = 262144
    delay_s                = 0
  }
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-central1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "report_worker_service_account" {
  description = "The service account that report_worker runs as."
  value       = google_service_account.report_worker.email
}

output "reports_producer" {
  description = "What a producer of reports is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.reports.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
