locals {
  document_worker_package = coalesce(var.document_worker_package, "${path.module}/../../../workers/document_worker/dist/package.zip")
}

# Made before the function: Lambda would make its own, which keeps logs for ever.
resource "aws_cloudwatch_log_group" "document_worker" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/aws/lambda/vault-document-worker"
  retention_in_days = 30
}

resource "aws_iam_role" "document_worker" {
  name                 = "vault-document-worker"
  path                 = "/teams/vault/"
  permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
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

resource "aws_iam_role_policy" "document_worker" {
  name = "worker"
  role = aws_iam_role.document_worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Consume"
        Effect = "Allow"
        # ChangeMessageVisibility is the back-off between attempts.
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.documents.arn, aws_sqs_queue.scans.arn]
      },
      {
        Sid      = "DeadLetterPoison"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.documents_dead_letter.arn, aws_sqs_queue.scans_dead_letter.arn]
      },
      {
        Sid    = "Decrypt"
        Effect = "Allow"
        Action = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = [
          aws_kms_key.documents.arn,
          "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.document_worker.arn}:*"
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
        Resource = aws_dynamodb_table.document_worker.arn
      },
      {
        Sid    = "ReadSecrets"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          "arn:aws:secretsmanager:eu-central-1:111122223333:secret:vault/api-AbCdEf",
          "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:vault/database-??????",
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
      {
        Sid      = "Own1"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::vault-documents/*"]
      },
    ]
  })
}

# What the handler's own work needs.
resource "aws_iam_role_policy_attachment" "document_worker" {
  for_each = {
    "arn:aws:iam::aws:policy/AmazonTextractFullAccess" = "arn:aws:iam::aws:policy/AmazonTextractFullAccess"
  }

  role       = aws_iam_role.document_worker.name
  policy_arn = each.value
}

# Jobs that are done: one that comes twice is not run twice.
resource "aws_dynamodb_table" "document_worker" {
  #checkov:skip=CKV_AWS_119:holds job ids and no payloads; encrypted with the key of DynamoDB
  name                        = "vault-document-worker-jobs"
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

resource "aws_lambda_function" "document_worker" {
  #checkov:skip=CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others
  #checkov:skip=CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue
  #checkov:skip=CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key
  #checkov:skip=CKV_AWS_272:signing needs a profile of the account's
  function_name    = "vault-document-worker"
  description      = "Worker document_worker of vault"
  role             = aws_iam_role.document_worker.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.document_worker_package
  source_code_hash = fileexists(local.document_worker_package) ? filebase64sha256(local.document_worker_package) : null
  architectures    = ["arm64"]
  # The jobs of a batch run one after the other: batch.size x timeout.
  timeout     = 60
  memory_size = 512

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.document_worker.name
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      INFERA_PROJECT     = "vault"
      INFERA_ENVIRONMENT = "default"
      INFERA_WORKER      = "document_worker"
      INFERA_QUEUES = jsonencode([
        {
          queue                = "documents"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.documents.arn
          url                  = aws_sqs_queue.documents.url
          dead_letter_url      = aws_sqs_queue.documents_dead_letter.url
          visibility_timeout_s = 360
          max_attempts         = 5
          min_backoff_s        = 10
          max_backoff_s        = 600
          backoff              = "exponential"
          envelope             = "infera"
          ordered              = false
        },
        {
          queue                = "scans"
          level                = ""
          type                 = "sqs"
          dead_letters         = false
          arn                  = aws_sqs_queue.scans.arn
          url                  = aws_sqs_queue.scans.url
          dead_letter_url      = aws_sqs_queue.scans_dead_letter.url
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
      INFERA_IDEMPOTENCY_TABLE = aws_dynamodb_table.document_worker.name
      INFERA_IDEMPOTENCY_TTL_S = "86400"
      INFERA_SECRETS = jsonencode({
        API_KEY      = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:vault/api-AbCdEf"
        DATABASE_URL = "vault/database"
      })
    }
  }

  vpc_config {
    subnet_ids         = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
    security_group_ids = ["sg-0cccccccccccccccc"]
  }

  lifecycle {
    precondition {
      condition     = fileexists(local.document_worker_package)
      error_message = "The package of document_worker is not built: run `make build` in workers/document_worker."
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.document_worker,
    aws_iam_role_policy.document_worker,
  ]
}

resource "aws_lambda_event_source_mapping" "document_worker_documents" {
  event_source_arn = aws_sqs_queue.documents.arn
  function_name    = aws_lambda_function.document_worker.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }

  depends_on = [aws_iam_role_policy.document_worker]
}

resource "aws_lambda_event_source_mapping" "document_worker_scans" {
  event_source_arn = aws_sqs_queue.scans.arn
  function_name    = aws_lambda_function.document_worker.arn
  enabled          = true
  batch_size       = 1
  # Only the jobs that failed come back, not the whole batch.
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 4
  }

  depends_on = [aws_iam_role_policy.document_worker]
}
