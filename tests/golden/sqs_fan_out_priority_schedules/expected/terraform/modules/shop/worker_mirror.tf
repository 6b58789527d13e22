locals {
  mirror_package = coalesce(var.mirror_package, "${path.module}/../../../workers/mirror/dist/package.zip")
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "mirror" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/shop-mirror"
  retention_in_days = 30
  tags              = local.tags
}

resource "aws_iam_role" "mirror" {
  name = "shop-mirror"
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

resource "aws_iam_role_policy" "mirror" {
  name = "worker"
  role = aws_iam_role.mirror.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.order_events_mirror.arn]
      },
      {
        Sid      = "DeadLetterPoison"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.order_events_mirror_dead_letter.arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.mirror.arn}:*"
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
        Resource = aws_dynamodb_table.mirror.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "mirror" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "shop-mirror-jobs"
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

resource "aws_lambda_function" "mirror" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "shop-mirror"
  description      = "Worker mirror of shop"
  role             = aws_iam_role.mirror.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.mirror_package
  source_code_hash = fileexists(local.mirror_package) ? filebase64sha256(local.mirror_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 60
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.mirror.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = "default"
      INFERA_WORKER      = "mirror"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "order-events"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_events_mirror.arn
          url                  = aws_sqs_queue.order_events_mirror.url
          dead_letter_url      = aws_sqs_queue.order_events_mirror_dead_letter.url
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.mirror.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.tags

  lifecycle {
    precondition {
      condition     = fileexists(local.mirror_package)
      error_message = "The package of mirror is not built: run `make build` in workers/mirror."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.mirror,
    aws_iam_role_policy.mirror,
  ]
}

resource "aws_lambda_event_source_mapping" "mirror" {
  event_source_arn = aws_sqs_queue.order_events_mirror.arn
  function_name    = aws_lambda_function.mirror.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
  tags = local.tags

  depends_on = [aws_iam_role_policy.mirror]
}
