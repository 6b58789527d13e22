output "audit_trail_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `audit_trail`."
  value       = module.shop.audit_trail_dead_letter_queue_url
}

output "audit_trail_producer" {
  description = "What a generated client of `audit-trail` is given."
  value       = module.shop.audit_trail_producer
}

output "audit_trail_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `audit-trail`."
  value       = module.shop.audit_trail_producer_policy_arn
}

output "audit_trail_queue_arn" {
  description = "ARN of the queue `audit_trail`."
  value       = module.shop.audit_trail_queue_arn
}

output "audit_trail_queue_url" {
  description = "URL of the queue `audit_trail`."
  value       = module.shop.audit_trail_queue_url
}

output "bank_statement_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `bank_statement`."
  value       = module.shop.bank_statement_dead_letter_queue_url
}

output "bank_statement_producer" {
  description = "What a generated client of `bank-statement` is given."
  value       = module.shop.bank_statement_producer
}

output "bank_statement_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `bank-statement`."
  value       = module.shop.bank_statement_producer_policy_arn
}

output "bank_statement_queue_arn" {
  description = "ARN of the queue `bank_statement`."
  value       = module.shop.bank_statement_queue_arn
}

output "bank_statement_queue_url" {
  description = "URL of the queue `bank_statement`."
  value       = module.shop.bank_statement_queue_url
}

output "cache_purge_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `cache_purge`."
  value       = module.shop.cache_purge_dead_letter_queue_url
}

output "cache_purge_producer" {
  description = "What a generated client of `cache-purge` is given."
  value       = module.shop.cache_purge_producer
}

output "cache_purge_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `cache-purge`."
  value       = module.shop.cache_purge_producer_policy_arn
}

output "cache_purge_queue_arn" {
  description = "ARN of the queue `cache_purge`."
  value       = module.shop.cache_purge_queue_arn
}

output "cache_purge_queue_url" {
  description = "URL of the queue `cache_purge`."
  value       = module.shop.cache_purge_queue_url
}

output "carrier_booking_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `carrier_booking`."
  value       = module.shop.carrier_booking_dead_letter_queue_url
}

output "carrier_booking_producer" {
  description = "What a generated client of `carrier-booking` is given."
  value       = module.shop.carrier_booking_producer
}

output "carrier_booking_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `carrier-booking`."
  value       = module.shop.carrier_booking_producer_policy_arn
}

output "carrier_booking_queue_arn" {
  description = "ARN of the queue `carrier_booking`."
  value       = module.shop.carrier_booking_queue_arn
}

output "carrier_booking_queue_url" {
  description = "URL of the queue `carrier_booking`."
  value       = module.shop.carrier_booking_queue_url
}

output "catalogue_function_name" {
  description = "Function of the worker `catalogue`."
  value       = module.shop.catalogue_function_name
}

output "catalogue_role_arn" {
  description = "Role of the worker `catalogue`."
  value       = module.shop.catalogue_role_arn
}

output "customs_form_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `customs_form`."
  value       = module.shop.customs_form_dead_letter_queue_url
}

output "customs_form_producer" {
  description = "What a generated client of `customs-form` is given."
  value       = module.shop.customs_form_producer
}

output "customs_form_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `customs-form`."
  value       = module.shop.customs_form_producer_policy_arn
}

output "customs_form_queue_arn" {
  description = "ARN of the queue `customs_form`."
  value       = module.shop.customs_form_queue_arn
}

output "customs_form_queue_url" {
  description = "URL of the queue `customs_form`."
  value       = module.shop.customs_form_queue_url
}

output "data_erasure_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `data_erasure`."
  value       = module.shop.data_erasure_dead_letter_queue_url
}

output "data_erasure_producer" {
  description = "What a generated client of `data-erasure` is given."
  value       = module.shop.data_erasure_producer
}

output "data_erasure_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `data-erasure`."
  value       = module.shop.data_erasure_producer_policy_arn
}

output "data_erasure_queue_arn" {
  description = "ARN of the queue `data_erasure`."
  value       = module.shop.data_erasure_queue_arn
}

