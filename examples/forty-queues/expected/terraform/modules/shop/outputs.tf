output "audit_trail_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `audit_trail`."
  value       = aws_sqs_queue.audit_trail_dead_letter.url
}

output "audit_trail_producer" {
  description = "What a generated client of `audit-trail` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.audit_trail.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.audit_trail_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.audit_trail.arn
      }
      dead_letter_arn = aws_sqs_queue.audit_trail_dead_letter.arn
    }
    delay_s = 0
  }
}

output "audit_trail_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `audit-trail`."
  value       = aws_iam_policy.audit_trail_producer.arn
}

output "audit_trail_queue_arn" {
  description = "ARN of the queue `audit_trail`."
  value       = aws_sqs_queue.audit_trail.arn
}

output "audit_trail_queue_url" {
  description = "URL of the queue `audit_trail`."
  value       = aws_sqs_queue.audit_trail.url
}

output "bank_statement_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `bank_statement`."
  value       = aws_sqs_queue.bank_statement_dead_letter.url
}

output "bank_statement_producer" {
  description = "What a generated client of `bank-statement` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.bank_statement.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.bank_statement_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.bank_statement.arn
      }
      dead_letter_arn = aws_sqs_queue.bank_statement_dead_letter.arn
    }
    delay_s = 0
  }
}

output "bank_statement_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `bank-statement`."
  value       = aws_iam_policy.bank_statement_producer.arn
}

output "bank_statement_queue_arn" {
  description = "ARN of the queue `bank_statement`."
  value       = aws_sqs_queue.bank_statement.arn
}

output "bank_statement_queue_url" {
  description = "URL of the queue `bank_statement`."
  value       = aws_sqs_queue.bank_statement.url
}

output "cache_purge_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `cache_purge`."
  value       = aws_sqs_queue.cache_purge_dead_letter.url
}

output "cache_purge_producer" {
  description = "What a generated client of `cache-purge` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.cache_purge.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.cache_purge_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.cache_purge.arn
      }
      dead_letter_arn = aws_sqs_queue.cache_purge_dead_letter.arn
    }
    delay_s = 0
  }
}

output "cache_purge_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `cache-purge`."
  value       = aws_iam_policy.cache_purge_producer.arn
}

output "cache_purge_queue_arn" {
  description = "ARN of the queue `cache_purge`."
  value       = aws_sqs_queue.cache_purge.arn
}

output "cache_purge_queue_url" {
  description = "URL of the queue `cache_purge`."
  value       = aws_sqs_queue.cache_purge.url
}

output "carrier_booking_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `carrier_booking`."
  value       = aws_sqs_queue.carrier_booking_dead_letter.url
}

output "carrier_booking_producer" {
  description = "What a generated client of `carrier-booking` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.carrier_booking.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.carrier_booking_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.carrier_booking.arn
      }
      dead_letter_arn = aws_sqs_queue.carrier_booking_dead_letter.arn
    }
    delay_s = 0
  }
}

output "carrier_booking_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `carrier-booking`."
  value       = aws_iam_policy.carrier_booking_producer.arn
}

output "carrier_booking_queue_arn" {
  description = "ARN of the queue `carrier_booking`."
  value       = aws_sqs_queue.carrier_booking.arn
}

output "carrier_booking_queue_url" {
  description = "URL of the queue `carrier_booking`."
  value       = aws_sqs_queue.carrier_booking.url
}

output "catalogue_function_name" {
  description = "Function of the worker `catalogue`."
  value       = aws_lambda_function.catalogue.function_name
}

output "catalogue_role_arn" {
  description = "Role of the worker `catalogue`."
  value       = aws_iam_role.catalogue.arn
}

output "customs_form_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `customs_form`."
  value       = aws_sqs_queue.customs_form_dead_letter.url
}

output "customs_form_producer" {
  description = "What a generated client of `customs-form` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.customs_form.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.customs_form_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.customs_form.arn
      }
      dead_letter_arn = aws_sqs_queue.customs_form_dead_letter.arn
    }
    delay_s = 0
  }
}

output "customs_form_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `customs-form`."
  value       = aws_iam_policy.customs_form_producer.arn
}

output "customs_form_queue_arn" {
  description = "ARN of the queue `customs_form`."
  value       = aws_sqs_queue.customs_form.arn
}

output "customs_form_queue_url" {
  description = "URL of the queue `customs_form`."
  value       = aws_sqs_queue.customs_form.url
}

