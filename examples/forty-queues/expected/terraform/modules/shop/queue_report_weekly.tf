locals {
  queue_report_weekly_tags = var.queue_report_weekly_tags
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "report_weekly_dead_letter" {
  name                       = "${var.name_prefix}-report-weekly-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
  tags                       = local.queue_report_weekly_tags
}

resource "aws_sqs_queue" "report_weekly" {
  name                      = "${var.name_prefix}-report-weekly"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 1800
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.report_weekly_dead_letter.arn
    maxReceiveCount     = var.report_weekly_max_attempts
  })
  tags = local.queue_report_weekly_tags
}

resource "aws_sqs_queue_redrive_allow_policy" "report_weekly_dead_letter" {
  queue_url = aws_sqs_queue.report_weekly_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.report_weekly.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "report_weekly" {
  queue_url = aws_sqs_queue.report_weekly.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.report_weekly.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.report_weekly.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "report_weekly_dead_letter" {
  queue_url = aws_sqs_queue.report_weekly_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.report_weekly_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.report_weekly_dead_letter.arn
        },
      ] : [],
    )
  })
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "report_weekly_scheduler" {
  name                 = "${var.name_prefix}-report-weekly-scheduler"
  path                 = "/shop/"
  permissions_boundary = var.permissions_boundary_arn
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
  tags = local.queue_report_weekly_tags
}

resource "aws_iam_role_policy" "report_weekly_scheduler" {
  name = "send"
  role = aws_iam_role.report_weekly_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.report_weekly.arn, aws_sqs_queue.report_weekly_dead_letter.arn]
      },
    ]
  })
}

resource "aws_scheduler_schedule" "report_weekly_monday" {
  #checkov:skip=CKV_AWS_297:the schedule's own text holds no secret; the job is encrypted in its queue
  name                         = "${var.name_prefix}-report-weekly-monday"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "0 6 * * 1 (Europe/Berlin): report-weekly on report-weekly"
  state                        = "ENABLED"
  schedule_expression          = "cron(0 6 ? * MON *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.report_weekly.arn
    role_arn = aws_iam_role.report_weekly_scheduler.arn
    # The tick's own time is the id: a tick that is delivered twice is one job. jsonencode would escape the `<`.
    input = replace(
      jsonencode({
        type = "report-weekly"
        data = {
          week = "last"
        }
        id = "monday-SCHEDULED_TIME"
      }),
      "SCHEDULED_TIME", "<aws.scheduler.scheduled-time>"
    )

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.report_weekly_dead_letter.arn
    }
  }

  depends_on = [aws_iam_role_policy.report_weekly_scheduler]
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "report_weekly_producer" {
  name        = "${var.name_prefix}-report-weekly-producer"
  description = "Send jobs to the queue report-weekly"
  path        = "/shop/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [aws_sqs_queue.report_weekly.arn]
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
        Resource  = aws_iam_role.report_weekly_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
    ]
  })
  tags = local.queue_report_weekly_tags
}
