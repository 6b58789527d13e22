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
  target = aws_sqs_queue.sync
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sync"
    arn = "arn:aws:sqs:us-east-1:123456789012:sync"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sync"
  }
}

override_resource {
  target = aws_sqs_queue.sync_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/sync_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:sync_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/sync_dead_letter"
  }
}

variables {
  deletion_protection     = true
  environment             = "dev"
  inbox_worker_package    = "versions.tf"
  name_prefix             = "bridge-dev"
  region                  = "us-east-1"
  sync_depth_alarm        = false
  sync_enabled            = true
  sync_max_attempts       = 5
  sync_worker_concurrency = 2
  sync_worker_memory_mb   = 128
  sync_worker_package     = "versions.tf"
  tags                    = {}
}

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.sync.redrive_policy).deadLetterTargetArn == aws_sqs_queue.sync_dead_letter.arn
    error_message = "Failed jobs of sync do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.sync.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of sync are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sync_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.sync.arn]
    error_message = "Another queue may fill sync_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.sync_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill sync_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.sync_dead_letter.message_retention_seconds > aws_sqs_queue.sync.message_retention_seconds
    error_message = "A job that failed late is gone from sync_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.sync_dead_letter.fifo_queue == aws_sqs_queue.sync.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: sync."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sync_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sync_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sync.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "sync takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.sync.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "sync can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.sync.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to sync."
  }

  assert {
    condition     = aws_sqs_queue.sync.sqs_managed_sse_enabled == true
    error_message = "sync is not encrypted."
  }
}

run "worker_inbox_worker" {
  command = apply

  assert {
    condition     = aws_lambda_event_source_mapping.inbox_worker.event_source_arn == local.inbox_queue_arn
    error_message = "inbox_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.inbox_worker.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of inbox_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.inbox_worker.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of inbox_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.inbox_worker.scaling_config[0].maximum_concurrency,
    ]) <= 3
    error_message = "inbox_worker may run more than 3 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.inbox_worker.retention_in_days > 0
    error_message = "The log of inbox_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.inbox_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of inbox_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.inbox_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([local.inbox_queue_arn])
    error_message = "The role of inbox_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.inbox_worker.role == aws_iam_role.inbox_worker.arn
    error_message = "inbox_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.inbox_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.inbox_worker.name
    error_message = "inbox_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.inbox_worker.ttl[0].enabled && aws_dynamodb_table.inbox_worker.ttl[0].attribute_name == "expires_at"
    error_message = "inbox_worker remembers every job for ever."
  }
}

run "worker_sync_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.sync.visibility_timeout_seconds >= 6 * aws_lambda_function.sync_worker.timeout
    error_message = "A job may come again while sync_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.sync_worker.event_source_arn == aws_sqs_queue.sync.arn
    error_message = "sync_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.sync_worker.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of sync_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.sync_worker.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of sync_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.sync_worker.scaling_config[0].maximum_concurrency,
    ]) <= 2
    error_message = "sync_worker may run more than 2 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.sync_worker.retention_in_days > 0
    error_message = "The log of sync_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.sync_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of sync_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.sync_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.sync.arn])
    error_message = "The role of sync_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.sync_worker.role == aws_iam_role.sync_worker.arn
    error_message = "sync_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.sync_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.sync_worker.name
    error_message = "sync_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.sync_worker.ttl[0].enabled && aws_dynamodb_table.sync_worker.ttl[0].attribute_name == "expires_at"
    error_message = "sync_worker remembers every job for ever."
  }
}
