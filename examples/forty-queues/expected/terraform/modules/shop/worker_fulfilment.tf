locals {
  fulfilment_package     = coalesce(var.fulfilment_package, "${path.module}/../../../workers/fulfilment/dist/package.zip")
  worker_fulfilment_tags = var.worker_fulfilment_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "fulfilment" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-fulfilment"
  retention_in_days = var.fulfilment_log_retention_days
  tags              = local.worker_fulfilment_tags
}

resource "aws_iam_role" "fulfilment" {
  name                 = "${var.name_prefix}-fulfilment"
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
  tags = local.worker_fulfilment_tags
}

resource "aws_iam_role_policy" "fulfilment" {
  name = "worker"
  role = aws_iam_role.fulfilment.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.pick_list.arn,
          aws_sqs_queue.label_print.arn,
          aws_sqs_queue.carrier_booking.arn,
          aws_sqs_queue.tracking_update.arn,
          aws_sqs_queue.customs_form.arn,
          aws_sqs_queue.dispatch_note.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.pick_list_dead_letter.arn,
          aws_sqs_queue.label_print_dead_letter.arn,
          aws_sqs_queue.carrier_booking_dead_letter.arn,
          aws_sqs_queue.tracking_update_dead_letter.arn,
          aws_sqs_queue.customs_form_dead_letter.arn,
          aws_sqs_queue.dispatch_note_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.fulfilment.arn}:*"
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
        Resource = aws_dynamodb_table.fulfilment.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "fulfilment" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-fulfilment-jobs"
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
  tags = local.worker_fulfilment_tags
}

resource "aws_lambda_function" "fulfilment" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-fulfilment"
  description      = "Worker fulfilment of shop"
  role             = aws_iam_role.fulfilment.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.fulfilment_package
  source_code_hash = fileexists(local.fulfilment_package) ? filebase64sha256(local.fulfilment_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.fulfilment.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "fulfilment"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "pick-list"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.pick_list.arn
          url                  = aws_sqs_queue.pick_list.url
          dead_letter_url      = aws_sqs_queue.pick_list_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.pick_list_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "label-print"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.label_print.arn
          url                  = aws_sqs_queue.label_print.url
          dead_letter_url      = aws_sqs_queue.label_print_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.label_print_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "carrier-booking"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.carrier_booking.arn
          url                  = aws_sqs_queue.carrier_booking.url
          dead_letter_url      = aws_sqs_queue.carrier_booking_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.carrier_booking_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "tracking-update"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.tracking_update.arn
          url                  = aws_sqs_queue.tracking_update.url
          dead_letter_url      = aws_sqs_queue.tracking_update_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.tracking_update_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "customs-form"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.customs_form.arn
          url                  = aws_sqs_queue.customs_form.url
          dead_letter_url      = aws_sqs_queue.customs_form_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.customs_form_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "dispatch-note"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.dispatch_note.arn
          url                  = aws_sqs_queue.dispatch_note.url
          dead_letter_url      = aws_sqs_queue.dispatch_note_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.dispatch_note_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.fulfilment.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }
  tags = local.worker_fulfilment_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.fulfilment_package)
      error_message = "The package of fulfilment is not built: run `make build` in workers/fulfilment."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.fulfilment,
    aws_iam_role_policy.fulfilment,
  ]
}

resource "aws_lambda_event_source_mapping" "fulfilment_pick_list" {
  event_source_arn = aws_sqs_queue.pick_list.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}

resource "aws_lambda_event_source_mapping" "fulfilment_label_print" {
  event_source_arn = aws_sqs_queue.label_print.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}

resource "aws_lambda_event_source_mapping" "fulfilment_carrier_booking" {
  event_source_arn = aws_sqs_queue.carrier_booking.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}

resource "aws_lambda_event_source_mapping" "fulfilment_tracking_update" {
  event_source_arn = aws_sqs_queue.tracking_update.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}

resource "aws_lambda_event_source_mapping" "fulfilment_customs_form" {
  event_source_arn = aws_sqs_queue.customs_form.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}

resource "aws_lambda_event_source_mapping" "fulfilment_dispatch_note" {
  event_source_arn = aws_sqs_queue.dispatch_note.arn
  function_name    = aws_lambda_function.fulfilment.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }
  tags = local.worker_fulfilment_tags

  depends_on = [aws_iam_role_policy.fulfilment]
}
