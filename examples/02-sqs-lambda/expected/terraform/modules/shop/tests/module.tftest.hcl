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
  target = aws_sqs_queue.orders
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
    arn = "arn:aws:sqs:us-east-1:123456789012:orders"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
  }
}

override_resource {
  target = aws_sqs_queue.orders_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/orders_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:orders_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.emails_high
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_high"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_high"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_high"
  }
}

override_resource {
  target = aws_sqs_queue.emails_high_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_high_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_high_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_high_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.emails_normal
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_normal"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_normal"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_normal"
  }
}

override_resource {
  target = aws_sqs_queue.emails_normal_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_normal_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_normal_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_normal_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.emails_low
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_low"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_low"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_low"
  }
}

override_resource {
  target = aws_sqs_queue.emails_low_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_low_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:emails_low_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/emails_low_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_loyalty
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_loyalty"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_loyalty"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_loyalty"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_loyalty_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_loyalty_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_loyalty_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_loyalty_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_search_indexer
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_search_indexer"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_search_indexer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_search_indexer"
  }
}

override_resource {
  target = aws_sqs_queue.order_events_search_indexer_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_search_indexer_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:order_events_search_indexer_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/order_events_search_indexer_dead_letter"
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
  deletion_protection      = true
  email_worker_package     = "versions.tf"
  environment              = "production"
  loyalty_package          = "versions.tf"
  name_prefix              = "shop-production"
  order_worker_concurrency = 10
  order_worker_package     = "versions.tf"
  orders_oldest_age_s      = 300
  region                   = "eu-central-1"
  report_worker_package    = "versions.tf"
  search_indexer_package   = "versions.tf"
  tags = {
    stage = "production"
    team  = "checkout"
  }
}

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.orders.redrive_policy).deadLetterTargetArn == aws_sqs_queue.orders_dead_letter.arn
    error_message = "Failed jobs of orders do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.orders.redrive_policy).maxReceiveCount == 8
    error_message = "Jobs of orders are not tried 8 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.orders_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.orders.arn]
    error_message = "Another queue may fill orders_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.orders_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill orders_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.orders_dead_letter.message_retention_seconds > aws_sqs_queue.orders.message_retention_seconds
    error_message = "A job that failed late is gone from orders_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.orders_dead_letter.fifo_queue == aws_sqs_queue.orders.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: orders."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.orders_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "orders_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.orders.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "orders takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.orders.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "orders can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.orders.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to orders."
  }

  assert {
    condition     = aws_sqs_queue.orders.fifo_queue
    error_message = "orders does not keep the order of jobs."
  }

  assert {
    condition     = aws_sqs_queue.orders.sqs_managed_sse_enabled == true
    error_message = "orders is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_high.redrive_policy).deadLetterTargetArn == aws_sqs_queue.emails_high_dead_letter.arn
    error_message = "Failed jobs of emails_high do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_high.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of emails_high are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_high_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.emails_high.arn]
    error_message = "Another queue may fill emails_high_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_high_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill emails_high_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.emails_high_dead_letter.message_retention_seconds > aws_sqs_queue.emails_high.message_retention_seconds
    error_message = "A job that failed late is gone from emails_high_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.emails_high_dead_letter.fifo_queue == aws_sqs_queue.emails_high.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: emails_high."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_high_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_high_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_high.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_high takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_high.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "emails_high can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_high.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to emails_high."
  }

  assert {
    condition     = aws_sqs_queue.emails_high.sqs_managed_sse_enabled == true
    error_message = "emails_high is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_normal.redrive_policy).deadLetterTargetArn == aws_sqs_queue.emails_normal_dead_letter.arn
    error_message = "Failed jobs of emails_normal do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_normal.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of emails_normal are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_normal_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.emails_normal.arn]
    error_message = "Another queue may fill emails_normal_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_normal_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill emails_normal_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.emails_normal_dead_letter.message_retention_seconds > aws_sqs_queue.emails_normal.message_retention_seconds
    error_message = "A job that failed late is gone from emails_normal_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.emails_normal_dead_letter.fifo_queue == aws_sqs_queue.emails_normal.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: emails_normal."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_normal_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_normal_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_normal.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_normal takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_normal.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "emails_normal can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_normal.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to emails_normal."
  }

  assert {
    condition     = aws_sqs_queue.emails_normal.sqs_managed_sse_enabled == true
    error_message = "emails_normal is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_low.redrive_policy).deadLetterTargetArn == aws_sqs_queue.emails_low_dead_letter.arn
    error_message = "Failed jobs of emails_low do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.emails_low.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of emails_low are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_low_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.emails_low.arn]
    error_message = "Another queue may fill emails_low_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.emails_low_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill emails_low_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.emails_low_dead_letter.message_retention_seconds > aws_sqs_queue.emails_low.message_retention_seconds
    error_message = "A job that failed late is gone from emails_low_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.emails_low_dead_letter.fifo_queue == aws_sqs_queue.emails_low.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: emails_low."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_low_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_low_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_low.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "emails_low takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_low.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "emails_low can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.emails_low.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to emails_low."
  }

  assert {
    condition     = aws_sqs_queue.emails_low.sqs_managed_sse_enabled == true
    error_message = "emails_low is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_loyalty.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_events_loyalty_dead_letter.arn
    error_message = "Failed jobs of order_events_loyalty do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_loyalty.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_events_loyalty are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_loyalty_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_events_loyalty.arn]
    error_message = "Another queue may fill order_events_loyalty_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_loyalty_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_events_loyalty_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_events_loyalty_dead_letter.message_retention_seconds > aws_sqs_queue.order_events_loyalty.message_retention_seconds
    error_message = "A job that failed late is gone from order_events_loyalty_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_events_loyalty_dead_letter.fifo_queue == aws_sqs_queue.order_events_loyalty.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_events_loyalty."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_loyalty_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_loyalty_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_loyalty.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_loyalty takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_loyalty.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_events_loyalty can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_loyalty.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_events_loyalty."
  }

  assert {
    condition     = aws_sqs_queue.order_events_loyalty.sqs_managed_sse_enabled == true
    error_message = "order_events_loyalty is not encrypted."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_loyalty.endpoint == aws_sqs_queue.order_events_loyalty.arn && aws_sns_topic_subscription.order_events_loyalty.raw_message_delivery
    error_message = "order_events_loyalty does not get its copy of a job as it was sent."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_loyalty.policy).Statement :
      try(statement.Principal.Service, "") == "sns.amazonaws.com" && try(statement.Condition.ArnEquals["aws:SourceArn"], "") == aws_sns_topic.order_events.arn
    ])
    error_message = "The topic may not send to order_events_loyalty."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_search_indexer.redrive_policy).deadLetterTargetArn == aws_sqs_queue.order_events_search_indexer_dead_letter.arn
    error_message = "Failed jobs of order_events_search_indexer do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.order_events_search_indexer.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of order_events_search_indexer are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_search_indexer_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.order_events_search_indexer.arn]
    error_message = "Another queue may fill order_events_search_indexer_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.order_events_search_indexer_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill order_events_search_indexer_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.order_events_search_indexer_dead_letter.message_retention_seconds > aws_sqs_queue.order_events_search_indexer.message_retention_seconds
    error_message = "A job that failed late is gone from order_events_search_indexer_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.order_events_search_indexer_dead_letter.fifo_queue == aws_sqs_queue.order_events_search_indexer.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: order_events_search_indexer."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_search_indexer_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_search_indexer_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_search_indexer.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "order_events_search_indexer takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_search_indexer.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "order_events_search_indexer can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_search_indexer.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to order_events_search_indexer."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_search_indexer.filter_policy != null
    error_message = "order_events_search_indexer gets the jobs that its worker does not want."
  }

  assert {
    condition     = aws_sqs_queue.order_events_search_indexer.sqs_managed_sse_enabled == true
    error_message = "order_events_search_indexer is not encrypted."
  }

  assert {
    condition     = aws_sns_topic_subscription.order_events_search_indexer.endpoint == aws_sqs_queue.order_events_search_indexer.arn && aws_sns_topic_subscription.order_events_search_indexer.raw_message_delivery
    error_message = "order_events_search_indexer does not get its copy of a job as it was sent."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.order_events_search_indexer.policy).Statement :
      try(statement.Principal.Service, "") == "sns.amazonaws.com" && try(statement.Condition.ArnEquals["aws:SourceArn"], "") == aws_sns_topic.order_events.arn
    ])
    error_message = "The topic may not send to order_events_search_indexer."
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
    condition     = aws_kms_key.reports.enable_key_rotation
    error_message = "The key of reports never changes."
  }

  assert {
    condition     = aws_sqs_queue.reports.kms_master_key_id != null
    error_message = "reports is not encrypted."
  }
}

