output "email_worker_function_name" {
  description = "Function of the worker `email_worker`."
  value       = aws_lambda_function.email_worker.function_name
}

output "email_worker_role_arn" {
  description = "Role of the worker `email_worker`."
  value       = aws_iam_role.email_worker.arn
}

output "emails_high_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_high`."
  value       = aws_sqs_queue.emails_high_dead_letter.url
}

output "emails_high_queue_arn" {
  description = "ARN of the queue `emails_high`."
  value       = aws_sqs_queue.emails_high.arn
}

output "emails_high_queue_url" {
  description = "URL of the queue `emails_high`."
  value       = aws_sqs_queue.emails_high.url
}

output "emails_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_low`."
  value       = aws_sqs_queue.emails_low_dead_letter.url
}

output "emails_low_queue_arn" {
  description = "ARN of the queue `emails_low`."
  value       = aws_sqs_queue.emails_low.arn
}

output "emails_low_queue_url" {
  description = "URL of the queue `emails_low`."
  value       = aws_sqs_queue.emails_low.url
}

output "emails_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_normal`."
  value       = aws_sqs_queue.emails_normal_dead_letter.url
}

output "emails_normal_queue_arn" {
  description = "ARN of the queue `emails_normal`."
  value       = aws_sqs_queue.emails_normal.arn
}

output "emails_normal_queue_url" {
  description = "URL of the queue `emails_normal`."
  value       = aws_sqs_queue.emails_normal.url
}

output "emails_producer" {
  description = "What a generated client of `emails` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      high   = aws_sqs_queue.emails_high.url
      normal = aws_sqs_queue.emails_normal.url
      low    = aws_sqs_queue.emails_low.url
    }
    default_level = "normal"
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.emails_scheduler.arn
      target_arns = {
        high   = aws_sqs_queue.emails_high.arn
        normal = aws_sqs_queue.emails_normal.arn
        low    = aws_sqs_queue.emails_low.arn
      }
      dead_letter_arn = aws_sqs_queue.emails_normal_dead_letter.arn
    }
    delay_s = 0
  }
}

output "emails_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `emails`."
  value       = aws_iam_policy.emails_producer.arn
}

output "loyalty_function_name" {
  description = "Function of the worker `loyalty`."
  value       = aws_lambda_function.loyalty.function_name
}

output "loyalty_role_arn" {
  description = "Role of the worker `loyalty`."
  value       = aws_iam_role.loyalty.arn
}

output "order_events_loyalty_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_loyalty`."
  value       = aws_sqs_queue.order_events_loyalty_dead_letter.url
}

output "order_events_loyalty_queue_arn" {
  description = "ARN of the queue `order_events_loyalty`."
  value       = aws_sqs_queue.order_events_loyalty.arn
}

output "order_events_loyalty_queue_url" {
  description = "URL of the queue `order_events_loyalty`."
  value       = aws_sqs_queue.order_events_loyalty.url
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

output "order_events_search_indexer_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_search_indexer`."
  value       = aws_sqs_queue.order_events_search_indexer_dead_letter.url
}

output "order_events_search_indexer_queue_arn" {
  description = "ARN of the queue `order_events_search_indexer`."
  value       = aws_sqs_queue.order_events_search_indexer.arn
}

output "order_events_search_indexer_queue_url" {
  description = "URL of the queue `order_events_search_indexer`."
  value       = aws_sqs_queue.order_events_search_indexer.url
}

output "order_events_topic_arn" {
  description = "ARN of the topic."
  value       = aws_sns_topic.order_events.arn
}

output "order_worker_function_name" {
  description = "Function of the worker `order_worker`."
  value       = aws_lambda_function.order_worker.function_name
}

output "order_worker_role_arn" {
  description = "Role of the worker `order_worker`."
  value       = aws_iam_role.order_worker.arn
}

output "orders_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `orders`."
  value       = aws_sqs_queue.orders_dead_letter.url
}

output "orders_producer" {
  description = "What a generated client of `orders` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = true
    levels = {
      "" = aws_sqs_queue.orders.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.orders_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.orders.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "orders_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `orders`."
  value       = aws_iam_policy.orders_producer.arn
}

output "orders_queue_arn" {
  description = "ARN of the queue `orders`."
  value       = aws_sqs_queue.orders.arn
}

output "orders_queue_url" {
  description = "URL of the queue `orders`."
  value       = aws_sqs_queue.orders.url
}

output "report_worker_function_name" {
  description = "Function of the worker `report_worker`."
  value       = aws_lambda_function.report_worker.function_name
}

output "report_worker_role_arn" {
  description = "Role of the worker `report_worker`."
  value       = aws_iam_role.report_worker.arn
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

output "search_indexer_function_name" {
  description = "Function of the worker `search_indexer`."
  value       = aws_lambda_function.search_indexer.function_name
}

output "search_indexer_role_arn" {
  description = "Role of the worker `search_indexer`."
  value       = aws_iam_role.search_indexer.arn
}
