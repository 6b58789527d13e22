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
  target = aws_sqs_queue.tasks
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/tasks"
    arn = "arn:aws:sqs:us-east-1:123456789012:tasks"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/tasks"
  }
}

override_resource {
  target = aws_sqs_queue.tasks_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/tasks_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:tasks_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/tasks_dead_letter"
  }
}

variables {
  deletion_protection = true
  region              = "us-east-1"
  task_worker_package = "versions.tf"
}

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.tasks.redrive_policy).deadLetterTargetArn == aws_sqs_queue.tasks_dead_letter.arn
    error_message = "Failed jobs of tasks do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.tasks.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of tasks are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.tasks_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.tasks.arn]
    error_message = "Another queue may fill tasks_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.tasks_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill tasks_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.tasks_dead_letter.message_retention_seconds > aws_sqs_queue.tasks.message_retention_seconds
    error_message = "A job that failed late is gone from tasks_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.tasks_dead_letter.fifo_queue == aws_sqs_queue.tasks.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: tasks."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tasks_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "tasks_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tasks.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "tasks takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.tasks.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "tasks can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.tasks.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to tasks."
  }

  assert {
    condition     = aws_sqs_queue.tasks.sqs_managed_sse_enabled == true
    error_message = "tasks is not encrypted."
  }
}

run "worker_task_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.tasks.visibility_timeout_seconds >= 6 * aws_lambda_function.task_worker.timeout
    error_message = "A job may come again while task_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.task_worker.event_source_arn == aws_sqs_queue.tasks.arn
    error_message = "task_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.task_worker.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of task_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.task_worker.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of task_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.task_worker.scaling_config[0].maximum_concurrency,
    ]) <= 10
    error_message = "task_worker may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.task_worker.retention_in_days > 0
    error_message = "The log of task_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.task_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of task_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.task_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.tasks.arn])
    error_message = "The role of task_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.task_worker.role == aws_iam_role.task_worker.arn
    error_message = "task_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.task_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.task_worker.name
    error_message = "task_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.task_worker.ttl[0].enabled && aws_dynamodb_table.task_worker.ttl[0].attribute_name == "expires_at"
    error_message = "task_worker remembers every job for ever."
  }
}
