# `terraform test` in this folder: no cloud, no credentials. A broken module fails here before it breaks a queue.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:us-east-1:123456789012:key/given"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:worker"
    }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = {
      arn = "arn:aws:dynamodb:us-east-1:123456789012:table/jobs"
    }
  }
  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::123456789012:policy/producer"
    }
  }
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/worker"
    }
  }
  mock_resource "aws_kms_key" {
    defaults = {
      arn    = "arn:aws:kms:us-east-1:123456789012:key/made"
      key_id = "made"
    }
  }
  mock_resource "aws_lambda_function" {
    defaults = {
      arn = "arn:aws:lambda:us-east-1:123456789012:function:worker"
    }
  }
  mock_resource "aws_scheduler_schedule_group" {
    defaults = {
      arn = "arn:aws:scheduler:us-east-1:123456789012:schedule-group/group"
    }
  }
  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:topic"
    }
  }
}

# A mock gives every queue the same ARN: apart from each other, a wrong reference shows.
override_resource {
  target = aws_sqs_queue.order_events_indexer
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_indexer"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_indexer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_indexer"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_indexer_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_indexer_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_indexer_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_indexer_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_mirror
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_mirror"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_mirror"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_mirror"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_mirror_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_mirror_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_mirror_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_mirror_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.notices_urgent
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_urgent"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_urgent"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_urgent"
  }
}

override_resource {
  target = aws_sqs_queue.notices_urgent_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_urgent_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_urgent_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_urgent_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.notices_normal
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_normal"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_normal"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_normal"
  }
}

override_resource {
  target = aws_sqs_queue.notices_normal_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_normal_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_normal_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_normal_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.notices_low
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_low"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_low"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_low"
  }
}

override_resource {
  target = aws_sqs_queue.notices_low_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_low_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:notices_low_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/notices_low_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.reports
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/reports"
    arn = "arn:aws:sqs:us-east-1:123456789012:reports"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/reports"
  }
}

override_resource {
  target = aws_sqs_queue.reports_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/reports_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:reports_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/reports_dead_letter"
  }
}

