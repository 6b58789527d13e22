# `terraform test` in this folder: no cloud, no credentials. A broken module fails here before it breaks a queue.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:us-east-1:123456789012:key/given"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:worker"
    }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = {
      arn = "arn:aws:dynamodb:us-east-1:123456789012:table/jobs"
    }
  }
  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::123456789012:policy/producer"
    }
  }
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/worker"
    }
  }
  mock_resource "aws_kms_key" {
    defaults = {
      arn    = "arn:aws:kms:us-east-1:123456789012:key/made"
      key_id = "made"
    }
  }
  mock_resource "aws_lambda_function" {
    defaults = {
      arn = "arn:aws:lambda:us-east-1:123456789012:function:worker"
    }
  }
  mock_resource "aws_scheduler_schedule_group" {
    defaults = {
      arn = "arn:aws:scheduler:us-east-1:123456789012:schedule-group/group"
    }
  }
  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:topic"
    }
  }
}

# A mock gives every queue the same ARN: apart from each other, a wrong reference shows.
override_resource {
  target = aws_sqs_queue.product_changed
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/product_changed"
    arn = "arn:aws:sqs:us-east-1:123456789012:product_changed"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/product_changed"
  }
}

override_resource {
  target = aws_sqs_queue.product_changed_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/product_changed_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:product_changed_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/product_changed_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.price_changed
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/price_changed"
    arn = "arn:aws:sqs:us-east-1:123456789012:price_changed"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/price_changed"
  }
}

override_resource {
  target = aws_sqs_queue.price_changed_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/price_changed_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:price_changed_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/price_changed_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.stock_changed
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/stock_changed"
    arn = "arn:aws:sqs:us-east-1:123456789012:stock_changed"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/stock_changed"
  }
}

override_resource {
  target = aws_sqs_queue.stock_changed_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/stock_changed_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:stock_changed_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/stock_changed_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.image_resize
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/image_resize"
    arn = "arn:aws:sqs:us-east-1:123456789012:image_resize"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/image_resize"
  }
}

override_resource {
  target = aws_sqs_queue.image_resize_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/image_resize_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:image_resize_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/image_resize_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.search_index
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/search_index"
    arn = "arn:aws:sqs:us-east-1:123456789012:search_index"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/search_index"
  }
}

override_resource {
  target = aws_sqs_queue.search_index_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/search_index_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:search_index_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/search_index_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.feed_export
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/feed_export"
    arn = "arn:aws:sqs:us-east-1:123456789012:feed_export"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/feed_export"
  }
}

override_resource {
  target = aws_sqs_queue.feed_export_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/feed_export_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:feed_export_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/feed_export_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_placed
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_placed"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_placed"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_placed"
  }
}

override_resource {
  target = aws_sqs_queue.order_placed_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_placed_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_placed_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_placed_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_cancelled
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_cancelled"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_cancelled"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_cancelled"
  }
}

override_resource {
  target = aws_sqs_queue.order_cancelled_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_cancelled_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_cancelled_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_cancelled_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_returned
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_returned"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_returned"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_returned"
  }
}

override_resource {
  target = aws_sqs_queue.order_returned_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_returned_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_returned_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_returned_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.fraud_check
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/fraud_check"
    arn = "arn:aws:sqs:us-east-1:123456789012:fraud_check"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/fraud_check"
  }
}

override_resource {
  target = aws_sqs_queue.fraud_check_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/fraud_check_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:fraud_check_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/fraud_check_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.invoice_render
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/invoice_render"
    arn = "arn:aws:sqs:us-east-1:123456789012:invoice_render"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/invoice_render"
  }
}

override_resource {
  target = aws_sqs_queue.invoice_render_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/invoice_render_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:invoice_render_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/invoice_render_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_archive
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_archive"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_archive"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_archive"
  }
}

override_resource {
  target = aws_sqs_queue.order_archive_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_archive_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_archive_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_archive_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.payment_authorise
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_authorise"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_authorise"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_authorise"
  }
}

override_resource {
  target = aws_sqs_queue.payment_authorise_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_authorise_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_authorise_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_authorise_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.payment_capture
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_capture"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_capture"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_capture"
  }
}

override_resource {
  target = aws_sqs_queue.payment_capture_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_capture_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_capture_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_capture_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.payment_refund
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_refund"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_refund"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_refund"
  }
}

override_resource {
  target = aws_sqs_queue.payment_refund_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_refund_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:payment_refund_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payment_refund_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.payout
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payout"
    arn = "arn:aws:sqs:us-east-1:123456789012:payout"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payout"
  }
}

override_resource {
  target = aws_sqs_queue.payout_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/payout_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:payout_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/payout_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.ledger_entry
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/ledger_entry"
    arn = "arn:aws:sqs:us-east-1:123456789012:ledger_entry"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/ledger_entry"
  }
}

override_resource {
  target = aws_sqs_queue.ledger_entry_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/ledger_entry_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:ledger_entry_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/ledger_entry_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.bank_statement
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/bank_statement"
    arn = "arn:aws:sqs:us-east-1:123456789012:bank_statement"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/bank_statement"
  }
}

override_resource {
  target = aws_sqs_queue.bank_statement_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/bank_statement_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:bank_statement_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/bank_statement_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.pick_list
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/pick_list"
    arn = "arn:aws:sqs:us-east-1:123456789012:pick_list"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/pick_list"
  }
}

override_resource {
  target = aws_sqs_queue.pick_list_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/pick_list_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:pick_list_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/pick_list_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.label_print
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/label_print"
    arn = "arn:aws:sqs:us-east-1:123456789012:label_print"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/label_print"
  }
}

override_resource {
  target = aws_sqs_queue.label_print_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/label_print_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:label_print_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/label_print_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.carrier_booking
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/carrier_booking"
    arn = "arn:aws:sqs:us-east-1:123456789012:carrier_booking"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/carrier_booking"
  }
}

override_resource {
  target = aws_sqs_queue.carrier_booking_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/carrier_booking_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:carrier_booking_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/carrier_booking_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.tracking_update
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/tracking_update"
    arn = "arn:aws:sqs:us-east-1:123456789012:tracking_update"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/tracking_update"
  }
}

override_resource {
  target = aws_sqs_queue.tracking_update_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/tracking_update_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:tracking_update_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/tracking_update_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.customs_form
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/customs_form"
    arn = "arn:aws:sqs:us-east-1:123456789012:customs_form"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/customs_form"
  }
}

override_resource {
  target = aws_sqs_queue.customs_form_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/customs_form_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:customs_form_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/customs_form_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.dispatch_note
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/dispatch_note"
    arn = "arn:aws:sqs:us-east-1:123456789012:dispatch_note"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/dispatch_note"
  }
}

override_resource {
  target = aws_sqs_queue.dispatch_note_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/dispatch_note_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:dispatch_note_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/dispatch_note_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_high
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_high"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_high"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_high"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_high_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_high_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_high_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_high_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_normal
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_normal"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_normal"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_normal"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_normal_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_normal_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_normal_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_normal_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_low
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_low"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_low"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_low"
  }
}

override_resource {
  target = aws_sqs_queue.email_receipt_low_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_low_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_receipt_low_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_receipt_low_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.email_newsletter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_newsletter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_newsletter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_newsletter"
  }
}

override_resource {
  target = aws_sqs_queue.email_newsletter_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_newsletter_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_newsletter_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_newsletter_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.email_reset
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_reset"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_reset"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_reset"
  }
}

override_resource {
  target = aws_sqs_queue.email_reset_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/email_reset_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:email_reset_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/email_reset_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.push_notify
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/push_notify"
    arn = "arn:aws:sqs:us-east-1:123456789012:push_notify"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/push_notify"
  }
}

override_resource {
  target = aws_sqs_queue.push_notify_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/push_notify_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:push_notify_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/push_notify_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.sms_code
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sms_code"
    arn = "arn:aws:sqs:us-east-1:123456789012:sms_code"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sms_code"
  }
}

override_resource {
  target = aws_sqs_queue.sms_code_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sms_code_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:sms_code_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sms_code_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.webhook_deliver
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/webhook_deliver"
    arn = "arn:aws:sqs:us-east-1:123456789012:webhook_deliver"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/webhook_deliver"
  }
}

override_resource {
  target = aws_sqs_queue.webhook_deliver_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/webhook_deliver_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:webhook_deliver_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/webhook_deliver_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.events_raw
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/events_raw"
    arn = "arn:aws:sqs:us-east-1:123456789012:events_raw"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/events_raw"
  }
}

override_resource {
  target = aws_sqs_queue.events_raw_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/events_raw_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:events_raw_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/events_raw_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.sessions
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sessions"
    arn = "arn:aws:sqs:us-east-1:123456789012:sessions"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sessions"
  }
}

override_resource {
  target = aws_sqs_queue.sessions_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sessions_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:sessions_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sessions_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.funnel_daily
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/funnel_daily"
    arn = "arn:aws:sqs:us-east-1:123456789012:funnel_daily"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/funnel_daily"
  }
}