run "worker_email_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.emails_high.visibility_timeout_seconds >= 6 * aws_lambda_function.email_worker.timeout
    error_message = "A job may come again while email_worker still runs it."
  }

  assert {
    condition     = aws_sqs_queue.emails_normal.visibility_timeout_seconds >= 6 * aws_lambda_function.email_worker.timeout
    error_message = "A job may come again while email_worker still runs it."
  }

  assert {
    condition     = aws_sqs_queue.emails_low.visibility_timeout_seconds >= 6 * aws_lambda_function.email_worker.timeout
    error_message = "A job may come again while email_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_high.event_source_arn == aws_sqs_queue.emails_high.arn
    error_message = "email_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.email_worker_emails_high.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of email_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_high.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of email_worker is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_normal.event_source_arn == aws_sqs_queue.emails_normal.arn
    error_message = "email_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.email_worker_emails_normal.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of email_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_normal.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of email_worker is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_low.event_source_arn == aws_sqs_queue.emails_low.arn
    error_message = "email_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.email_worker_emails_low.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of email_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.email_worker_emails_low.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of email_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.email_worker_emails_high.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.email_worker_emails_normal.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.email_worker_emails_low.scaling_config[0].maximum_concurrency,
    ]) <= 30
    error_message = "email_worker may run more than 30 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.email_worker.retention_in_days > 0
    error_message = "The log of email_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.email_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of email_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.email_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
      ])) == toset([
      aws_sqs_queue.emails_high.arn,
      aws_sqs_queue.emails_normal.arn,
      aws_sqs_queue.emails_low.arn,
    ])
    error_message = "The role of email_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.email_worker.role == aws_iam_role.email_worker.arn
    error_message = "email_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.email_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.email_worker.name
    error_message = "email_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.email_worker.ttl[0].enabled && aws_dynamodb_table.email_worker.ttl[0].attribute_name == "expires_at"
    error_message = "email_worker remembers every job for ever."
  }
}

