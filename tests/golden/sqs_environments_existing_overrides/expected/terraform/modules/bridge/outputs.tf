output "inbox_producer" {
  description = "What a generated client of `inbox` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = local.inbox_queue_url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.inbox_scheduler.arn
      target_arns = {
        "" = local.inbox_queue_arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "inbox_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `inbox`."
  value       = aws_iam_policy.inbox_producer.arn
}

output "inbox_queue_arn" {
  description = "ARN of the queue `inbox`."
  value       = local.inbox_queue_arn
}

output "inbox_queue_url" {
  description = "URL of the queue `inbox`."
  value       = local.inbox_queue_url
}

output "inbox_worker_function_name" {
  description = "Function of the worker `inbox_worker`."
  value       = aws_lambda_function.inbox_worker.function_name
}

output "inbox_worker_role_arn" {
  description = "Role of the worker `inbox_worker`."
  value       = aws_iam_role.inbox_worker.arn
}

output "sync_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sync`."
  value       = aws_sqs_queue.sync_dead_letter.url
}

output "sync_producer" {
  description = "What a generated client of `sync` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.sync.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.sync_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.sync.arn
      }
      dead_letter_arn = aws_sqs_queue.sync_dead_letter.arn
    }
    delay_s = 30
  }
}

output "sync_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sync`."
  value       = aws_iam_policy.sync_producer.arn
}

output "sync_queue_arn" {
  description = "ARN of the queue `sync`."
  value       = aws_sqs_queue.sync.arn
}

output "sync_queue_url" {
  description = "URL of the queue `sync`."
  value       = aws_sqs_queue.sync.url
}

output "sync_worker_function_name" {
  description = "Function of the worker `sync_worker`."
  value       = aws_lambda_function.sync_worker.function_name
}

output "sync_worker_role_arn" {
  description = "Role of the worker `sync_worker`."
  value       = aws_iam_role.sync_worker.arn
}
