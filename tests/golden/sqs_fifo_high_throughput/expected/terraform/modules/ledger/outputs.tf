output "posting_worker_function_name" {
  description = "Function of the worker `posting_worker`."
  value       = aws_lambda_function.posting_worker.function_name
}

output "posting_worker_role_arn" {
  description = "Role of the worker `posting_worker`."
  value       = aws_iam_role.posting_worker.arn
}

output "postings_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `postings`."
  value       = aws_sqs_queue.postings_dead_letter.url
}

output "postings_producer" {
  description = "What a generated client of `postings` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = true
    levels = {
      "" = aws_sqs_queue.postings.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.postings_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.postings.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "postings_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `postings`."
  value       = aws_iam_policy.postings_producer.arn
}

output "postings_queue_arn" {
  description = "ARN of the queue `postings`."
  value       = aws_sqs_queue.postings.arn
}

output "postings_queue_url" {
  description = "URL of the queue `postings`."
  value       = aws_sqs_queue.postings.url
}
