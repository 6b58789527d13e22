output "analytics_service_account" {
  description = "The service account that analytics runs as."
  value       = google_service_account.analytics.email
}

output "export_worker_service_account" {
  description = "The service account that export_worker runs as."
  value       = google_service_account.export_worker.email
}

output "exports_producer" {
  description = "What a producer of exports is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.exports.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = "europe-west1-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.workers.repository_id}"
}

output "ledger_producer" {
  description = "What a producer of ledger is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.ledger.id
    }
    default_level          = ""
    ordering               = true
    deduplication          = false
    max_message_size_bytes = 262144
  }
}

output "ledger_worker_service_account" {
  description = "The service account that ledger_worker runs as."
  value       = google_service_account.ledger_worker.email
}

output "mailer_service_account" {
  description = "The service account that mailer runs as."
  value       = google_service_account.mailer.email
}

output "thumbnail_worker_service_account" {
  description = "The service account that thumbnail_worker runs as."
  value       = google_service_account.thumbnail_worker.email
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

output "user_events_producer" {
  description = "What a producer of user-events is configured with."
  value = {
    type    = "pubsub"
    project = var.project_id
    levels = {
      "" = google_pubsub_topic.user_events.id
    }
    default_level          = ""
    ordering               = false
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