output "data_erasure_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `data_erasure`."
  value       = aws_sqs_queue.data_erasure_dead_letter.url
}

output "data_erasure_producer" {
  description = "What a generated client of `data-erasure` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.data_erasure.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.data_erasure_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.data_erasure.arn
      }
      dead_letter_arn = aws_sqs_queue.data_erasure_dead_letter.arn
    }
    delay_s = 0
  }
}

output "data_erasure_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `data-erasure`."
  value       = aws_iam_policy.data_erasure_producer.arn
}

output "data_erasure_queue_arn" {
  description = "ARN of the queue `data_erasure`."
  value       = aws_sqs_queue.data_erasure.arn
}

output "data_erasure_queue_url" {
  description = "URL of the queue `data_erasure`."
  value       = aws_sqs_queue.data_erasure.url
}

output "data_export_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `data_export`."
  value       = aws_sqs_queue.data_export_dead_letter.url
}

output "data_export_producer" {
  description = "What a generated client of `data-export` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.data_export.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.data_export_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.data_export.arn
      }
      dead_letter_arn = aws_sqs_queue.data_export_dead_letter.arn
    }
    delay_s = 0
  }
}

output "data_export_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `data-export`."
  value       = aws_iam_policy.data_export_producer.arn
}

output "data_export_queue_arn" {
  description = "ARN of the queue `data_export`."
  value       = aws_sqs_queue.data_export.arn
}

output "data_export_queue_url" {
  description = "URL of the queue `data_export`."
  value       = aws_sqs_queue.data_export.url
}

output "dispatch_note_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `dispatch_note`."
  value       = aws_sqs_queue.dispatch_note_dead_letter.url
}

output "dispatch_note_producer" {
  description = "What a generated client of `dispatch-note` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.dispatch_note.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.dispatch_note_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.dispatch_note.arn
      }
      dead_letter_arn = aws_sqs_queue.dispatch_note_dead_letter.arn
    }
    delay_s = 0
  }
}

output "dispatch_note_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `dispatch-note`."
  value       = aws_iam_policy.dispatch_note_producer.arn
}

output "dispatch_note_queue_arn" {
  description = "ARN of the queue `dispatch_note`."
  value       = aws_sqs_queue.dispatch_note.arn
}

output "dispatch_note_queue_url" {
  description = "URL of the queue `dispatch_note`."
  value       = aws_sqs_queue.dispatch_note.url
}

output "email_newsletter_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_newsletter`."
  value       = aws_sqs_queue.email_newsletter_dead_letter.url
}

output "email_newsletter_producer" {
  description = "What a generated client of `email-newsletter` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.email_newsletter.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.email_newsletter_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.email_newsletter.arn
      }
      dead_letter_arn = aws_sqs_queue.email_newsletter_dead_letter.arn
    }
    delay_s = 0
  }
}

output "email_newsletter_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-newsletter`."
  value       = aws_iam_policy.email_newsletter_producer.arn
}

output "email_newsletter_queue_arn" {
  description = "ARN of the queue `email_newsletter`."
  value       = aws_sqs_queue.email_newsletter.arn
}

output "email_newsletter_queue_url" {
  description = "URL of the queue `email_newsletter`."
  value       = aws_sqs_queue.email_newsletter.url
}

output "email_receipt_high_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_high`."
  value       = aws_sqs_queue.email_receipt_high_dead_letter.url
}

output "email_receipt_high_queue_arn" {
  description = "ARN of the queue `email_receipt_high`."
  value       = aws_sqs_queue.email_receipt_high.arn
}

output "email_receipt_high_queue_url" {
  description = "URL of the queue `email_receipt_high`."
  value       = aws_sqs_queue.email_receipt_high.url
}

output "email_receipt_low_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_low`."
  value       = aws_sqs_queue.email_receipt_low_dead_letter.url
}

output "email_receipt_low_queue_arn" {
  description = "ARN of the queue `email_receipt_low`."
  value       = aws_sqs_queue.email_receipt_low.arn
}

output "email_receipt_low_queue_url" {
  description = "URL of the queue `email_receipt_low`."
  value       = aws_sqs_queue.email_receipt_low.url
}

output "email_receipt_normal_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_receipt_normal`."
  value       = aws_sqs_queue.email_receipt_normal_dead_letter.url
}

output "email_receipt_normal_queue_arn" {
  description = "ARN of the queue `email_receipt_normal`."
  value       = aws_sqs_queue.email_receipt_normal.arn
}