output "data_erasure_queue_url" {
  description = "URL of the queue `data_erasure`."
  value       = module.shop.data_erasure_queue_url
}

output "data_export_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `data_export`."
  value       = module.shop.data_export_dead_letter_queue_url
}

output "data_export_producer" {
  description = "What a generated client of `data-export` is given."
  value       = module.shop.data_export_producer
}

output "data_export_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `data-export`."
  value       = module.shop.data_export_producer_policy_arn
}

output "data_export_queue_arn" {
  description = "ARN of the queue `data_export`."
  value       = module.shop.data_export_queue_arn
}

output "data_export_queue_url" {
  description = "URL of the queue `data_export`."
  value       = module.shop.data_export_queue_url
}

output "dispatch_note_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `dispatch_note`."
  value       = module.shop.dispatch_note_dead_letter_queue_url
}

output "dispatch_note_producer" {
  description = "What a generated client of `dispatch-note` is given."
  value       = module.shop.dispatch_note_producer
}

output "dispatch_note_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `dispatch-note`."
  value       = module.shop.dispatch_note_producer_policy_arn
}

output "dispatch_note_queue_arn" {
  description = "ARN of the queue `dispatch_note`."
  value       = module.shop.dispatch_note_queue_arn
}

output "dispatch_note_queue_url" {
  description = "URL of the queue `dispatch_note`."
  value       = module.shop.dispatch_note_queue_url
}

output "email_newsletter_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_newsletter`."
  value       = module.shop.email_newsletter_dead_letter_queue_url
}

output "email_newsletter_producer" {
  description = "What a generated client of `email-newsletter` is given."
  value       = module.shop.email_newsletter_producer
}

output "email_newsletter_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-newsletter`."
  value       = module.shop.email_newsletter_producer_policy_arn
}

output "email_newsletter_queue_arn" {
  description = "ARN of the queue `email_newsletter`."
  value       = module.shop.email_newsletter_queue_arn
}

output "email_newsletter_queue_url" {
  description = "URL of the queue `email_newsletter`."
  value       = module.shop.email_newsletter_queue_url
}

output "email_receipt_high_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_high`."
  value       = module.shop.email_receipt_high_dead_letter_queue_url
}

output "email_receipt_high_queue_arn" {
  description = "ARN of the queue `email_receipt_high`."
  value       = module.shop.email_receipt_high_queue_arn
}

output "email_receipt_high_queue_url" {
  description = "URL of the queue `email_receipt_high`."
  value       = module.shop.email_receipt_high_queue_url
}

output "email_receipt_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_low`."
  value       = module.shop.email_receipt_low_dead_letter_queue_url
}

output "email_receipt_low_queue_arn" {
  description = "ARN of the queue `email_receipt_low`."
  value       = module.shop.email_receipt_low_queue_arn
}

output "email_receipt_low_queue_url" {
  description = "URL of the queue `email_receipt_low`."
  value       = module.shop.email_receipt_low_queue_url
}

output "email_receipt_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_normal`."
  value       = module.shop.email_receipt_normal_dead_letter_queue_url
}

output "email_receipt_normal_queue_arn" {
  description = "ARN of the queue `email_receipt_normal`."
  value       = module.shop.email_receipt_normal_queue_arn
}

output "email_receipt_normal_queue_url" {
  description = "URL of the queue `email_receipt_normal`."
  value       = module.shop.email_receipt_normal_queue_url
}

output "email_receipt_producer" {
  description = "What a generated client of `email-receipt` is given."
  value       = module.shop.email_receipt_producer
}

output "email_receipt_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-receipt`."
  value       = module.shop.email_receipt_producer_policy_arn
}

output "email_reset_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_reset`."
  value       = module.shop.email_reset_dead_letter_queue_url
}

output "email_reset_producer" {
  description = "What a generated client of `email-reset` is given."
  value       = module.shop.email_reset_producer
}

output "email_reset_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-reset`."
  value       = module.shop.email_reset_producer_policy_arn
}

