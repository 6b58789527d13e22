output "email_worker_function_name" {
  description = "Function of the worker `email_worker`."
  value       = module.mailer.email_worker_function_name
}

output "email_worker_role_arn" {
  description = "Role of the worker `email_worker`."
  value       = module.mailer.email_worker_role_arn
}

output "emails_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails`."
  value       = module.mailer.emails_dead_letter_queue_url
}

output "emails_producer" {
  description = "What a generated client of `emails` is given."
  value       = module.mailer.emails_producer
}

output "emails_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `emails`."
  value       = module.mailer.emails_producer_policy_arn
}

output "emails_queue_arn" {
  description = "ARN of the queue `emails`."
  value       = module.mailer.emails_queue_arn
}

output "emails_queue_url" {
  description = "URL of the queue `emails`."
  value       = module.mailer.emails_queue_url
}

output "undertaker_function_name" {
  description = "Function of the worker `undertaker`."
  value       = module.mailer.undertaker_function_name
}

output "undertaker_role_arn" {
  description = "Role of the worker `undertaker`."
  value       = module.mailer.undertaker_role_arn
}