output "email_receipt_normal_queue_url" {
  description = "URL of the queue `email_receipt_normal`."
  value       = aws_sqs_queue.email_receipt_normal.url
}

output "email_receipt_producer" {
  description = "What a generated client of `email-receipt` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      high   = aws_sqs_queue.email_receipt_high.url
      normal = aws_sqs_queue.email_receipt_normal.url
      low    = aws_sqs_queue.email_receipt_low.url
    }
    default_level = "normal"
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.email_receipt_scheduler.arn
      target_arns = {
        high   = aws_sqs_queue.email_receipt_high.arn
        normal = aws_sqs_queue.email_receipt_normal.arn
        low    = aws_sqs_queue.email_receipt_low.arn
      }
      dead_letter_arn = aws_sqs_queue.email_receipt_normal_dead_letter.arn
    }
    delay_s = 0
  }
}

output "email_receipt_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-receipt`."
  value       = aws_iam_policy.email_receipt_producer.arn
}

output "email_reset_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `email_reset`."
  value       = aws_sqs_queue.email_reset_dead_letter.url
}

output "email_reset_producer" {
  description = "What a generated client of `email-reset` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.email_reset.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.email_reset_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.email_reset.arn
      }
      dead_letter_arn = aws_sqs_queue.email_reset_dead_letter.arn
    }
    delay_s = 0
  }
}

output "email_reset_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `email-reset`."
  value       = aws_iam_policy.email_reset_producer.arn
}

output "email_reset_queue_arn" {
  description = "ARN of the queue `email_reset`."
  value       = aws_sqs_queue.email_reset.arn
}

output "email_reset_queue_url" {
  description = "URL of the queue `email_reset`."
  value       = aws_sqs_queue.email_reset.url
}

output "events_raw_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `events_raw`."
  value       = aws_sqs_queue.events_raw_dead_letter.url
}

output "events_raw_producer" {
  description = "What a generated client of `events-raw` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.events_raw.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.events_raw_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.events_raw.arn
      }
      dead_letter_arn = aws_sqs_queue.events_raw_dead_letter.arn
    }
    delay_s = 0
  }
}

output "events_raw_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `events-raw`."
  value       = aws_iam_policy.events_raw_producer.arn
}

output "events_raw_queue_arn" {
  description = "ARN of the queue `events_raw`."
  value       = aws_sqs_queue.events_raw.arn
}

output "events_raw_queue_url" {
  description = "URL of the queue `events_raw`."
  value       = aws_sqs_queue.events_raw.url
}

output "feed_export_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `feed_export`."
  value       = aws_sqs_queue.feed_export_dead_letter.url
}

output "feed_export_producer" {
  description = "What a generated client of `feed-export` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.feed_export.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.feed_export_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.feed_export.arn
      }
      dead_letter_arn = aws_sqs_queue.feed_export_dead_letter.arn
    }
    delay_s = 0
  }
}

output "feed_export_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `feed-export`."
  value       = aws_iam_policy.feed_export_producer.arn
}

output "feed_export_queue_arn" {
  description = "ARN of the queue `feed_export`."
  value       = aws_sqs_queue.feed_export.arn
}

output "feed_export_queue_url" {
  description = "URL of the queue `feed_export`."
  value       = aws_sqs_queue.feed_export.url
}

output "fraud_check_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `fraud_check`."
  value       = aws_sqs_queue.fraud_check_dead_letter.url
}

output "fraud_check_producer" {
  description = "What a generated client of `fraud-check` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.fraud_check.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.fraud_check_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.fraud_check.arn
      }
      dead_letter_arn = aws_sqs_queue.fraud_check_dead_letter.arn
    }
    delay_s = 0
  }
}

output "fraud_check_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `fraud-check`."
  value       = aws_iam_policy.fraud_check_producer.arn
}

output "fraud_check_queue_arn" {
  description = "ARN of the queue `fraud_check`."
  value       = aws_sqs_queue.fraud_check.arn
}

output "fraud_check_queue_url" {
  description = "URL of the queue `fraud_check`."
  value       = aws_sqs_queue.fraud_check.url
}

output "fulfilment_function_name" {
  description = "Function of the worker `fulfilment`."
  value       = aws_lambda_function.fulfilment.function_name
}

output "fulfilment_role_arn" {
  description = "Role of the worker `fulfilment`."
  value       = aws_iam_role.fulfilment.arn
}

output "funnel_daily_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `funnel_daily`."
  value       = aws_sqs_queue.funnel_daily_dead_letter.url
}

