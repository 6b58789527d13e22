# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "scans_dead_letter" {
  name                       = "vault-scans-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}

resource "aws_sqs_queue" "scans" {
  name                      = "vault-scans"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 360
  kms_master_key_id          = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.scans_dead_letter.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "scans_dead_letter" {
  queue_url = aws_sqs_queue.scans_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.scans.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "scans" {
  queue_url = aws_sqs_queue.scans.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.scans.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.scans.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "scans_dead_letter" {
  queue_url = aws_sqs_queue.scans_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.scans_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.scans_dead_letter.arn
        },
      ] : [],
    )
  })
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "scans_scheduler" {
  name                 = "vault-scans-scheduler"
  path                 = "/teams/vault/"
  permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
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
}

resource "aws_iam_role_policy" "scans_scheduler" {
  name = "send"
  role = aws_iam_role.scans_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [aws_sqs_queue.scans.arn, aws_sqs_queue.scans_dead_letter.arn]
      },
      {
        Sid      = "Encrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      },
    ]
  })
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "scans_producer" {
  name        = "vault-scans-producer"
  description = "Send jobs to the queue scans"
  path        = "/teams/vault/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = [aws_sqs_queue.scans.arn]
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
        Resource  = aws_iam_role.scans_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
      {
        Sid      = "Encrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      },
    ]
  })
}
