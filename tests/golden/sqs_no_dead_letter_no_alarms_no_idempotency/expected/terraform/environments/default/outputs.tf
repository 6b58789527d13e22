output "sampler_function_name" {
  description = "Function of the worker `sampler`."
  value       = module.metrics.sampler_function_name
}

output "sampler_role_arn" {
  description = "Role of the worker `sampler`."
  value       = module.metrics.sampler_role_arn
}

output "samples_producer" {
  description = "What a generated client of `samples` is given."
  value       = module.metrics.samples_producer
}

output "samples_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `samples`."
  value       = module.metrics.samples_producer_policy_arn
}

output "samples_queue_arn" {
  description = "ARN of the queue `samples`."
  value       = module.metrics.samples_queue_arn
}

output "samples_queue_url" {
  description = "URL of the queue `samples`."
  value       = module.metrics.samples_queue_url
}