output "funnel_daily_producer" {
  description = "What a generated client of `funnel-daily` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.funnel_daily.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.funnel_daily_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.funnel_daily.arn
      }
      dead_letter_arn = aws_sqs_queue.funnel_daily_dead_letter.arn
    }
    delay_s = 0
  }
}

output "funnel_daily_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `funnel-daily`."
  value       = aws_iam_policy.funnel_daily_producer.arn
}

output "funnel_daily_queue_arn" {
  description = "ARN of the queue `funnel_daily`."
  value       = aws_sqs_queue.funnel_daily.arn
}

output "funnel_daily_queue_url" {
  description = "URL of the queue `funnel_daily`."
  value       = aws_sqs_queue.funnel_daily.url
}

output "image_resize_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `image_resize`."
  value       = aws_sqs_queue.image_resize_dead_letter.url
}

output "image_resize_producer" {
  description = "What a generated client of `image-resize` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.image_resize.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.image_resize_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.image_resize.arn
      }
      dead_letter_arn = aws_sqs_queue.image_resize_dead_letter.arn
    }
    delay_s = 0
  }
}

output "image_resize_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `image-resize`."
  value       = aws_iam_policy.image_resize_producer.arn
}

output "image_resize_queue_arn" {
  description = "ARN of the queue `image_resize`."
  value       = aws_sqs_queue.image_resize.arn
}

output "image_resize_queue_url" {
  description = "URL of the queue `image_resize`."
  value       = aws_sqs_queue.image_resize.url
}

output "insight_function_name" {
  description = "Function of the worker `insight`."
  value       = aws_lambda_function.insight.function_name
}

output "insight_role_arn" {
  description = "Role of the worker `insight`."
  value       = aws_iam_role.insight.arn
}

output "invoice_render_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `invoice_render`."
  value       = aws_sqs_queue.invoice_render_dead_letter.url
}

output "invoice_render_producer" {
  description = "What a generated client of `invoice-render` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.invoice_render.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.invoice_render_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.invoice_render.arn
      }
      dead_letter_arn = aws_sqs_queue.invoice_render_dead_letter.arn
    }
    delay_s = 0
  }
}

output "invoice_render_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `invoice-render`."
  value       = aws_iam_policy.invoice_render_producer.arn
}

output "invoice_render_queue_arn" {
  description = "ARN of the queue `invoice_render`."
  value       = aws_sqs_queue.invoice_render.arn
}

output "invoice_render_queue_url" {
  description = "URL of the queue `invoice_render`."
  value       = aws_sqs_queue.invoice_render.url
}

output "label_print_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `label_print`."
  value       = aws_sqs_queue.label_print_dead_letter.url
}

output "label_print_producer" {
  description = "What a generated client of `label-print` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.label_print.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.label_print_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.label_print.arn
      }
      dead_letter_arn = aws_sqs_queue.label_print_dead_letter.arn
    }
    delay_s = 0
  }
}

output "label_print_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `label-print`."
  value       = aws_iam_policy.label_print_producer.arn
}

output "label_print_queue_arn" {
  description = "ARN of the queue `label_print`."
  value       = aws_sqs_queue.label_print.arn
}

output "label_print_queue_url" {
  description = "URL of the queue `label_print`."
  value       = aws_sqs_queue.label_print.url
}

output "ledger_entry_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `ledger_entry`."
  value       = aws_sqs_queue.ledger_entry_dead_letter.url
}

output "ledger_entry_producer" {
  description = "What a generated client of `ledger-entry` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = true
    levels = {
      "" = aws_sqs_queue.ledger_entry.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.ledger_entry_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.ledger_entry.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "ledger_entry_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `ledger-entry`."
  value       = aws_iam_policy.ledger_entry_producer.arn
}

output "ledger_entry_queue_arn" {
  description = "ARN of the queue `ledger_entry`."
  value       = aws_sqs_queue.ledger_entry.arn
}

output "ledger_entry_queue_url" {
  description = "URL of the queue `ledger_entry`."
  value       = aws_sqs_queue.ledger_entry.url
}

output "messaging_function_name" {
  description = "Function of the worker `messaging`."
  value       = aws_lambda_function.messaging.function_name
}

output "messaging_role_arn" {
  description = "Role of the worker `messaging`."
  value       = aws_iam_role.messaging.arn
}

output "order_archive_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_archive`."
  value       = aws_sqs_queue.order_archive_dead_letter.url
}

