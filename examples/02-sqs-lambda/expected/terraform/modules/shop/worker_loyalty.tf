locals {
  loyalty_package = coalesce(var.loyalty_package, "${path.module}/../../../workers/loyalty/dist/package.zip")
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "loyalty" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-loyalty"
  retention_in_days = 30
  tags              = local.tags
}

resource "aws_iam_role" "loyalty" {
  name = "${var.name_prefix}-loyalty"
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
  tags = local.tags
}

resource "aws_iam_role_policy" "loyalty" {
  name = "worker"
  role = aws_iam_role.loyalty.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.order_events_loyalty.arn]
      },
      {
        Sid      = "DeadLetterPoison"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.order_events_loyalty_dead_letter.arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.loyalty.arn}:*"
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
        Resource = aws_dynamodb_table.loyalty.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "loyalty" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-loyalty-jobs"
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
  tags = local.tags
}

resource "aws_lambda_function" "loyalty" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-loyalty"
  description      = "Worker loyalty of shop"
  role             = aws_iam_role.loyalty.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.loyalty_package
  source_code_hash = fileexists(local.loyalty_package) ? filebase64sha256(local.loyalty_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 60
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.loyalty.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "loyalty"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "order-events"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_events_loyalty.arn
          url                  = aws_sqs_queue.order_events_loyalty.url
          dead_letter_url      = aws_sqs_queue.order_events_loyalty_dead_letter.url
          visibility_timeout_s = 360
          max_attempts         = 5
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
      ])
      INFERA_CONCURRENCY       = "1"
      INFERA_TIMEOUT_S         = "60"
      INFERA_LOG_LEVEL         = "info"
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.loyalty.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.tags

  lifecycle {
    precondition {
      condition     = fileexists(local.loyalty_package)
      error_message = "The package of loyalty is not built: run `make build` in workers/loyalty."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.loyalty,
    aws_iam_role_policy.loyalty,
  ]
}

resource "aws_lambda_event_source_mapping" "loyalty" {
  event_source_arn = aws_sqs_queue.order_events_loyalty.arn
  function_name    = aws_lambda_function.loyalty.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
  tags = local.tags

  depends_on = [aws_iam_role_policy.loyalty]
}
