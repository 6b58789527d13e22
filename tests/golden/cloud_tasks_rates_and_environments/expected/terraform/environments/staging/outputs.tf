output "call_worker_service_account" {
  description = "The service account that call_worker runs as."
  value       = module.caller.call_worker_service_account
}

output "calls_producer" {
  description = "What a producer of calls is configured with."
  value       = module.caller.calls_producer
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.caller.image_repository
}