output "order_archive_producer" {
  description = "What a generated client of `order-archive` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.order_archive.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.order_archive_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.order_archive.arn
      }
      dead_letter_arn = aws_sqs_queue.order_archive_dead_letter.arn
    }
    delay_s = 0
  }
}

output "order_archive_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-archive`."
  value       = aws_iam_policy.order_archive_producer.arn
}

output "order_archive_queue_arn" {
  description = "ARN of the queue `order_archive`."
  value       = aws_sqs_queue.order_archive.arn
}

output "order_archive_queue_url" {
  description = "URL of the queue `order_archive`."
  value       = aws_sqs_queue.order_archive.url
}

output "order_cancelled_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_cancelled`."
  value       = aws_sqs_queue.order_cancelled_dead_letter.url
}

output "order_cancelled_producer" {
  description = "What a generated client of `order-cancelled` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.order_cancelled.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.order_cancelled_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.order_cancelled.arn
      }
      dead_letter_arn = aws_sqs_queue.order_cancelled_dead_letter.arn
    }
    delay_s = 0
  }
}

output "order_cancelled_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-cancelled`."
  value       = aws_iam_policy.order_cancelled_producer.arn
}

output "order_cancelled_queue_arn" {
  description = "ARN of the queue `order_cancelled`."
  value       = aws_sqs_queue.order_cancelled.arn
}

output "order_cancelled_queue_url" {
  description = "URL of the queue `order_cancelled`."
  value       = aws_sqs_queue.order_cancelled.url
}

output "order_placed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_placed`."
  value       = aws_sqs_queue.order_placed_dead_letter.url
}

output "order_placed_producer" {
  description = "What a generated client of `order-placed` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.order_placed.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.order_placed_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.order_placed.arn
      }
      dead_letter_arn = aws_sqs_queue.order_placed_dead_letter.arn
    }
    delay_s = 0
  }
}

output "order_placed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-placed`."
  value       = aws_iam_policy.order_placed_producer.arn
}

output "order_placed_queue_arn" {
  description = "ARN of the queue `order_placed`."
  value       = aws_sqs_queue.order_placed.arn
}

output "order_placed_queue_url" {
  description = "URL of the queue `order_placed`."
  value       = aws_sqs_queue.order_placed.url
}

output "order_returned_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `order_returned`."
  value       = aws_sqs_queue.order_returned_dead_letter.url
}

output "order_returned_producer" {
  description = "What a generated client of `order-returned` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.order_returned.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.order_returned_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.order_returned.arn
      }
      dead_letter_arn = aws_sqs_queue.order_returned_dead_letter.arn
    }
    delay_s = 0
  }
}

output "order_returned_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `order-returned`."
  value       = aws_iam_policy.order_returned_producer.arn
}

output "order_returned_queue_arn" {
  description = "ARN of the queue `order_returned`."
  value       = aws_sqs_queue.order_returned.arn
}

output "order_returned_queue_url" {
  description = "URL of the queue `order_returned`."
  value       = aws_sqs_queue.order_returned.url
}

output "orders_function_name" {
  description = "Function of the worker `orders`."
  value       = aws_lambda_function.orders.function_name
}

output "orders_role_arn" {
  description = "Role of the worker `orders`."
  value       = aws_iam_role.orders.arn
}

output "payment_authorise_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_authorise`."
  value       = aws_sqs_queue.payment_authorise_dead_letter.url
}

output "payment_authorise_producer" {
  description = "What a generated client of `payment-authorise` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.payment_authorise.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.payment_authorise_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.payment_authorise.arn
      }
      dead_letter_arn = aws_sqs_queue.payment_authorise_dead_letter.arn
    }
    delay_s = 0
  }
}

output "payment_authorise_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-authorise`."
  value       = aws_iam_policy.payment_authorise_producer.arn
}

output "payment_authorise_queue_arn" {
  description = "ARN of the queue `payment_authorise`."
  value       = aws_sqs_queue.payment_authorise.arn
}

output "payment_authorise_queue_url" {
  description = "URL of the queue `payment_authorise`."
  value       = aws_sqs_queue.payment_authorise.url
}

output "payment_capture_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_capture`."
  value       = aws_sqs_queue.payment_capture_dead_letter.url
}

output "payment_capture_producer" {
  description = "What a generated client of `payment-capture` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.payment_capture.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.payment_capture_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.payment_capture.arn
      }
      dead_letter_arn = aws_sqs_queue.payment_capture_dead_letter.arn
    }
    delay_s = 0
  }
}

