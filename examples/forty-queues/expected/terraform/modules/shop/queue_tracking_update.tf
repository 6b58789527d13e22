locals {
  queue_tracking_update_tags = var.queue_tracking_update_tags
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "tracking_update_dead_letter" {
  name                       = "${var.name_prefix}-tracking-update-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
  tags                       = local.queue_tracking_update_tags
}

resource "aws_sqs_queue" "tracking_update" {
  name                      = "${var.name_prefix}-tracking-update"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.tracking_update_dead_letter.arn
    maxReceiveCount     = var.tracking_update_max_attempts
  })
  tags = local.queue_tracking_update_tags
}

resource "aws_sqs_queue_redrive_allow_policy" "tracking_update_dead_letter" {
  queue_url = aws_sqs_queue.tracking_update_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.tracking_update.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "tracking_update" {
  queue_url = aws_sqs_queue.tracking_update.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.tracking_update.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.tracking_update.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "tracking_update_dead_letter" {
  queue_url = aws_sqs_queue.tracking_update_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.tracking_update_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.tracking_update_dead_letter.arn
        },
      ] : [],
    )
  })
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "tracking_update_scheduler" {
  name                 = "${var.name_prefix}-tracking-update-scheduler"
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
  tags = local.queue_tracking_update_tags
}

resource "aws_iam_role_policy" "tracking_update_scheduler" {
  name = "send"
  role = aws_iam_role.tracking_update_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Send"
        Effect = "Allow"
        Action = "sqs:SendMessage"
        Resource = [
          aws_sqs_queue.tracking_update.arn,
          aws_sqs_queue.tracking_update_dead_letter.arn,
        ]
      },
    ]
  })
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "tracking_update_producer" {
  name        = "${var.name_prefix}-tracking-update-producer"
  description = "Send jobs to the queue tracking-update"
  path        = "/shop/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [aws_sqs_queue.tracking_update.arn]
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
        Resource  = aws_iam_role.tracking_update_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
    ]
  })
  tags = local.queue_tracking_update_tags
}
