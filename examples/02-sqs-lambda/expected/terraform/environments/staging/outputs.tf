output "email_worker_function_name" {
  description = "Function of the worker `email_worker`."
  value       = module.shop.email_worker_function_name
}

output "email_worker_role_arn" {
  description = "Role of the worker `email_worker`."
  value       = module.shop.email_worker_role_arn
}

output "emails_high_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_high`."
  value       = module.shop.emails_high_dead_letter_queue_url
}

output "emails_high_queue_arn" {
  description = "ARN of the queue `emails_high`."
  value       = module.shop.emails_high_queue_arn
}

output "emails_high_queue_url" {
  description = "URL of the queue `emails_high`."
  value       = module.shop.emails_high_queue_url
}

output "emails_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_low`."
  value       = module.shop.emails_low_dead_letter_queue_url
}

output "emails_low_queue_arn" {
  description = "ARN of the queue `emails_low`."
  value       = module.shop.emails_low_queue_arn
}

output "emails_low_queue_url" {
  description = "URL of the queue `emails_low`."
  value       = module.shop.emails_low_queue_url
}

output "emails_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `emails_normal`."
  value       = module.shop.emails_normal_dead_letter_queue_url
}

output "emails_normal_queue_arn" {
  description = "ARN of the queue `emails_normal`."
  value       = module.shop.emails_normal_queue_arn
}

output "emails_normal_queue_url" {
  description = "URL of the queue `emails_normal`."
  value       = module.shop.emails_normal_queue_url
}

output "emails_producer" {
  description = "What a generated client of `emails` is given."
  value       = module.shop.emails_producer
}

output "emails_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `emails`."
  value       = module.shop.emails_producer_policy_arn
}

output "loyalty_function_name" {
  description = "Function of the worker `loyalty`."
  value       = module.shop.loyalty_function_name
}

output "loyalty_role_arn" {
  description = "Role of the worker `loyalty`."
  value       = module.shop.loyalty_role_arn
}

output "order_events_loyalty_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_loyalty`."
  value       = module.shop.order_events_loyalty_dead_letter_queue_url
}

output "order_events_loyalty_queue_arn" {
  description = "ARN of the queue `order_events_loyalty`."
  value       = module.shop.order_events_loyalty_queue_arn
}

output "order_events_loyalty_queue_url" {
  description = "URL of the queue `order_events_loyalty`."
  value       = module.shop.order_events_loyalty_queue_url
}

output "order_events_producer" {
  description = "What a generated client of `order-events` is given."
  value       = module.shop.order_events_producer
}

output "order_events_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-events`."
  value       = module.shop.order_events_producer_policy_arn
}

output "order_events_search_indexer_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_search_indexer`."
  value       = module.shop.order_events_search_indexer_dead_letter_queue_url
}

output "order_events_search_indexer_queue_arn" {
  description = "ARN of the queue `order_events_search_indexer`."
  value       = module.shop.order_events_search_indexer_queue_arn
}

output "order_events_search_indexer_queue_url" {
  description = "URL of the queue `order_events_search_indexer`."
  value       = module.shop.order_events_search_indexer_queue_url
}

output "order_events_topic_arn" {
  description = "ARN of the topic."
  value       = module.shop.order_events_topic_arn
}

output "order_worker_function_name" {
  description = "Function of the worker `order_worker`."
  value       = module.shop.order_worker_function_name
}

output "order_worker_role_arn" {
  description = "Role of the worker `order_worker`."
  value       = module.shop.order_worker_role_arn
}

output "orders_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `orders`."
  value       = module.shop.orders_dead_letter_queue_url
}

output "orders_producer" {
  description = "What a generated client of `orders` is given."
  value       = module.shop.orders_producer
}

output "orders_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `orders`."
  value       = module.shop.orders_producer_policy_arn
}

output "orders_queue_arn" {
  description = "ARN of the queue `orders`."
  value       = module.shop.orders_queue_arn
}

output "orders_queue_url" {
  description = "URL of the queue `orders`."
  value       = module.shop.orders_queue_url
}

output "report_worker_function_name" {
  description = "Function of the worker `report_worker`."
  value       = module.shop.report_worker_function_name
}

output "report_worker_role_arn" {
  description = "Role of the worker `report_worker`."
  value       = module.shop.report_worker_role_arn
}

output "reports_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `reports`."
  value       = module.shop.reports_dead_letter_queue_url
}

output "reports_producer" {
  description = "What a generated client of `reports` is given."
  value       = module.shop.reports_producer
}

output "reports_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `reports`."
  value       = module.shop.reports_producer_policy_arn
}

output "reports_queue_arn" {
  description = "ARN of the queue `reports`."
  value       = module.shop.reports_queue_arn
}

output "reports_queue_url" {
  description = "URL of the queue `reports`."
  value       = module.shop.reports_queue_url
}

output "search_indexer_function_name" {
  description = "Function of the worker `search_indexer`."
  value       = module.shop.search_indexer_function_name
}

output "search_indexer_role_arn" {
  description = "Role of the worker `search_indexer`."
  value       = module.shop.search_indexer_role_arn
}
