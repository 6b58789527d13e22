output "celery_viewer_service" {
  description = "Service of Flower, which shows the queues; null without it."
  value       = module.label.celery_viewer_service
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.label.image_repository
}

output "images_producer" {
  description = "What a producer of images is configured with."
  value       = module.label.images_producer
}

output "labeller_service_account" {
  description = "The service account that labeller runs as."
  value       = module.label.labeller_service_account
}

output "redis_url_secret" {
  description = "The secret that holds the address of Redis, password included."
  value       = module.label.redis_url_secret
}