output "payment_capture_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-capture`."
  value       = aws_iam_policy.payment_capture_producer.arn
}

output "payment_capture_queue_arn" {
  description = "ARN of the queue `payment_capture`."
  value       = aws_sqs_queue.payment_capture.arn
}

output "payment_capture_queue_url" {
  description = "URL of the queue `payment_capture`."
  value       = aws_sqs_queue.payment_capture.url
}

output "payment_refund_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payment_refund`."
  value       = aws_sqs_queue.payment_refund_dead_letter.url
}

output "payment_refund_producer" {
  description = "What a generated client of `payment-refund` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.payment_refund.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.payment_refund_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.payment_refund.arn
      }
      dead_letter_arn = aws_sqs_queue.payment_refund_dead_letter.arn
    }
    delay_s = 0
  }
}

output "payment_refund_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payment-refund`."
  value       = aws_iam_policy.payment_refund_producer.arn
}

output "payment_refund_queue_arn" {
  description = "ARN of the queue `payment_refund`."
  value       = aws_sqs_queue.payment_refund.arn
}

output "payment_refund_queue_url" {
  description = "URL of the queue `payment_refund`."
  value       = aws_sqs_queue.payment_refund.url
}

output "payments_function_name" {
  description = "Function of the worker `payments`."
  value       = aws_lambda_function.payments.function_name
}

output "payments_role_arn" {
  description = "Role of the worker `payments`."
  value       = aws_iam_role.payments.arn
}

output "payout_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `payout`."
  value       = aws_sqs_queue.payout_dead_letter.url
}

output "payout_producer" {
  description = "What a generated client of `payout` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = true
    levels = {
      "" = aws_sqs_queue.payout.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.payout_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.payout.arn
      }
      dead_letter_arn = null
    }
    delay_s = 0
  }
}

output "payout_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `payout`."
  value       = aws_iam_policy.payout_producer.arn
}

output "payout_queue_arn" {
  description = "ARN of the queue `payout`."
  value       = aws_sqs_queue.payout.arn
}

output "payout_queue_url" {
  description = "URL of the queue `payout`."
  value       = aws_sqs_queue.payout.url
}

output "pick_list_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `pick_list`."
  value       = aws_sqs_queue.pick_list_dead_letter.url
}

output "pick_list_producer" {
  description = "What a generated client of `pick-list` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.pick_list.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.pick_list_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.pick_list.arn
      }
      dead_letter_arn = aws_sqs_queue.pick_list_dead_letter.arn
    }
    delay_s = 0
  }
}

output "pick_list_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `pick-list`."
  value       = aws_iam_policy.pick_list_producer.arn
}

output "pick_list_queue_arn" {
  description = "ARN of the queue `pick_list`."
  value       = aws_sqs_queue.pick_list.arn
}

output "pick_list_queue_url" {
  description = "URL of the queue `pick_list`."
  value       = aws_sqs_queue.pick_list.url
}

output "platform_function_name" {
  description = "Function of the worker `platform`."
  value       = aws_lambda_function.platform.function_name
}

output "platform_role_arn" {
  description = "Role of the worker `platform`."
  value       = aws_iam_role.platform.arn
}

output "price_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `price_changed`."
  value       = aws_sqs_queue.price_changed_dead_letter.url
}

output "price_changed_producer" {
  description = "What a generated client of `price-changed` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.price_changed.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.price_changed_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.price_changed.arn
      }
      dead_letter_arn = aws_sqs_queue.price_changed_dead_letter.arn
    }
    delay_s = 0
  }
}

output "price_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `price-changed`."
  value       = aws_iam_policy.price_changed_producer.arn
}

output "price_changed_queue_arn" {
  description = "ARN of the queue `price_changed`."
  value       = aws_sqs_queue.price_changed.arn
}

output "price_changed_queue_url" {
  description = "URL of the queue `price_changed`."
  value       = aws_sqs_queue.price_changed.url
}

output "product_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `product_changed`."
  value       = aws_sqs_queue.product_changed_dead_letter.url
}

output "product_changed_producer" {
  description = "What a generated client of `product-changed` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.product_changed.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.product_changed_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.product_changed.arn
      }
      dead_letter_arn = aws_sqs_queue.product_changed_dead_letter.arn
    }
    delay_s = 0
  }
}

output "product_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `product-changed`."
  value       = aws_iam_policy.product_changed_producer.arn
}

output "product_changed_queue_arn" {
  description = "ARN of the queue `product_changed`."
  value       = aws_sqs_queue.product_changed.arn
}

