output "indexer_function_name" {
  description = "Function of the worker `indexer`."
  value       = aws_lambda_function.indexer.function_name
}

output "indexer_role_arn" {
  description = "Role of the worker `indexer`."
  value       = aws_iam_role.indexer.arn
}

output "mirror_function_name" {
  description = "Function of the worker `mirror`."
  value       = aws_lambda_function.mirror.function_name
}

output "mirror_role_arn" {
  description = "Role of the worker `mirror`."
  value       = aws_iam_role.mirror.arn
}

output "notices_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_low`."
  value       = aws_sqs_queue.notices_low_dead_letter.url
}

output "notices_low_queue_arn" {
  description = "ARN of the queue `notices_low`."
  value       = aws_sqs_queue.notices_low.arn
}

output "notices_low_queue_url" {
  description = "URL of the queue `notices_low`."
  value       = aws_sqs_queue.notices_low.url
}

output "notices_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_normal`."
  value       = aws_sqs_queue.notices_normal_dead_letter.url
}

output "notices_normal_queue_arn" {
  description = "ARN of the queue `notices_normal`."
  value       = aws_sqs_queue.notices_normal.arn
}

output "notices_normal_queue_url" {
  description = "URL of the queue `notices_normal`."
  value       = aws_sqs_queue.notices_normal.url
}

output "notices_producer" {
  description = "What a generated client of `notices` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      urgent = aws_sqs_queue.notices_urgent.url
      normal = aws_sqs_queue.notices_normal.url
      low    = aws_sqs_queue.notices_low.url
    }
    default_level = "normal"
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.notices_scheduler.arn
      target_arns = {
        urgent = aws_sqs_queue.notices_urgent.arn
        normal = aws_sqs_queue.notices_normal.arn
        low    = aws_sqs_queue.notices_low.arn
      }
      dead_letter_arn = aws_sqs_queue.notices_normal_dead_letter.arn
    }
    delay_s = 0
  }
}

output "notices_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `notices`."
  value       = aws_iam_policy.notices_producer.arn
}

output "notices_urgent_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_urgent`."
  value       = aws_sqs_queue.notices_urgent_dead_letter.url
}

output "notices_urgent_queue_arn" {
  description = "ARN of the queue `notices_urgent`."
  value       = aws_sqs_queue.notices_urgent.arn
}

output "notices_urgent_queue_url" {
  description = "URL of the queue `notices_urgent`."
  value       = aws_sqs_queue.notices_urgent.url
}

output "notifier_function_name" {
  description = "Function of the worker `notifier`."
  value       = aws_lambda_function.notifier.function_name
}

output "notifier_role_arn" {
  description = "Role of the worker `notifier`."
  value       = aws_iam_role.notifier.arn
}

output "order_events_indexer_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_indexer`."
  value       = aws_sqs_queue.order_events_indexer_dead_letter.url
}

output "order_events_indexer_queue_arn" {
  description = "ARN of the queue `order_events_indexer`."
  value       = aws_sqs_queue.order_events_indexer.arn
}

output "order_events_indexer_queue_url" {
  description = "URL of the queue `order_events_indexer`."
  value       = aws_sqs_queue.order_events_indexer.url
}

output "order_events_mirror_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_mirror`."
  value       = aws_sqs_queue.order_events_mirror_dead_letter.url
}

output "order_events_mirror_queue_arn" {
  description = "ARN of the queue `order_events_mirror`."
  value       = aws_sqs_queue.order_events_mirror.arn
}

output "order_events_mirror_queue_url" {
  description = "URL of the queue `order_events_mirror`."
  value       = aws_sqs_queue.order_events_mirror.url
}

output "order_events_producer" {
  description = "What a generated client of `order-events` is given."
  value = {
    type          = "sqs"
    region        = var.region
    fifo          = false
    levels        = {}
    default_level = ""
    topic_arn     = aws_sns_topic.order_events.arn
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.order_events_scheduler.arn
      target_arns = {
        "" = aws_sns_topic.order_events.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "order_events_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-events`."
  value       = aws_iam_policy.order_events_producer.arn
}

output "order_events_topic_arn" {
  description = "ARN of the topic."
  value       = aws_sns_topic.order_events.arn
}

output "reporter_function_name" {
  description = "Function of the worker `reporter`."
  value       = aws_lambda_function.reporter.function_name
}

output "reporter_role_arn" {
  description = "Role of the worker `reporter`."
  value       = aws_iam_role.reporter.arn
}

output "reports_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `reports`."
  value       = aws_sqs_queue.reports_dead_letter.url
}

output "reports_producer" {
  description = "What a generated client of `reports` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.reports.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.reports_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.reports.arn
      }
      dead_letter_arn = aws_sqs_queue.reports_dead_letter.arn
    }
    delay_s = 0
  }
}

output "reports_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `reports`."
  value       = aws_iam_policy.reports_producer.arn
}

output "reports_queue_arn" {
  description = "ARN of the queue `reports`."
  value       = aws_sqs_queue.reports.arn
}

output "reports_queue_url" {
  description = "URL of the queue `reports`."
  value       = aws_sqs_queue.reports.url
}
