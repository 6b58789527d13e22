output "sampler_function_name" {
  description = "Function of the worker `sampler`."
  value       = aws_lambda_function.sampler.function_name
}

output "sampler_role_arn" {
  description = "Role of the worker `sampler`."
  value       = aws_iam_role.sampler.arn
}

output "samples_producer" {
  description = "What a generated client of `samples` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.samples.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.samples_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.samples.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "samples_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `samples`."
  value       = aws_iam_policy.samples_producer.arn
}

output "samples_queue_arn" {
  description = "ARN of the queue `samples`."
  value       = aws_sqs_queue.samples.arn
}

output "samples_queue_url" {
  description = "URL of the queue `samples`."
  value       = aws_sqs_queue.samples.url
}
