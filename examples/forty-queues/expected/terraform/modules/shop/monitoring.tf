# E-mail addresses hear alarms through a topic; each must confirm its subscription once.
resource "aws_sns_topic" "alarms_ticket" {
  #checkov:skip=CKV_AWS_26:CloudWatch cannot publish under the AWS managed key; an alarm holds no job
  name = "${var.name_prefix}-alarms-ticket"
  tags = local.tags
}

resource "aws_sns_topic_policy" "alarms_ticket" {
  arn = aws_sns_topic.alarms_ticket.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AllowAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms_ticket.arn
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "alarms_ticket" {
  for_each = toset(["queues@example.com"])

  topic_arn = aws_sns_topic.alarms_ticket.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "product_changed_oldest_age" {
  alarm_name        = "${var.name_prefix}-product-changed-oldest-age"
  alarm_description = "Jobs of product-changed wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.product_changed.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_product_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "product_changed_dead_letter" {
  alarm_name          = "${var.name_prefix}-product-changed-dead-letter"
  alarm_description   = "A job of product-changed failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.product_changed_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_product_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "price_changed_oldest_age" {
  alarm_name        = "${var.name_prefix}-price-changed-oldest-age"
  alarm_description = "Jobs of price-changed wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.price_changed.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_price_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "price_changed_dead_letter" {
  alarm_name          = "${var.name_prefix}-price-changed-dead-letter"
  alarm_description   = "A job of price-changed failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.price_changed_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_price_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "stock_changed_oldest_age" {
  alarm_name        = "${var.name_prefix}-stock-changed-oldest-age"
  alarm_description = "Jobs of stock-changed wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.stock_changed.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_stock_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "stock_changed_dead_letter" {
  alarm_name          = "${var.name_prefix}-stock-changed-dead-letter"
  alarm_description   = "A job of stock-changed failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.stock_changed_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_stock_changed_tags
}

resource "aws_cloudwatch_metric_alarm" "image_resize_oldest_age" {
  alarm_name        = "${var.name_prefix}-image-resize-oldest-age"
  alarm_description = "Jobs of image-resize wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.image_resize.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_image_resize_tags
}

resource "aws_cloudwatch_metric_alarm" "image_resize_dead_letter" {
  alarm_name          = "${var.name_prefix}-image-resize-dead-letter"
  alarm_description   = "A job of image-resize failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.image_resize_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_image_resize_tags
}

resource "aws_cloudwatch_metric_alarm" "search_index_oldest_age" {
  alarm_name        = "${var.name_prefix}-search-index-oldest-age"
  alarm_description = "Jobs of search-index wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.search_index.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_search_index_tags
}

resource "aws_cloudwatch_metric_alarm" "search_index_dead_letter" {
  alarm_name          = "${var.name_prefix}-search-index-dead-letter"
  alarm_description   = "A job of search-index failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.search_index_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_search_index_tags
}

resource "aws_cloudwatch_metric_alarm" "feed_export_oldest_age" {
  alarm_name        = "${var.name_prefix}-feed-export-oldest-age"
  alarm_description = "Jobs of feed-export wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.feed_export.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_feed_export_tags
}

resource "aws_cloudwatch_metric_alarm" "feed_export_dead_letter" {
  alarm_name          = "${var.name_prefix}-feed-export-dead-letter"
  alarm_description   = "A job of feed-export failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.feed_export_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_feed_export_tags
}

resource "aws_cloudwatch_metric_alarm" "order_placed_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-placed-oldest-age"
  alarm_description = "Jobs of order-placed wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_placed.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_order_placed_tags
}

resource "aws_cloudwatch_metric_alarm" "order_placed_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-placed-dead-letter"
  alarm_description   = "A job of order-placed failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.order_placed_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_order_placed_tags
}

resource "aws_cloudwatch_metric_alarm" "order_cancelled_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-cancelled-oldest-age"
  alarm_description = "Jobs of order-cancelled wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_cancelled.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_order_cancelled_tags
}

