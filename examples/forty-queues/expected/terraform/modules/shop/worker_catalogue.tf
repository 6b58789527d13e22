locals {
  catalogue_package     = coalesce(var.catalogue_package, "${path.module}/../../../workers/catalogue/dist/package.zip")
  worker_catalogue_tags = var.worker_catalogue_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "catalogue" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-catalogue"
  retention_in_days = var.catalogue_log_retention_days
  tags              = local.worker_catalogue_tags
}

resource "aws_iam_role" "catalogue" {
  name                 = "${var.name_prefix}-catalogue"
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
  tags = local.worker_catalogue_tags
}

resource "aws_iam_role_policy" "catalogue" {
  name = "worker"
  role = aws_iam_role.catalogue.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.product_changed.arn,
          aws_sqs_queue.price_changed.arn,
          aws_sqs_queue.stock_changed.arn,
          aws_sqs_queue.image_resize.arn,
          aws_sqs_queue.search_index.arn,
          aws_sqs_queue.feed_export.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.product_changed_dead_letter.arn,
          aws_sqs_queue.price_changed_dead_letter.arn,
          aws_sqs_queue.stock_changed_dead_letter.arn,
          aws_sqs_queue.image_resize_dead_letter.arn,
          aws_sqs_queue.search_index_dead_letter.arn,
          aws_sqs_queue.feed_export_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.catalogue.arn}:*"
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
        Resource = aws_dynamodb_table.catalogue.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "catalogue" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-catalogue-jobs"
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
  tags = local.worker_catalogue_tags
}

resource "aws_lambda_function" "catalogue" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-catalogue"
  description      = "Worker catalogue of shop"
  role             = aws_iam_role.catalogue.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.catalogue_package
  source_code_hash = fileexists(local.catalogue_package) ? filebase64sha256(local.catalogue_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.catalogue.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "catalogue"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "product-changed"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.product_changed.arn
          url                  = aws_sqs_queue.product_changed.url
          dead_letter_url      = aws_sqs_queue.product_changed_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.product_changed_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "price-changed"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.price_changed.arn
          url                  = aws_sqs_queue.price_changed.url
          dead_letter_url      = aws_sqs_queue.price_changed_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.price_changed_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "stock-changed"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.stock_changed.arn
          url                  = aws_sqs_queue.stock_changed.url
          dead_letter_url      = aws_sqs_queue.stock_changed_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.stock_changed_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "image-resize"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.image_resize.arn
          url                  = aws_sqs_queue.image_resize.url
          dead_letter_url      = aws_sqs_queue.image_resize_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.image_resize_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "search-index"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.search_index.arn
          url                  = aws_sqs_queue.search_index.url
          dead_letter_url      = aws_sqs_queue.search_index_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.search_index_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "feed-export"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.feed_export.arn
          url                  = aws_sqs_queue.feed_export.url
          dead_letter_url      = aws_sqs_queue.feed_export_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.feed_export_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.catalogue.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.worker_catalogue_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.catalogue_package)
      error_message = "The package of catalogue is not built: run `make build` in workers/catalogue."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.catalogue,
    aws_iam_role_policy.catalogue,
  ]
}

resource "aws_lambda_event_source_mapping" "catalogue_product_changed" {
  event_source_arn = aws_sqs_queue.product_changed.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 7
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}

resource "aws_lambda_event_source_mapping" "catalogue_price_changed" {
  event_source_arn = aws_sqs_queue.price_changed.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 7
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}

resource "aws_lambda_event_source_mapping" "catalogue_stock_changed" {
  event_source_arn = aws_sqs_queue.stock_changed.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 7
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}

resource "aws_lambda_event_source_mapping" "catalogue_image_resize" {
  event_source_arn = aws_sqs_queue.image_resize.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 7
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}

resource "aws_lambda_event_source_mapping" "catalogue_search_index" {
  event_source_arn = aws_sqs_queue.search_index.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 6
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}

resource "aws_lambda_event_source_mapping" "catalogue_feed_export" {
  event_source_arn = aws_sqs_queue.feed_export.arn
  function_name    = aws_lambda_function.catalogue.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 6
  }
  tags = local.worker_catalogue_tags

  depends_on = [aws_iam_role_policy.catalogue]
}
