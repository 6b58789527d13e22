# E-mail addresses hear alarms through a topic; each must confirm its subscription once.
resource "aws_sns_topic" "alarms_page" {
  #checkov:skip=CKV_AWS_26:CloudWatch cannot publish under the AWS managed key; an alarm holds no job
  name = "vault-alarms-page"
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

resource "aws_cloudwatch_metric_alarm" "documents_oldest_age" {
  alarm_name        = "vault-documents-oldest-age"
  alarm_description = "Jobs of documents wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.documents.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1200
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
  ok_actions         = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
}

resource "aws_cloudwatch_metric_alarm" "documents_depth" {
  alarm_name        = "vault-documents-depth"
  alarm_description = "Too many jobs of documents wait."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.documents.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
  ok_actions         = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
}

resource "aws_cloudwatch_metric_alarm" "documents_dead_letter" {
  alarm_name          = "vault-documents-dead-letter"
  alarm_description   = "A job of documents failed for good."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]

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
        QueueName = aws_sqs_queue.documents_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "scans_oldest_age" {
  alarm_name        = "vault-scans-oldest-age"
  alarm_description = "Jobs of scans wait too long."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.scans.name
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
}

resource "aws_cloudwatch_metric_alarm" "scans_dead_letter" {
  alarm_name          = "vault-scans-dead-letter"
  alarm_description   = "A job of scans failed for good."
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
        QueueName = aws_sqs_queue.scans_dead_letter.name
      }
      stat   = "Maximum"
      period = 60
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "document_worker_errors" {
  alarm_name        = "vault-document-worker-errors"
  alarm_description = "The worker document_worker crashes or runs out of time."
  namespace         = "AWS/Lambda"
  metric_name       = "Errors"
  dimensions = {
    FunctionName = aws_lambda_function.document_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
  ok_actions         = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
}

resource "aws_cloudwatch_metric_alarm" "document_worker_throttles" {
  alarm_name        = "vault-document-worker-throttles"
  alarm_description = "The worker document_worker is refused concurrency, which counts as an attempt of its jobs."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.document_worker.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
  ok_actions         = [aws_sns_topic.alarms_page.arn, "arn:aws:sns:eu-central-1:111122223333:pager"]
}

resource "aws_cloudwatch_dashboard" "queues" {
  dashboard_name = "vault-queues"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "documents"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.documents.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.documents.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.documents.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.documents_dead_letter.name,
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
          title  = "scans"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.scans.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.scans.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.scans.name,
              {
                yAxis = "right"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.scans_dead_letter.name,
            ],
          ]
        }
      },
    ]
  })
}
