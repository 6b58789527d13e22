locals {
  insight_package     = coalesce(var.insight_package, "${path.module}/../../../workers/insight/dist/package.zip")
  worker_insight_tags = var.worker_insight_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "insight" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-insight"
  retention_in_days = var.insight_log_retention_days
  tags              = local.worker_insight_tags
}

resource "aws_iam_role" "insight" {
  name                 = "${var.name_prefix}-insight"
  path                 = "/shop/"
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
  tags = local.worker_insight_tags
}

resource "aws_iam_role_policy" "insight" {
  name = "worker"
  role = aws_iam_role.insight.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.events_raw.arn,
          aws_sqs_queue.sessions.arn,
          aws_sqs_queue.funnel_daily.arn,
          aws_sqs_queue.recommendations.arn,
          aws_sqs_queue.segment_refresh.arn,
          aws_sqs_queue.report_weekly.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.events_raw_dead_letter.arn,
          aws_sqs_queue.sessions_dead_letter.arn,
          aws_sqs_queue.funnel_daily_dead_letter.arn,
          aws_sqs_queue.recommendations_dead_letter.arn,
          aws_sqs_queue.segment_refresh_dead_letter.arn,
          aws_sqs_queue.report_weekly_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.insight.arn}:*"
      },
      {
        # X-Ray knows no resources to restrict this to.
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      },
      {
        Sid      = "RememberJobs"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
        Resource = aws_dynamodb_table.insight.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "insight" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-insight-jobs"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "id"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
  tags = local.worker_insight_tags
}

resource "aws_lambda_function" "insight" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-insight"
  description      = "Worker insight of shop"
  role             = aws_iam_role.insight.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.insight_package
  source_code_hash = fileexists(local.insight_package) ? filebase64sha256(local.insight_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 300
  memory_size = 2048

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.insight.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "insight"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "events-raw"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.events_raw.arn
          url                  = aws_sqs_queue.events_raw.url
          dead_letter_url      = aws_sqs_queue.events_raw_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.events_raw_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "raw"
          ordered              = false
        },
        {
          queue                = "sessions"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.sessions.arn
          url                  = aws_sqs_queue.sessions.url
          dead_letter_url      = aws_sqs_queue.sessions_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.sessions_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "funnel-daily"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.funnel_daily.arn
          url                  = aws_sqs_queue.funnel_daily.url
          dead_letter_url      = aws_sqs_queue.funnel_daily_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.funnel_daily_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "recommendations"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.recommendations.arn
          url                  = aws_sqs_queue.recommendations.url
          dead_letter_url      = aws_sqs_queue.recommendations_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.recommendations_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "segment-refresh"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.segment_refresh.arn
          url                  = aws_sqs_queue.segment_refresh.url
          dead_letter_url      = aws_sqs_queue.segment_refresh_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.segment_refresh_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "report-weekly"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.report_weekly.arn
          url                  = aws_sqs_queue.report_weekly.url
          dead_letter_url      = aws_sqs_queue.report_weekly_dead_letter.url
          visibility_timeout_s = 1800
          max_attempts         = var.report_weekly_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
      ])
      INFERA_CONCURRENCY       = "1"
      INFERA_TIMEOUT_S         = "300"
      INFERA_LOG_LEVEL         = "info"
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.insight.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.worker_insight_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.insight_package)
      error_message = "The package of insight is not built: run `make build` in workers/insight."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.insight,
    aws_iam_role_policy.insight,
  ]
}

resource "aws_lambda_event_source_mapping" "insight_events_raw" {
  event_source_arn = aws_sqs_queue.events_raw.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}

resource "aws_lambda_event_source_mapping" "insight_sessions" {
  event_source_arn = aws_sqs_queue.sessions.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}

resource "aws_lambda_event_source_mapping" "insight_funnel_daily" {
  event_source_arn = aws_sqs_queue.funnel_daily.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}

resource "aws_lambda_event_source_mapping" "insight_recommendations" {
  event_source_arn = aws_sqs_queue.recommendations.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}

resource "aws_lambda_event_source_mapping" "insight_segment_refresh" {
  event_source_arn = aws_sqs_queue.segment_refresh.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}

resource "aws_lambda_event_source_mapping" "insight_report_weekly" {
  event_source_arn = aws_sqs_queue.report_weekly.arn
  function_name    = aws_lambda_function.insight.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_insight_tags

  depends_on = [aws_iam_role_policy.insight]
}