output "product_changed_queue_url" {
  description = "URL of the queue `product_changed`."
  value       = aws_sqs_queue.product_changed.url
}

output "push_notify_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `push_notify`."
  value       = aws_sqs_queue.push_notify_dead_letter.url
}

output "push_notify_producer" {
  description = "What a generated client of `push-notify` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.push_notify.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.push_notify_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.push_notify.arn
      }
      dead_letter_arn = aws_sqs_queue.push_notify_dead_letter.arn
    }
    delay_s = 0
  }
}

output "push_notify_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `push-notify`."
  value       = aws_iam_policy.push_notify_producer.arn
}

output "push_notify_queue_arn" {
  description = "ARN of the queue `push_notify`."
  value       = aws_sqs_queue.push_notify.arn
}

output "push_notify_queue_url" {
  description = "URL of the queue `push_notify`."
  value       = aws_sqs_queue.push_notify.url
}

output "receipts_function_name" {
  description = "Function of the worker `receipts`."
  value       = aws_lambda_function.receipts.function_name
}

output "receipts_role_arn" {
  description = "Role of the worker `receipts`."
  value       = aws_iam_role.receipts.arn
}

output "recommendations_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `recommendations`."
  value       = aws_sqs_queue.recommendations_dead_letter.url
}

output "recommendations_producer" {
  description = "What a generated client of `recommendations` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.recommendations.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.recommendations_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.recommendations.arn
      }
      dead_letter_arn = aws_sqs_queue.recommendations_dead_letter.arn
    }
    delay_s = 0
  }
}

output "recommendations_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `recommendations`."
  value       = aws_iam_policy.recommendations_producer.arn
}

output "recommendations_queue_arn" {
  description = "ARN of the queue `recommendations`."
  value       = aws_sqs_queue.recommendations.arn
}

output "recommendations_queue_url" {
  description = "URL of the queue `recommendations`."
  value       = aws_sqs_queue.recommendations.url
}

output "report_weekly_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `report_weekly`."
  value       = aws_sqs_queue.report_weekly_dead_letter.url
}

output "report_weekly_producer" {
  description = "What a generated client of `report-weekly` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.report_weekly.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.report_weekly_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.report_weekly.arn
      }
      dead_letter_arn = aws_sqs_queue.report_weekly_dead_letter.arn
    }
    delay_s = 0
  }
}

output "report_weekly_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `report-weekly`."
  value       = aws_iam_policy.report_weekly_producer.arn
}

output "report_weekly_queue_arn" {
  description = "ARN of the queue `report_weekly`."
  value       = aws_sqs_queue.report_weekly.arn
}

output "report_weekly_queue_url" {
  description = "URL of the queue `report_weekly`."
  value       = aws_sqs_queue.report_weekly.url
}

output "search_index_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `search_index`."
  value       = aws_sqs_queue.search_index_dead_letter.url
}

output "search_index_producer" {
  description = "What a generated client of `search-index` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.search_index.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.search_index_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.search_index.arn
      }
      dead_letter_arn = aws_sqs_queue.search_index_dead_letter.arn
    }
    delay_s = 0
  }
}

output "search_index_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `search-index`."
  value       = aws_iam_policy.search_index_producer.arn
}

output "search_index_queue_arn" {
  description = "ARN of the queue `search_index`."
  value       = aws_sqs_queue.search_index.arn
}

output "search_index_queue_url" {
  description = "URL of the queue `search_index`."
  value       = aws_sqs_queue.search_index.url
}

output "segment_refresh_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `segment_refresh`."
  value       = aws_sqs_queue.segment_refresh_dead_letter.url
}

output "segment_refresh_producer" {
  description = "What a generated client of `segment-refresh` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.segment_refresh.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.segment_refresh_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.segment_refresh.arn
      }
      dead_letter_arn = aws_sqs_queue.segment_refresh_dead_letter.arn
    }
    delay_s = 0
  }
}

output "segment_refresh_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `segment-refresh`."
  value       = aws_iam_policy.segment_refresh_producer.arn
}

output "segment_refresh_queue_arn" {
  description = "ARN of the queue `segment_refresh`."
  value       = aws_sqs_queue.segment_refresh.arn
}

output "segment_refresh_queue_url" {
  description = "URL of the queue `segment_refresh`."
  value       = aws_sqs_queue.segment_refresh.url
}

output "sessions_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sessions`."
  value       = aws_sqs_queue.sessions_dead_letter.url
}

