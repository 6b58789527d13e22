# Whoever sends or reads needs this key as well as the queue.
resource "aws_kms_key" "reports" {
  description             = "Jobs of the queue reports"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ]
  })
  tags = local.tags
}

resource "aws_kms_alias" "reports" {
  name          = "alias/${var.name_prefix}-reports"
  target_key_id = aws_kms_key.reports.key_id
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "reports_dead_letter" {
  name                       = "${var.name_prefix}-reports-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.reports.arn
  tags                       = local.tags
}

resource "aws_sqs_queue" "reports" {
  name                      = "${var.name_prefix}-reports"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 3600
  kms_master_key_id          = aws_kms_key.reports.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.reports_dead_letter.arn
    maxReceiveCount     = 5
  })
  tags = local.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "reports_dead_letter" {
  queue_url = aws_sqs_queue.reports_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.reports.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "reports" {
  queue_url = aws_sqs_queue.reports.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.reports.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.reports.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "reports_dead_letter" {
  queue_url = aws_sqs_queue.reports_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.reports_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.reports_dead_letter.arn
        },
      ] : [],
    )
  })
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "reports_scheduler" {
  name = "${var.name_prefix}-reports-scheduler"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "scheduler.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            "aws:SourceArn"     = aws_scheduler_schedule_group.this.arn
          }
        }
      },
    ]
  })
  tags = local.tags
}

resource "aws_iam_role_policy" "reports_scheduler" {
  name = "send"
  role = aws_iam_role.reports_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.reports.arn, aws_sqs_queue.reports_dead_letter.arn]
      },
      {
        Sid      = "Encrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.reports.arn
      },
    ]
  })
}

resource "aws_scheduler_schedule" "reports_nightly" {
  #checkov:skip=CKV_AWS_297:the schedule's own text holds no secret; the job is encrypted in its queue
  name                         = "${var.name_prefix}-reports-nightly"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "0 3 * * 1-5 (Europe/Berlin): reports on reports"
  state                        = "ENABLED"
  schedule_expression          = "cron(0 3 ? * MON-FRI *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.reports.arn
    role_arn = aws_iam_role.reports_scheduler.arn
    # The tick's own time is the id: a tick that is delivered twice is one job. jsonencode would escape the `<`.
    input = replace(
      jsonencode({
        type = "reports"
        data = {
          period = "day"
        }
        id = "nightly-SCHEDULED_TIME"
      }),
      "SCHEDULED_TIME", "<aws.scheduler.scheduled-time>"
    )

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.reports_dead_letter.arn
    }
  }

  depends_on = [aws_iam_role_policy.reports_scheduler]
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "reports_producer" {
  name        = "${var.name_prefix}-reports-producer"
  description = "Send jobs to the queue reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [aws_sqs_queue.reports.arn]
      },
      {
        Sid      = "ScheduleOnce"
        Effect   = "Allow"
        Action   = "scheduler:CreateSchedule"
        Resource = "arn:${data.aws_partition.current.partition}:scheduler:${var.region}:${data.aws_caller_identity.current.account_id}:schedule/${aws_scheduler_schedule_group.this.name}/*"
      },
      {
        Sid       = "PassSchedulerRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = aws_iam_role.reports_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
      {
        Sid      = "Encrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.reports.arn
      },
    ]
  })
  tags = local.tags
}
