output "applier_service_account" {
  description = "The service account that applier runs as."
  value       = module.feed.applier_service_account
}

output "archive_producer" {
  description = "What a producer of archive is configured with."
  value       = module.feed.archive_producer
}

output "changes_producer" {
  description = "What a producer of changes is configured with."
  value       = module.feed.changes_producer
}

output "graveyard_service_account" {
  description = "The service account that graveyard runs as."
  value       = module.feed.graveyard_service_account
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.feed.image_repository
}