output "email_reset_queue_arn" {
  description = "ARN of the queue `email_reset`."
  value       = module.shop.email_reset_queue_arn
}

output "email_reset_queue_url" {
  description = "URL of the queue `email_reset`."
  value       = module.shop.email_reset_queue_url
}

output "events_raw_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `events_raw`."
  value       = module.shop.events_raw_dead_letter_queue_url
}

output "events_raw_producer" {
  description = "What a generated client of `events-raw` is given."
  value       = module.shop.events_raw_producer
}

output "events_raw_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `events-raw`."
  value       = module.shop.events_raw_producer_policy_arn
}

output "events_raw_queue_arn" {
  description = "ARN of the queue `events_raw`."
  value       = module.shop.events_raw_queue_arn
}

output "events_raw_queue_url" {
  description = "URL of the queue `events_raw`."
  value       = module.shop.events_raw_queue_url
}

output "feed_export_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `feed_export`."
  value       = module.shop.feed_export_dead_letter_queue_url
}

output "feed_export_producer" {
  description = "What a generated client of `feed-export` is given."
  value       = module.shop.feed_export_producer
}

output "feed_export_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `feed-export`."
  value       = module.shop.feed_export_producer_policy_arn
}

output "feed_export_queue_arn" {
  description = "ARN of the queue `feed_export`."
  value       = module.shop.feed_export_queue_arn
}

output "feed_export_queue_url" {
  description = "URL of the queue `feed_export`."
  value       = module.shop.feed_export_queue_url
}

output "fraud_check_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `fraud_check`."
  value       = module.shop.fraud_check_dead_letter_queue_url
}

output "fraud_check_producer" {
  description = "What a generated client of `fraud-check` is given."
  value       = module.shop.fraud_check_producer
}

output "fraud_check_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `fraud-check`."
  value       = module.shop.fraud_check_producer_policy_arn
}

output "fraud_check_queue_arn" {
  description = "ARN of the queue `fraud_check`."
  value       = module.shop.fraud_check_queue_arn
}

output "fraud_check_queue_url" {
  description = "URL of the queue `fraud_check`."
  value       = module.shop.fraud_check_queue_url
}

output "fulfilment_function_name" {
  description = "Function of the worker `fulfilment`."
  value       = module.shop.fulfilment_function_name
}

output "fulfilment_role_arn" {
  description = "Role of the worker `fulfilment`."
  value       = module.shop.fulfilment_role_arn
}

output "funnel_daily_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `funnel_daily`."
  value       = module.shop.funnel_daily_dead_letter_queue_url
}

output "funnel_daily_producer" {
  description = "What a generated client of `funnel-daily` is given."
  value       = module.shop.funnel_daily_producer
}

output "funnel_daily_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `funnel-daily`."
  value       = module.shop.funnel_daily_producer_policy_arn
}

output "funnel_daily_queue_arn" {
  description = "ARN of the queue `funnel_daily`."
  value       = module.shop.funnel_daily_queue_arn
}

output "funnel_daily_queue_url" {
  description = "URL of the queue `funnel_daily`."
  value       = module.shop.funnel_daily_queue_url
}

output "image_resize_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `image_resize`."
  value       = module.shop.image_resize_dead_letter_queue_url
}

output "image_resize_producer" {
  description = "What a generated client of `image-resize` is given."
  value       = module.shop.image_resize_producer
}

output "image_resize_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `image-resize`."
  value       = module.shop.image_resize_producer_policy_arn
}

output "image_resize_queue_arn" {
  description = "ARN of the queue `image_resize`."
  value       = module.shop.image_resize_queue_arn
}

output "image_resize_queue_url" {
  description = "URL of the queue `image_resize`."
  value       = module.shop.image_resize_queue_url
}

output "insight_function_name" {
  description = "Function of the worker `insight`."
  value       = module.shop.insight_function_name
}

output "insight_role_arn" {
  description = "Role of the worker `insight`."
  value       = module.shop.insight_role_arn
}

output "invoice_render_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `invoice_render`."
  value       = module.shop.invoice_render_dead_letter_queue_url
}

