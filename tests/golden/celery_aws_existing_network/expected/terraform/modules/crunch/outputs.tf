output "celery_viewer_service_arn" {
  description = "Service of Flower, which shows the queues; null without it."
  value       = one(aws_ecs_service.celery_viewer[*].id)
}

output "image_repository" {
  description = "Where `make push` puts the images."
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.${data.aws_partition.current.dns_suffix}/crunch"
}

output "queue_viewer_login_secret_arn" {
  description = "Secret that holds the password of the viewers; null without one."
  value       = one(aws_secretsmanager_secret.queue_viewer_login[*].arn)
}

output "redis_clients_security_group_id" {
  description = "Security group that Redis lets in: put it on whoever sends jobs."
  value       = aws_security_group.redis_clients.id
}

output "redis_url_secret_arn" {
  description = "Secret that holds the address of Redis, password included."
  value       = aws_secretsmanager_secret.redis_url.arn
}

output "sum_worker_role_arn" {
  description = "Role of the worker `sum_worker`."
  value       = aws_iam_role.sum_worker.arn
}

output "sums_producer" {
  description = "What a producer of sums is configured with."
  value       = local.sums_producer
}

output "undertaker_role_arn" {
  description = "Role of the worker `undertaker`."
  value       = aws_iam_role.undertaker.arn
}