output "sessions_producer" {
  description = "What a generated client of `sessions` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.sessions.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.sessions_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.sessions.arn
      }
      dead_letter_arn = aws_sqs_queue.sessions_dead_letter.arn
    }
    delay_s = 0
  }
}

output "sessions_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sessions`."
  value       = aws_iam_policy.sessions_producer.arn
}

output "sessions_queue_arn" {
  description = "ARN of the queue `sessions`."
  value       = aws_sqs_queue.sessions.arn
}

output "sessions_queue_url" {
  description = "URL of the queue `sessions`."
  value       = aws_sqs_queue.sessions.url
}

output "sms_code_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `sms_code`."
  value       = aws_sqs_queue.sms_code_dead_letter.url
}

output "sms_code_producer" {
  description = "What a generated client of `sms-code` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.sms_code.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.sms_code_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.sms_code.arn
      }
      dead_letter_arn = aws_sqs_queue.sms_code_dead_letter.arn
    }
    delay_s = 0
  }
}

output "sms_code_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `sms-code`."
  value       = aws_iam_policy.sms_code_producer.arn
}

output "sms_code_queue_arn" {
  description = "ARN of the queue `sms_code`."
  value       = aws_sqs_queue.sms_code.arn
}

output "sms_code_queue_url" {
  description = "URL of the queue `sms_code`."
  value       = aws_sqs_queue.sms_code.url
}

output "stock_changed_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `stock_changed`."
  value       = aws_sqs_queue.stock_changed_dead_letter.url
}

output "stock_changed_producer" {
  description = "What a generated client of `stock-changed` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.stock_changed.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.stock_changed_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.stock_changed.arn
      }
      dead_letter_arn = aws_sqs_queue.stock_changed_dead_letter.arn
    }
    delay_s = 0
  }
}

output "stock_changed_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `stock-changed`."
  value       = aws_iam_policy.stock_changed_producer.arn
}

output "stock_changed_queue_arn" {
  description = "ARN of the queue `stock_changed`."
  value       = aws_sqs_queue.stock_changed.arn
}

output "stock_changed_queue_url" {
  description = "URL of the queue `stock_changed`."
  value       = aws_sqs_queue.stock_changed.url
}

output "tracking_update_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `tracking_update`."
  value       = aws_sqs_queue.tracking_update_dead_letter.url
}

output "tracking_update_producer" {
  description = "What a generated client of `tracking-update` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.tracking_update.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.tracking_update_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.tracking_update.arn
      }
      dead_letter_arn = aws_sqs_queue.tracking_update_dead_letter.arn
    }
    delay_s = 0
  }
}

output "tracking_update_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `tracking-update`."
  value       = aws_iam_policy.tracking_update_producer.arn
}

output "tracking_update_queue_arn" {
  description = "ARN of the queue `tracking_update`."
  value       = aws_sqs_queue.tracking_update.arn
}

output "tracking_update_queue_url" {
  description = "URL of the queue `tracking_update`."
  value       = aws_sqs_queue.tracking_update.url
}

output "webhook_deliver_dead_letter_queue_url" {
  description = "URL of the dead letters of the queue `webhook_deliver`."
  value       = aws_sqs_queue.webhook_deliver_dead_letter.url
}

output "webhook_deliver_producer" {
  description = "What a generated client of `webhook-deliver` is given."
  value = {
    type   = "sqs"
    region = var.region
    fifo   = false
    levels = {
      "" = aws_sqs_queue.webhook_deliver.url
    }
    default_level = ""
    topic_arn     = null
    scheduler = {
      group    = aws_scheduler_schedule_group.this.name
      role_arn = aws_iam_role.webhook_deliver_scheduler.arn
      target_arns = {
        "" = aws_sqs_queue.webhook_deliver.arn
      }
      dead_letter_arn = aws_sqs_queue.webhook_deliver_dead_letter.arn
    }
    delay_s = 0
  }
}

output "webhook_deliver_producer_policy_arn" {
  description = "Policy that lets a role send jobs to `webhook-deliver`."
  value       = aws_iam_policy.webhook_deliver_producer.arn
}

output "webhook_deliver_queue_arn" {
  description = "ARN of the queue `webhook_deliver`."
  value       = aws_sqs_queue.webhook_deliver.arn
}

output "webhook_deliver_queue_url" {
  description = "URL of the queue `webhook_deliver`."
  value       = aws_sqs_queue.webhook_deliver.url
}
