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
  target = aws_sqs_queue.samples
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/samples"
    arn = "arn:aws:sqs:us-east-1:123456789012:samples"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/samples"
  }
}

variables {
  deletion_protection = true
  region              = "us-east-1"
  sampler_package     = "versions.tf"
}

run "queues" {
  command = apply

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.samples.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "samples takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.samples.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "samples can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.samples.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to samples."
  }

  assert {
    condition     = aws_sqs_queue.samples.sqs_managed_sse_enabled == true
    error_message = "samples is not encrypted."
  }
}

run "worker_sampler" {
  command = apply

  assert {
    condition     = aws_sqs_queue.samples.visibility_timeout_seconds >= 6 * aws_lambda_function.sampler.timeout
    error_message = "A job may come again while sampler still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.sampler.event_source_arn == aws_sqs_queue.samples.arn
    error_message = "sampler reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.sampler.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of sampler back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.sampler.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of sampler is not limited."
  }

  assert {
    condition     = sum([aws_lambda_event_source_mapping.sampler.scaling_config[0].maximum_concurrency]) <= 10
    error_message = "sampler may run more than 10 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.sampler.retention_in_days > 0
    error_message = "The log of sampler is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.sampler.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of sampler reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.sampler.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.samples.arn])
    error_message = "The role of sampler may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.sampler.role == aws_iam_role.sampler.arn
    error_message = "sampler runs under another role."
  }
}