override_resource {
  target = aws_sqs_queue.funnel_daily_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/funnel_daily_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:funnel_daily_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/funnel_daily_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.recommendations
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/recommendations"
    arn = "arn:aws:sqs:us-east-1:123456789012:recommendations"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/recommendations"
  }
}

override_resource {
  target = aws_sqs_queue.recommendations_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/recommendations_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:recommendations_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/recommendations_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.segment_refresh
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/segment_refresh"
    arn = "arn:aws:sqs:us-east-1:123456789012:segment_refresh"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/segment_refresh"
  }
}

override_resource {
  target = aws_sqs_queue.segment_refresh_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/segment_refresh_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:segment_refresh_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/segment_refresh_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.report_weekly
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/report_weekly"
    arn = "arn:aws:sqs:us-east-1:123456789012:report_weekly"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/report_weekly"
  }
}

override_resource {
  target = aws_sqs_queue.report_weekly_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/report_weekly_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:report_weekly_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/report_weekly_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.audit_trail
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/audit_trail"
    arn = "arn:aws:sqs:us-east-1:123456789012:audit_trail"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/audit_trail"
  }
}

override_resource {
  target = aws_sqs_queue.audit_trail_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/audit_trail_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:audit_trail_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/audit_trail_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.data_erasure
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/data_erasure"
    arn = "arn:aws:sqs:us-east-1:123456789012:data_erasure"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/data_erasure"
  }
}

override_resource {
  target = aws_sqs_queue.data_erasure_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/data_erasure_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:data_erasure_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/data_erasure_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.data_export
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/data_export"
    arn = "arn:aws:sqs:us-east-1:123456789012:data_export"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/data_export"
  }
}

override_resource {
  target = aws_sqs_queue.data_export_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/data_export_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:data_export_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/data_export_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.cache_purge
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/cache_purge"
    arn = "arn:aws:sqs:us-east-1:123456789012:cache_purge"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/cache_purge"
  }
}

override_resource {
  target = aws_sqs_queue.cache_purge_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/cache_purge_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:cache_purge_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/cache_purge_dead_letter"
  }
}

