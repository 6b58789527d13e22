# E-mail addresses hear alarms through a topic; each must confirm its subscription once.
resource "aws_sns_topic" "alarms_page" {
  #checkov:skip=CKV_AWS_26:CloudWatch cannot publish under the AWS managed key; an alarm holds no job
  name = "${var.name_prefix}-alarms-page"
  tags = local.tags
}

resource "aws_sns_topic_policy" "alarms_page" {
  arn = aws_sns_topic.alarms_page.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AllowAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms_page.arn
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "alarms_page" {
  for_each = toset(["ops@example.com"])

  topic_arn = aws_sns_topic.alarms_page.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "orders_oldest_age" {
  alarm_name        = "${var.name_prefix}-orders-oldest-age"
  alarm_description = "Jobs of orders wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.orders.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.orders_oldest_age_s
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "orders_dead_letter" {
  alarm_name          = "${var.name_prefix}-orders-dead-letter"
  alarm_description   = "A job of orders failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.orders_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_high_oldest_age" {
  alarm_name        = "${var.name_prefix}-emails-high-oldest-age"
  alarm_description = "Jobs of emails at level high wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.emails_high.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_high_dead_letter" {
  alarm_name          = "${var.name_prefix}-emails-high-dead-letter"
  alarm_description   = "A job of emails failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.emails_high_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_normal_oldest_age" {
  alarm_name        = "${var.name_prefix}-emails-normal-oldest-age"
  alarm_description = "Jobs of emails at level normal wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.emails_normal.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_normal_dead_letter" {
  alarm_name          = "${var.name_prefix}-emails-normal-dead-letter"
  alarm_description   = "A job of emails failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.emails_normal_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_low_oldest_age" {
  alarm_name        = "${var.name_prefix}-emails-low-oldest-age"
  alarm_description = "Jobs of emails at level low wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.emails_low.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "emails_low_dead_letter" {
  alarm_name          = "${var.name_prefix}-emails-low-dead-letter"
  alarm_description   = "A job of emails failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.emails_low_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_loyalty_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-events-loyalty-oldest-age"
  alarm_description = "Jobs of order-events for loyalty wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_events_loyalty.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_loyalty_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-events-loyalty-dead-letter"
  alarm_description   = "A job of order-events failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.order_events_loyalty_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_search_indexer_oldest_age" {
  alarm_name        = "${var.name_prefix}-order-events-search-indexer-oldest-age"
  alarm_description = "Jobs of order-events for search_indexer wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_events_search_indexer.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_search_indexer_dead_letter" {
  alarm_name          = "${var.name_prefix}-order-events-search-indexer-dead-letter"
  alarm_description   = "A job of order-events failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.order_events_search_indexer_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reports_oldest_age" {
  alarm_name        = "${var.name_prefix}-reports-oldest-age"
  alarm_description = "Jobs of reports wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.reports.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1200
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reports_dead_letter" {
  alarm_name          = "${var.name_prefix}-reports-dead-letter"
  alarm_description   = "A job of reports failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]

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
        QueueName = aws_sqs_queue.reports_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "email_worker_errors" {
  alarm_name        = "${var.name_prefix}-email-worker-errors"
  alarm_description = "The worker email_worker crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.email_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "email_worker_throttles" {
  alarm_name        = "${var.name_prefix}-email-worker-throttles"
  alarm_description = "The worker email_worker is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.email_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "loyalty_errors" {
  alarm_name        = "${var.name_prefix}-loyalty-errors"
  alarm_description = "The worker loyalty crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.loyalty.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "loyalty_throttles" {
  alarm_name        = "${var.name_prefix}-loyalty-throttles"
  alarm_description = "The worker loyalty is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.loyalty.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_worker_errors" {
  alarm_name        = "${var.name_prefix}-order-worker-errors"
  alarm_description = "The worker order_worker crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.order_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_worker_throttles" {
  alarm_name        = "${var.name_prefix}-order-worker-throttles"
  alarm_description = "The worker order_worker is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.order_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "report_worker_errors" {
  alarm_name        = "${var.name_prefix}-report-worker-errors"
  alarm_description = "The worker report_worker crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.report_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "report_worker_throttles" {
  alarm_name        = "${var.name_prefix}-report-worker-throttles"
  alarm_description = "The worker report_worker is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.report_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "search_indexer_errors" {
  alarm_name        = "${var.name_prefix}-search-indexer-errors"
  alarm_description = "The worker search_indexer crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.search_indexer.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "search_indexer_throttles" {
  alarm_name        = "${var.name_prefix}-search-indexer-throttles"
  alarm_description = "The worker search_indexer is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.search_indexer.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn]
  ok_actions         = [aws_sns_topic.alarms_page.arn]
  tags               = local.tags
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
          title  = "orders"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.orders.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.orders.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.orders.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.orders_dead_letter.name,
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
          title  = "emails_high"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_high.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.emails_high.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.emails_high.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_high_dead_letter.name,
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
          title  = "emails_normal"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.emails_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.emails_normal.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_normal_dead_letter.name,
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
          title  = "emails_low"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.emails_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.emails_low.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.emails_low_dead_letter.name,
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
          title  = "order_events_loyalty"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_loyalty.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_events_loyalty.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_events_loyalty.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_loyalty_dead_letter.name,
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
          title  = "order_events_search_indexer"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_search_indexer.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_events_search_indexer.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_events_search_indexer.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_search_indexer_dead_letter.name,
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
          title  = "reports"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.reports.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.reports.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.reports.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.reports_dead_letter.name,
            ],
          ]
        }
      },
    ]
  })
}
