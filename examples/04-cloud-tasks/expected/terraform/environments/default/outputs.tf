output "caller_service_account" {
  description = "The service account that caller runs as."
  value       = module.partner.caller_service_account
}

output "calls_producer" {
  description = "What a producer of calls is configured with."
  value       = module.partner.calls_producer
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.partner.image_repository
}
