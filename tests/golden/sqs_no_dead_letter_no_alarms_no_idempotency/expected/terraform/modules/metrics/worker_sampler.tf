locals {
  sampler_package = coalesce(var.sampler_package, "${path.module}/../../../workers/sampler/dist/package.zip")
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "sampler" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/metrics-sampler"
  retention_in_days = 7
}

resource "aws_iam_role" "sampler" {
  name = "metrics-sampler"
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

resource "aws_iam_role_policy" "sampler" {
  name = "worker"
  role = aws_iam_role.sampler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.samples.arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.sampler.arn}:*"
      },
      {
        # X-Ray knows no resources to restrict this to.
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_lambda_function" "sampler" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_117:nothing that this worker calls is in a network
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "metrics-sampler"
  description      = "Worker sampler of metrics"
  role             = aws_iam_role.sampler.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.sampler_package
  source_code_hash = fileexists(local.sampler_package) ? filebase64sha256(local.sampler_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 60
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.sampler.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      INFERA_PROJECT     = "metrics"
      INFERA_ENVIRONMENT = "default"
      INFERA_WORKER      = "sampler"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "samples"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.samples.arn
          url                  = aws_sqs_queue.samples.url
          dead_letter_url      = null
          visibility_timeout_s = 360
          max_attempts         = 5
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
      ])
      INFERA_CONCURRENCY = "1"
      INFERA_TIMEOUT_S   = "60"
      INFERA_LOG_LEVEL   = "info"
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(local.sampler_package)
      error_message = "The package of sampler is not built: run `make build` in workers/sampler."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.sampler,
    aws_iam_role_policy.sampler,
  ]
}

resource "aws_lambda_event_source_mapping" "sampler" {
  event_source_arn = aws_sqs_queue.samples.arn
  function_name    = aws_lambda_function.sampler.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }

  depends_on = [aws_iam_role_policy.sampler]
}
