output "celery_viewer_service_arn" {
  description = "Service of Flower, which shows the queues; null without it."
  value       = module.crunch.celery_viewer_service_arn
}

output "image_repository" {
  description = "Where `make push` puts the images."
  value       = module.crunch.image_repository
}

output "queue_viewer_login_secret_arn" {
  description = "Secret that holds the password of the viewers; null without one."
  value       = module.crunch.queue_viewer_login_secret_arn
}

output "redis_clients_security_group_id" {
  description = "Security group that Redis lets in: put it on whoever sends jobs."
  value       = module.crunch.redis_clients_security_group_id
}

output "redis_url_secret_arn" {
  description = "Secret that holds the address of Redis, password included."
  value       = module.crunch.redis_url_secret_arn
}

output "sum_worker_role_arn" {
  description = "Role of the worker `sum_worker`."
  value       = module.crunch.sum_worker_role_arn
}

output "sums_producer" {
  description = "What a producer of sums is configured with."
  value       = module.crunch.sums_producer
}

output "undertaker_role_arn" {
  description = "Role of the worker `undertaker`."
  value       = module.crunch.undertaker_role_arn
}
