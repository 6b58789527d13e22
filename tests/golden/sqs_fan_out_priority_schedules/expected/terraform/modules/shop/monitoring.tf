resource "aws_cloudwatch_metric_alarm" "order_events_indexer_oldest_age" {
  alarm_name        = "shop-order-events-indexer-oldest-age"
  alarm_description = "Jobs of order-events for indexer wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_events_indexer.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_indexer_dead_letter" {
  alarm_name          = "shop-order-events-indexer-dead-letter"
  alarm_description   = "A job of order-events failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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
        QueueName = aws_sqs_queue.order_events_indexer_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_mirror_oldest_age" {
  alarm_name        = "shop-order-events-mirror-oldest-age"
  alarm_description = "Jobs of order-events for mirror wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.order_events_mirror.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "order_events_mirror_dead_letter" {
  alarm_name          = "shop-order-events-mirror-dead-letter"
  alarm_description   = "A job of order-events failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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
        QueueName = aws_sqs_queue.order_events_mirror_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_urgent_oldest_age" {
  alarm_name        = "shop-notices-urgent-oldest-age"
  alarm_description = "Jobs of notices at level urgent wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.notices_urgent.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_urgent_dead_letter" {
  alarm_name          = "shop-notices-urgent-dead-letter"
  alarm_description   = "A job of notices failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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
        QueueName = aws_sqs_queue.notices_urgent_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_normal_oldest_age" {
  alarm_name        = "shop-notices-normal-oldest-age"
  alarm_description = "Jobs of notices at level normal wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.notices_normal.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_normal_dead_letter" {
  alarm_name          = "shop-notices-normal-dead-letter"
  alarm_description   = "A job of notices failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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
        QueueName = aws_sqs_queue.notices_normal_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_low_oldest_age" {
  alarm_name        = "shop-notices-low-oldest-age"
  alarm_description = "Jobs of notices at level low wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.notices_low.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notices_low_dead_letter" {
  alarm_name          = "shop-notices-low-dead-letter"
  alarm_description   = "A job of notices failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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
        QueueName = aws_sqs_queue.notices_low_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reports_oldest_age" {
  alarm_name        = "shop-reports-oldest-age"
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
  threshold           = 900
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reports_dead_letter" {
  alarm_name          = "shop-reports-dead-letter"
  alarm_description   = "A job of reports failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []

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

resource "aws_cloudwatch_metric_alarm" "indexer_errors" {
  alarm_name        = "shop-indexer-errors"
  alarm_description = "The worker indexer crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.indexer.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "indexer_throttles" {
  alarm_name        = "shop-indexer-throttles"
  alarm_description = "The worker indexer is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.indexer.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "mirror_errors" {
  alarm_name        = "shop-mirror-errors"
  alarm_description = "The worker mirror crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.mirror.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "mirror_throttles" {
  alarm_name        = "shop-mirror-throttles"
  alarm_description = "The worker mirror is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.mirror.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notifier_errors" {
  alarm_name        = "shop-notifier-errors"
  alarm_description = "The worker notifier crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.notifier.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "notifier_throttles" {
  alarm_name        = "shop-notifier-throttles"
  alarm_description = "The worker notifier is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.notifier.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reporter_errors" {
  alarm_name        = "shop-reporter-errors"
  alarm_description = "The worker reporter crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.reporter.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reporter_throttles" {
  alarm_name        = "shop-reporter-throttles"
  alarm_description = "The worker reporter is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.reporter.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_dashboard" "queues" {
  dashboard_name = "shop-queues"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "order_events_indexer"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_indexer.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_events_indexer.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_events_indexer.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_indexer_dead_letter.name,
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
          title  = "order_events_mirror"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_mirror.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.order_events_mirror.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.order_events_mirror.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.order_events_mirror_dead_letter.name,
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
          title  = "notices_urgent"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_urgent.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.notices_urgent.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.notices_urgent.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_urgent_dead_letter.name,
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
          title  = "notices_normal"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.notices_normal.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.notices_normal.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_normal_dead_letter.name,
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
          title  = "notices_low"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.notices_low.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.notices_low.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.notices_low_dead_letter.name,
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
