output "clip_worker_role_arn" {
  description = "Role of the worker `clip_worker`."
  value       = aws_iam_role.clip_worker.arn
}

output "clips_producer" {
  description = "What a generated client of `clips` is given."
  value = {
    type                   = "bullmq"
    name                   = "render-clips"
    names                  = ["render-clips"]
    prefix                 = "bull"
    redis_url_env          = "INFERA_REDIS_URL"
    priorities             = ["high", "normal"]
    default_level          = "normal"
    delay_s                = 10
    attempts               = 5
    min_backoff_s          = 10
    max_backoff_s          = 600
    backoff                = "exponential"
    deduplication          = true
    max_message_size_bytes = 262144
  }
}

output "image_repository" {
  description = "Where `make push` puts the images of the workers."
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.${data.aws_partition.current.dns_suffix}/render"
}

output "redis_clients_security_group_id" {
  description = "Security group that Redis lets in: put it on whoever sends jobs."
  value       = aws_security_group.redis_clients.id
}

output "redis_url_secret_arn" {
  description = "Secret that holds the address of Redis, password included."
  value       = aws_secretsmanager_secret.redis_url.arn
}
