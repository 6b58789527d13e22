output "applier_service_account" {
  description = "The service account that applier runs as."
  value       = google_service_account.applier.email
}

output "archive_producer" {
  description = "What a producer of archive is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.archive.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "changes_producer" {
  description = "What a producer of changes is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.changes.id
    }
    default_level          = ""
    ordering               = true
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "graveyard_service_account" {
  description = "The service account that graveyard runs as."
  value       = google_service_account.graveyard.email
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-central1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}
