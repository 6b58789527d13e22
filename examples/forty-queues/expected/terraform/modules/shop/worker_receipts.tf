locals {
  receipts_package     = coalesce(var.receipts_package, "${path.module}/../../../workers/receipts/dist/package.zip")
  worker_receipts_tags = var.worker_receipts_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "receipts" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-receipts"
  retention_in_days = var.receipts_log_retention_days
  tags              = local.worker_receipts_tags
}

resource "aws_iam_role" "receipts" {
  name                 = "${var.name_prefix}-receipts"
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
  tags = local.worker_receipts_tags
}

resource "aws_iam_role_policy" "receipts" {
  name = "worker"
  role = aws_iam_role.receipts.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.email_receipt_high.arn,
          aws_sqs_queue.email_receipt_normal.arn,
          aws_sqs_queue.email_receipt_low.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.email_receipt_high_dead_letter.arn,
          aws_sqs_queue.email_receipt_normal_dead_letter.arn,
          aws_sqs_queue.email_receipt_low_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.receipts.arn}:*"
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
        Resource = aws_dynamodb_table.receipts.arn
      },
      {
        Sid    = "ReadSecrets"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:shop/smtp-password-??????",
        ]
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "receipts" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-receipts-jobs"
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
  tags = local.worker_receipts_tags
}

resource "aws_lambda_function" "receipts" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-receipts"
  description      = "Worker receipts of shop"
  role             = aws_iam_role.receipts.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.receipts_package
  source_code_hash = fileexists(local.receipts_package) ? filebase64sha256(local.receipts_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.receipts.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "receipts"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "email-receipt"
          level                = "high"
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.email_receipt_high.arn
          url                  = aws_sqs_queue.email_receipt_high.url
          dead_letter_url      = aws_sqs_queue.email_receipt_high_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.email_receipt_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "email-receipt"
          level                = "normal"
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.email_receipt_normal.arn
          url                  = aws_sqs_queue.email_receipt_normal.url
          dead_letter_url      = aws_sqs_queue.email_receipt_normal_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.email_receipt_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "email-receipt"
          level                = "low"
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.email_receipt_low.arn
          url                  = aws_sqs_queue.email_receipt_low.url
          dead_letter_url      = aws_sqs_queue.email_receipt_low_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.email_receipt_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.receipts.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
      INFERA_SECRETS = jsonencode({
        SMTP_PASSWORD = "shop/smtp-password"
      })
    }
  }
  tags = local.worker_receipts_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.receipts_package)
      error_message = "The package of receipts is not built: run `make build` in workers/receipts."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.receipts,
    aws_iam_role_policy.receipts,
  ]
}

resource "aws_lambda_event_source_mapping" "receipts_email_receipt_high" {
  event_source_arn = aws_sqs_queue.email_receipt_high.arn
  function_name    = aws_lambda_function.receipts.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 14
  }
  tags = local.worker_receipts_tags

  depends_on = [aws_iam_role_policy.receipts]
}

resource "aws_lambda_event_source_mapping" "receipts_email_receipt_normal" {
  event_source_arn = aws_sqs_queue.email_receipt_normal.arn
  function_name    = aws_lambda_function.receipts.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
  tags = local.worker_receipts_tags

  depends_on = [aws_iam_role_policy.receipts]
}

resource "aws_lambda_event_source_mapping" "receipts_email_receipt_low" {
  event_source_arn = aws_sqs_queue.email_receipt_low.arn
  function_name    = aws_lambda_function.receipts.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 6
  }
  tags = local.worker_receipts_tags

  depends_on = [aws_iam_role_policy.receipts]
}
