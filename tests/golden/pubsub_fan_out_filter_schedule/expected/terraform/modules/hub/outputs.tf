output "audit_service_account" {
  description = "The service account that audit runs as."
  value       = google_service_account.audit.email
}

output "bulk_producer" {
  description = "What a producer of bulk is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      high = google_pubsub_topic.bulk_high.id
      low  = google_pubsub_topic.bulk_low.id
    }
    default_level          = "low"
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "bulk_worker_service_account" {
  description = "The service account that bulk_worker runs as."
  value       = google_service_account.bulk_worker.email
}

output "events_producer" {
  description = "What a producer of events is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.events.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "us-central1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "search_service_account" {
  description = "The service account that search runs as."
  value       = google_service_account.search.email
}