variables {
  audit_trail_max_attempts               = 5
  bank_statement_max_attempts            = 5
  cache_purge_max_attempts               = 5
  carrier_booking_max_attempts           = 5
  catalogue_log_retention_days           = 14
  catalogue_package                      = "versions.tf"
  customs_form_max_attempts              = 5
  data_erasure_max_attempts              = 5
  data_export_max_attempts               = 5
  deletion_protection                    = true
  dispatch_note_max_attempts             = 5
  email_newsletter_max_attempts          = 5
  email_receipt_max_attempts             = 5
  email_reset_max_attempts               = 5
  environment                            = "production"
  event_bus_role_arn                     = "arn:aws:sqs:us-east-1:123456789012:given"
  events_raw_max_attempts                = 5
  feed_export_max_attempts               = 5
  fraud_check_max_attempts               = 5
  fulfilment_log_retention_days          = 14
  fulfilment_package                     = "versions.tf"
  funnel_daily_max_attempts              = 5
  image_resize_max_attempts              = 5
  insight_log_retention_days             = 14
  insight_package                        = "versions.tf"
  invoice_render_max_attempts            = 5
  label_print_max_attempts               = 5
  ledger_entry_max_attempts              = 5
  messaging_email_newsletter_concurrency = 24
  messaging_email_reset_concurrency      = 24
  messaging_log_retention_days           = 14
  messaging_package                      = "versions.tf"
  messaging_push_notify_concurrency      = 24
  messaging_sms_code_concurrency         = 24
  messaging_webhook_deliver_concurrency  = 24
  name_prefix                            = "shop-production"
  oncall_topic_arn                       = "arn:aws:sqs:us-east-1:123456789012:given"
  order_archive_max_attempts             = 5
  order_cancelled_max_attempts           = 5
  order_placed_max_attempts              = 5
  order_returned_max_attempts            = 5
  orders_log_retention_days              = 14
  orders_package                         = "versions.tf"
  orders_table_arn                       = "arn:aws:sqs:us-east-1:123456789012:given"
  orders_table_name                      = "arn:aws:sqs:us-east-1:123456789012:given"
  payment_authorise_max_attempts         = 5
  payment_capture_depth_alarm            = true
  payment_capture_oldest_age_s           = 300
  payment_refund_max_attempts            = 5
  payments_group                         = "arn:aws:sqs:us-east-1:123456789012:given"
  payments_key_arn                       = "alias/given"
  payments_log_retention_days            = 14
  payments_package                       = "versions.tf"
  payout_max_attempts                    = 5
  permissions_boundary_arn               = "arn:aws:sqs:us-east-1:123456789012:given"
  pick_list_max_attempts                 = 5
  platform_log_retention_days            = 14
  platform_package                       = "versions.tf"
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
  receipts_package             = "versions.tf"
  recommendations_max_attempts = 5
  region                       = "eu-central-1"
  report_weekly_max_attempts   = 5
  search_index_max_attempts    = 5
  segment_refresh_max_attempts = 5
  sessions_max_attempts        = 5
  sms_code_max_attempts        = 5
  stock_changed_max_attempts   = 5
  subnet_a                     = "arn:aws:sqs:us-east-1:123456789012:given"
  subnet_b                     = "arn:aws:sqs:us-east-1:123456789012:given"
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

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.product_changed.redrive_policy).deadLetterTargetArn == aws_sqs_queue.product_changed_dead_letter.arn
    error_message = "Failed jobs of product_changed do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.product_changed.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of product_changed are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.product_changed_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.product_changed.arn]
    error_message = "Another queue may fill product_changed_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.product_changed_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill product_changed_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.product_changed_dead_letter.message_retention_seconds > aws_sqs_queue.product_changed.message_retention_seconds
    error_message = "A job that failed late is gone from product_changed_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.product_changed_dead_letter.fifo_queue == aws_sqs_queue.product_changed.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: product_changed."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.product_changed_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "product_changed_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.product_changed.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "product_changed takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.product_changed.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "product_changed can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.product_changed.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to product_changed."
  }

  assert {
    condition     = aws_sqs_queue.product_changed.sqs_managed_sse_enabled == true
    error_message = "product_changed is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.price_changed.redrive_policy).deadLetterTargetArn == aws_sqs_queue.price_changed_dead_letter.arn
    error_message = "Failed jobs of price_changed do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.price_changed.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of price_changed are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.price_changed_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.price_changed.arn]
    error_message = "Another queue may fill price_changed_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.price_changed_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill price_changed_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.price_changed_dead_letter.message_retention_seconds > aws_sqs_queue.price_changed.message_retention_seconds
    error_message = "A job that failed late is gone from price_changed_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.price_changed_dead_letter.fifo_queue == aws_sqs_queue.price_changed.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: price_changed."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.price_changed_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "price_changed_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.price_changed.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "price_changed takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.price_changed.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "price_changed can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.price_changed.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to price_changed."
  }

  assert {
    condition     = aws_sqs_queue.price_changed.sqs_managed_sse_enabled == true
    error_message = "price_changed is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.stock_changed.redrive_policy).deadLetterTargetArn == aws_sqs_queue.stock_changed_dead_letter.arn
    error_message = "Failed jobs of stock_changed do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.stock_changed.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of stock_changed are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.stock_changed_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.stock_changed.arn]
    error_message = "Another queue may fill stock_changed_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.stock_changed_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill stock_changed_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.stock_changed_dead_letter.message_retention_seconds > aws_sqs_queue.stock_changed.message_retention_seconds
    error_message = "A job that failed late is gone from stock_changed_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.stock_changed_dead_letter.fifo_queue == aws_sqs_queue.stock_changed.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: stock_changed."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.stock_changed_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "stock_changed_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.stock_changed.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "stock_changed takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.stock_changed.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "stock_changed can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.stock_changed.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to stock_changed."
  }

  assert {
    condition     = aws_sqs_queue.stock_changed.sqs_managed_sse_enabled == true
    error_message = "stock_changed is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.image_resize.redrive_policy).deadLetterTargetArn == aws_sqs_queue.image_resize_dead_letter.arn
    error_message = "Failed jobs of image_resize do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.image_resize.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of image_resize are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.image_resize_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.image_resize.arn]
    error_message = "Another queue may fill image_resize_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.image_resize_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill image_resize_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.image_resize_dead_letter.message_retention_seconds > aws_sqs_queue.image_resize.message_retention_seconds
    error_message = "A job that failed late is gone from image_resize_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.image_resize_dead_letter.fifo_queue == aws_sqs_queue.image_resize.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: image_resize."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.image_resize_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "image_resize_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.image_resize.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "image_resize takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.image_resize.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "image_resize can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.image_resize.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to image_resize."
  }

  assert {
    condition     = aws_sqs_queue.image_resize.sqs_managed_sse_enabled == true
    error_message = "image_resize is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.search_index.redrive_policy).deadLetterTargetArn == aws_sqs_queue.search_index_dead_letter.arn
    error_message = "Failed jobs of search_index do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.search_index.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of search_index are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.search_index_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.search_index.arn]
    error_message = "Another queue may fill search_index_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.search_index_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill search_index_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.search_index_dead_letter.message_retention_seconds > aws_sqs_queue.search_index.message_retention_seconds
    error_message = "A job that failed late is gone from search_index_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.search_index_dead_letter.fifo_queue == aws_sqs_queue.search_index.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: search_index."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.search_index_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "search_index_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.search_index.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "search_index takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.search_index.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "search_index can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.search_index.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to search_index."
  }

  assert {
    condition     = aws_sqs_queue.search_index.sqs_managed_sse_enabled == true
    error_message = "search_index is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.feed_export.redrive_policy).deadLetterTargetArn == aws_sqs_queue.feed_export_dead_letter.arn
    error_message = "Failed jobs of feed_export do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.feed_export.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of feed_export are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.feed_export_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.feed_export.arn]
    error_message = "Another queue may fill feed_export_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.feed_export_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill feed_export_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.feed_export_dead_letter.message_retention_seconds > aws_sqs_queue.feed_export.message_retention_seconds
    error_message = "A job that failed late is gone from feed_export_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.feed_export_dead_letter.fifo_queue == aws_sqs_queue.feed_export.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: feed_export."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.feed_export_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "feed_export_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.feed_export.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "feed_export takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.feed_export.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "feed_export can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.feed_export.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to feed_export."
  }

  assert {
    condition     = aws_sqs_queue.feed_export.sqs_managed_sse_enabled == true
    error_message = "feed_export is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_placed.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_placed_dead_letter.arn
    error_message = "Failed jobs of order_placed do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_placed.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_placed are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_placed_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_placed.arn]
    error_message = "Another queue may fill order_placed_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_placed_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_placed_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_placed_dead_letter.message_retention_seconds > aws_sqs_queue.order_placed.message_retention_seconds
    error_message = "A job that failed late is gone from order_placed_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_placed_dead_letter.fifo_queue == aws_sqs_queue.order_placed.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_placed."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_placed_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_placed_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_placed.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_placed takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_placed.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_placed can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_placed.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_placed."
  }

  assert {
    condition     = aws_sqs_queue.order_placed.sqs_managed_sse_enabled == true
    error_message = "order_placed is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_cancelled.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_cancelled_dead_letter.arn
    error_message = "Failed jobs of order_cancelled do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_cancelled.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_cancelled are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_cancelled_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_cancelled.arn]
    error_message = "Another queue may fill order_cancelled_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_cancelled_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_cancelled_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_cancelled_dead_letter.message_retention_seconds > aws_sqs_queue.order_cancelled.message_retention_seconds
    error_message = "A job that failed late is gone from order_cancelled_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_cancelled_dead_letter.fifo_queue == aws_sqs_queue.order_cancelled.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_cancelled."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_cancelled_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_cancelled_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_cancelled.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_cancelled takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_cancelled.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_cancelled can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_cancelled.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_cancelled."
  }

  assert {
    condition     = aws_sqs_queue.order_cancelled.sqs_managed_sse_enabled == true
    error_message = "order_cancelled is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_returned.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_returned_dead_letter.arn
    error_message = "Failed jobs of order_returned do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_returned.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_returned are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_returned_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_returned.arn]
    error_message = "Another queue may fill order_returned_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_returned_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_returned_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_returned_dead_letter.message_retention_seconds > aws_sqs_queue.order_returned.message_retention_seconds
    error_message = "A job that failed late is gone from order_returned_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_returned_dead_letter.fifo_queue == aws_sqs_queue.order_returned.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_returned."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_returned_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_returned_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_returned.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_returned takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_returned.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_returned can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_returned.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_returned."
  }

  assert {
    condition     = aws_sqs_queue.order_returned.sqs_managed_sse_enabled == true
    error_message = "order_returned is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.fraud_check.redrive_policy).deadLetterTargetArn == aws_sqs_queue.fraud_check_dead_letter.arn
    error_message = "Failed jobs of fraud_check do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.fraud_check.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of fraud_check are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.fraud_check_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.fraud_check.arn]
    error_message = "Another queue may fill fraud_check_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.fraud_check_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill fraud_check_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.fraud_check_dead_letter.message_retention_seconds > aws_sqs_queue.fraud_check.message_retention_seconds
    error_message = "A job that failed late is gone from fraud_check_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.fraud_check_dead_letter.fifo_queue == aws_sqs_queue.fraud_check.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: fraud_check."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.fraud_check_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "fraud_check_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.fraud_check.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "fraud_check takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.fraud_check.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "fraud_check can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.fraud_check.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to fraud_check."
  }

  assert {
    condition     = aws_sqs_queue.fraud_check.sqs_managed_sse_enabled == true
    error_message = "fraud_check is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.invoice_render.redrive_policy).deadLetterTargetArn == aws_sqs_queue.invoice_render_dead_letter.arn
    error_message = "Failed jobs of invoice_render do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.invoice_render.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of invoice_render are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.invoice_render_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.invoice_render.arn]
    error_message = "Another queue may fill invoice_render_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.invoice_render_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill invoice_render_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.invoice_render_dead_letter.message_retention_seconds > aws_sqs_queue.invoice_render.message_retention_seconds
    error_message = "A job that failed late is gone from invoice_render_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.invoice_render_dead_letter.fifo_queue == aws_sqs_queue.invoice_render.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: invoice_render."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.invoice_render_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "invoice_render_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.invoice_render.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "invoice_render takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.invoice_render.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "invoice_render can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.invoice_render.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to invoice_render."
  }

  assert {
    condition     = aws_sqs_queue.invoice_render.sqs_managed_sse_enabled == true
    error_message = "invoice_render is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_archive.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_archive_dead_letter.arn
    error_message = "Failed jobs of order_archive do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_archive.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_archive are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_archive_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_archive.arn]
    error_message = "Another queue may fill order_archive_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_archive_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_archive_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_archive_dead_letter.message_retention_seconds > aws_sqs_queue.order_archive.message_retention_seconds
    error_message = "A job that failed late is gone from order_archive_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_archive_dead_letter.fifo_queue == aws_sqs_queue.order_archive.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_archive."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_archive_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_archive_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_archive.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_archive takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_archive.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_archive can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_archive.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_archive."
  }

  assert {
    condition     = aws_sqs_queue.order_archive.sqs_managed_sse_enabled == true
    error_message = "order_archive is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_authorise.redrive_policy).deadLetterTargetArn == aws_sqs_queue.payment_authorise_dead_letter.arn
    error_message = "Failed jobs of payment_authorise do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_authorise.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of payment_authorise are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_authorise_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.payment_authorise.arn]
    error_message = "Another queue may fill payment_authorise_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_authorise_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill payment_authorise_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.payment_authorise_dead_letter.message_retention_seconds > aws_sqs_queue.payment_authorise.message_retention_seconds
    error_message = "A job that failed late is gone from payment_authorise_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.payment_authorise_dead_letter.fifo_queue == aws_sqs_queue.payment_authorise.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: payment_authorise."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_authorise_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_authorise_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_authorise.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_authorise takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_authorise.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "payment_authorise can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_authorise.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to payment_authorise."
  }

  assert {
    condition     = aws_sqs_queue.payment_authorise.sqs_managed_sse_enabled == true
    error_message = "payment_authorise is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_capture.redrive_policy).deadLetterTargetArn == aws_sqs_queue.payment_capture_dead_letter.arn
    error_message = "Failed jobs of payment_capture do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_capture.redrive_policy).maxReceiveCount == 10
    error_message = "Jobs of payment_capture are not tried 10 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_capture_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.payment_capture.arn]
    error_message = "Another queue may fill payment_capture_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_capture_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill payment_capture_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.payment_capture_dead_letter.message_retention_seconds > aws_sqs_queue.payment_capture.message_retention_seconds
    error_message = "A job that failed late is gone from payment_capture_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.payment_capture_dead_letter.fifo_queue == aws_sqs_queue.payment_capture.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: payment_capture."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_capture_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_capture_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_capture.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_capture takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_capture.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "payment_capture can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_capture.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to payment_capture."
  }

  assert {
    condition     = aws_sqs_queue.payment_capture.kms_master_key_id != null
    error_message = "payment_capture is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_refund.redrive_policy).deadLetterTargetArn == aws_sqs_queue.payment_refund_dead_letter.arn
    error_message = "Failed jobs of payment_refund do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payment_refund.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of payment_refund are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_refund_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.payment_refund.arn]
    error_message = "Another queue may fill payment_refund_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payment_refund_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill payment_refund_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.payment_refund_dead_letter.message_retention_seconds > aws_sqs_queue.payment_refund.message_retention_seconds
    error_message = "A job that failed late is gone from payment_refund_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.payment_refund_dead_letter.fifo_queue == aws_sqs_queue.payment_refund.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: payment_refund."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_refund_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_refund_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_refund.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payment_refund takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_refund.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "payment_refund can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.payment_refund.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to payment_refund."
  }

  assert {
    condition     = aws_sqs_queue.payment_refund.kms_master_key_id != null
    error_message = "payment_refund is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payout.redrive_policy).deadLetterTargetArn == aws_sqs_queue.payout_dead_letter.arn
    error_message = "Failed jobs of payout do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.payout.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of payout are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payout_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.payout.arn]
    error_message = "Another queue may fill payout_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.payout_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill payout_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.payout_dead_letter.message_retention_seconds > aws_sqs_queue.payout.message_retention_seconds
    error_message = "A job that failed late is gone from payout_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.payout_dead_letter.fifo_queue == aws_sqs_queue.payout.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: payout."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payout_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payout_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payout.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "payout takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.payout.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "payout can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.payout.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to payout."
  }

  assert {
    condition     = aws_sqs_queue.payout.fifo_queue
    error_message = "payout does not keep the order of jobs."
  }

  assert {
    condition     = aws_sqs_queue.payout.sqs_managed_sse_enabled == true
    error_message = "payout is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.ledger_entry.redrive_policy).deadLetterTargetArn == aws_sqs_queue.ledger_entry_dead_letter.arn
    error_message = "Failed jobs of ledger_entry do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.ledger_entry.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of ledger_entry are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.ledger_entry_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.ledger_entry.arn]
    error_message = "Another queue may fill ledger_entry_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.ledger_entry_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill ledger_entry_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.ledger_entry_dead_letter.message_retention_seconds > aws_sqs_queue.ledger_entry.message_retention_seconds
    error_message = "A job that failed late is gone from ledger_entry_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.ledger_entry_dead_letter.fifo_queue == aws_sqs_queue.ledger_entry.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: ledger_entry."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.ledger_entry_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "ledger_entry_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.ledger_entry.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "ledger_entry takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.ledger_entry.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "ledger_entry can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.ledger_entry.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to ledger_entry."
  }

  assert {
    condition     = aws_sqs_queue.ledger_entry.fifo_queue
    error_message = "ledger_entry does not keep the order of jobs."
  }

  assert {
    condition     = aws_sqs_queue.ledger_entry.sqs_managed_sse_enabled == true
    error_message = "ledger_entry is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.bank_statement.redrive_policy).deadLetterTargetArn == aws_sqs_queue.bank_statement_dead_letter.arn
    error_message = "Failed jobs of bank_statement do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.bank_statement.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of bank_statement are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.bank_statement_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.bank_statement.arn]
    error_message = "Another queue may fill bank_statement_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.bank_statement_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill bank_statement_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.bank_statement_dead_letter.message_retention_seconds > aws_sqs_queue.bank_statement.message_retention_seconds
    error_message = "A job that failed late is gone from bank_statement_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.bank_statement_dead_letter.fifo_queue == aws_sqs_queue.bank_statement.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: bank_statement."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.bank_statement_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "bank_statement_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.bank_statement.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "bank_statement takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.bank_statement.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "bank_statement can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.bank_statement.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to bank_statement."
  }

  assert {
    condition     = aws_sqs_queue.bank_statement.sqs_managed_sse_enabled == true
    error_message = "bank_statement is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.pick_list.redrive_policy).deadLetterTargetArn == aws_sqs_queue.pick_list_dead_letter.arn
    error_message = "Failed jobs of pick_list do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.pick_list.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of pick_list are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.pick_list_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.pick_list.arn]
    error_message = "Another queue may fill pick_list_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.pick_list_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill pick_list_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.pick_list_dead_letter.message_retention_seconds > aws_sqs_queue.pick_list.message_retention_seconds
    error_message = "A job that failed late is gone from pick_list_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.pick_list_dead_letter.fifo_queue == aws_sqs_queue.pick_list.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: pick_list."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.pick_list_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "pick_list_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.pick_list.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "pick_list takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.pick_list.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "pick_list can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.pick_list.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to pick_list."
  }

  assert {
    condition     = aws_sqs_queue.pick_list.sqs_managed_sse_enabled == true
    error_message = "pick_list is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.label_print.redrive_policy).deadLetterTargetArn == aws_sqs_queue.label_print_dead_letter.arn
    error_message = "Failed jobs of label_print do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.label_print.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of label_print are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.label_print_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.label_print.arn]
    error_message = "Another queue may fill label_print_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.label_print_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill label_print_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.label_print_dead_letter.message_retention_seconds > aws_sqs_queue.label_print.message_retention_seconds
    error_message = "A job that failed late is gone from label_print_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.label_print_dead_letter.fifo_queue == aws_sqs_queue.label_print.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: label_print."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.label_print_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "label_print_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.label_print.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "label_print takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.label_print.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "label_print can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.label_print.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to label_print."
  }

  assert {
    condition     = aws_sqs_queue.label_print.sqs_managed_sse_enabled == true
    error_message = "label_print is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.carrier_booking.redrive_policy).deadLetterTargetArn == aws_sqs_queue.carrier_booking_dead_letter.arn
    error_message = "Failed jobs of carrier_booking do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.carrier_booking.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of carrier_booking are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.carrier_booking_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.carrier_booking.arn]
    error_message = "Another queue may fill carrier_booking_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.carrier_booking_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill carrier_booking_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.carrier_booking_dead_letter.message_retention_seconds > aws_sqs_queue.carrier_booking.message_retention_seconds
    error_message = "A job that failed late is gone from carrier_booking_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.carrier_booking_dead_letter.fifo_queue == aws_sqs_queue.carrier_booking.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: carrier_booking."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.carrier_booking_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "carrier_booking_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.carrier_booking.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "carrier_booking takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.carrier_booking.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "carrier_booking can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.carrier_booking.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to carrier_booking."
  }

  assert {
    condition     = aws_sqs_queue.carrier_booking.sqs_managed_sse_enabled == true
    error_message = "carrier_booking is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.tracking_update.redrive_policy).deadLetterTargetArn == aws_sqs_queue.tracking_update_dead_letter.arn
    error_message = "Failed jobs of tracking_update do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.tracking_update.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of tracking_update are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.tracking_update_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.tracking_update.arn]
    error_message = "Another queue may fill tracking_update_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.tracking_update_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill tracking_update_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.tracking_update_dead_letter.message_retention_seconds > aws_sqs_queue.tracking_update.message_retention_seconds
    error_message = "A job that failed late is gone from tracking_update_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.tracking_update_dead_letter.fifo_queue == aws_sqs_queue.tracking_update.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: tracking_update."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tracking_update_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "tracking_update_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tracking_update.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "tracking_update takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tracking_update.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "tracking_update can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.tracking_update.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to tracking_update."
  }

  assert {
    condition     = aws_sqs_queue.tracking_update.sqs_managed_sse_enabled == true
    error_message = "tracking_update is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.customs_form.redrive_policy).deadLetterTargetArn == aws_sqs_queue.customs_form_dead_letter.arn
    error_message = "Failed jobs of customs_form do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.customs_form.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of customs_form are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.customs_form_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.customs_form.arn]
    error_message = "Another queue may fill customs_form_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.customs_form_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill customs_form_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.customs_form_dead_letter.message_retention_seconds > aws_sqs_queue.customs_form.message_retention_seconds
    error_message = "A job that failed late is gone from customs_form_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.customs_form_dead_letter.fifo_queue == aws_sqs_queue.customs_form.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: customs_form."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.customs_form_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "customs_form_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.customs_form.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "customs_form takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.customs_form.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "customs_form can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.customs_form.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to customs_form."
  }

  assert {
    condition     = aws_sqs_queue.customs_form.sqs_managed_sse_enabled == true
    error_message = "customs_form is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.dispatch_note.redrive_policy).deadLetterTargetArn == aws_sqs_queue.dispatch_note_dead_letter.arn
    error_message = "Failed jobs of dispatch_note do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.dispatch_note.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of dispatch_note are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dispatch_note_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.dispatch_note.arn]
    error_message = "Another queue may fill dispatch_note_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dispatch_note_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill dispatch_note_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.dispatch_note_dead_letter.message_retention_seconds > aws_sqs_queue.dispatch_note.message_retention_seconds
    error_message = "A job that failed late is gone from dispatch_note_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.dispatch_note_dead_letter.fifo_queue == aws_sqs_queue.dispatch_note.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: dispatch_note."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.dispatch_note_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "dispatch_note_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.dispatch_note.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "dispatch_note takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.dispatch_note.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "dispatch_note can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.dispatch_note.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to dispatch_note."
  }

  assert {
    condition     = aws_sqs_queue.dispatch_note.sqs_managed_sse_enabled == true
    error_message = "dispatch_note is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_high.redrive_policy).deadLetterTargetArn == aws_sqs_queue.email_receipt_high_dead_letter.arn
    error_message = "Failed jobs of email_receipt_high do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_high.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of email_receipt_high are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_high_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.email_receipt_high.arn]
    error_message = "Another queue may fill email_receipt_high_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_high_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill email_receipt_high_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_high_dead_letter.message_retention_seconds > aws_sqs_queue.email_receipt_high.message_retention_seconds
    error_message = "A job that failed late is gone from email_receipt_high_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_high_dead_letter.fifo_queue == aws_sqs_queue.email_receipt_high.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: email_receipt_high."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_high_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_high_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_high.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_high takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_high.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "email_receipt_high can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_high.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to email_receipt_high."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_high.sqs_managed_sse_enabled == true
    error_message = "email_receipt_high is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_normal.redrive_policy).deadLetterTargetArn == aws_sqs_queue.email_receipt_normal_dead_letter.arn
    error_message = "Failed jobs of email_receipt_normal do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_normal.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of email_receipt_normal are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_normal_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.email_receipt_normal.arn]
    error_message = "Another queue may fill email_receipt_normal_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_normal_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill email_receipt_normal_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_normal_dead_letter.message_retention_seconds > aws_sqs_queue.email_receipt_normal.message_retention_seconds
    error_message = "A job that failed late is gone from email_receipt_normal_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_normal_dead_letter.fifo_queue == aws_sqs_queue.email_receipt_normal.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: email_receipt_normal."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_normal_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_normal_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_normal.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_normal takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_normal.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "email_receipt_normal can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_normal.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to email_receipt_normal."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_normal.sqs_managed_sse_enabled == true
    error_message = "email_receipt_normal is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_low.redrive_policy).deadLetterTargetArn == aws_sqs_queue.email_receipt_low_dead_letter.arn
    error_message = "Failed jobs of email_receipt_low do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_receipt_low.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of email_receipt_low are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_low_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.email_receipt_low.arn]
    error_message = "Another queue may fill email_receipt_low_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_receipt_low_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill email_receipt_low_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_low_dead_letter.message_retention_seconds > aws_sqs_queue.email_receipt_low.message_retention_seconds
    error_message = "A job that failed late is gone from email_receipt_low_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_low_dead_letter.fifo_queue == aws_sqs_queue.email_receipt_low.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: email_receipt_low."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_low_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_low_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_low.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_receipt_low takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_low.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "email_receipt_low can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_receipt_low.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to email_receipt_low."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_low.sqs_managed_sse_enabled == true
    error_message = "email_receipt_low is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_newsletter.redrive_policy).deadLetterTargetArn == aws_sqs_queue.email_newsletter_dead_letter.arn
    error_message = "Failed jobs of email_newsletter do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_newsletter.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of email_newsletter are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_newsletter_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.email_newsletter.arn]
    error_message = "Another queue may fill email_newsletter_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_newsletter_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill email_newsletter_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.email_newsletter_dead_letter.message_retention_seconds > aws_sqs_queue.email_newsletter.message_retention_seconds
    error_message = "A job that failed late is gone from email_newsletter_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.email_newsletter_dead_letter.fifo_queue == aws_sqs_queue.email_newsletter.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: email_newsletter."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_newsletter_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_newsletter_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_newsletter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_newsletter takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_newsletter.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "email_newsletter can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_newsletter.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to email_newsletter."
  }

  assert {
    condition     = aws_sqs_queue.email_newsletter.sqs_managed_sse_enabled == true
    error_message = "email_newsletter is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_reset.redrive_policy).deadLetterTargetArn == aws_sqs_queue.email_reset_dead_letter.arn
    error_message = "Failed jobs of email_reset do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.email_reset.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of email_reset are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_reset_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.email_reset.arn]
    error_message = "Another queue may fill email_reset_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.email_reset_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill email_reset_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.email_reset_dead_letter.message_retention_seconds > aws_sqs_queue.email_reset.message_retention_seconds
    error_message = "A job that failed late is gone from email_reset_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.email_reset_dead_letter.fifo_queue == aws_sqs_queue.email_reset.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: email_reset."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_reset_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_reset_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_reset.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "email_reset takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_reset.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "email_reset can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.email_reset.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to email_reset."
  }

  assert {
    condition     = aws_sqs_queue.email_reset.sqs_managed_sse_enabled == true
    error_message = "email_reset is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.push_notify.redrive_policy).deadLetterTargetArn == aws_sqs_queue.push_notify_dead_letter.arn
    error_message = "Failed jobs of push_notify do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.push_notify.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of push_notify are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.push_notify_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.push_notify.arn]
    error_message = "Another queue may fill push_notify_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.push_notify_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill push_notify_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.push_notify_dead_letter.message_retention_seconds > aws_sqs_queue.push_notify.message_retention_seconds
    error_message = "A job that failed late is gone from push_notify_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.push_notify_dead_letter.fifo_queue == aws_sqs_queue.push_notify.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: push_notify."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.push_notify_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "push_notify_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.push_notify.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "push_notify takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.push_notify.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "push_notify can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.push_notify.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to push_notify."
  }

  assert {
    condition     = aws_sqs_queue.push_notify.sqs_managed_sse_enabled == true
    error_message = "push_notify is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.sms_code.redrive_policy).deadLetterTargetArn == aws_sqs_queue.sms_code_dead_letter.arn
    error_message = "Failed jobs of sms_code do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.sms_code.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of sms_code are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sms_code_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.sms_code.arn]
    error_message = "Another queue may fill sms_code_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sms_code_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill sms_code_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.sms_code_dead_letter.message_retention_seconds > aws_sqs_queue.sms_code.message_retention_seconds
    error_message = "A job that failed late is gone from sms_code_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.sms_code_dead_letter.fifo_queue == aws_sqs_queue.sms_code.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: sms_code."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sms_code_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sms_code_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sms_code.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sms_code takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sms_code.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "sms_code can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.sms_code.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to sms_code."
  }

  assert {
    condition     = aws_sqs_queue.sms_code.sqs_managed_sse_enabled == true
    error_message = "sms_code is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.webhook_deliver.redrive_policy).deadLetterTargetArn == aws_sqs_queue.webhook_deliver_dead_letter.arn
    error_message = "Failed jobs of webhook_deliver do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.webhook_deliver.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of webhook_deliver are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.webhook_deliver_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.webhook_deliver.arn]
    error_message = "Another queue may fill webhook_deliver_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.webhook_deliver_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill webhook_deliver_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.webhook_deliver_dead_letter.message_retention_seconds > aws_sqs_queue.webhook_deliver.message_retention_seconds
    error_message = "A job that failed late is gone from webhook_deliver_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.webhook_deliver_dead_letter.fifo_queue == aws_sqs_queue.webhook_deliver.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: webhook_deliver."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.webhook_deliver_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "webhook_deliver_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.webhook_deliver.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "webhook_deliver takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.webhook_deliver.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "webhook_deliver can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.webhook_deliver.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to webhook_deliver."
  }

  assert {
    condition     = aws_sqs_queue.webhook_deliver.sqs_managed_sse_enabled == true
    error_message = "webhook_deliver is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.events_raw.redrive_policy).deadLetterTargetArn == aws_sqs_queue.events_raw_dead_letter.arn
    error_message = "Failed jobs of events_raw do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.events_raw.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of events_raw are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.events_raw_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.events_raw.arn]
    error_message = "Another queue may fill events_raw_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.events_raw_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill events_raw_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.events_raw_dead_letter.message_retention_seconds > aws_sqs_queue.events_raw.message_retention_seconds
    error_message = "A job that failed late is gone from events_raw_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.events_raw_dead_letter.fifo_queue == aws_sqs_queue.events_raw.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: events_raw."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.events_raw_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "events_raw_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.events_raw.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "events_raw takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.events_raw.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "events_raw can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.events_raw.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to events_raw."
  }

  assert {
    condition     = aws_sqs_queue.events_raw.sqs_managed_sse_enabled == true
    error_message = "events_raw is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.sessions.redrive_policy).deadLetterTargetArn == aws_sqs_queue.sessions_dead_letter.arn
    error_message = "Failed jobs of sessions do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.sessions.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of sessions are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sessions_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.sessions.arn]
    error_message = "Another queue may fill sessions_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sessions_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill sessions_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.sessions_dead_letter.message_retention_seconds > aws_sqs_queue.sessions.message_retention_seconds
    error_message = "A job that failed late is gone from sessions_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.sessions_dead_letter.fifo_queue == aws_sqs_queue.sessions.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: sessions."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sessions_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sessions_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sessions.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sessions takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sessions.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "sessions can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.sessions.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to sessions."
  }

  assert {
    condition     = aws_sqs_queue.sessions.sqs_managed_sse_enabled == true
    error_message = "sessions is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.funnel_daily.redrive_policy).deadLetterTargetArn == aws_sqs_queue.funnel_daily_dead_letter.arn
    error_message = "Failed jobs of funnel_daily do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.funnel_daily.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of funnel_daily are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.funnel_daily_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.funnel_daily.arn]
    error_message = "Another queue may fill funnel_daily_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.funnel_daily_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill funnel_daily_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.funnel_daily_dead_letter.message_retention_seconds > aws_sqs_queue.funnel_daily.message_retention_seconds
    error_message = "A job that failed late is gone from funnel_daily_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.funnel_daily_dead_letter.fifo_queue == aws_sqs_queue.funnel_daily.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: funnel_daily."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.funnel_daily_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "funnel_daily_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.funnel_daily.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "funnel_daily takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.funnel_daily.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "funnel_daily can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.funnel_daily.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to funnel_daily."
  }

  assert {
    condition     = aws_sqs_queue.funnel_daily.sqs_managed_sse_enabled == true
    error_message = "funnel_daily is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.recommendations.redrive_policy).deadLetterTargetArn == aws_sqs_queue.recommendations_dead_letter.arn
    error_message = "Failed jobs of recommendations do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.recommendations.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of recommendations are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.recommendations_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.recommendations.arn]
    error_message = "Another queue may fill recommendations_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.recommendations_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill recommendations_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.recommendations_dead_letter.message_retention_seconds > aws_sqs_queue.recommendations.message_retention_seconds
    error_message = "A job that failed late is gone from recommendations_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.recommendations_dead_letter.fifo_queue == aws_sqs_queue.recommendations.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: recommendations."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.recommendations_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "recommendations_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.recommendations.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "recommendations takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.recommendations.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "recommendations can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.recommendations.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to recommendations."
  }

  assert {
    condition     = aws_sqs_queue.recommendations.sqs_managed_sse_enabled == true
    error_message = "recommendations is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.segment_refresh.redrive_policy).deadLetterTargetArn == aws_sqs_queue.segment_refresh_dead_letter.arn
    error_message = "Failed jobs of segment_refresh do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.segment_refresh.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of segment_refresh are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.segment_refresh_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.segment_refresh.arn]
    error_message = "Another queue may fill segment_refresh_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.segment_refresh_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill segment_refresh_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.segment_refresh_dead_letter.message_retention_seconds > aws_sqs_queue.segment_refresh.message_retention_seconds
    error_message = "A job that failed late is gone from segment_refresh_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.segment_refresh_dead_letter.fifo_queue == aws_sqs_queue.segment_refresh.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: segment_refresh."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.segment_refresh_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "segment_refresh_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.segment_refresh.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "segment_refresh takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.segment_refresh.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "segment_refresh can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.segment_refresh.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to segment_refresh."
  }

  assert {
    condition     = aws_sqs_queue.segment_refresh.sqs_managed_sse_enabled == true
    error_message = "segment_refresh is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.report_weekly.redrive_policy).deadLetterTargetArn == aws_sqs_queue.report_weekly_dead_letter.arn
    error_message = "Failed jobs of report_weekly do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.report_weekly.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of report_weekly are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.report_weekly_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.report_weekly.arn]
    error_message = "Another queue may fill report_weekly_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.report_weekly_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill report_weekly_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.report_weekly_dead_letter.message_retention_seconds > aws_sqs_queue.report_weekly.message_retention_seconds
    error_message = "A job that failed late is gone from report_weekly_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.report_weekly_dead_letter.fifo_queue == aws_sqs_queue.report_weekly.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: report_weekly."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.report_weekly_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "report_weekly_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.report_weekly.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "report_weekly takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.report_weekly.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "report_weekly can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.report_weekly.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to report_weekly."
  }

  assert {
    condition     = aws_sqs_queue.report_weekly.sqs_managed_sse_enabled == true
    error_message = "report_weekly is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.audit_trail.redrive_policy).deadLetterTargetArn == aws_sqs_queue.audit_trail_dead_letter.arn
    error_message = "Failed jobs of audit_trail do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.audit_trail.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of audit_trail are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.audit_trail_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.audit_trail.arn]
    error_message = "Another queue may fill audit_trail_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.audit_trail_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill audit_trail_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.audit_trail_dead_letter.message_retention_seconds > aws_sqs_queue.audit_trail.message_retention_seconds
    error_message = "A job that failed late is gone from audit_trail_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.audit_trail_dead_letter.fifo_queue == aws_sqs_queue.audit_trail.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: audit_trail."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.audit_trail_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "audit_trail_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.audit_trail.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "audit_trail takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.audit_trail.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "audit_trail can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.audit_trail.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to audit_trail."
  }

  assert {
    condition     = aws_sqs_queue.audit_trail.sqs_managed_sse_enabled == true
    error_message = "audit_trail is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.data_erasure.redrive_policy).deadLetterTargetArn == aws_sqs_queue.data_erasure_dead_letter.arn
    error_message = "Failed jobs of data_erasure do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.data_erasure.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of data_erasure are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.data_erasure_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.data_erasure.arn]
    error_message = "Another queue may fill data_erasure_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.data_erasure_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill data_erasure_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.data_erasure_dead_letter.message_retention_seconds > aws_sqs_queue.data_erasure.message_retention_seconds
    error_message = "A job that failed late is gone from data_erasure_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.data_erasure_dead_letter.fifo_queue == aws_sqs_queue.data_erasure.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: data_erasure."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_erasure_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "data_erasure_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_erasure.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "data_erasure takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_erasure.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "data_erasure can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_erasure.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to data_erasure."
  }

  assert {
    condition     = aws_sqs_queue.data_erasure.sqs_managed_sse_enabled == true
    error_message = "data_erasure is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.data_export.redrive_policy).deadLetterTargetArn == aws_sqs_queue.data_export_dead_letter.arn
    error_message = "Failed jobs of data_export do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.data_export.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of data_export are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.data_export_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.data_export.arn]
    error_message = "Another queue may fill data_export_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.data_export_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill data_export_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.data_export_dead_letter.message_retention_seconds > aws_sqs_queue.data_export.message_retention_seconds
    error_message = "A job that failed late is gone from data_export_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.data_export_dead_letter.fifo_queue == aws_sqs_queue.data_export.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: data_export."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_export_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "data_export_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_export.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "data_export takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_export.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "data_export can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.data_export.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to data_export."
  }

  assert {
    condition     = aws_sqs_queue.data_export.sqs_managed_sse_enabled == true
    error_message = "data_export is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.cache_purge.redrive_policy).deadLetterTargetArn == aws_sqs_queue.cache_purge_dead_letter.arn
    error_message = "Failed jobs of cache_purge do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.cache_purge.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of cache_purge are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.cache_purge_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.cache_purge.arn]
    error_message = "Another queue may fill cache_purge_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.cache_purge_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill cache_purge_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.cache_purge_dead_letter.message_retention_seconds > aws_sqs_queue.cache_purge.message_retention_seconds
    error_message = "A job that failed late is gone from cache_purge_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.cache_purge_dead_letter.fifo_queue == aws_sqs_queue.cache_purge.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: cache_purge."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.cache_purge_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "cache_purge_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.cache_purge.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "cache_purge takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.cache_purge.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "cache_purge can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.cache_purge.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to cache_purge."
  }

  assert {
    condition     = aws_sqs_queue.cache_purge.sqs_managed_sse_enabled == true
    error_message = "cache_purge is not encrypted."
  }
}

