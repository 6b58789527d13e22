output "posting_worker_function_name" {
  description = "Function of the worker `posting_worker`."
  value       = module.ledger.posting_worker_function_name
}

output "posting_worker_role_arn" {
  description = "Role of the worker `posting_worker`."
  value       = module.ledger.posting_worker_role_arn
}

output "postings_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `postings`."
  value       = module.ledger.postings_dead_letter_queue_url
}

output "postings_producer" {
  description = "What a generated client of `postings` is given."
  value       = module.ledger.postings_producer
}

output "postings_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `postings`."
  value       = module.ledger.postings_producer_policy_arn
}

output "postings_queue_arn" {
  description = "ARN of the queue `postings`."
  value       = module.ledger.postings_queue_arn
}

output "postings_queue_url" {
  description = "URL of the queue `postings`."
  value       = module.ledger.postings_queue_url
}