resource "aws_cloudwatch_metric_alarm" "order_cancelled_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-cancelled-dead-letter"
  alarm_description   = "A job of order-cancelled failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.order_cancelled_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_order_cancelled_tags
}

resource "aws_cloudwatch_metric_alarm" "order_returned_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-returned-oldest-age"
  alarm_description = "Jobs of order-returned wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_returned.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_order_returned_tags
}

resource "aws_cloudwatch_metric_alarm" "order_returned_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-returned-dead-letter"
  alarm_description   = "A job of order-returned failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.order_returned_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_order_returned_tags
}

resource "aws_cloudwatch_metric_alarm" "fraud_check_oldest_age" {
  alarm_name        = "${var.name_prefix}-fraud-check-oldest-age"
  alarm_description = "Jobs of fraud-check wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.fraud_check.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_fraud_check_tags
}

resource "aws_cloudwatch_metric_alarm" "fraud_check_dead_letter" {
  alarm_name          = "${var.name_prefix}-fraud-check-dead-letter"
  alarm_description   = "A job of fraud-check failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.fraud_check_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_fraud_check_tags
}

resource "aws_cloudwatch_metric_alarm" "invoice_render_oldest_age" {
  alarm_name        = "${var.name_prefix}-invoice-render-oldest-age"
  alarm_description = "Jobs of invoice-render wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.invoice_render.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_invoice_render_tags
}

resource "aws_cloudwatch_metric_alarm" "invoice_render_dead_letter" {
  alarm_name          = "${var.name_prefix}-invoice-render-dead-letter"
  alarm_description   = "A job of invoice-render failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.invoice_render_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_invoice_render_tags
}

resource "aws_cloudwatch_metric_alarm" "order_archive_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-archive-oldest-age"
  alarm_description = "Jobs of order-archive wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_archive.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_order_archive_tags
}

