output "email_worker_function_name" {
  description = "Function of the worker `email_worker`."
  value       = aws_lambda_function.email_worker.function_name
}

output "email_worker_role_arn" {
  description = "Role of the worker `email_worker`."
  value       = aws_iam_role.email_worker.arn
}

output "emails_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails`."
  value       = aws_sqs_queue.emails_dead_letter.url
}

output "emails_producer" {
  description = "What a generated client of `emails` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.emails.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.emails_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.emails.arn
      }
      dead_letter_arn = aws_sqs_queue.emails_dead_letter.arn
    }
    delay_s = 0
  }
}

output "emails_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `emails`."
  value       = aws_iam_policy.emails_producer.arn
}

output "emails_queue_arn" {
  description = "ARN of the queue `emails`."
  value       = aws_sqs_queue.emails.arn
}

output "emails_queue_url" {
  description = "URL of the queue `emails`."
  value       = aws_sqs_queue.emails.url
}

output "undertaker_function_name" {
  description = "Function of the worker `undertaker`."
  value       = aws_lambda_function.undertaker.function_name
}

output "undertaker_role_arn" {
  description = "Role of the worker `undertaker`."
  value       = aws_iam_role.undertaker.arn
}