variables {
  deletion_protection = true
  indexer_package     = "versions.tf"
  mirror_package      = "versions.tf"
  notifier_package    = "versions.tf"
  region              = "us-east-1"
  reporter_package    = "versions.tf"
}

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_indexer.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_events_indexer_dead_letter.arn
    error_message = "Failed jobs of order_events_indexer do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_indexer.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_events_indexer are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_indexer_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_events_indexer.arn]
    error_message = "Another queue may fill order_events_indexer_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_indexer_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_events_indexer_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_events_indexer_dead_letter.message_retention_seconds > aws_sqs_queue.order_events_indexer.message_retention_seconds
    error_message = "A job that failed late is gone from order_events_indexer_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_events_indexer_dead_letter.fifo_queue == aws_sqs_queue.order_events_indexer.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_events_indexer."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_indexer_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_indexer_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_indexer.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_indexer takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_indexer.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_events_indexer can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_indexer.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_events_indexer."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_indexer.filter_policy != null
    error_message = "order_events_indexer gets the jobs that its worker does not want."
  }

  assert {
    condition     = aws_sqs_queue.order_events_indexer.sqs_managed_sse_enabled == true
    error_message = "order_events_indexer is not encrypted."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_indexer.endpoint == aws_sqs_queue.order_events_indexer.arn && aws_sns_topic_subscription.order_events_indexer.raw_message_delivery
    error_message = "order_events_indexer does not get its copy of a job as it was sent."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_indexer.policy).Statement :
      try(statement.Principal.Service, "") == "sns.amazonaws.com" && try(statement.Condition.ArnEquals["aws:SourceArn"], "") == aws_sns_topic.order_events.arn
    ])
    error_message = "The topic may not send to order_events_indexer."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_mirror.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_events_mirror_dead_letter.arn
    error_message = "Failed jobs of order_events_mirror do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_mirror.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_events_mirror are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_mirror_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_events_mirror.arn]
    error_message = "Another queue may fill order_events_mirror_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_mirror_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_events_mirror_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_events_mirror_dead_letter.message_retention_seconds > aws_sqs_queue.order_events_mirror.message_retention_seconds
    error_message = "A job that failed late is gone from order_events_mirror_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_events_mirror_dead_letter.fifo_queue == aws_sqs_queue.order_events_mirror.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_events_mirror."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_mirror_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_mirror_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_mirror.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_mirror takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_mirror.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_events_mirror can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_mirror.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_events_mirror."
  }

  assert {
    condition     = aws_sqs_queue.order_events_mirror.sqs_managed_sse_enabled == true
    error_message = "order_events_mirror is not encrypted."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_mirror.endpoint == aws_sqs_queue.order_events_mirror.arn && aws_sns_topic_subscription.order_events_mirror.raw_message_delivery
    error_message = "order_events_mirror does not get its copy of a job as it was sent."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_mirror.policy).Statement :
      try(statement.Principal.Service, "") == "sns.amazonaws.com" && try(statement.Condition.ArnEquals["aws:SourceArn"], "") == aws_sns_topic.order_events.arn
    ])
    error_message = "The topic may not send to order_events_mirror."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_urgent.redrive_policy).deadLetterTargetArn == aws_sqs_queue.notices_urgent_dead_letter.arn
    error_message = "Failed jobs of notices_urgent do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_urgent.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of notices_urgent are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_urgent_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.notices_urgent.arn]
    error_message = "Another queue may fill notices_urgent_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_urgent_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill notices_urgent_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.notices_urgent_dead_letter.message_retention_seconds > aws_sqs_queue.notices_urgent.message_retention_seconds
    error_message = "A job that failed late is gone from notices_urgent_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.notices_urgent_dead_letter.fifo_queue == aws_sqs_queue.notices_urgent.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: notices_urgent."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_urgent_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_urgent_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_urgent.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_urgent takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_urgent.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "notices_urgent can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_urgent.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to notices_urgent."
  }

  assert {
    condition     = aws_sqs_queue.notices_urgent.sqs_managed_sse_enabled == true
    error_message = "notices_urgent is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_normal.redrive_policy).deadLetterTargetArn == aws_sqs_queue.notices_normal_dead_letter.arn
    error_message = "Failed jobs of notices_normal do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_normal.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of notices_normal are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_normal_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.notices_normal.arn]
    error_message = "Another queue may fill notices_normal_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_normal_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill notices_normal_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.notices_normal_dead_letter.message_retention_seconds > aws_sqs_queue.notices_normal.message_retention_seconds
    error_message = "A job that failed late is gone from notices_normal_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.notices_normal_dead_letter.fifo_queue == aws_sqs_queue.notices_normal.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: notices_normal."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_normal_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_normal_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_normal.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_normal takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_normal.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "notices_normal can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_normal.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to notices_normal."
  }

  assert {
    condition     = aws_sqs_queue.notices_normal.sqs_managed_sse_enabled == true
    error_message = "notices_normal is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_low.redrive_policy).deadLetterTargetArn == aws_sqs_queue.notices_low_dead_letter.arn
    error_message = "Failed jobs of notices_low do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.notices_low.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of notices_low are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_low_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.notices_low.arn]
    error_message = "Another queue may fill notices_low_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.notices_low_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill notices_low_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.notices_low_dead_letter.message_retention_seconds > aws_sqs_queue.notices_low.message_retention_seconds
    error_message = "A job that failed late is gone from notices_low_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.notices_low_dead_letter.fifo_queue == aws_sqs_queue.notices_low.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: notices_low."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_low_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_low_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_low.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "notices_low takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_low.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "notices_low can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.notices_low.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to notices_low."
  }

  assert {
    condition     = aws_sqs_queue.notices_low.sqs_managed_sse_enabled == true
    error_message = "notices_low is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.reports.redrive_policy).deadLetterTargetArn == aws_sqs_queue.reports_dead_letter.arn
    error_message = "Failed jobs of reports do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.reports.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of reports are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.reports_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.reports.arn]
    error_message = "Another queue may fill reports_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.reports_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill reports_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.reports_dead_letter.message_retention_seconds > aws_sqs_queue.reports.message_retention_seconds
    error_message = "A job that failed late is gone from reports_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.reports_dead_letter.fifo_queue == aws_sqs_queue.reports.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: reports."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.reports_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "reports_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.reports.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "reports takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.reports.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "reports can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.reports.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to reports."
  }

  assert {
    condition     = aws_sqs_queue.reports.sqs_managed_sse_enabled == true
    error_message = "reports is not encrypted."
  }
}

run "worker_indexer" {
  command = apply

  assert {
    condition     = aws_sqs_queue.order_events_indexer.visibility_timeout_seconds >= 6 * aws_lambda_function.indexer.timeout
    error_message = "A job may come again while indexer still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.indexer.event_source_arn == aws_sqs_queue.order_events_indexer.arn
    error_message = "indexer reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.indexer.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of indexer back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.indexer.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of indexer is not limited."
  }

  assert {
    condition     = sum([aws_lambda_event_source_mapping.indexer.scaling_config[0].maximum_concurrency]) <= 10
    error_message = "indexer may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.indexer.retention_in_days > 0
    error_message = "The log of indexer is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.indexer.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of indexer reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.indexer.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.order_events_indexer.arn])
    error_message = "The role of indexer may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.indexer.role == aws_iam_role.indexer.arn
    error_message = "indexer runs under another role."
  }

  assert {
    condition     = aws_lambda_function.indexer.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.indexer.name
    error_message = "indexer would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.indexer.ttl[0].enabled && aws_dynamodb_table.indexer.ttl[0].attribute_name == "expires_at"
    error_message = "indexer remembers every job for ever."
  }
}