output "invoice_render_producer" {
  description = "What a generated client of `invoice-render` is given."
  value       = module.shop.invoice_render_producer
}

output "invoice_render_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `invoice-render`."
  value       = module.shop.invoice_render_producer_policy_arn
}

output "invoice_render_queue_arn" {
  description = "ARN of the queue `invoice_render`."
  value       = module.shop.invoice_render_queue_arn
}

output "invoice_render_queue_url" {
  description = "URL of the queue `invoice_render`."
  value       = module.shop.invoice_render_queue_url
}

output "label_print_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `label_print`."
  value       = module.shop.label_print_dead_letter_queue_url
}

output "label_print_producer" {
  description = "What a generated client of `label-print` is given."
  value       = module.shop.label_print_producer
}

output "label_print_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `label-print`."
  value       = module.shop.label_print_producer_policy_arn
}

output "label_print_queue_arn" {
  description = "ARN of the queue `label_print`."
  value       = module.shop.label_print_queue_arn
}

output "label_print_queue_url" {
  description = "URL of the queue `label_print`."
  value       = module.shop.label_print_queue_url
}

output "ledger_entry_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `ledger_entry`."
  value       = module.shop.ledger_entry_dead_letter_queue_url
}

output "ledger_entry_producer" {
  description = "What a generated client of `ledger-entry` is given."
  value       = module.shop.ledger_entry_producer
}

output "ledger_entry_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `ledger-entry`."
  value       = module.shop.ledger_entry_producer_policy_arn
}

output "ledger_entry_queue_arn" {
  description = "ARN of the queue `ledger_entry`."
  value       = module.shop.ledger_entry_queue_arn
}

output "ledger_entry_queue_url" {
  description = "URL of the queue `ledger_entry`."
  value       = module.shop.ledger_entry_queue_url
}

output "messaging_function_name" {
  description = "Function of the worker `messaging`."
  value       = module.shop.messaging_function_name
}

output "messaging_role_arn" {
  description = "Role of the worker `messaging`."
  value       = module.shop.messaging_role_arn
}

output "order_archive_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_archive`."
  value       = module.shop.order_archive_dead_letter_queue_url
}

output "order_archive_producer" {
  description = "What a generated client of `order-archive` is given."
  value       = module.shop.order_archive_producer
}

output "order_archive_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-archive`."
  value       = module.shop.order_archive_producer_policy_arn
}

output "order_archive_queue_arn" {
  description = "ARN of the queue `order_archive`."
  value       = module.shop.order_archive_queue_arn
}

output "order_archive_queue_url" {
  description = "URL of the queue `order_archive`."
  value       = module.shop.order_archive_queue_url
}

output "order_cancelled_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_cancelled`."
  value       = module.shop.order_cancelled_dead_letter_queue_url
}

output "order_cancelled_producer" {
  description = "What a generated client of `order-cancelled` is given."
  value       = module.shop.order_cancelled_producer
}

output "order_cancelled_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-cancelled`."
  value       = module.shop.order_cancelled_producer_policy_arn
}

output "order_cancelled_queue_arn" {
  description = "ARN of the queue `order_cancelled`."
  value       = module.shop.order_cancelled_queue_arn
}

output "order_cancelled_queue_url" {
  description = "URL of the queue `order_cancelled`."
  value       = module.shop.order_cancelled_queue_url
}

output "order_placed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_placed`."
  value       = module.shop.order_placed_dead_letter_queue_url
}

output "order_placed_producer" {
  description = "What a generated client of `order-placed` is given."
  value       = module.shop.order_placed_producer
}

output "order_placed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-placed`."
  value       = module.shop.order_placed_producer_policy_arn
}

output "order_placed_queue_arn" {
  description = "ARN of the queue `order_placed`."
  value       = module.shop.order_placed_queue_arn
}

output "order_placed_queue_url" {
  description = "URL of the queue `order_placed`."
  value       = module.shop.order_placed_queue_url
}

output "order_returned_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_returned`."
  value       = module.shop.order_returned_dead_letter_queue_url
}

