output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "europe-west1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "thumbnailer_service_account" {
  description = "The service account that thumbnailer runs as."
  value       = google_service_account.thumbnailer.email
}

output "thumbnails_producer" {
  description = "What a producer of thumbnails is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.thumbnails.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
