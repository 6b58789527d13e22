output "inbox_producer" {
  description = "What a generated client of `inbox` is given."
  value       = module.bridge.inbox_producer
}

output "inbox_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `inbox`."
  value       = module.bridge.inbox_producer_policy_arn
}

output "inbox_queue_arn" {
  description = "ARN of the queue `inbox`."
  value       = module.bridge.inbox_queue_arn
}

output "inbox_queue_url" {
  description = "URL of the queue `inbox`."
  value       = module.bridge.inbox_queue_url
}

output "inbox_worker_function_name" {
  description = "Function of the worker `inbox_worker`."
  value       = module.bridge.inbox_worker_function_name
}

output "inbox_worker_role_arn" {
  description = "Role of the worker `inbox_worker`."
  value       = module.bridge.inbox_worker_role_arn
}

output "sync_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sync`."
  value       = module.bridge.sync_dead_letter_queue_url
}

output "sync_producer" {
  description = "What a generated client of `sync` is given."
  value       = module.bridge.sync_producer
}

output "sync_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sync`."
  value       = module.bridge.sync_producer_policy_arn
}

output "sync_queue_arn" {
  description = "ARN of the queue `sync`."
  value       = module.bridge.sync_queue_arn
}

output "sync_queue_url" {
  description = "URL of the queue `sync`."
  value       = module.bridge.sync_queue_url
}

output "sync_worker_function_name" {
  description = "Function of the worker `sync_worker`."
  value       = module.bridge.sync_worker_function_name
}

output "sync_worker_role_arn" {
  description = "Role of the worker `sync_worker`."
  value       = module.bridge.sync_worker_role_arn
}
