output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-east1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "page_worker_service_account" {
  description = "The service account that page_worker runs as."
  value       = google_service_account.page_worker.email
}

output "pages_producer" {
  description = "What a producer of pages is configured with."
  value = {
    type = "cloud_tasks"
    levels = {
      fresh = google_cloud_tasks_queue.pages_fresh.id
      stale = google_cloud_tasks_queue.pages_stale.id
    }
    default_level          = "stale"
    url                    = "${google_cloud_run_v2_service.page_worker.uri}/jobs"
    invoker                = google_service_account.page_worker_invoker.email
    audience               = local.page_worker_audience
    dispatch_deadline_s    = 60
    deduplication          = true
    max_message_size_bytes = 262144
    delay_s                = 0
  }
}