resource "aws_cloudwatch_metric_alarm" "order_archive_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-archive-dead-letter"
  alarm_description   = "A job of order-archive failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.order_archive_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_order_archive_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_authorise_oldest_age" {
  alarm_name        = "${var.name_prefix}-payment-authorise-oldest-age"
  alarm_description = "Jobs of payment-authorise wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.payment_authorise.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_payment_authorise_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_authorise_dead_letter" {
  alarm_name          = "${var.name_prefix}-payment-authorise-dead-letter"
  alarm_description   = "A job of payment-authorise failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.payment_authorise_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_payment_authorise_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_capture_oldest_age" {
  alarm_name        = "${var.name_prefix}-payment-capture-oldest-age"
  alarm_description = "Jobs of payment-capture wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.payment_capture.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.payment_capture_oldest_age_s
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_payment_capture_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_capture_depth" {
  #checkov:skip=CKV_AWS_319:declared for some environments and not for all
  alarm_name        = "${var.name_prefix}-payment-capture-depth"
  alarm_description = "Too many jobs of payment-capture wait. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.payment_capture.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = var.payment_capture_depth_alarm
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_payment_capture_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_capture_dead_letter" {
  alarm_name          = "${var.name_prefix}-payment-capture-dead-letter"
  alarm_description   = "A job of payment-capture failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.payment_capture_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_payment_capture_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_refund_oldest_age" {
  alarm_name        = "${var.name_prefix}-payment-refund-oldest-age"
  alarm_description = "Jobs of payment-refund wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.payment_refund.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_payment_refund_tags
}

resource "aws_cloudwatch_metric_alarm" "payment_refund_dead_letter" {
  alarm_name          = "${var.name_prefix}-payment-refund-dead-letter"
  alarm_description   = "A job of payment-refund failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.payment_refund_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_payment_refund_tags
}

resource "aws_cloudwatch_metric_alarm" "payout_oldest_age" {
  alarm_name        = "${var.name_prefix}-payout-oldest-age"
  alarm_description = "Jobs of payout wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.payout.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_payout_tags
}

resource "aws_cloudwatch_metric_alarm" "payout_dead_letter" {
  alarm_name          = "${var.name_prefix}-payout-dead-letter"
  alarm_description   = "A job of payout failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.payout_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_payout_tags
}

resource "aws_cloudwatch_metric_alarm" "ledger_entry_oldest_age" {
  alarm_name        = "${var.name_prefix}-ledger-entry-oldest-age"
  alarm_description = "Jobs of ledger-entry wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.ledger_entry.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_ledger_entry_tags
}

resource "aws_cloudwatch_metric_alarm" "ledger_entry_dead_letter" {
  alarm_name          = "${var.name_prefix}-ledger-entry-dead-letter"
  alarm_description   = "A job of ledger-entry failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.ledger_entry_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_ledger_entry_tags
}

resource "aws_cloudwatch_metric_alarm" "bank_statement_oldest_age" {
  alarm_name        = "${var.name_prefix}-bank-statement-oldest-age"
  alarm_description = "Jobs of bank-statement wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.bank_statement.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_bank_statement_tags
}

resource "aws_cloudwatch_metric_alarm" "bank_statement_dead_letter" {
  alarm_name          = "${var.name_prefix}-bank-statement-dead-letter"
  alarm_description   = "A job of bank-statement failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.bank_statement_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_bank_statement_tags
}

resource "aws_cloudwatch_metric_alarm" "pick_list_oldest_age" {
  alarm_name        = "${var.name_prefix}-pick-list-oldest-age"
  alarm_description = "Jobs of pick-list wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.pick_list.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_pick_list_tags
}

resource "aws_cloudwatch_metric_alarm" "pick_list_dead_letter" {
  alarm_name          = "${var.name_prefix}-pick-list-dead-letter"
  alarm_description   = "A job of pick-list failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.pick_list_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_pick_list_tags
}

resource "aws_cloudwatch_metric_alarm" "label_print_oldest_age" {
  alarm_name        = "${var.name_prefix}-label-print-oldest-age"
  alarm_description = "Jobs of label-print wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.label_print.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_label_print_tags
}

resource "aws_cloudwatch_metric_alarm" "label_print_dead_letter" {
  alarm_name          = "${var.name_prefix}-label-print-dead-letter"
  alarm_description   = "A job of label-print failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.label_print_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_label_print_tags
}

resource "aws_cloudwatch_metric_alarm" "carrier_booking_oldest_age" {
  alarm_name        = "${var.name_prefix}-carrier-booking-oldest-age"
  alarm_description = "Jobs of carrier-booking wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.carrier_booking.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_carrier_booking_tags
}

resource "aws_cloudwatch_metric_alarm" "carrier_booking_dead_letter" {
  alarm_name          = "${var.name_prefix}-carrier-booking-dead-letter"
  alarm_description   = "A job of carrier-booking failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.carrier_booking_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_carrier_booking_tags
}

resource "aws_cloudwatch_metric_alarm" "tracking_update_oldest_age" {
  alarm_name        = "${var.name_prefix}-tracking-update-oldest-age"
  alarm_description = "Jobs of tracking-update wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.tracking_update.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_tracking_update_tags
}

resource "aws_cloudwatch_metric_alarm" "tracking_update_dead_letter" {
  alarm_name          = "${var.name_prefix}-tracking-update-dead-letter"
  alarm_description   = "A job of tracking-update failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.tracking_update_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_tracking_update_tags
}

resource "aws_cloudwatch_metric_alarm" "customs_form_oldest_age" {
  alarm_name        = "${var.name_prefix}-customs-form-oldest-age"
  alarm_description = "Jobs of customs-form wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.customs_form.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_customs_form_tags
}

resource "aws_cloudwatch_metric_alarm" "customs_form_dead_letter" {
  alarm_name          = "${var.name_prefix}-customs-form-dead-letter"
  alarm_description   = "A job of customs-form failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.customs_form_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_customs_form_tags
}

resource "aws_cloudwatch_metric_alarm" "dispatch_note_oldest_age" {
  alarm_name        = "${var.name_prefix}-dispatch-note-oldest-age"
  alarm_description = "Jobs of dispatch-note wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.dispatch_note.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_dispatch_note_tags
}

resource "aws_cloudwatch_metric_alarm" "dispatch_note_dead_letter" {
  alarm_name          = "${var.name_prefix}-dispatch-note-dead-letter"
  alarm_description   = "A job of dispatch-note failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.dispatch_note_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_dispatch_note_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_high_oldest_age" {
  alarm_name        = "${var.name_prefix}-email-receipt-high-oldest-age"
  alarm_description = "Jobs of email-receipt at level high wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.email_receipt_high.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_high_dead_letter" {
  alarm_name          = "${var.name_prefix}-email-receipt-high-dead-letter"
  alarm_description   = "A job of email-receipt failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.email_receipt_high_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_normal_oldest_age" {
  alarm_name        = "${var.name_prefix}-email-receipt-normal-oldest-age"
  alarm_description = "Jobs of email-receipt at level normal wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.email_receipt_normal.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_normal_dead_letter" {
  alarm_name          = "${var.name_prefix}-email-receipt-normal-dead-letter"
  alarm_description   = "A job of email-receipt failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.email_receipt_normal_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_low_oldest_age" {
  alarm_name        = "${var.name_prefix}-email-receipt-low-oldest-age"
  alarm_description = "Jobs of email-receipt at level low wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.email_receipt_low.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_receipt_low_dead_letter" {
  alarm_name          = "${var.name_prefix}-email-receipt-low-dead-letter"
  alarm_description   = "A job of email-receipt failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.email_receipt_low_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_email_receipt_tags
}

resource "aws_cloudwatch_metric_alarm" "email_newsletter_oldest_age" {
  alarm_name        = "${var.name_prefix}-email-newsletter-oldest-age"
  alarm_description = "Jobs of email-newsletter wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.email_newsletter.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_email_newsletter_tags
}

resource "aws_cloudwatch_metric_alarm" "email_newsletter_dead_letter" {
  alarm_name          = "${var.name_prefix}-email-newsletter-dead-letter"
  alarm_description   = "A job of email-newsletter failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.email_newsletter_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_email_newsletter_tags
}

resource "aws_cloudwatch_metric_alarm" "email_reset_oldest_age" {
  alarm_name        = "${var.name_prefix}-email-reset-oldest-age"
  alarm_description = "Jobs of email-reset wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.email_reset.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_email_reset_tags
}

resource "aws_cloudwatch_metric_alarm" "email_reset_dead_letter" {
  alarm_name          = "${var.name_prefix}-email-reset-dead-letter"
  alarm_description   = "A job of email-reset failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.email_reset_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_email_reset_tags
}

resource "aws_cloudwatch_metric_alarm" "push_notify_oldest_age" {
  alarm_name        = "${var.name_prefix}-push-notify-oldest-age"
  alarm_description = "Jobs of push-notify wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.push_notify.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_push_notify_tags
}

resource "aws_cloudwatch_metric_alarm" "push_notify_dead_letter" {
  alarm_name          = "${var.name_prefix}-push-notify-dead-letter"
  alarm_description   = "A job of push-notify failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.push_notify_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_push_notify_tags
}

resource "aws_cloudwatch_metric_alarm" "sms_code_oldest_age" {
  alarm_name        = "${var.name_prefix}-sms-code-oldest-age"
  alarm_description = "Jobs of sms-code wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.sms_code.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 120
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_sms_code_tags
}

resource "aws_cloudwatch_metric_alarm" "sms_code_dead_letter" {
  alarm_name          = "${var.name_prefix}-sms-code-dead-letter"
  alarm_description   = "A job of sms-code failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.sms_code_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_sms_code_tags
}

resource "aws_cloudwatch_metric_alarm" "webhook_deliver_oldest_age" {
  alarm_name        = "${var.name_prefix}-webhook-deliver-oldest-age"
  alarm_description = "Jobs of webhook-deliver wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.webhook_deliver.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_webhook_deliver_tags
}

resource "aws_cloudwatch_metric_alarm" "webhook_deliver_dead_letter" {
  alarm_name          = "${var.name_prefix}-webhook-deliver-dead-letter"
  alarm_description   = "A job of webhook-deliver failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.webhook_deliver_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_webhook_deliver_tags
}

resource "aws_cloudwatch_metric_alarm" "events_raw_oldest_age" {
  alarm_name        = "${var.name_prefix}-events-raw-oldest-age"
  alarm_description = "Jobs of events-raw wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.events_raw.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_events_raw_tags
}

resource "aws_cloudwatch_metric_alarm" "events_raw_dead_letter" {
  alarm_name          = "${var.name_prefix}-events-raw-dead-letter"
  alarm_description   = "A job of events-raw failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.events_raw_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_events_raw_tags
}

resource "aws_cloudwatch_metric_alarm" "sessions_oldest_age" {
  alarm_name        = "${var.name_prefix}-sessions-oldest-age"
  alarm_description = "Jobs of sessions wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.sessions.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_sessions_tags
}

resource "aws_cloudwatch_metric_alarm" "sessions_dead_letter" {
  alarm_name          = "${var.name_prefix}-sessions-dead-letter"
  alarm_description   = "A job of sessions failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.sessions_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_sessions_tags
}

resource "aws_cloudwatch_metric_alarm" "funnel_daily_oldest_age" {
  alarm_name        = "${var.name_prefix}-funnel-daily-oldest-age"
  alarm_description = "Jobs of funnel-daily wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.funnel_daily.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_funnel_daily_tags
}

resource "aws_cloudwatch_metric_alarm" "funnel_daily_dead_letter" {
  alarm_name          = "${var.name_prefix}-funnel-daily-dead-letter"
  alarm_description   = "A job of funnel-daily failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.funnel_daily_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_funnel_daily_tags
}

resource "aws_cloudwatch_metric_alarm" "recommendations_oldest_age" {
  alarm_name        = "${var.name_prefix}-recommendations-oldest-age"
  alarm_description = "Jobs of recommendations wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.recommendations.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_recommendations_tags
}

resource "aws_cloudwatch_metric_alarm" "recommendations_dead_letter" {
  alarm_name          = "${var.name_prefix}-recommendations-dead-letter"
  alarm_description   = "A job of recommendations failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.recommendations_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_recommendations_tags
}

resource "aws_cloudwatch_metric_alarm" "segment_refresh_oldest_age" {
  alarm_name        = "${var.name_prefix}-segment-refresh-oldest-age"
  alarm_description = "Jobs of segment-refresh wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.segment_refresh.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_segment_refresh_tags
}

resource "aws_cloudwatch_metric_alarm" "segment_refresh_dead_letter" {
  alarm_name          = "${var.name_prefix}-segment-refresh-dead-letter"
  alarm_description   = "A job of segment-refresh failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.segment_refresh_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_segment_refresh_tags
}

resource "aws_cloudwatch_metric_alarm" "report_weekly_oldest_age" {
  alarm_name        = "${var.name_prefix}-report-weekly-oldest-age"
  alarm_description = "Jobs of report-weekly wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.report_weekly.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_report_weekly_tags
}

resource "aws_cloudwatch_metric_alarm" "report_weekly_dead_letter" {
  alarm_name          = "${var.name_prefix}-report-weekly-dead-letter"
  alarm_description   = "A job of report-weekly failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.report_weekly_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_report_weekly_tags
}

resource "aws_cloudwatch_metric_alarm" "audit_trail_oldest_age" {
  alarm_name        = "${var.name_prefix}-audit-trail-oldest-age"
  alarm_description = "Jobs of audit-trail wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.audit_trail.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_audit_trail_tags
}

resource "aws_cloudwatch_metric_alarm" "audit_trail_dead_letter" {
  alarm_name          = "${var.name_prefix}-audit-trail-dead-letter"
  alarm_description   = "A job of audit-trail failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.audit_trail_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_audit_trail_tags
}

resource "aws_cloudwatch_metric_alarm" "data_erasure_oldest_age" {
  alarm_name        = "${var.name_prefix}-data-erasure-oldest-age"
  alarm_description = "Jobs of data-erasure wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.data_erasure.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_data_erasure_tags
}

resource "aws_cloudwatch_metric_alarm" "data_erasure_dead_letter" {
  alarm_name          = "${var.name_prefix}-data-erasure-dead-letter"
  alarm_description   = "A job of data-erasure failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.data_erasure_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_data_erasure_tags
}

resource "aws_cloudwatch_metric_alarm" "data_export_oldest_age" {
  alarm_name        = "${var.name_prefix}-data-export-oldest-age"
  alarm_description = "Jobs of data-export wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.data_export.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_data_export_tags
}

resource "aws_cloudwatch_metric_alarm" "data_export_dead_letter" {
  alarm_name          = "${var.name_prefix}-data-export-dead-letter"
  alarm_description   = "A job of data-export failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.data_export_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_data_export_tags
}

resource "aws_cloudwatch_metric_alarm" "cache_purge_oldest_age" {
  alarm_name        = "${var.name_prefix}-cache-purge-oldest-age"
  alarm_description = "Jobs of cache-purge wait too long. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cache_purge.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [var.oncall_topic_arn]
  ok_actions         = [var.oncall_topic_arn]
  tags               = local.queue_cache_purge_tags
}

resource "aws_cloudwatch_metric_alarm" "cache_purge_dead_letter" {
  alarm_name          = "${var.name_prefix}-cache-purge-dead-letter"
  alarm_description   = "A job of cache-purge failed for good. Runbook: https://runbooks.example.com/queues"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]

  # Each growth fires anew, where a plain threshold would fire once and stay.
  metric_query {
    id          = "growth"
    expression  = "DIFF(FILL(visible, 0))"
    label       = "New dead letters"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions = {
        QueueName = aws_sqs_queue.cache_purge_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.queue_cache_purge_tags
}

resource "aws_cloudwatch_metric_alarm" "catalogue_errors" {
  alarm_name        = "${var.name_prefix}-catalogue-errors"
  alarm_description = "The worker catalogue crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.catalogue.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_catalogue_tags
}

resource "aws_cloudwatch_metric_alarm" "catalogue_throttles" {
  alarm_name        = "${var.name_prefix}-catalogue-throttles"
  alarm_description = "The worker catalogue is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.catalogue.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_catalogue_tags
}

resource "aws_cloudwatch_metric_alarm" "fulfilment_errors" {
  alarm_name        = "${var.name_prefix}-fulfilment-errors"
  alarm_description = "The worker fulfilment crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.fulfilment.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_fulfilment_tags
}

resource "aws_cloudwatch_metric_alarm" "fulfilment_throttles" {
  alarm_name        = "${var.name_prefix}-fulfilment-throttles"
  alarm_description = "The worker fulfilment is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.fulfilment.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_fulfilment_tags
}

resource "aws_cloudwatch_metric_alarm" "insight_errors" {
  alarm_name        = "${var.name_prefix}-insight-errors"
  alarm_description = "The worker insight crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.insight.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_insight_tags
}

resource "aws_cloudwatch_metric_alarm" "insight_throttles" {
  alarm_name        = "${var.name_prefix}-insight-throttles"
  alarm_description = "The worker insight is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.insight.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_insight_tags
}

resource "aws_cloudwatch_metric_alarm" "messaging_errors" {
  alarm_name        = "${var.name_prefix}-messaging-errors"
  alarm_description = "The worker messaging crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.messaging.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_messaging_tags
}

resource "aws_cloudwatch_metric_alarm" "messaging_throttles" {
  alarm_name        = "${var.name_prefix}-messaging-throttles"
  alarm_description = "The worker messaging is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.messaging.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_messaging_tags
}

resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name        = "${var.name_prefix}-orders-errors"
  alarm_description = "The worker orders crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.orders.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_orders_tags
}

resource "aws_cloudwatch_metric_alarm" "orders_throttles" {
  alarm_name        = "${var.name_prefix}-orders-throttles"
  alarm_description = "The worker orders is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.orders.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_orders_tags
}

resource "aws_cloudwatch_metric_alarm" "payments_errors" {
  alarm_name        = "${var.name_prefix}-payments-errors"
  alarm_description = "The worker payments crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.payments.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_payments_tags
}

resource "aws_cloudwatch_metric_alarm" "payments_throttles" {
  alarm_name        = "${var.name_prefix}-payments-throttles"
  alarm_description = "The worker payments is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.payments.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_payments_tags
}

resource "aws_cloudwatch_metric_alarm" "platform_errors" {
  alarm_name        = "${var.name_prefix}-platform-errors"
  alarm_description = "The worker platform crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.platform.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_platform_tags
}

resource "aws_cloudwatch_metric_alarm" "platform_throttles" {
  alarm_name        = "${var.name_prefix}-platform-throttles"
  alarm_description = "The worker platform is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.platform.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_platform_tags
}

resource "aws_cloudwatch_metric_alarm" "receipts_errors" {
  alarm_name        = "${var.name_prefix}-receipts-errors"
  alarm_description = "The worker receipts crashes or runs out of time. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.receipts.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_receipts_tags
}

resource "aws_cloudwatch_metric_alarm" "receipts_throttles" {
  alarm_name        = "${var.name_prefix}-receipts-throttles"
  alarm_description = "The worker receipts is refused concurrency, which counts as an attempt of its jobs. Runbook: https://runbooks.example.com/queues"
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.receipts.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_ticket.arn]
  ok_actions         = [aws_sns_topic.alarms_ticket.arn]
  tags               = local.worker_receipts_tags
}

resource "aws_cloudwatch_dashboard" "queues" {
  dashboard_name = "${var.name_prefix}-queues"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "product_changed"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.product_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.product_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.product_changed.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.product_changed_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "price_changed"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.price_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.price_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.price_changed.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.price_changed_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "stock_changed"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.stock_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.stock_changed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.stock_changed.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.stock_changed_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "image_resize"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.image_resize.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.image_resize.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.image_resize.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.image_resize_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 12
        width  = 12
        height = 6
        properties = {
          title  = "search_index"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.search_index.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.search_index.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.search_index.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.search_index_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 12
        width  = 12
        height = 6
        properties = {
          title  = "feed_export"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.feed_export.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.feed_export.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.feed_export.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.feed_export_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 18
        width  = 12
        height = 6
        properties = {
          title  = "order_placed"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_placed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_placed.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_placed.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_placed_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 18
        width  = 12
        height = 6
        properties = {
          title  = "order_cancelled"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_cancelled.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_cancelled.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_cancelled.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_cancelled_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "order_returned"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_returned.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_returned.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_returned.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_returned_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "fraud_check"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.fraud_check.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.fraud_check.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.fraud_check.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.fraud_check_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 30
        width  = 12
        height = 6
        properties = {
          title  = "invoice_render"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.invoice_render.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.invoice_render.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.invoice_render.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.invoice_render_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 30
        width  = 12
        height = 6
        properties = {
          title  = "order_archive"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_archive.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_archive.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_archive.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_archive_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 36
        width  = 12
        height = 6
        properties = {
          title  = "payment_authorise"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_authorise.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.payment_authorise.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payment_authorise.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_authorise_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 36
        width  = 12
        height = 6
        properties = {
          title  = "payment_capture"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_capture.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.payment_capture.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payment_capture.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_capture_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 42
        width  = 12
        height = 6
        properties = {
          title  = "payment_refund"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_refund.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.payment_refund.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payment_refund.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payment_refund_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 42
        width  = 12
        height = 6
        properties = {
          title  = "payout"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payout.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.payout.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payout.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payout_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 48
        width  = 12
        height = 6
        properties = {
          title  = "ledger_entry"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.ledger_entry.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.ledger_entry.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.ledger_entry.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.ledger_entry_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 48
        width  = 12
        height = 6
        properties = {
          title  = "bank_statement"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.bank_statement.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.bank_statement.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.bank_statement.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.bank_statement_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 54
        width  = 12
        height = 6
        properties = {
          title  = "pick_list"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.pick_list.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.pick_list.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.pick_list.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.pick_list_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 54
        width  = 12
        height = 6
        properties = {
          title  = "label_print"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.label_print.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.label_print.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.label_print.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.label_print_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 60
        width  = 12
        height = 6
        properties = {
          title  = "carrier_booking"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.carrier_booking.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.carrier_booking.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.carrier_booking.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.carrier_booking_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 60
        width  = 12
        height = 6
        properties = {
          title  = "tracking_update"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.tracking_update.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.tracking_update.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.tracking_update.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.tracking_update_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 66
        width  = 12
        height = 6
        properties = {
          title  = "customs_form"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.customs_form.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.customs_form.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.customs_form.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.customs_form_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 66
        width  = 12
        height = 6
        properties = {
          title  = "dispatch_note"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.dispatch_note.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.dispatch_note.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.dispatch_note.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.dispatch_note_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 72
        width  = 12
        height = 6
        properties = {
          title  = "email_receipt_high"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_high.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_high.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.email_receipt_high.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_high_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 72
        width  = 12
        height = 6
        properties = {
          title  = "email_receipt_normal"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.email_receipt_normal.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_normal_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 78
        width  = 12
        height = 6
        properties = {
          title  = "email_receipt_low"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.email_receipt_low.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_receipt_low_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 78
        width  = 12
        height = 6
        properties = {
          title  = "email_newsletter"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_newsletter.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.email_newsletter.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.email_newsletter.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_newsletter_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 84
        width  = 12
        height = 6
        properties = {
          title  = "email_reset"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_reset.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.email_reset.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.email_reset.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.email_reset_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 84
        width  = 12
        height = 6
        properties = {
          title  = "push_notify"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.push_notify.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.push_notify.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.push_notify.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.push_notify_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 90
        width  = 12
        height = 6
        properties = {
          title  = "sms_code"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sms_code.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.sms_code.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.sms_code.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sms_code_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 90
        width  = 12
        height = 6
        properties = {
          title  = "webhook_deliver"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.webhook_deliver.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.webhook_deliver.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.webhook_deliver.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.webhook_deliver_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 96
        width  = 12
        height = 6
        properties = {
          title  = "events_raw"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.events_raw.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.events_raw.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.events_raw.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.events_raw_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 96
        width  = 12
        height = 6
        properties = {
          title  = "sessions"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sessions.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.sessions.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.sessions.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sessions_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 102
        width  = 12
        height = 6
        properties = {
          title  = "funnel_daily"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.funnel_daily.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.funnel_daily.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.funnel_daily.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.funnel_daily_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 102
        width  = 12
        height = 6
        properties = {
          title  = "recommendations"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.recommendations.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.recommendations.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.recommendations.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.recommendations_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 108
        width  = 12
        height = 6
        properties = {
          title  = "segment_refresh"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.segment_refresh.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.segment_refresh.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.segment_refresh.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.segment_refresh_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 108
        width  = 12
        height = 6
        properties = {
          title  = "report_weekly"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.report_weekly.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.report_weekly.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.report_weekly.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.report_weekly_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 114
        width  = 12
        height = 6
        properties = {
          title  = "audit_trail"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.audit_trail.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.audit_trail.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.audit_trail.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.audit_trail_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 114
        width  = 12
        height = 6
        properties = {
          title  = "data_erasure"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.data_erasure.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.data_erasure.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.data_erasure.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.data_erasure_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 120
        width  = 12
        height = 6
        properties = {
          title  = "data_export"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.data_export.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.data_export.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.data_export.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.data_export_dead_letter.name,
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 120
        width  = 12
        height = 6
        properties = {
          title  = "cache_purge"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.cache_purge.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.cache_purge.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.cache_purge.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.cache_purge_dead_letter.name,
            ],
          ]
        }
      },
    ]
  })
}
