output "audit_service_account" {
  description = "The service account that audit runs as."
  value       = module.hub.audit_service_account
}

output "bulk_producer" {
  description = "What a producer of bulk is configured with."
  value       = module.hub.bulk_producer
}

output "bulk_worker_service_account" {
  description = "The service account that bulk_worker runs as."
  value       = module.hub.bulk_worker_service_account
}

output "events_producer" {
  description = "What a producer of events is configured with."
  value       = module.hub.events_producer
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.hub.image_repository
}

output "search_service_account" {
  description = "The service account that search runs as."
  value       = module.hub.search_service_account
}
