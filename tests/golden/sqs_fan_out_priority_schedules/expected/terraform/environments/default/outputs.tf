output "indexer_function_name" {
  description = "Function of the worker `indexer`."
  value       = module.shop.indexer_function_name
}

output "indexer_role_arn" {
  description = "Role of the worker `indexer`."
  value       = module.shop.indexer_role_arn
}

output "mirror_function_name" {
  description = "Function of the worker `mirror`."
  value       = module.shop.mirror_function_name
}

output "mirror_role_arn" {
  description = "Role of the worker `mirror`."
  value       = module.shop.mirror_role_arn
}

output "notices_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_low`."
  value       = module.shop.notices_low_dead_letter_queue_url
}

output "notices_low_queue_arn" {
  description = "ARN of the queue `notices_low`."
  value       = module.shop.notices_low_queue_arn
}

output "notices_low_queue_url" {
  description = "URL of the queue `notices_low`."
  value       = module.shop.notices_low_queue_url
}

output "notices_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_normal`."
  value       = module.shop.notices_normal_dead_letter_queue_url
}

output "notices_normal_queue_arn" {
  description = "ARN of the queue `notices_normal`."
  value       = module.shop.notices_normal_queue_arn
}

output "notices_normal_queue_url" {
  description = "URL of the queue `notices_normal`."
  value       = module.shop.notices_normal_queue_url
}

output "notices_producer" {
  description = "What a generated client of `notices` is given."
  value       = module.shop.notices_producer
}

output "notices_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `notices`."
  value       = module.shop.notices_producer_policy_arn
}

output "notices_urgent_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `notices_urgent`."
  value       = module.shop.notices_urgent_dead_letter_queue_url
}

output "notices_urgent_queue_arn" {
  description = "ARN of the queue `notices_urgent`."
  value       = module.shop.notices_urgent_queue_arn
}

output "notices_urgent_queue_url" {
  description = "URL of the queue `notices_urgent`."
  value       = module.shop.notices_urgent_queue_url
}

output "notifier_function_name" {
  description = "Function of the worker `notifier`."
  value       = module.shop.notifier_function_name
}

output "notifier_role_arn" {
  description = "Role of the worker `notifier`."
  value       = module.shop.notifier_role_arn
}

output "order_events_indexer_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_indexer`."
  value       = module.shop.order_events_indexer_dead_letter_queue_url
}

output "order_events_indexer_queue_arn" {
  description = "ARN of the queue `order_events_indexer`."
  value       = module.shop.order_events_indexer_queue_arn
}

output "order_events_indexer_queue_url" {
  description = "URL of the queue `order_events_indexer`."
  value       = module.shop.order_events_indexer_queue_url
}

output "order_events_mirror_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_events_mirror`."
  value       = module.shop.order_events_mirror_dead_letter_queue_url
}

output "order_events_mirror_queue_arn" {
  description = "ARN of the queue `order_events_mirror`."
  value       = module.shop.order_events_mirror_queue_arn
}

output "order_events_mirror_queue_url" {
  description = "URL of the queue `order_events_mirror`."
  value       = module.shop.order_events_mirror_queue_url
}

output "order_events_producer" {
  description = "What a generated client of `order-events` is given."
  value       = module.shop.order_events_producer
}

output "order_events_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-events`."
  value       = module.shop.order_events_producer_policy_arn
}

output "order_events_topic_arn" {
  description = "ARN of the topic."
  value       = module.shop.order_events_topic_arn
}

output "reporter_function_name" {
  description = "Function of the worker `reporter`."
  value       = module.shop.reporter_function_name
}

output "reporter_role_arn" {
  description = "Role of the worker `reporter`."
  value       = module.shop.reporter_role_arn
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
