output "task_worker_function_name" {
  description = "Function of the worker `task_worker`."
  value       = aws_lambda_function.task_worker.function_name
}

output "task_worker_role_arn" {
  description = "Role of the worker `task_worker`."
  value       = aws_iam_role.task_worker.arn
}

output "tasks_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `tasks`."
  value       = aws_sqs_queue.tasks_dead_letter.url
}

output "tasks_producer" {
  description = "What a generated client of `tasks` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.tasks.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.tasks_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.tasks.arn
      }
      dead_letter_arn = aws_sqs_queue.tasks_dead_letter.arn
    }
    delay_s = 0
  }
}

output "tasks_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `tasks`."
  value       = aws_iam_policy.tasks_producer.arn
}

output "tasks_queue_arn" {
  description = "ARN of the queue `tasks`."
  value       = aws_sqs_queue.tasks.arn
}

output "tasks_queue_url" {
  description = "URL of the queue `tasks`."
  value       = aws_sqs_queue.tasks.url
}
