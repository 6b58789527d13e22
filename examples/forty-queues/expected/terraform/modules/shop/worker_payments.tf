locals {
  payments_package     = coalesce(var.payments_package, "${path.module}/../../../workers/payments/dist/package.zip")
  worker_payments_tags = var.worker_payments_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "payments" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-payments"
  retention_in_days = var.payments_log_retention_days
  tags              = local.worker_payments_tags
}

resource "aws_iam_role" "payments" {
  name                 = "${var.name_prefix}-payments"
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
  tags = local.worker_payments_tags
}

resource "aws_iam_role_policy" "payments" {
  name = "worker"
  role = aws_iam_role.payments.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.payment_authorise.arn,
          aws_sqs_queue.payment_capture.arn,
          aws_sqs_queue.payment_refund.arn,
          aws_sqs_queue.payout.arn,
          aws_sqs_queue.ledger_entry.arn,
          aws_sqs_queue.bank_statement.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.payment_authorise_dead_letter.arn,
          aws_sqs_queue.payment_capture_dead_letter.arn,
          aws_sqs_queue.payment_refund_dead_letter.arn,
          aws_sqs_queue.payout_dead_letter.arn,
          aws_sqs_queue.ledger_entry_dead_letter.arn,
          aws_sqs_queue.bank_statement_dead_letter.arn,
        ]
      },
      {
        Sid      = "Decrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = [data.aws_kms_key.payment_capture.arn, data.aws_kms_key.payment_refund.arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.payments.arn}:*"
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
        Resource = aws_dynamodb_table.payments.arn
      },
      {
        Sid    = "ReadSecrets"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:shop/bank-token-??????",
        ]
      },
      {
        Sid    = "AttachToNetwork"
        Effect = "Allow"
        Action = [
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${var.region}:${data.aws_caller_identity.current.account_id}:*/*"
      },
      {
        # Describe calls know no resources to restrict them to.
        Sid      = "SeeNetwork"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "payments" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-payments-jobs"
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
  tags = local.worker_payments_tags
}

resource "aws_lambda_function" "payments" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-payments"
  description      = "Worker payments of shop"
  role             = aws_iam_role.payments.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.payments_package
  source_code_hash = fileexists(local.payments_package) ? filebase64sha256(local.payments_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.payments.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "payments"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "payment-authorise"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.payment_authorise.arn
          url                  = aws_sqs_queue.payment_authorise.url
          dead_letter_url      = aws_sqs_queue.payment_authorise_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.payment_authorise_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "payment-capture"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.payment_capture.arn
          url                  = aws_sqs_queue.payment_capture.url
          dead_letter_url      = aws_sqs_queue.payment_capture_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = 10
          min_backoff_s        = 10
          max_backoff_s        = 900
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "payment-refund"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.payment_refund.arn
          url                  = aws_sqs_queue.payment_refund.url
          dead_letter_url      = aws_sqs_queue.payment_refund_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.payment_refund_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "payout"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.payout.arn
          url                  = aws_sqs_queue.payout.url
          dead_letter_url      = aws_sqs_queue.payout_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.payout_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = true
        },
        {
          queue                = "ledger-entry"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.ledger_entry.arn
          url                  = aws_sqs_queue.ledger_entry.url
          dead_letter_url      = aws_sqs_queue.ledger_entry_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.ledger_entry_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = true
        },
        {
          queue                = "bank-statement"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.bank_statement.arn
          url                  = aws_sqs_queue.bank_statement.url
          dead_letter_url      = aws_sqs_queue.bank_statement_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.bank_statement_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.payments.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
      INFERA_SECRETS = jsonencode({
        BANK_TOKEN = "shop/bank-token"
      })
    }
  }

  vpc_config {
    subnet_ids         = [var.subnet_a, var.subnet_b]
    security_group_ids = [var.payments_group]
  }
  tags = local.worker_payments_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.payments_package)
      error_message = "The package of payments is not built: run `make build` in workers/payments."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.payments,
    aws_iam_role_policy.payments,
  ]
}

resource "aws_lambda_event_source_mapping" "payments_payment_authorise" {
  event_source_arn = aws_sqs_queue.payment_authorise.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}

resource "aws_lambda_event_source_mapping" "payments_payment_capture" {
  event_source_arn = aws_sqs_queue.payment_capture.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}

resource "aws_lambda_event_source_mapping" "payments_payment_refund" {
  event_source_arn = aws_sqs_queue.payment_refund.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}

resource "aws_lambda_event_source_mapping" "payments_payout" {
  event_source_arn = aws_sqs_queue.payout.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}

resource "aws_lambda_event_source_mapping" "payments_ledger_entry" {
  event_source_arn = aws_sqs_queue.ledger_entry.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}

resource "aws_lambda_event_source_mapping" "payments_bank_statement" {
  event_source_arn = aws_sqs_queue.bank_statement.arn
  function_name    = aws_lambda_function.payments.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
  tags = local.worker_payments_tags

  depends_on = [aws_iam_role_policy.payments]
}
