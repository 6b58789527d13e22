variable "audit_trail_max_attempts" {
  description = "Runs of a job, the first included, of `audit-trail`."
  type        = number
}

variable "bank_statement_max_attempts" {
  description = "Runs of a job, the first included, of `bank-statement`."
  type        = number
}

variable "cache_purge_max_attempts" {
  description = "Runs of a job, the first included, of `cache-purge`."
  type        = number
}

variable "carrier_booking_max_attempts" {
  description = "Runs of a job, the first included, of `carrier-booking`."
  type        = number
}

variable "catalogue_log_retention_days" {
  description = "Days that logs are kept of `catalogue`."
  type        = number
}

variable "catalogue_package" {
  description = "Path of the package of `catalogue`; null: workers/catalogue/dist/package.zip."
  type        = string
  default     = null
}

variable "customs_form_max_attempts" {
  description = "Runs of a job, the first included, of `customs-form`."
  type        = number
}

variable "data_erasure_max_attempts" {
  description = "Runs of a job, the first included, of `data-erasure`."
  type        = number
}

variable "data_export_max_attempts" {
  description = "Runs of a job, the first included, of `data-export`."
  type        = number
}

variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "dispatch_note_max_attempts" {
  description = "Runs of a job, the first included, of `dispatch-note`."
  type        = number
}

variable "email_newsletter_max_attempts" {
  description = "Runs of a job, the first included, of `email-newsletter`."
  type        = number
}

variable "email_receipt_max_attempts" {
  description = "Runs of a job, the first included, of `email-receipt`."
  type        = number
}

