output "bullmq_viewer_service_arn" {
  description = "Service of Bull Board, which shows the queues; null without it."
  value       = module.render.bullmq_viewer_service_arn
}

output "clip_worker_role_arn" {
  description = "Role of the worker `clip_worker`."
  value       = module.render.clip_worker_role_arn
}

output "clips_producer" {
  description = "What a producer of clips is configured with."
  value       = module.render.clips_producer
}

output "image_repository" {
  description = "Where `make push` puts the images."
  value       = module.render.image_repository
}

output "queue_viewer_login_secret_arn" {
  description = "Secret that holds the password of the viewers; null without one."
  value       = module.render.queue_viewer_login_secret_arn
}

output "redis_clients_security_group_id" {
  description = "Security group that Redis lets in: put it on whoever sends jobs."
  value       = module.render.redis_clients_security_group_id
}

output "redis_url_secret_arn" {
  description = "Secret that holds the address of Redis, password included."
  value       = module.render.redis_url_secret_arn
}
