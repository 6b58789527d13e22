resource "aws_cloudwatch_metric_alarm" "sync_oldest_age" {
  alarm_name        = "${var.name_prefix}-sync-oldest-age"
  alarm_description = "Jobs of sync wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.sync.name
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

resource "aws_cloudwatch_metric_alarm" "sync_depth" {
  #checkov:skip=CKV_AWS_319:declared for some environments and not for all
  alarm_name        = "${var.name_prefix}-sync-depth"
  alarm_description = "Too many jobs of sync wait."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.sync.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 500
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = var.sync_depth_alarm
  alarm_actions      = []
  ok_actions         = []
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "sync_dead_letter" {
  alarm_name          = "${var.name_prefix}-sync-dead-letter"
  alarm_description   = "A job of sync failed for good."
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
        QueueName = aws_sqs_queue.sync_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "sync_worker_errors" {
  alarm_name        = "${var.name_prefix}-sync-worker-errors"
  alarm_description = "The worker sync_worker crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.sync_worker.function_name
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

resource "aws_cloudwatch_metric_alarm" "sync_worker_throttles" {
  alarm_name        = "${var.name_prefix}-sync-worker-throttles"
  alarm_description = "The worker sync_worker is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.sync_worker.function_name
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
          title  = "sync"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sync.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.sync.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.sync.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.sync_dead_letter.name,
            ],
          ]
        }
      },
    ]
  })
}