variable "email_reset_max_attempts" {
  description = "Runs of a job, the first included, of `email-reset`."
  type        = number
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "event_bus_role_arn" {
  description = "Given from outside: event_bus_role_arn is a variable in infera.yaml."
  type        = string
}

variable "events_raw_max_attempts" {
  description = "Runs of a job, the first included, of `events-raw`."
  type        = number
}

variable "feed_export_max_attempts" {
  description = "Runs of a job, the first included, of `feed-export`."
  type        = number
}

variable "fraud_check_max_attempts" {
  description = "Runs of a job, the first included, of `fraud-check`."
  type        = number
}

variable "fulfilment_log_retention_days" {
  description = "Days that logs are kept of `fulfilment`."
  type        = number
}

variable "fulfilment_package" {
  description = "Path of the package of `fulfilment`; null: workers/fulfilment/dist/package.zip."
  type        = string
  default     = null
}

variable "funnel_daily_max_attempts" {
  description = "Runs of a job, the first included, of `funnel-daily`."
  type        = number
}

variable "image_resize_max_attempts" {
  description = "Runs of a job, the first included, of `image-resize`."
  type        = number
}

variable "insight_log_retention_days" {
  description = "Days that logs are kept of `insight`."
  type        = number
}

variable "insight_package" {
  description = "Path of the package of `insight`; null: workers/insight/dist/package.zip."
  type        = string
  default     = null
}

variable "invoice_render_max_attempts" {
  description = "Runs of a job, the first included, of `invoice-render`."
  type        = number
}

variable "label_print_max_attempts" {
  description = "Runs of a job, the first included, of `label-print`."
  type        = number
}

variable "ledger_entry_max_attempts" {
  description = "Runs of a job, the first included, of `ledger-entry`."
  type        = number
}

variable "messaging_email_newsletter_concurrency" {
  description = "Jobs of `email_newsletter` at once."
  type        = number
}

variable "messaging_email_reset_concurrency" {
  description = "Jobs of `email_reset` at once."
  type        = number
}

variable "messaging_log_retention_days" {
  description = "Days that logs are kept of `messaging`."
  type        = number
}

variable "messaging_package" {
  description = "Path of the package of `messaging`; null: workers/messaging/dist/package.zip."
  type        = string
  default     = null
}

variable "messaging_push_notify_concurrency" {
  description = "Jobs of `push_notify` at once."
  type        = number
}

variable "messaging_sms_code_concurrency" {
  description = "Jobs of `sms_code` at once."
  type        = number
}

variable "messaging_webhook_deliver_concurrency" {
  description = "Jobs of `webhook_deliver` at once."
  type        = number
}

variable "name_prefix" {
  description = "Prefix of every cloud name."
  type        = string
}

variable "oncall_topic_arn" {
  description = "Given from outside: oncall_topic_arn is a variable in infera.yaml."
  type        = string
}

variable "order_archive_max_attempts" {
  description = "Runs of a job, the first included, of `order-archive`."
  type        = number
}

variable "order_cancelled_max_attempts" {
  description = "Runs of a job, the first included, of `order-cancelled`."
  type        = number
}

variable "order_placed_max_attempts" {
  description = "Runs of a job, the first included, of `order-placed`."
  type        = number
}

variable "order_returned_max_attempts" {
  description = "Runs of a job, the first included, of `order-returned`."
  type        = number
}

variable "orders_log_retention_days" {
  description = "Days that logs are kept of `orders`."
  type        = number
}

variable "orders_package" {
  description = "Path of the package of `orders`; null: workers/orders/dist/package.zip."
  type        = string
  default     = null
}

variable "orders_table_arn" {
  description = "Given from outside: orders_table_arn is a variable in infera.yaml."
  type        = string
}

variable "orders_table_name" {
  description = "Given from outside: orders_table_name is a variable in infera.yaml."
  type        = string
}

variable "payment_authorise_max_attempts" {
  description = "Runs of a job, the first included, of `payment-authorise`."
  type        = number
}

variable "payment_capture_depth_alarm" {
  description = "Whether the alarm `payment_capture_depth` tells anyone."
  type        = bool
}

variable "payment_capture_oldest_age_s" {
  description = "Seconds that a job of `payment_capture` may wait."
  type        = number
}

variable "payment_refund_max_attempts" {
  description = "Runs of a job, the first included, of `payment-refund`."
  type        = number
}

variable "payments_group" {
  description = "Given from outside: payments_group is a variable in infera.yaml."
  type        = string
}

variable "payments_key_arn" {
  description = "Given from outside: payments_key_arn is a variable in infera.yaml."
  type        = string
}

variable "payments_log_retention_days" {
  description = "Days that logs are kept of `payments`."
  type        = number
}

variable "payments_package" {
  description = "Path of the package of `payments`; null: workers/payments/dist/package.zip."
  type        = string
  default     = null
}

variable "payout_max_attempts" {
  description = "Runs of a job, the first included, of `payout`."
  type        = number
}

variable "permissions_boundary_arn" {
  description = "Given from outside: permissions_boundary_arn is a variable in infera.yaml."
  type        = string
}

variable "pick_list_max_attempts" {
  description = "Runs of a job, the first included, of `pick-list`."
  type        = number
}

variable "platform_log_retention_days" {
  description = "Days that logs are kept of `platform`."
  type        = number
}

variable "platform_package" {
  description = "Path of the package of `platform`; null: workers/platform/dist/package.zip."
  type        = string
  default     = null
}

variable "price_changed_max_attempts" {
  description = "Runs of a job, the first included, of `price-changed`."
  type        = number
}

variable "product_changed_max_attempts" {
  description = "Runs of a job, the first included, of `product-changed`."
  type        = number
}

variable "push_notify_max_attempts" {
  description = "Runs of a job, the first included, of `push-notify`."
  type        = number
}

variable "queue_audit_trail_tags" {
  description = "Tags of the queue `audit-trail`."
  type        = map(string)
}

variable "queue_bank_statement_tags" {
  description = "Tags of the queue `bank-statement`."
  type        = map(string)
}

variable "queue_cache_purge_tags" {
  description = "Tags of the queue `cache-purge`."
  type        = map(string)
}

variable "queue_carrier_booking_tags" {
  description = "Tags of the queue `carrier-booking`."
  type        = map(string)
}

variable "queue_customs_form_tags" {
  description = "Tags of the queue `customs-form`."
  type        = map(string)
}

variable "queue_data_erasure_tags" {
  description = "Tags of the queue `data-erasure`."
  type        = map(string)
}

variable "queue_data_export_tags" {
  description = "Tags of the queue `data-export`."
  type        = map(string)
}

variable "queue_dispatch_note_tags" {
  description = "Tags of the queue `dispatch-note`."
  type        = map(string)
}

variable "queue_email_newsletter_tags" {
  description = "Tags of the queue `email-newsletter`."
  type        = map(string)
}

variable "queue_email_receipt_tags" {
  description = "Tags of the queue `email-receipt`."
  type        = map(string)
}

variable "queue_email_reset_tags" {
  description = "Tags of the queue `email-reset`."
  type        = map(string)
}

variable "queue_events_raw_tags" {
  description = "Tags of the queue `events-raw`."
  type        = map(string)
}

variable "queue_feed_export_tags" {
  description = "Tags of the queue `feed-export`."
  type        = map(string)
}

variable "queue_fraud_check_tags" {
  description = "Tags of the queue `fraud-check`."
  type        = map(string)
}

variable "queue_funnel_daily_tags" {
  description = "Tags of the queue `funnel-daily`."
  type        = map(string)
}

variable "queue_image_resize_tags" {
  description = "Tags of the queue `image-resize`."
  type        = map(string)
}

variable "queue_invoice_render_tags" {
  description = "Tags of the queue `invoice-render`."
  type        = map(string)
}

variable "queue_label_print_tags" {
  description = "Tags of the queue `label-print`."
  type        = map(string)
}

variable "queue_ledger_entry_tags" {
  description = "Tags of the queue `ledger-entry`."
  type        = map(string)
}

variable "queue_order_archive_tags" {
  description = "Tags of the queue `order-archive`."
  type        = map(string)
}

variable "queue_order_cancelled_tags" {
  description = "Tags of the queue `order-cancelled`."
  type        = map(string)
}

variable "queue_order_placed_tags" {
  description = "Tags of the queue `order-placed`."
  type        = map(string)
}

variable "queue_order_returned_tags" {
  description = "Tags of the queue `order-returned`."
  type        = map(string)
}

variable "queue_payment_authorise_tags" {
  description = "Tags of the queue `payment-authorise`."
  type        = map(string)
}

variable "queue_payment_capture_tags" {
  description = "Tags of the queue `payment-capture`."
  type        = map(string)
}

variable "queue_payment_refund_tags" {
  description = "Tags of the queue `payment-refund`."
  type        = map(string)
}

variable "queue_payout_tags" {
  description = "Tags of the queue `payout`."
  type        = map(string)
}

variable "queue_pick_list_tags" {
  description = "Tags of the queue `pick-list`."
  type        = map(string)
}

variable "queue_price_changed_tags" {
  description = "Tags of the queue `price-changed`."
  type        = map(string)
}

variable "queue_product_changed_tags" {
  description = "Tags of the queue `product-changed`."
  type        = map(string)
}

variable "queue_push_notify_tags" {
  description = "Tags of the queue `push-notify`."
  type        = map(string)
}

variable "queue_recommendations_tags" {
  description = "Tags of the queue `recommendations`."
  type        = map(string)
}

variable "queue_report_weekly_tags" {
  description = "Tags of the queue `report-weekly`."
  type        = map(string)
}

variable "queue_search_index_tags" {
  description = "Tags of the queue `search-index`."
  type        = map(string)
}

variable "queue_segment_refresh_tags" {
  description = "Tags of the queue `segment-refresh`."
  type        = map(string)
}

variable "queue_sessions_tags" {
  description = "Tags of the queue `sessions`."
  type        = map(string)
}

variable "queue_sms_code_tags" {
  description = "Tags of the queue `sms-code`."
  type        = map(string)
}

variable "queue_stock_changed_tags" {
  description = "Tags of the queue `stock-changed`."
  type        = map(string)
}

variable "queue_tracking_update_tags" {
  description = "Tags of the queue `tracking-update`."
  type        = map(string)
}

variable "queue_webhook_deliver_tags" {
  description = "Tags of the queue `webhook-deliver`."
  type        = map(string)
}

variable "receipts_log_retention_days" {
  description = "Days that logs are kept of `receipts`."
  type        = number
}

variable "receipts_package" {
  description = "Path of the package of `receipts`; null: workers/receipts/dist/package.zip."
  type        = string
  default     = null
}

variable "recommendations_max_attempts" {
  description = "Runs of a job, the first included, of `recommendations`."
  type        = number
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}

variable "report_weekly_max_attempts" {
  description = "Runs of a job, the first included, of `report-weekly`."
  type        = number
}

variable "search_index_max_attempts" {
  description = "Runs of a job, the first included, of `search-index`."
  type        = number
}

variable "segment_refresh_max_attempts" {
  description = "Runs of a job, the first included, of `segment-refresh`."
  type        = number
}

variable "sessions_max_attempts" {
  description = "Runs of a job, the first included, of `sessions`."
  type        = number
}

variable "sms_code_max_attempts" {
  description = "Runs of a job, the first included, of `sms-code`."
  type        = number
}

variable "stock_changed_max_attempts" {
  description = "Runs of a job, the first included, of `stock-changed`."
  type        = number
}

variable "subnet_a" {
  description = "Given from outside: subnet_a is a variable in infera.yaml."
  type        = string
}

variable "subnet_b" {
  description = "Given from outside: subnet_b is a variable in infera.yaml."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "tracking_update_max_attempts" {
  description = "Runs of a job, the first included, of `tracking-update`."
  type        = number
}

variable "webhook_deliver_max_attempts" {
  description = "Runs of a job, the first included, of `webhook-deliver`."
  type        = number
}

variable "worker_catalogue_tags" {
  description = "Tags of the worker `catalogue`."
  type        = map(string)
}

variable "worker_fulfilment_tags" {
  description = "Tags of the worker `fulfilment`."
  type        = map(string)
}

variable "worker_insight_tags" {
  description = "Tags of the worker `insight`."
  type        = map(string)
}

variable "worker_messaging_tags" {
  description = "Tags of the worker `messaging`."
  type        = map(string)
}

variable "worker_orders_tags" {
  description = "Tags of the worker `orders`."
  type        = map(string)
}

variable "worker_payments_tags" {
  description = "Tags of the worker `payments`."
  type        = map(string)
}

variable "worker_platform_tags" {
  description = "Tags of the worker `platform`."
  type        = map(string)
}

variable "worker_receipts_tags" {
  description = "Tags of the worker `receipts`."
  type        = map(string)
}
