locals {
  queue_funnel_daily_tags = var.queue_funnel_daily_tags
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "funnel_daily_dead_letter" {
  name                       = "${var.name_prefix}-funnel-daily-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
  tags                       = local.queue_funnel_daily_tags
}

resource "aws_sqs_queue" "funnel_daily" {
  name                      = "${var.name_prefix}-funnel-daily"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 1800
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.funnel_daily_dead_letter.arn
    maxReceiveCount     = var.funnel_daily_max_attempts
  })
  tags = local.queue_funnel_daily_tags
}

resource "aws_sqs_queue_redrive_allow_policy" "funnel_daily_dead_letter" {
  queue_url = aws_sqs_queue.funnel_daily_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.funnel_daily.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "funnel_daily" {
  queue_url = aws_sqs_queue.funnel_daily.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.funnel_daily.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.funnel_daily.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "funnel_daily_dead_letter" {
  queue_url = aws_sqs_queue.funnel_daily_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.funnel_daily_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.funnel_daily_dead_letter.arn
        },
      ] : [],
    )
  })
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "funnel_daily_scheduler" {
  name                 = "${var.name_prefix}-funnel-daily-scheduler"
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
  tags = local.queue_funnel_daily_tags
}

resource "aws_iam_role_policy" "funnel_daily_scheduler" {
  name = "send"
  role = aws_iam_role.funnel_daily_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.funnel_daily.arn, aws_sqs_queue.funnel_daily_dead_letter.arn]
      },
    ]
  })
}

resource "aws_scheduler_schedule" "funnel_daily_nightly" {
  #checkov:skip=CKV_AWS_297:the schedule's own text holds no secret; the job is encrypted in its queue
  name                         = "${var.name_prefix}-funnel-daily-nightly"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "30 2 * * * (Europe/Berlin): funnel-daily on funnel-daily"
  state                        = "ENABLED"
  schedule_expression          = "cron(30 2 * * ? *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.funnel_daily.arn
    role_arn = aws_iam_role.funnel_daily_scheduler.arn
    # The tick's own time is the id: a tick that is delivered twice is one job. jsonencode would escape the `<`.
    input = replace(
      jsonencode({
        type = "funnel-daily"
        data = {
          day = "yesterday"
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
      arn = aws_sqs_queue.funnel_daily_dead_letter.arn
    }
  }

  depends_on = [aws_iam_role_policy.funnel_daily_scheduler]
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "funnel_daily_producer" {
  name        = "${var.name_prefix}-funnel-daily-producer"
  description = "Send jobs to the queue funnel-daily"
  path        = "/shop/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [aws_sqs_queue.funnel_daily.arn]
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
        Resource  = aws_iam_role.funnel_daily_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
    ]
  })
  tags = local.queue_funnel_daily_tags
}