output "order_returned_producer" {
  description = "What a generated client of `order-returned` is given."
  value       = module.shop.order_returned_producer
}

output "order_returned_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-returned`."
  value       = module.shop.order_returned_producer_policy_arn
}

output "order_returned_queue_arn" {
  description = "ARN of the queue `order_returned`."
  value       = module.shop.order_returned_queue_arn
}

output "order_returned_queue_url" {
  description = "URL of the queue `order_returned`."
  value       = module.shop.order_returned_queue_url
}

output "orders_function_name" {
  description = "Function of the worker `orders`."
  value       = module.shop.orders_function_name
}

output "orders_role_arn" {
  description = "Role of the worker `orders`."
  value       = module.shop.orders_role_arn
}

output "payment_authorise_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_authorise`."
  value       = module.shop.payment_authorise_dead_letter_queue_url
}

output "payment_authorise_producer" {
  description = "What a generated client of `payment-authorise` is given."
  value       = module.shop.payment_authorise_producer
}

output "payment_authorise_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-authorise`."
  value       = module.shop.payment_authorise_producer_policy_arn
}

output "payment_authorise_queue_arn" {
  description = "ARN of the queue `payment_authorise`."
  value       = module.shop.payment_authorise_queue_arn
}

output "payment_authorise_queue_url" {
  description = "URL of the queue `payment_authorise`."
  value       = module.shop.payment_authorise_queue_url
}

output "payment_capture_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_capture`."
  value       = module.shop.payment_capture_dead_letter_queue_url
}

output "payment_capture_producer" {
  description = "What a generated client of `payment-capture` is given."
  value       = module.shop.payment_capture_producer
}

output "payment_capture_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-capture`."
  value       = module.shop.payment_capture_producer_policy_arn
}

output "payment_capture_queue_arn" {
  description = "ARN of the queue `payment_capture`."
  value       = module.shop.payment_capture_queue_arn
}

output "payment_capture_queue_url" {
  description = "URL of the queue `payment_capture`."
  value       = module.shop.payment_capture_queue_url
}

output "payment_refund_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_refund`."
  value       = module.shop.payment_refund_dead_letter_queue_url
}

output "payment_refund_producer" {
  description = "What a generated client of `payment-refund` is given."
  value       = module.shop.payment_refund_producer
}

output "payment_refund_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-refund`."
  value       = module.shop.payment_refund_producer_policy_arn
}

output "payment_refund_queue_arn" {
  description = "ARN of the queue `payment_refund`."
  value       = module.shop.payment_refund_queue_arn
}

output "payment_refund_queue_url" {
  description = "URL of the queue `payment_refund`."
  value       = module.shop.payment_refund_queue_url
}

output "payments_function_name" {
  description = "Function of the worker `payments`."
  value       = module.shop.payments_function_name
}

output "payments_role_arn" {
  description = "Role of the worker `payments`."
  value       = module.shop.payments_role_arn
}

output "payout_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payout`."
  value       = module.shop.payout_dead_letter_queue_url
}

output "payout_producer" {
  description = "What a generated client of `payout` is given."
  value       = module.shop.payout_producer
}

output "payout_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payout`."
  value       = module.shop.payout_producer_policy_arn
}

output "payout_queue_arn" {
  description = "ARN of the queue `payout`."
  value       = module.shop.payout_queue_arn
}

output "payout_queue_url" {
  description = "URL of the queue `payout`."
  value       = module.shop.payout_queue_url
}

output "pick_list_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `pick_list`."
  value       = module.shop.pick_list_dead_letter_queue_url
}

output "pick_list_producer" {
  description = "What a generated client of `pick-list` is given."
  value       = module.shop.pick_list_producer
}

output "pick_list_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `pick-list`."
  value       = module.shop.pick_list_producer_policy_arn
}

output "pick_list_queue_arn" {
  description = "ARN of the queue `pick_list`."
  value       = module.shop.pick_list_queue_arn
}

output "pick_list_queue_url" {
  description = "URL of the queue `pick_list`."
  value       = module.shop.pick_list_queue_url
}