run "worker_catalogue" {
  command = apply

  assert {
    condition     = aws_sqs_queue.product_changed.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_sqs_queue.price_changed.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_sqs_queue.stock_changed.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_sqs_queue.image_resize.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_sqs_queue.search_index.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_sqs_queue.feed_export.visibility_timeout_seconds >= 6 * aws_lambda_function.catalogue.timeout
    error_message = "A job may come again while catalogue still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_product_changed.event_source_arn == aws_sqs_queue.product_changed.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_product_changed.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_product_changed.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_price_changed.event_source_arn == aws_sqs_queue.price_changed.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_price_changed.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_price_changed.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_stock_changed.event_source_arn == aws_sqs_queue.stock_changed.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_stock_changed.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_stock_changed.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_image_resize.event_source_arn == aws_sqs_queue.image_resize.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_image_resize.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_image_resize.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_search_index.event_source_arn == aws_sqs_queue.search_index.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_search_index.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_search_index.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_feed_export.event_source_arn == aws_sqs_queue.feed_export.arn
    error_message = "catalogue reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.catalogue_feed_export.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of catalogue back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.catalogue_feed_export.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of catalogue is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.catalogue_product_changed.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.catalogue_price_changed.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.catalogue_stock_changed.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.catalogue_image_resize.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.catalogue_search_index.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.catalogue_feed_export.scaling_config[0].maximum_concurrency,
    ]) <= 40
    error_message = "catalogue may run more than 40 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.catalogue.retention_in_days > 0
    error_message = "The log of catalogue is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.catalogue.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of catalogue reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.catalogue.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.product_changed.arn,
      aws_sqs_queue.price_changed.arn,
      aws_sqs_queue.stock_changed.arn,
      aws_sqs_queue.image_resize.arn,
      aws_sqs_queue.search_index.arn,
      aws_sqs_queue.feed_export.arn,
    ])
    error_message = "The role of catalogue may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.catalogue.role == aws_iam_role.catalogue.arn
    error_message = "catalogue runs under another role."
  }

  assert {
    condition     = aws_lambda_function.catalogue.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.catalogue.name
    error_message = "catalogue would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.catalogue.ttl[0].enabled && aws_dynamodb_table.catalogue.ttl[0].attribute_name == "expires_at"
    error_message = "catalogue remembers every job for ever."
  }
}

