output "caller_service_account" {
  description = "The service account that caller runs as."
  value       = google_service_account.caller.email
}

output "calls_producer" {
  description = "What a producer of calls is configured with."
  value = {
    type = "cloud_tasks"
    levels = {
      "" = google_cloud_tasks_queue.calls.id
    }
    default_level          = ""
    url                    = "${google_cloud_run_v2_service.caller.uri}/jobs"
    invoker                = google_service_account.caller_invoker.email
    audience               = local.caller_audience
    dispatch_deadline_s    = 300
    deduplication          = true
    max_message_size_bytes = 262144
    delay_s                = 0
  }
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-central1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}
