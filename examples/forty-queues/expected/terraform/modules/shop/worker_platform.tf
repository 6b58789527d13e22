locals {
  platform_package     = coalesce(var.platform_package, "${path.module}/../../../workers/platform/dist/package.zip")
  worker_platform_tags = var.worker_platform_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "platform" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-platform"
  retention_in_days = var.platform_log_retention_days
  tags              = local.worker_platform_tags
}

resource "aws_iam_role" "platform" {
  name                 = "${var.name_prefix}-platform"
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
  tags = local.worker_platform_tags
}

resource "aws_iam_role_policy" "platform" {
  name = "worker"
  role = aws_iam_role.platform.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.audit_trail.arn,
          aws_sqs_queue.data_erasure.arn,
          aws_sqs_queue.data_export.arn,
          aws_sqs_queue.cache_purge.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.audit_trail_dead_letter.arn,
          aws_sqs_queue.data_erasure_dead_letter.arn,
          aws_sqs_queue.data_export_dead_letter.arn,
          aws_sqs_queue.cache_purge_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.platform.arn}:*"
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
        Resource = aws_dynamodb_table.platform.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "platform" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-platform-jobs"
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
  tags = local.worker_platform_tags
}

resource "aws_lambda_function" "platform" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-platform"
  description      = "Worker platform of shop"
  role             = aws_iam_role.platform.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.platform_package
  source_code_hash = fileexists(local.platform_package) ? filebase64sha256(local.platform_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.platform.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "platform"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "audit-trail"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.audit_trail.arn
          url                  = aws_sqs_queue.audit_trail.url
          dead_letter_url      = aws_sqs_queue.audit_trail_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.audit_trail_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "data-erasure"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.data_erasure.arn
          url                  = aws_sqs_queue.data_erasure.url
          dead_letter_url      = aws_sqs_queue.data_erasure_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.data_erasure_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "data-export"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.data_export.arn
          url                  = aws_sqs_queue.data_export.url
          dead_letter_url      = aws_sqs_queue.data_export_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.data_export_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "cache-purge"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.cache_purge.arn
          url                  = aws_sqs_queue.cache_purge.url
          dead_letter_url      = aws_sqs_queue.cache_purge_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.cache_purge_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
      ])
      INFERA_CONCURRENCY       = "1"
      INFERA_TIMEOUT_S         = "30"
      INFERA_LOG_LEVEL         = "info"
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.platform.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.worker_platform_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.platform_package)
      error_message = "The package of platform is not built: run `make build` in workers/platform."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.platform,
    aws_iam_role_policy.platform,
  ]
}

resource "aws_lambda_event_source_mapping" "platform_audit_trail" {
  event_source_arn = aws_sqs_queue.audit_trail.arn
  function_name    = aws_lambda_function.platform.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_platform_tags

  depends_on = [aws_iam_role_policy.platform]
}

resource "aws_lambda_event_source_mapping" "platform_data_erasure" {
  event_source_arn = aws_sqs_queue.data_erasure.arn
  function_name    = aws_lambda_function.platform.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_platform_tags

  depends_on = [aws_iam_role_policy.platform]
}

resource "aws_lambda_event_source_mapping" "platform_data_export" {
  event_source_arn = aws_sqs_queue.data_export.arn
  function_name    = aws_lambda_function.platform.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_platform_tags

  depends_on = [aws_iam_role_policy.platform]
}

resource "aws_lambda_event_source_mapping" "platform_cache_purge" {
  event_source_arn = aws_sqs_queue.cache_purge.arn
  function_name    = aws_lambda_function.platform.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_platform_tags

  depends_on = [aws_iam_role_policy.platform]
}