run "worker_fulfilment" {
  command = apply

  assert {
    condition     = aws_sqs_queue.pick_list.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_sqs_queue.label_print.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_sqs_queue.carrier_booking.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_sqs_queue.tracking_update.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_sqs_queue.customs_form.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_sqs_queue.dispatch_note.visibility_timeout_seconds >= 6 * aws_lambda_function.fulfilment.timeout
    error_message = "A job may come again while fulfilment still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_pick_list.event_source_arn == aws_sqs_queue.pick_list.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_pick_list.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_pick_list.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_label_print.event_source_arn == aws_sqs_queue.label_print.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_label_print.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_label_print.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_carrier_booking.event_source_arn == aws_sqs_queue.carrier_booking.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_carrier_booking.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_carrier_booking.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_tracking_update.event_source_arn == aws_sqs_queue.tracking_update.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_tracking_update.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_tracking_update.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_customs_form.event_source_arn == aws_sqs_queue.customs_form.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_customs_form.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_customs_form.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_dispatch_note.event_source_arn == aws_sqs_queue.dispatch_note.arn
    error_message = "fulfilment reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.fulfilment_dispatch_note.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of fulfilment back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fulfilment_dispatch_note.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of fulfilment is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.fulfilment_pick_list.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.fulfilment_label_print.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.fulfilment_carrier_booking.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.fulfilment_tracking_update.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.fulfilment_customs_form.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.fulfilment_dispatch_note.scaling_config[0].maximum_concurrency,
    ]) <= 24
    error_message = "fulfilment may run more than 24 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.fulfilment.retention_in_days > 0
    error_message = "The log of fulfilment is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.fulfilment.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of fulfilment reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.fulfilment.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.pick_list.arn,
      aws_sqs_queue.label_print.arn,
      aws_sqs_queue.carrier_booking.arn,
      aws_sqs_queue.tracking_update.arn,
      aws_sqs_queue.customs_form.arn,
      aws_sqs_queue.dispatch_note.arn,
    ])
    error_message = "The role of fulfilment may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.fulfilment.role == aws_iam_role.fulfilment.arn
    error_message = "fulfilment runs under another role."
  }

  assert {
    condition     = aws_lambda_function.fulfilment.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.fulfilment.name
    error_message = "fulfilment would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.fulfilment.ttl[0].enabled && aws_dynamodb_table.fulfilment.ttl[0].attribute_name == "expires_at"
    error_message = "fulfilment remembers every job for ever."
  }
}