output "platform_function_name" {
  description = "Function of the worker `platform`."
  value       = module.shop.platform_function_name
}

output "platform_role_arn" {
  description = "Role of the worker `platform`."
  value       = module.shop.platform_role_arn
}

output "price_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `price_changed`."
  value       = module.shop.price_changed_dead_letter_queue_url
}

output "price_changed_producer" {
  description = "What a generated client of `price-changed` is given."
  value       = module.shop.price_changed_producer
}

output "price_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `price-changed`."
  value       = module.shop.price_changed_producer_policy_arn
}

output "price_changed_queue_arn" {
  description = "ARN of the queue `price_changed`."
  value       = module.shop.price_changed_queue_arn
}

output "price_changed_queue_url" {
  description = "URL of the queue `price_changed`."
  value       = module.shop.price_changed_queue_url
}

output "product_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `product_changed`."
  value       = module.shop.product_changed_dead_letter_queue_url
}

output "product_changed_producer" {
  description = "What a generated client of `product-changed` is given."
  value       = module.shop.product_changed_producer
}

output "product_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `product-changed`."
  value       = module.shop.product_changed_producer_policy_arn
}

output "product_changed_queue_arn" {
  description = "ARN of the queue `product_changed`."
  value       = module.shop.product_changed_queue_arn
}

output "product_changed_queue_url" {
  description = "URL of the queue `product_changed`."
  value       = module.shop.product_changed_queue_url
}

output "push_notify_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `push_notify`."
  value       = module.shop.push_notify_dead_letter_queue_url
}

output "push_notify_producer" {
  description = "What a generated client of `push-notify` is given."
  value       = module.shop.push_notify_producer
}

output "push_notify_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `push-notify`."
  value       = module.shop.push_notify_producer_policy_arn
}

output "push_notify_queue_arn" {
  description = "ARN of the queue `push_notify`."
  value       = module.shop.push_notify_queue_arn
}

output "push_notify_queue_url" {
  description = "URL of the queue `push_notify`."
  value       = module.shop.push_notify_queue_url
}

output "receipts_function_name" {
  description = "Function of the worker `receipts`."
  value       = module.shop.receipts_function_name
}

output "receipts_role_arn" {
  description = "Role of the worker `receipts`."
  value       = module.shop.receipts_role_arn
}

output "recommendations_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `recommendations`."
  value       = module.shop.recommendations_dead_letter_queue_url
}

output "recommendations_producer" {
  description = "What a generated client of `recommendations` is given."
  value       = module.shop.recommendations_producer
}

output "recommendations_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `recommendations`."
  value       = module.shop.recommendations_producer_policy_arn
}

output "recommendations_queue_arn" {
  description = "ARN of the queue `recommendations`."
  value       = module.shop.recommendations_queue_arn
}

output "recommendations_queue_url" {
  description = "URL of the queue `recommendations`."
  value       = module.shop.recommendations_queue_url
}

output "report_weekly_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `report_weekly`."
  value       = module.shop.report_weekly_dead_letter_queue_url
}

output "report_weekly_producer" {
  description = "What a generated client of `report-weekly` is given."
  value       = module.shop.report_weekly_producer
}

output "report_weekly_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `report-weekly`."
  value       = module.shop.report_weekly_producer_policy_arn
}

output "report_weekly_queue_arn" {
  description = "ARN of the queue `report_weekly`."
  value       = module.shop.report_weekly_queue_arn
}

output "report_weekly_queue_url" {
  description = "URL of the queue `report_weekly`."
  value       = module.shop.report_weekly_queue_url
}

output "search_index_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `search_index`."
  value       = module.shop.search_index_dead_letter_queue_url
}

output "search_index_producer" {
  description = "What a generated client of `search-index` is given."
  value       = module.shop.search_index_producer
}

output "search_index_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `search-index`."
  value       = module.shop.search_index_producer_policy_arn
}

output "search_index_queue_arn" {
  description = "ARN of the queue `search_index`."
  value       = module.shop.search_index_queue_arn
}

