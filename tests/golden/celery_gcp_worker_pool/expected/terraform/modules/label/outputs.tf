output "celery_viewer_service" {
  description = "Service of Flower, which shows the queues; null without it."
  value       = one(google_cloud_run_v2_service.celery_viewer[*].id)
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "europe-west1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "images_producer" {
  description = "What a producer of images is configured with."
  value       = local.images_producer
}

output "labeller_service_account" {
  description = "The service account that labeller runs as."
  value       = google_service_account.labeller.email
}

output "redis_url_secret" {
  description = "The secret that holds the address of Redis, password included."
  value       = google_secret_manager_secret.redis_url.id
}