run "worker_insight" {
  command = apply

  assert {
    condition     = aws_sqs_queue.events_raw.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_sqs_queue.sessions.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_sqs_queue.funnel_daily.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_sqs_queue.recommendations.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_sqs_queue.segment_refresh.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_sqs_queue.report_weekly.visibility_timeout_seconds >= 6 * aws_lambda_function.insight.timeout
    error_message = "A job may come again while insight still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_events_raw.event_source_arn == aws_sqs_queue.events_raw.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_events_raw.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_events_raw.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_sessions.event_source_arn == aws_sqs_queue.sessions.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_sessions.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_sessions.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_funnel_daily.event_source_arn == aws_sqs_queue.funnel_daily.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_funnel_daily.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_funnel_daily.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_recommendations.event_source_arn == aws_sqs_queue.recommendations.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_recommendations.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_recommendations.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_segment_refresh.event_source_arn == aws_sqs_queue.segment_refresh.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_segment_refresh.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_segment_refresh.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_report_weekly.event_source_arn == aws_sqs_queue.report_weekly.arn
    error_message = "insight reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.insight_report_weekly.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of insight back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.insight_report_weekly.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of insight is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.insight_events_raw.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.insight_sessions.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.insight_funnel_daily.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.insight_recommendations.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.insight_segment_refresh.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.insight_report_weekly.scaling_config[0].maximum_concurrency,
    ]) <= 24
    error_message = "insight may run more than 24 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.insight.retention_in_days > 0
    error_message = "The log of insight is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.insight.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of insight reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.insight.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.events_raw.arn,
      aws_sqs_queue.sessions.arn,
      aws_sqs_queue.funnel_daily.arn,
      aws_sqs_queue.recommendations.arn,
      aws_sqs_queue.segment_refresh.arn,
      aws_sqs_queue.report_weekly.arn,
    ])
    error_message = "The role of insight may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.insight.role == aws_iam_role.insight.arn
    error_message = "insight runs under another role."
  }

  assert {
    condition     = aws_lambda_function.insight.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.insight.name
    error_message = "insight would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.insight.ttl[0].enabled && aws_dynamodb_table.insight.ttl[0].attribute_name == "expires_at"
    error_message = "insight remembers every job for ever."
  }
}