run "worker_loyalty" {
  command = apply

  assert {
    condition     = aws_sqs_queue.order_events_loyalty.visibility_timeout_seconds >= 6 * aws_lambda_function.loyalty.timeout
    error_message = "A job may come again while loyalty still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.loyalty.event_source_arn == aws_sqs_queue.order_events_loyalty.arn
    error_message = "loyalty reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.loyalty.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of loyalty back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.loyalty.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of loyalty is not limited."
  }

  assert {
    condition     = sum([aws_lambda_event_source_mapping.loyalty.scaling_config[0].maximum_concurrency]) <= 10
    error_message = "loyalty may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.loyalty.retention_in_days > 0
    error_message = "The log of loyalty is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.loyalty.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of loyalty reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.loyalty.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.order_events_loyalty.arn])
    error_message = "The role of loyalty may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.loyalty.role == aws_iam_role.loyalty.arn
    error_message = "loyalty runs under another role."
  }

  assert {
    condition     = aws_lambda_function.loyalty.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.loyalty.name
    error_message = "loyalty would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.loyalty.ttl[0].enabled && aws_dynamodb_table.loyalty.ttl[0].attribute_name == "expires_at"
    error_message = "loyalty remembers every job for ever."
  }
}

run "worker_order_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.orders.visibility_timeout_seconds >= 6 * aws_lambda_function.order_worker.timeout
    error_message = "A job may come again while order_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.order_worker.event_source_arn == aws_sqs_queue.orders.arn
    error_message = "order_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.order_worker.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of order_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.order_worker.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of order_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.order_worker.scaling_config[0].maximum_concurrency,
    ]) <= 10
    error_message = "order_worker may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.order_worker.retention_in_days > 0
    error_message = "The log of order_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.order_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of order_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.order_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.orders.arn])
    error_message = "The role of order_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.order_worker.role == aws_iam_role.order_worker.arn
    error_message = "order_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.order_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.order_worker.name
    error_message = "order_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.order_worker.ttl[0].enabled && aws_dynamodb_table.order_worker.ttl[0].attribute_name == "expires_at"
    error_message = "order_worker remembers every job for ever."
  }
}

run "worker_report_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.reports.visibility_timeout_seconds >= 6 * aws_lambda_function.report_worker.timeout
    error_message = "A job may come again while report_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.report_worker.event_source_arn == aws_sqs_queue.reports.arn
    error_message = "report_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.report_worker.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of report_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.report_worker.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of report_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.report_worker.scaling_config[0].maximum_concurrency,
    ]) <= 2
    error_message = "report_worker may run more than 2 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.report_worker.retention_in_days > 0
    error_message = "The log of report_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.report_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of report_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.report_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.reports.arn])
    error_message = "The role of report_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.report_worker.role == aws_iam_role.report_worker.arn
    error_message = "report_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.report_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.report_worker.name
    error_message = "report_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.report_worker.ttl[0].enabled && aws_dynamodb_table.report_worker.ttl[0].attribute_name == "expires_at"
    error_message = "report_worker remembers every job for ever."
  }
}

run "worker_search_indexer" {
  command = apply

  assert {
    condition     = aws_sqs_queue.order_events_search_indexer.visibility_timeout_seconds >= 6 * aws_lambda_function.search_indexer.timeout
    error_message = "A job may come again while search_indexer still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.search_indexer.event_source_arn == aws_sqs_queue.order_events_search_indexer.arn
    error_message = "search_indexer reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.search_indexer.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of search_indexer back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.search_indexer.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of search_indexer is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.search_indexer.scaling_config[0].maximum_concurrency,
    ]) <= 10
    error_message = "search_indexer may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.search_indexer.retention_in_days > 0
    error_message = "The log of search_indexer is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.search_indexer.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of search_indexer reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.search_indexer.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.order_events_search_indexer.arn])
    error_message = "The role of search_indexer may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.search_indexer.role == aws_iam_role.search_indexer.arn
    error_message = "search_indexer runs under another role."
  }

  assert {
    condition     = aws_lambda_function.search_indexer.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.search_indexer.name
    error_message = "search_indexer would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.search_indexer.ttl[0].enabled && aws_dynamodb_table.search_indexer.ttl[0].attribute_name == "expires_at"
    error_message = "search_indexer remembers every job for ever."
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
}
