output "analytics_service_account" {
  description = "The service account that analytics runs as."
  value       = module.events.analytics_service_account
}

output "export_worker_service_account" {
  description = "The service account that export_worker runs as."
  value       = module.events.export_worker_service_account
}

output "exports_producer" {
  description = "What a producer of exports is configured with."
  value       = module.events.exports_producer
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.events.image_repository
}

output "ledger_producer" {
  description = "What a producer of ledger is configured with."
  value       = module.events.ledger_producer
}

output "ledger_worker_service_account" {
  description = "The service account that ledger_worker runs as."
  value       = module.events.ledger_worker_service_account
}

output "mailer_service_account" {
  description = "The service account that mailer runs as."
  value       = module.events.mailer_service_account
}

output "thumbnail_worker_service_account" {
  description = "The service account that thumbnail_worker runs as."
  value       = module.events.thumbnail_worker_service_account
}

output "thumbnails_producer" {
  description = "What a producer of thumbnails is configured with."
  value       = module.events.thumbnails_producer
}

output "user_events_producer" {
  description = "What a producer of user-events is configured with."
  value       = module.events.user_events_producer
}
