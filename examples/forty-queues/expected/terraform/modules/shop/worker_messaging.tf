locals {
  messaging_package     = coalesce(var.messaging_package, "${path.module}/../../../workers/messaging/dist/package.zip")
  worker_messaging_tags = var.worker_messaging_tags
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "messaging" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/${var.name_prefix}-messaging"
  retention_in_days = var.messaging_log_retention_days
  tags              = local.worker_messaging_tags
}

resource "aws_iam_role" "messaging" {
  name                 = "${var.name_prefix}-messaging"
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
  tags = local.worker_messaging_tags
}

resource "aws_iam_role_policy" "messaging" {
  name = "worker"
  role = aws_iam_role.messaging.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [
          aws_sqs_queue.email_newsletter.arn,
          aws_sqs_queue.email_reset.arn,
          aws_sqs_queue.push_notify.arn,
          aws_sqs_queue.sms_code.arn,
          aws_sqs_queue.webhook_deliver.arn,
        ]
      },
      {
        Sid    = "DeadLetterPoison"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.email_newsletter_dead_letter.arn,
          aws_sqs_queue.email_reset_dead_letter.arn,
          aws_sqs_queue.push_notify_dead_letter.arn,
          aws_sqs_queue.sms_code_dead_letter.arn,
          aws_sqs_queue.webhook_deliver_dead_letter.arn,
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.messaging.arn}:*"
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
        Resource = aws_dynamodb_table.messaging.arn
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
resource "aws_dynamodb_table" "messaging" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "${var.name_prefix}-messaging-jobs"
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
  tags = local.worker_messaging_tags
}

resource "aws_lambda_function" "messaging" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "${var.name_prefix}-messaging"
  description      = "Worker messaging of shop"
  role             = aws_iam_role.messaging.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.messaging_package
  source_code_hash = fileexists(local.messaging_package) ? filebase64sha256(local.messaging_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 30
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.messaging.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ORDERS_TABLE       = var.orders_table_name
      INFERA_PROJECT     = "shop"
      INFERA_ENVIRONMENT = var.environment
      INFERA_WORKER      = "messaging"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "email-newsletter"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.email_newsletter.arn
          url                  = aws_sqs_queue.email_newsletter.url
          dead_letter_url      = aws_sqs_queue.email_newsletter_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.email_newsletter_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "email-reset"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.email_reset.arn
          url                  = aws_sqs_queue.email_reset.url
          dead_letter_url      = aws_sqs_queue.email_reset_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.email_reset_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "push-notify"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.push_notify.arn
          url                  = aws_sqs_queue.push_notify.url
          dead_letter_url      = aws_sqs_queue.push_notify_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.push_notify_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "sms-code"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.sms_code.arn
          url                  = aws_sqs_queue.sms_code.url
          dead_letter_url      = aws_sqs_queue.sms_code_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.sms_code_max_attempts
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "webhook-deliver"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.webhook_deliver.arn
          url                  = aws_sqs_queue.webhook_deliver.url
          dead_letter_url      = aws_sqs_queue.webhook_deliver_dead_letter.url
          visibility_timeout_s = 180
          max_attempts         = var.webhook_deliver_max_attempts
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.messaging.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
      INFERA_SECRETS = jsonencode({
        SMTP_PASSWORD = "shop/smtp-password"
      })
    }
  }
  tags = local.worker_messaging_tags

  lifecycle {
    precondition {
      condition     = fileexists(local.messaging_package)
      error_message = "The package of messaging is not built: run `make build` in workers/messaging."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.messaging,
    aws_iam_role_policy.messaging,
  ]
}

resource "aws_lambda_event_source_mapping" "messaging_email_newsletter" {
  event_source_arn = aws_sqs_queue.email_newsletter.arn
  function_name    = aws_lambda_function.messaging.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.messaging_email_newsletter_concurrency
  }
  tags = local.worker_messaging_tags

  depends_on = [aws_iam_role_policy.messaging]
}

resource "aws_lambda_event_source_mapping" "messaging_email_reset" {
  event_source_arn = aws_sqs_queue.email_reset.arn
  function_name    = aws_lambda_function.messaging.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.messaging_email_reset_concurrency
  }
  tags = local.worker_messaging_tags

  depends_on = [aws_iam_role_policy.messaging]
}

resource "aws_lambda_event_source_mapping" "messaging_push_notify" {
  event_source_arn = aws_sqs_queue.push_notify.arn
  function_name    = aws_lambda_function.messaging.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.messaging_push_notify_concurrency
  }
  tags = local.worker_messaging_tags

  depends_on = [aws_iam_role_policy.messaging]
}

resource "aws_lambda_event_source_mapping" "messaging_sms_code" {
  event_source_arn = aws_sqs_queue.sms_code.arn
  function_name    = aws_lambda_function.messaging.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.messaging_sms_code_concurrency
  }
  tags = local.worker_messaging_tags

  depends_on = [aws_iam_role_policy.messaging]
}

resource "aws_lambda_event_source_mapping" "messaging_webhook_deliver" {
  event_source_arn = aws_sqs_queue.webhook_deliver.arn
  function_name    = aws_lambda_function.messaging.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.messaging_webhook_deliver_concurrency
  }
  tags = local.worker_messaging_tags

  depends_on = [aws_iam_role_policy.messaging]
}
