output "document_worker_function_name" {
  description = "Function of the worker `document_worker`."
  value       = aws_lambda_function.document_worker.function_name
}

output "document_worker_role_arn" {
  description = "Role of the worker `document_worker`."
  value       = aws_iam_role.document_worker.arn
}

output "documents_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `documents`."
  value       = aws_sqs_queue.documents_dead_letter.url
}

output "documents_producer" {
  description = "What a generated client of `documents` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.documents.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.documents_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.documents.arn
      }
      dead_letter_arn = aws_sqs_queue.documents_dead_letter.arn
    }
    delay_s = 0
  }
}

output "documents_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `documents`."
  value       = aws_iam_policy.documents_producer.arn
}

output "documents_queue_arn" {
  description = "ARN of the queue `documents`."
  value       = aws_sqs_queue.documents.arn
}

output "documents_queue_url" {
  description = "URL of the queue `documents`."
  value       = aws_sqs_queue.documents.url
}

output "scans_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `scans`."
  value       = aws_sqs_queue.scans_dead_letter.url
}

output "scans_producer" {
  description = "What a generated client of `scans` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.scans.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.scans_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.scans.arn
      }
      dead_letter_arn = aws_sqs_queue.scans_dead_letter.arn
    }
    delay_s = 0
  }
}

output "scans_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `scans`."
  value       = aws_iam_policy.scans_producer.arn
}

output "scans_queue_arn" {
  description = "ARN of the queue `scans`."
  value       = aws_sqs_queue.scans.arn
}

output "scans_queue_url" {
  description = "URL of the queue `scans`."
  value       = aws_sqs_queue.scans.url
}
