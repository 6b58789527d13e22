locals {
  orders_package     = coalesce(var.orders_package, "${path.module}/../../../workers/orders/dist/package.zip")
  worker_orders_tags = var.worker_orders_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "orders" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-orders"
  retention_in_days = var.orders_log_retention_days
  tags              = local.worker_orders_tags
}

resource "aws_iam_role" "orders" {
  name                 = "${var.name_prefix}-orders"
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
  tags = local.worker_orders_tags
}

resource "aws_iam_role_policy" "orders" {
  name = "worker"
  role = aws_iam_role.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.order_placed.arn,
          aws_sqs_queue.order_cancelled.arn,
          aws_sqs_queue.order_returned.arn,
          aws_sqs_queue.fraud_check.arn,
          aws_sqs_queue.invoice_render.arn,
          aws_sqs_queue.order_archive.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.order_placed_dead_letter.arn,
          aws_sqs_queue.order_cancelled_dead_letter.arn,
          aws_sqs_queue.order_returned_dead_letter.arn,
          aws_sqs_queue.fraud_check_dead_letter.arn,
          aws_sqs_queue.invoice_render_dead_letter.arn,
          aws_sqs_queue.order_archive_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.orders.arn}:*"
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
        Resource = aws_dynamodb_table.orders.arn
      },
      {
        Sid      = "Own1"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
        Resource = [var.orders_table_arn]
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "orders" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-orders-jobs"
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
  tags = local.worker_orders_tags
}

resource "aws_lambda_function" "orders" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-orders"
  description      = "Worker orders of shop"
  role             = aws_iam_role.orders.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.orders_package
  source_code_hash = fileexists(local.orders_package) ? filebase64sha256(local.orders_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.orders.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "orders"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "order-placed"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_placed.arn
          url                  = aws_sqs_queue.order_placed.url
          dead_letter_url      = aws_sqs_queue.order_placed_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.order_placed_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "order-cancelled"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_cancelled.arn
          url                  = aws_sqs_queue.order_cancelled.url
          dead_letter_url      = aws_sqs_queue.order_cancelled_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.order_cancelled_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "order-returned"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_returned.arn
          url                  = aws_sqs_queue.order_returned.url
          dead_letter_url      = aws_sqs_queue.order_returned_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.order_returned_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "fraud-check"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.fraud_check.arn
          url                  = aws_sqs_queue.fraud_check.url
          dead_letter_url      = aws_sqs_queue.fraud_check_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.fraud_check_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "invoice-render"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.invoice_render.arn
          url                  = aws_sqs_queue.invoice_render.url
          dead_letter_url      = aws_sqs_queue.invoice_render_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.invoice_render_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "order-archive"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.order_archive.arn
          url                  = aws_sqs_queue.order_archive.url
          dead_letter_url      = aws_sqs_queue.order_archive_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.order_archive_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.orders.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.worker_orders_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.orders_package)
      error_message = "The package of orders is not built: run `make build` in workers/orders."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.orders,
    aws_iam_role_policy.orders,
  ]
}

resource "aws_lambda_event_source_mapping" "orders_order_placed" {
  event_source_arn = aws_sqs_queue.order_placed.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}

resource "aws_lambda_event_source_mapping" "orders_order_cancelled" {
  event_source_arn = aws_sqs_queue.order_cancelled.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}

resource "aws_lambda_event_source_mapping" "orders_order_returned" {
  event_source_arn = aws_sqs_queue.order_returned.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}

resource "aws_lambda_event_source_mapping" "orders_fraud_check" {
  event_source_arn = aws_sqs_queue.fraud_check.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}

resource "aws_lambda_event_source_mapping" "orders_invoice_render" {
  event_source_arn = aws_sqs_queue.invoice_render.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}

resource "aws_lambda_event_source_mapping" "orders_order_archive" {
  event_source_arn = aws_sqs_queue.order_archive.arn
  function_name    = aws_lambda_function.orders.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
  tags = local.worker_orders_tags

  depends_on = [aws_iam_role_policy.orders]
}