run "worker_mirror" {
  command = apply

  assert {
    condition     = aws_sqs_queue.order_events_mirror.visibility_timeout_seconds >= 6 * aws_lambda_function.mirror.timeout
    error_message = "A job may come again while mirror still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.mirror.event_source_arn == aws_sqs_queue.order_events_mirror.arn
    error_message = "mirror reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.mirror.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of mirror back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.mirror.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of mirror is not limited."
  }

  assert {
    condition     = sum([aws_lambda_event_source_mapping.mirror.scaling_config[0].maximum_concurrency]) <= 10
    error_message = "mirror may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.mirror.retention_in_days > 0
    error_message = "The log of mirror is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.mirror.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of mirror reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.mirror.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.order_events_mirror.arn])
    error_message = "The role of mirror may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.mirror.role == aws_iam_role.mirror.arn
    error_message = "mirror runs under another role."
  }

  assert {
    condition     = aws_lambda_function.mirror.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.mirror.name
    error_message = "mirror would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.mirror.ttl[0].enabled && aws_dynamodb_table.mirror.ttl[0].attribute_name == "expires_at"
    error_message = "mirror remembers every job for ever."
  }
}

run "worker_notifier" {
  command = apply

  assert {
    condition     = aws_sqs_queue.notices_urgent.visibility_timeout_seconds >= 6 * aws_lambda_function.notifier.timeout
    error_message = "A job may come again while notifier still runs it."
  }

  assert {
    condition     = aws_sqs_queue.notices_normal.visibility_timeout_seconds >= 6 * aws_lambda_function.notifier.timeout
    error_message = "A job may come again while notifier still runs it."
  }

  assert {
    condition     = aws_sqs_queue.notices_low.visibility_timeout_seconds >= 6 * aws_lambda_function.notifier.timeout
    error_message = "A job may come again while notifier still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_urgent.event_source_arn == aws_sqs_queue.notices_urgent.arn
    error_message = "notifier reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.notifier_notices_urgent.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of notifier back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_urgent.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of notifier is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_normal.event_source_arn == aws_sqs_queue.notices_normal.arn
    error_message = "notifier reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.notifier_notices_normal.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of notifier back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_normal.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of notifier is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_low.event_source_arn == aws_sqs_queue.notices_low.arn
    error_message = "notifier reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.notifier_notices_low.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of notifier back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.notifier_notices_low.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of notifier is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.notifier_notices_urgent.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.notifier_notices_normal.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.notifier_notices_low.scaling_config[0].maximum_concurrency,
    ]) <= 12
    error_message = "notifier may run more than 12 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.notifier.retention_in_days > 0
    error_message = "The log of notifier is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.notifier.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of notifier reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.notifier.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.notices_urgent.arn,
      aws_sqs_queue.notices_normal.arn,
      aws_sqs_queue.notices_low.arn,
    ])
    error_message = "The role of notifier may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.notifier.role == aws_iam_role.notifier.arn
    error_message = "notifier runs under another role."
  }

  assert {
    condition     = aws_lambda_function.notifier.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.notifier.name
    error_message = "notifier would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.notifier.ttl[0].enabled && aws_dynamodb_table.notifier.ttl[0].attribute_name == "expires_at"
    error_message = "notifier remembers every job for ever."
  }
}

run "worker_reporter" {
  command = apply

  assert {
    condition     = aws_sqs_queue.reports.visibility_timeout_seconds >= 6 * aws_lambda_function.reporter.timeout
    error_message = "A job may come again while reporter still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.reporter.event_source_arn == aws_sqs_queue.reports.arn
    error_message = "reporter reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.reporter.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of reporter back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.reporter.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of reporter is not limited."
  }

  assert {
    condition     = sum([aws_lambda_event_source_mapping.reporter.scaling_config[0].maximum_concurrency]) <= 10
    error_message = "reporter may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.reporter.retention_in_days > 0
    error_message = "The log of reporter is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.reporter.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of reporter reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.reporter.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.reports.arn])
    error_message = "The role of reporter may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.reporter.role == aws_iam_role.reporter.arn
    error_message = "reporter runs under another role."
  }

  assert {
    condition     = aws_lambda_function.reporter.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.reporter.name
    error_message = "reporter would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.reporter.ttl[0].enabled && aws_dynamodb_table.reporter.ttl[0].attribute_name == "expires_at"
    error_message = "reporter remembers every job for ever."
  }
}

run "schedules" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.reports_nightly.target[0].role_arn == aws_iam_role.reports_scheduler.arn && aws_scheduler_schedule.reports_nightly.group_name == aws_scheduler_schedule_group.this.name
    error_message = "The schedule reports_nightly may not send."
  }

  assert {
    condition     = aws_scheduler_schedule.reports_nightly.schedule_expression_timezone == "Europe/Berlin"
    error_message = "The schedule reports_nightly goes by another clock."
  }

  assert {
    condition     = aws_scheduler_schedule.reports_weekly.target[0].role_arn == aws_iam_role.reports_scheduler.arn && aws_scheduler_schedule.reports_weekly.group_name == aws_scheduler_schedule_group.this.name
    error_message = "The schedule reports_weekly may not send."
  }

  assert {
    condition     = aws_scheduler_schedule.reports_weekly.schedule_expression_timezone == "UTC"
    error_message = "The schedule reports_weekly goes by another clock."
  }
}