output "search_index_queue_url" {
  description = "URL of the queue `search_index`."
  value       = module.shop.search_index_queue_url
}

output "segment_refresh_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `segment_refresh`."
  value       = module.shop.segment_refresh_dead_letter_queue_url
}

output "segment_refresh_producer" {
  description = "What a generated client of `segment-refresh` is given."
  value       = module.shop.segment_refresh_producer
}

output "segment_refresh_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `segment-refresh`."
  value       = module.shop.segment_refresh_producer_policy_arn
}

output "segment_refresh_queue_arn" {
  description = "ARN of the queue `segment_refresh`."
  value       = module.shop.segment_refresh_queue_arn
}

output "segment_refresh_queue_url" {
  description = "URL of the queue `segment_refresh`."
  value       = module.shop.segment_refresh_queue_url
}

output "sessions_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sessions`."
  value       = module.shop.sessions_dead_letter_queue_url
}

output "sessions_producer" {
  description = "What a generated client of `sessions` is given."
  value       = module.shop.sessions_producer
}

output "sessions_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sessions`."
  value       = module.shop.sessions_producer_policy_arn
}

output "sessions_queue_arn" {
  description = "ARN of the queue `sessions`."
  value       = module.shop.sessions_queue_arn
}

output "sessions_queue_url" {
  description = "URL of the queue `sessions`."
  value       = module.shop.sessions_queue_url
}

output "sms_code_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sms_code`."
  value       = module.shop.sms_code_dead_letter_queue_url
}

output "sms_code_producer" {
  description = "What a generated client of `sms-code` is given."
  value       = module.shop.sms_code_producer
}

output "sms_code_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sms-code`."
  value       = module.shop.sms_code_producer_policy_arn
}

output "sms_code_queue_arn" {
  description = "ARN of the queue `sms_code`."
  value       = module.shop.sms_code_queue_arn
}

output "sms_code_queue_url" {
  description = "URL of the queue `sms_code`."
  value       = module.shop.sms_code_queue_url
}

output "stock_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `stock_changed`."
  value       = module.shop.stock_changed_dead_letter_queue_url
}

output "stock_changed_producer" {
  description = "What a generated client of `stock-changed` is given."
  value       = module.shop.stock_changed_producer
}

output "stock_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `stock-changed`."
  value       = module.shop.stock_changed_producer_policy_arn
}

output "stock_changed_queue_arn" {
  description = "ARN of the queue `stock_changed`."
  value       = module.shop.stock_changed_queue_arn
}

output "stock_changed_queue_url" {
  description = "URL of the queue `stock_changed`."
  value       = module.shop.stock_changed_queue_url
}

output "tracking_update_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `tracking_update`."
  value       = module.shop.tracking_update_dead_letter_queue_url
}

output "tracking_update_producer" {
  description = "What a generated client of `tracking-update` is given."
  value       = module.shop.tracking_update_producer
}

output "tracking_update_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `tracking-update`."
  value       = module.shop.tracking_update_producer_policy_arn
}

output "tracking_update_queue_arn" {
  description = "ARN of the queue `tracking_update`."
  value       = module.shop.tracking_update_queue_arn
}

output "tracking_update_queue_url" {
  description = "URL of the queue `tracking_update`."
  value       = module.shop.tracking_update_queue_url
}

output "webhook_deliver_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `webhook_deliver`."
  value       = module.shop.webhook_deliver_dead_letter_queue_url
}

output "webhook_deliver_producer" {
  description = "What a generated client of `webhook-deliver` is given."
  value       = module.shop.webhook_deliver_producer
}

output "webhook_deliver_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `webhook-deliver`."
  value       = module.shop.webhook_deliver_producer_policy_arn
}

output "webhook_deliver_queue_arn" {
  description = "ARN of the queue `webhook_deliver`."
  value       = module.shop.webhook_deliver_queue_arn
}

output "webhook_deliver_queue_url" {
  description = "URL of the queue `webhook_deliver`."
  value       = module.shop.webhook_deliver_queue_url
}