run "worker_messaging" {
  command = apply

  assert {
    condition     = aws_sqs_queue.email_newsletter.visibility_timeout_seconds >= 6 * aws_lambda_function.messaging.timeout
    error_message = "A job may come again while messaging still runs it."
  }

  assert {
    condition     = aws_sqs_queue.email_reset.visibility_timeout_seconds >= 6 * aws_lambda_function.messaging.timeout
    error_message = "A job may come again while messaging still runs it."
  }

  assert {
    condition     = aws_sqs_queue.push_notify.visibility_timeout_seconds >= 6 * aws_lambda_function.messaging.timeout
    error_message = "A job may come again while messaging still runs it."
  }

  assert {
    condition     = aws_sqs_queue.sms_code.visibility_timeout_seconds >= 6 * aws_lambda_function.messaging.timeout
    error_message = "A job may come again while messaging still runs it."
  }

  assert {
    condition     = aws_sqs_queue.webhook_deliver.visibility_timeout_seconds >= 6 * aws_lambda_function.messaging.timeout
    error_message = "A job may come again while messaging still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_email_newsletter.event_source_arn == aws_sqs_queue.email_newsletter.arn
    error_message = "messaging reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.messaging_email_newsletter.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of messaging back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_email_newsletter.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of messaging is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_email_reset.event_source_arn == aws_sqs_queue.email_reset.arn
    error_message = "messaging reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.messaging_email_reset.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of messaging back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_email_reset.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of messaging is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_push_notify.event_source_arn == aws_sqs_queue.push_notify.arn
    error_message = "messaging reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.messaging_push_notify.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of messaging back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_push_notify.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of messaging is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_sms_code.event_source_arn == aws_sqs_queue.sms_code.arn
    error_message = "messaging reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.messaging_sms_code.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of messaging back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_sms_code.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of messaging is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_webhook_deliver.event_source_arn == aws_sqs_queue.webhook_deliver.arn
    error_message = "messaging reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.messaging_webhook_deliver.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of messaging back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.messaging_webhook_deliver.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of messaging is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.messaging_email_newsletter.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.messaging_email_reset.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.messaging_push_notify.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.messaging_sms_code.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.messaging_webhook_deliver.scaling_config[0].maximum_concurrency,
    ]) <= 120
    error_message = "messaging may run more than 120 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.messaging.retention_in_days > 0
    error_message = "The log of messaging is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.messaging.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of messaging reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.messaging.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.email_newsletter.arn,
      aws_sqs_queue.email_reset.arn,
      aws_sqs_queue.push_notify.arn,
      aws_sqs_queue.sms_code.arn,
      aws_sqs_queue.webhook_deliver.arn,
    ])
    error_message = "The role of messaging may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.messaging.role == aws_iam_role.messaging.arn
    error_message = "messaging runs under another role."
  }

  assert {
    condition     = aws_lambda_function.messaging.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.messaging.name
    error_message = "messaging would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.messaging.ttl[0].enabled && aws_dynamodb_table.messaging.ttl[0].attribute_name == "expires_at"
    error_message = "messaging remembers every job for ever."
  }
}

