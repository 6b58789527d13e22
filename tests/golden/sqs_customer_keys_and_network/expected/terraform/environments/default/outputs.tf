output "document_worker_function_name" {
  description = "Function of the worker `document_worker`."
  value       = module.vault.document_worker_function_name
}

output "document_worker_role_arn" {
  description = "Role of the worker `document_worker`."
  value       = module.vault.document_worker_role_arn
}

output "documents_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `documents`."
  value       = module.vault.documents_dead_letter_queue_url
}

output "documents_producer" {
  description = "What a generated client of `documents` is given."
  value       = module.vault.documents_producer
}

output "documents_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `documents`."
  value       = module.vault.documents_producer_policy_arn
}

output "documents_queue_arn" {
  description = "ARN of the queue `documents`."
  value       = module.vault.documents_queue_arn
}

output "documents_queue_url" {
  description = "URL of the queue `documents`."
  value       = module.vault.documents_queue_url
}

output "scans_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `scans`."
  value       = module.vault.scans_dead_letter_queue_url
}

output "scans_producer" {
  description = "What a generated client of `scans` is given."
  value       = module.vault.scans_producer
}

output "scans_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `scans`."
  value       = module.vault.scans_producer_policy_arn
}

output "scans_queue_arn" {
  description = "ARN of the queue `scans`."
  value       = module.vault.scans_queue_arn
}

output "scans_queue_url" {
  description = "URL of the queue `scans`."
  value       = module.vault.scans_queue_url
}
