locals {
  inbox_queue_arn = "arn:aws:sqs:us-east-1:111122223333:legacy-inbox"
  inbox_queue_url = "https://sqs.${split(":", local.inbox_queue_arn)[3]}.${data.aws_partition.current.dns_suffix}/${split(":", local.inbox_queue_arn)[4]}/${split(":", local.inbox_queue_arn)[5]}"
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "inbox_scheduler" {
  name = "${var.name_prefix}-inbox-scheduler"
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

resource "aws_iam_role_policy" "inbox_scheduler" {
  name = "send"
  role = aws_iam_role.inbox_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [local.inbox_queue_arn]
      },
    ]
  })
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "inbox_producer" {
  name        = "${var.name_prefix}-inbox-producer"
  description = "Send jobs to the queue inbox"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [local.inbox_queue_arn]
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
        Resource  = aws_iam_role.inbox_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
    ]
  })
  tags = local.tags
}