run "worker_orders" {
  command = apply

  assert {
    condition     = aws_sqs_queue.order_placed.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_sqs_queue.order_cancelled.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_sqs_queue.order_returned.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_sqs_queue.fraud_check.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_sqs_queue.invoice_render.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_sqs_queue.order_archive.visibility_timeout_seconds >= 6 * aws_lambda_function.orders.timeout
    error_message = "A job may come again while orders still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_placed.event_source_arn == aws_sqs_queue.order_placed.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_order_placed.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_placed.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_cancelled.event_source_arn == aws_sqs_queue.order_cancelled.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_order_cancelled.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_cancelled.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_returned.event_source_arn == aws_sqs_queue.order_returned.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_order_returned.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_returned.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_fraud_check.event_source_arn == aws_sqs_queue.fraud_check.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_fraud_check.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_fraud_check.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_invoice_render.event_source_arn == aws_sqs_queue.invoice_render.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_invoice_render.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_invoice_render.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_archive.event_source_arn == aws_sqs_queue.order_archive.arn
    error_message = "orders reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.orders_order_archive.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of orders back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.orders_order_archive.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of orders is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.orders_order_placed.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.orders_order_cancelled.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.orders_order_returned.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.orders_fraud_check.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.orders_invoice_render.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.orders_order_archive.scaling_config[0].maximum_concurrency,
    ]) <= 30
    error_message = "orders may run more than 30 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.orders.retention_in_days > 0
    error_message = "The log of orders is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.orders.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of orders reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.orders.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.order_placed.arn,
      aws_sqs_queue.order_cancelled.arn,
      aws_sqs_queue.order_returned.arn,
      aws_sqs_queue.fraud_check.arn,
      aws_sqs_queue.invoice_render.arn,
      aws_sqs_queue.order_archive.arn,
    ])
    error_message = "The role of orders may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.orders.role == aws_iam_role.orders.arn
    error_message = "orders runs under another role."
  }

  assert {
    condition     = aws_lambda_function.orders.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.orders.name
    error_message = "orders would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.orders.ttl[0].enabled && aws_dynamodb_table.orders.ttl[0].attribute_name == "expires_at"
    error_message = "orders remembers every job for ever."
  }
}

run "worker_payments" {
  command = apply

  assert {
    condition     = aws_sqs_queue.payment_authorise.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_sqs_queue.payment_capture.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_sqs_queue.payment_refund.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_sqs_queue.payout.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_sqs_queue.ledger_entry.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_sqs_queue.bank_statement.visibility_timeout_seconds >= 6 * aws_lambda_function.payments.timeout
    error_message = "A job may come again while payments still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_authorise.event_source_arn == aws_sqs_queue.payment_authorise.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_payment_authorise.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_authorise.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_capture.event_source_arn == aws_sqs_queue.payment_capture.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_payment_capture.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_capture.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_refund.event_source_arn == aws_sqs_queue.payment_refund.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_payment_refund.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payment_refund.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payout.event_source_arn == aws_sqs_queue.payout.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_payout.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_payout.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_ledger_entry.event_source_arn == aws_sqs_queue.ledger_entry.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_ledger_entry.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_ledger_entry.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_bank_statement.event_source_arn == aws_sqs_queue.bank_statement.arn
    error_message = "payments reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.payments_bank_statement.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of payments back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.payments_bank_statement.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of payments is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.payments_payment_authorise.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.payments_payment_capture.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.payments_payment_refund.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.payments_payout.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.payments_ledger_entry.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.payments_bank_statement.scaling_config[0].maximum_concurrency,
    ]) <= 12
    error_message = "payments may run more than 12 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.payments.retention_in_days > 0
    error_message = "The log of payments is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.payments.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of payments reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.payments.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.payment_authorise.arn,
      aws_sqs_queue.payment_capture.arn,
      aws_sqs_queue.payment_refund.arn,
      aws_sqs_queue.payout.arn,
      aws_sqs_queue.ledger_entry.arn,
      aws_sqs_queue.bank_statement.arn,
    ])
    error_message = "The role of payments may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.payments.role == aws_iam_role.payments.arn
    error_message = "payments runs under another role."
  }

  assert {
    condition     = aws_lambda_function.payments.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.payments.name
    error_message = "payments would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.payments.ttl[0].enabled && aws_dynamodb_table.payments.ttl[0].attribute_name == "expires_at"
    error_message = "payments remembers every job for ever."
  }
}

run "worker_platform" {
  command = apply

  assert {
    condition     = aws_sqs_queue.audit_trail.visibility_timeout_seconds >= 6 * aws_lambda_function.platform.timeout
    error_message = "A job may come again while platform still runs it."
  }

  assert {
    condition     = aws_sqs_queue.data_erasure.visibility_timeout_seconds >= 6 * aws_lambda_function.platform.timeout
    error_message = "A job may come again while platform still runs it."
  }

  assert {
    condition     = aws_sqs_queue.data_export.visibility_timeout_seconds >= 6 * aws_lambda_function.platform.timeout
    error_message = "A job may come again while platform still runs it."
  }

  assert {
    condition     = aws_sqs_queue.cache_purge.visibility_timeout_seconds >= 6 * aws_lambda_function.platform.timeout
    error_message = "A job may come again while platform still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_audit_trail.event_source_arn == aws_sqs_queue.audit_trail.arn
    error_message = "platform reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.platform_audit_trail.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of platform back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_audit_trail.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of platform is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_data_erasure.event_source_arn == aws_sqs_queue.data_erasure.arn
    error_message = "platform reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.platform_data_erasure.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of platform back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_data_erasure.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of platform is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_data_export.event_source_arn == aws_sqs_queue.data_export.arn
    error_message = "platform reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.platform_data_export.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of platform back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_data_export.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of platform is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_cache_purge.event_source_arn == aws_sqs_queue.cache_purge.arn
    error_message = "platform reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.platform_cache_purge.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of platform back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.platform_cache_purge.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of platform is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.platform_audit_trail.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.platform_data_erasure.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.platform_data_export.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.platform_cache_purge.scaling_config[0].maximum_concurrency,
    ]) <= 8
    error_message = "platform may run more than 8 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.platform.retention_in_days > 0
    error_message = "The log of platform is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.platform.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of platform reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.platform.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.audit_trail.arn,
      aws_sqs_queue.data_erasure.arn,
      aws_sqs_queue.data_export.arn,
      aws_sqs_queue.cache_purge.arn,
    ])
    error_message = "The role of platform may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.platform.role == aws_iam_role.platform.arn
    error_message = "platform runs under another role."
  }

  assert {
    condition     = aws_lambda_function.platform.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.platform.name
    error_message = "platform would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.platform.ttl[0].enabled && aws_dynamodb_table.platform.ttl[0].attribute_name == "expires_at"
    error_message = "platform remembers every job for ever."
  }
}

run "worker_receipts" {
  command = apply

  assert {
    condition     = aws_sqs_queue.email_receipt_high.visibility_timeout_seconds >= 6 * aws_lambda_function.receipts.timeout
    error_message = "A job may come again while receipts still runs it."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_normal.visibility_timeout_seconds >= 6 * aws_lambda_function.receipts.timeout
    error_message = "A job may come again while receipts still runs it."
  }

  assert {
    condition     = aws_sqs_queue.email_receipt_low.visibility_timeout_seconds >= 6 * aws_lambda_function.receipts.timeout
    error_message = "A job may come again while receipts still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_high.event_source_arn == aws_sqs_queue.email_receipt_high.arn
    error_message = "receipts reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.receipts_email_receipt_high.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of receipts back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_high.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of receipts is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_normal.event_source_arn == aws_sqs_queue.email_receipt_normal.arn
    error_message = "receipts reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.receipts_email_receipt_normal.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of receipts back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_normal.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of receipts is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_low.event_source_arn == aws_sqs_queue.email_receipt_low.arn
    error_message = "receipts reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.receipts_email_receipt_low.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of receipts back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.receipts_email_receipt_low.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of receipts is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.receipts_email_receipt_high.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.receipts_email_receipt_normal.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.receipts_email_receipt_low.scaling_config[0].maximum_concurrency,
    ]) <= 30
    error_message = "receipts may run more than 30 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.receipts.retention_in_days > 0
    error_message = "The log of receipts is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.receipts.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of receipts reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.receipts.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.email_receipt_high.arn,
      aws_sqs_queue.email_receipt_normal.arn,
      aws_sqs_queue.email_receipt_low.arn,
    ])
    error_message = "The role of receipts may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.receipts.role == aws_iam_role.receipts.arn
    error_message = "receipts runs under another role."
  }

  assert {
    condition     = aws_lambda_function.receipts.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.receipts.name
    error_message = "receipts would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.receipts.ttl[0].enabled && aws_dynamodb_table.receipts.ttl[0].attribute_name == "expires_at"
    error_message = "receipts remembers every job for ever."
  }
}

run "schedules" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.funnel_daily_nightly.target[0].role_arn == aws_iam_role.funnel_daily_scheduler.arn && aws_scheduler_schedule.funnel_daily_nightly.group_name == aws_scheduler_schedule_group.this.name
    error_message = "The schedule funnel_daily_nightly may not send."
  }

  assert {
    condition     = aws_scheduler_schedule.funnel_daily_nightly.schedule_expression_timezone == "Europe/Berlin"
    error_message = "The schedule funnel_daily_nightly goes by another clock."
  }

  assert {
    condition     = aws_scheduler_schedule.report_weekly_monday.target[0].role_arn == aws_iam_role.report_weekly_scheduler.arn && aws_scheduler_schedule.report_weekly_monday.group_name == aws_scheduler_schedule_group.this.name
    error_message = "The schedule report_weekly_monday may not send."
  }

  assert {
    condition     = aws_scheduler_schedule.report_weekly_monday.schedule_expression_timezone == "Europe/Berlin"
    error_message = "The schedule report_weekly_monday goes by another clock."
  }
}
