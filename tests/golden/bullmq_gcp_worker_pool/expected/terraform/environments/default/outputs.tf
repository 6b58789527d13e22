output "bullmq_viewer_service" {
  description = "Service of Bull Board, which shows the queues; null without it."
  value       = module.notify.bullmq_viewer_service
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.notify.image_repository
}

output "push_worker_service_account" {
  description = "The service account that push_worker runs as."
  value       = module.notify.push_worker_service_account
}

output "pushes_producer" {
  description = "What a producer of pushes is configured with."
  value       = module.notify.pushes_producer
}

output "redis_url_secret" {
  description = "The secret that holds the address of Redis, password included."
  value       = module.notify.redis_url_secret
}
