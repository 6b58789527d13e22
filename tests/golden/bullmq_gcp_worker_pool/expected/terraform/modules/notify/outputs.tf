output "bullmq_viewer_service" {
  description = "Service of Bull Board, which shows the queues; null without it."
  value       = one(google_cloud_run_v2_service.bullmq_viewer[*].id)
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-central1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "push_worker_service_account" {
  description = "The service account that push_worker runs as."
  value       = google_service_account.push_worker.email
}

output "pushes_producer" {
  description = "What a producer of pushes is configured with."
  value       = local.pushes_producer
}

output "redis_url_secret" {
  description = "The secret that holds the address of Redis, password included."
  value       = google_secret_manager_secret.redis_url.id
}
