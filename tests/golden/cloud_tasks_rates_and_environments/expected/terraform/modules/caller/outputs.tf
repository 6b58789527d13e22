output "call_worker_service_account" {
  description = "The service account that call_worker runs as."
  value       = google_service_account.call_worker.email
}

output "calls_producer" {
  description = "What a producer of calls is configured with."
  value = {
    type = "cloud_tasks"
    levels = {
      "" = google_cloud_tasks_queue.calls.id
    }
    default_level          = ""
    url                    = "${google_cloud_run_v2_service.call_worker.uri}/jobs"
    invoker                = google_service_account.call_worker_invoker.email
    audience               = local.call_worker_audience
    dispatch_deadline_s    = 900
    deduplication          = false
    max_message_size_bytes = 262144
    delay_s                = 60
  }
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}
