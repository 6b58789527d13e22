output "task_worker_function_name" {
  description = "Function of the worker `task_worker`."
  value       = module.jobs.task_worker_function_name
}

output "task_worker_role_arn" {
  description = "Role of the worker `task_worker`."
  value       = module.jobs.task_worker_role_arn
}

output "tasks_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `tasks`."
  value       = module.jobs.tasks_dead_letter_queue_url
}

output "tasks_producer" {
  description = "What a generated client of `tasks` is given."
  value       = module.jobs.tasks_producer
}

output "tasks_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `tasks`."
  value       = module.jobs.tasks_producer_policy_arn
}

output "tasks_queue_arn" {
  description = "ARN of the queue `tasks`."
  value       = module.jobs.tasks_queue_arn
}

output "tasks_queue_url" {
  description = "URL of the queue `tasks`."
  value       = module.jobs.tasks_queue_url
}
