# Every worker has a queue of its own; the topic copies each job to all of them.
resource "aws_sns_topic" "order_events" {
  name              = "shop-order-events"
  kms_master_key_id = "alias/aws/sns"
  tags              = local.tags
}

resource "aws_sns_topic_policy" "order_events" {
  arn = aws_sns_topic.order_events.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyInsecureTransport"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.order_events.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "order_events_indexer_dead_letter" {
  name                       = "shop-order-events-indexer-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
  tags                       = local.tags
}

resource "aws_sqs_queue" "order_events_indexer" {
  name                      = "shop-order-events-indexer"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 360
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.order_events_indexer_dead_letter.arn
    maxReceiveCount     = 5
  })
  tags = local.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "order_events_indexer_dead_letter" {
  queue_url = aws_sqs_queue.order_events_indexer_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.order_events_indexer.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "order_events_indexer" {
  queue_url = aws_sqs_queue.order_events_indexer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.order_events_indexer.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },

        {
          Sid       = "AllowTopic"
          Effect    = "Allow"
          Principal = { Service = "sns.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = aws_sqs_queue.order_events_indexer.arn
          Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.order_events.arn } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.order_events_indexer.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "order_events_indexer_dead_letter" {
  queue_url = aws_sqs_queue.order_events_indexer_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.order_events_indexer_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },

        {
          Sid       = "AllowTopic"
          Effect    = "Allow"
          Principal = { Service = "sns.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = aws_sqs_queue.order_events_indexer_dead_letter.arn
          Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.order_events.arn } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.order_events_indexer_dead_letter.arn
        },
      ] : [],
    )
  })
}

resource "aws_sns_topic_subscription" "order_events_indexer" {
  topic_arn            = aws_sns_topic.order_events.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.order_events_indexer.arn
  raw_message_delivery = true
  filter_policy_scope  = "MessageAttributes"
  filter_policy = jsonencode({
    kind = ["placed", "shipped"]
  })
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.order_events_indexer_dead_letter.arn })

  # A copy that comes before the queue lets the topic in is lost.
  depends_on = [aws_sqs_queue_policy.order_events_indexer]
}

# What failed for good. It is kept longer than the source keeps its jobs, whose clock runs on.
resource "aws_sqs_queue" "order_events_mirror_dead_letter" {
  name                       = "shop-order-events-mirror-dead-letter"
  max_message_size           = 262144
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
  tags                       = local.tags
}

resource "aws_sqs_queue" "order_events_mirror" {
  name                      = "shop-order-events-mirror"
  delay_seconds             = 0
  max_message_size          = 262144
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Six times the timeout of the function: room for a throttled retry while a job is hidden.
  visibility_timeout_seconds = 360
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.order_events_mirror_dead_letter.arn
    maxReceiveCount     = 5
  })
  tags = local.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "order_events_mirror_dead_letter" {
  queue_url = aws_sqs_queue.order_events_mirror_dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.order_events_mirror.arn]
  })
}

# The one policy of this queue: whoever may send is merged in here.
resource "aws_sqs_queue_policy" "order_events_mirror" {
  queue_url = aws_sqs_queue.order_events_mirror.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.order_events_mirror.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },

        {
          Sid       = "AllowTopic"
          Effect    = "Allow"
          Principal = { Service = "sns.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = aws_sqs_queue.order_events_mirror.arn
          Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.order_events.arn } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.order_events_mirror.arn
        },
      ] : [],
    )
  })
}

resource "aws_sqs_queue_policy" "order_events_mirror_dead_letter" {
  queue_url = aws_sqs_queue.order_events_mirror_dead_letter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = aws_sqs_queue.order_events_mirror_dead_letter.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },

        {
          Sid       = "AllowTopic"
          Effect    = "Allow"
          Principal = { Service = "sns.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = aws_sqs_queue.order_events_mirror_dead_letter.arn
          Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.order_events.arn } }
        },
      ],
      var.deletion_protection ? [
        {
          Sid       = "DenyDeletion"
          Effect    = "Deny"
          Principal = "*"
          Action    = ["sqs:DeleteQueue", "sqs:PurgeQueue"]
          Resource  = aws_sqs_queue.order_events_mirror_dead_letter.arn
        },
      ] : [],
    )
  })
}

resource "aws_sns_topic_subscription" "order_events_mirror" {
  topic_arn            = aws_sns_topic.order_events.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.order_events_mirror.arn
  raw_message_delivery = true
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.order_events_mirror_dead_letter.arn })

  # A copy that comes before the queue lets the topic in is lost.
  depends_on = [aws_sqs_queue_policy.order_events_mirror]
}

# Delivers the schedules below, and the one-time schedules that producers make for a long delay.
resource "aws_iam_role" "order_events_scheduler" {
  name = "shop-order-events-scheduler"
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

resource "aws_iam_role_policy" "order_events_scheduler" {
  name = "send"
  role = aws_iam_role.order_events_scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Publish"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.order_events.arn
      },
    ]
  })
}

# For whoever sends jobs from outside this module: attach it to their role.
resource "aws_iam_policy" "order_events_producer" {
  name        = "shop-order-events-producer"
  description = "Send jobs to the queue order-events"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Publish"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.order_events.arn
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
        Resource  = aws_iam_role.order_events_scheduler.arn
        Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
      },
    ]
  })
  tags = local.tags
}
