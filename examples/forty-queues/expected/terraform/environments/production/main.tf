module "shop" {
  source = "../../modules/shop"

  audit_trail_max_attempts               = 5
  bank_statement_max_attempts            = 5
  cache_purge_max_attempts               = 5
  carrier_booking_max_attempts           = 5
  catalogue_log_retention_days           = 14
  catalogue_package                      = var.catalogue_package
  customs_form_max_attempts              = 5
  data_erasure_max_attempts              = 5
  data_export_max_attempts               = 5
  deletion_protection                    = var.deletion_protection
  dispatch_note_max_attempts             = 5
  email_newsletter_max_attempts          = 5
  email_receipt_max_attempts             = 5
  email_reset_max_attempts               = 5
  environment                            = "production"
  event_bus_role_arn                     = var.event_bus_role_arn
  events_raw_max_attempts                = 5
  feed_export_max_attempts               = 5
  fraud_check_max_attempts               = 5
  fulfilment_log_retention_days          = 14
  fulfilment_package                     = var.fulfilment_package
  funnel_daily_max_attempts              = 5
  image_resize_max_attempts              = 5
  insight_log_retention_days             = 14
  insight_package                        = var.insight_package
  invoice_render_max_attempts            = 5
  label_print_max_attempts               = 5
  ledger_entry_max_attempts              = 5
  messaging_email_newsletter_concurrency = 24
  messaging_email_reset_concurrency      = 24
  messaging_log_retention_days           = 14
  messaging_package                      = var.messaging_package
  messaging_push_notify_concurrency      = 24
  messaging_sms_code_concurrency         = 24
  messaging_webhook_deliver_concurrency  = 24
  name_prefix                            = "shop-production"
  oncall_topic_arn                       = var.oncall_topic_arn
  order_archive_max_attempts             = 5
  order_cancelled_max_attempts           = 5
  order_placed_max_attempts              = 5
  order_returned_max_attempts            = 5
  orders_log_retention_days              = 14
  orders_package                         = var.orders_package
  orders_table_arn                       = var.orders_table_arn
  orders_table_name                      = var.orders_table_name
  payment_authorise_max_attempts         = 5
  payment_capture_depth_alarm            = true
  payment_capture_oldest_age_s           = 300
  payment_refund_max_attempts            = 5
  payments_group                         = var.payments_group
  payments_key_arn                       = var.payments_key_arn
  payments_log_retention_days            = 14
  payments_package                       = var.payments_package
  payout_max_attempts                    = 5
  permissions_boundary_arn               = var.permissions_boundary_arn
  pick_list_max_attempts                 = 5
  platform_log_retention_days            = 14
  platform_package                       = var.platform_package
  price_changed_max_attempts             = 5
  product_changed_max_attempts           = 5
  push_notify_max_attempts               = 5
  queue_audit_trail_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "platform"
  }
  queue_bank_statement_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_cache_purge_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "platform"
  }
  queue_carrier_booking_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_customs_form_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_data_erasure_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "platform"
  }
  queue_data_export_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "platform"
  }
  queue_dispatch_note_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_email_newsletter_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  queue_email_receipt_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  queue_email_reset_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  queue_events_raw_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_feed_export_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_fraud_check_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_funnel_daily_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_image_resize_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_invoice_render_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_label_print_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_ledger_entry_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_order_archive_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_order_cancelled_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_order_placed_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_order_returned_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  queue_payment_authorise_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_payment_capture_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_payment_refund_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_payout_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  queue_pick_list_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_price_changed_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_product_changed_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_push_notify_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  queue_recommendations_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_report_weekly_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_search_index_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_segment_refresh_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_sessions_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  queue_sms_code_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  queue_stock_changed_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  queue_tracking_update_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  queue_webhook_deliver_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  receipts_log_retention_days  = 14
  receipts_package             = var.receipts_package
  recommendations_max_attempts = 5
  region                       = "eu-central-1"
  report_weekly_max_attempts   = 5
  search_index_max_attempts    = 5
  segment_refresh_max_attempts = 5
  sessions_max_attempts        = 5
  sms_code_max_attempts        = 5
  stock_changed_max_attempts   = 5
  subnet_a                     = var.subnet_a
  subnet_b                     = var.subnet_b
  tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
  }
  tracking_update_max_attempts = 5
  webhook_deliver_max_attempts = 5
  worker_catalogue_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "catalogue"
  }
  worker_fulfilment_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "fulfilment"
  }
  worker_insight_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "insight"
  }
  worker_messaging_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
  worker_orders_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "orders"
  }
  worker_payments_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "payments"
  }
  worker_platform_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "platform"
  }
  worker_receipts_tags = {
    cost-centre = "4711"
    managed-by  = "platform"
    stage       = "production"
    team        = "messaging"
  }
}
