locals {
  posting_worker_package = coalesce(var.posting_worker_package, "${path.module}/../../../workers/posting_worker/dist/package.zip")
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "posting_worker" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/ledger-posting-worker"
  retention_in_days = 30
}

resource "aws_iam_role" "posting_worker" {
  name = "ledger-posting-worker"
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
}

resource "aws_iam_role_policy" "posting_worker" {
  name = "worker"
  role = aws_iam_role.posting_worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.postings.arn]
      },
      {
        Sid      = "DeadLetterPoison"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.postings_dead_letter.arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.posting_worker.arn}:*"
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
        Resource = aws_dynamodb_table.posting_worker.arn
      },
    ]
  })
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "posting_worker" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "ledger-posting-worker-jobs"
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
}

resource "aws_lambda_function" "posting_worker" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "ledger-posting-worker"
  description      = "Worker posting_worker of ledger"
  role             = aws_iam_role.posting_worker.arn
  runtime          = "python3.13"
  handler          = "infera.lambda_entry.handler"
  filename         = local.posting_worker_package
  source_code_hash = fileexists(local.posting_worker_package) ? filebase64sha256(local.posting_worker_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 450
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.posting_worker.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      INFERA_PROJECT     = "ledger"
      INFERA_ENVIRONMENT = "default"
      INFERA_WORKER      = "posting_worker"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "postings"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.postings.arn
          url                  = aws_sqs_queue.postings.url
          dead_letter_url      = aws_sqs_queue.postings_dead_letter.url
          visibility_timeout_s = 2700
          max_attempts         = 3
          min_backoff_s        = 2
          max_backoff_s        = 2
          backoff              = "fixed"
          envelope             = "infera"
          ordered              = true
        },
      ])
      INFERA_CONCURRENCY       = "1"
      INFERA_TIMEOUT_S         = "45"
      INFERA_LOG_LEVEL         = "info"
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.posting_worker.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(local.posting_worker_package)
      error_message = "The package of posting_worker is not built: run `make build` in workers/posting_worker."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.posting_worker,
    aws_iam_role_policy.posting_worker,
  ]
}

resource "aws_lambda_event_source_mapping" "posting_worker" {
  event_source_arn = aws_sqs_queue.postings.arn
  function_name    = aws_lambda_function.posting_worker.arn
  enabled          = true
  batch_size       = 10
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }

  depends_on = [aws_iam_role_policy.posting_worker]
}
