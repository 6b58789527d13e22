output "image_repository" {
  description = "Where `make push` puts the images of the workers."
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.${data.aws_partition.current.dns_suffix}/crunch"
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
