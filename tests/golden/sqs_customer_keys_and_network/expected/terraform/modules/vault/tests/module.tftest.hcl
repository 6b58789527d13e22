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
  target = aws_sqs_queue.documents
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/documents"
    arn = "arn:aws:sqs:us-east-1:123456789012:documents"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/documents"
  }
}

override_resource {
  target = aws_sqs_queue.documents_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/documents_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:documents_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/documents_dead_letter"
  }
}

override_resource {
  target = aws_sqs_queue.scans
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/scans"
    arn = "arn:aws:sqs:us-east-1:123456789012:scans"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/scans"
  }
}

override_resource {
  target = aws_sqs_queue.scans_dead_letter
  values = {
    id  = "https://sqs.us-east-1.amazonaws.com/123456789012/scans_dead_letter"
    arn = "arn:aws:sqs:us-east-1:123456789012:scans_dead_letter"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/scans_dead_letter"
  }
}

variables {
  deletion_protection     = true
  document_worker_package = "versions.tf"
  region                  = "eu-central-1"
}

run "queues" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue.documents.redrive_policy).deadLetterTargetArn == aws_sqs_queue.documents_dead_letter.arn
    error_message = "Failed jobs of documents do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.documents.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of documents are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.documents_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.documents.arn]
    error_message = "Another queue may fill documents_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.documents_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill documents_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.documents_dead_letter.message_retention_seconds > aws_sqs_queue.documents.message_retention_seconds
    error_message = "A job that failed late is gone from documents_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.documents_dead_letter.fifo_queue == aws_sqs_queue.documents.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: documents."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.documents_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "documents_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.documents.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "documents takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.documents.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "documents can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.documents.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to documents."
  }

  assert {
    condition     = aws_kms_key.documents.enable_key_rotation
    error_message = "The key of documents never changes."
  }

  assert {
    condition     = aws_sqs_queue.documents.kms_master_key_id != null
    error_message = "documents is not encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.scans.redrive_policy).deadLetterTargetArn == aws_sqs_queue.scans_dead_letter.arn
    error_message = "Failed jobs of scans do not go to its dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.scans.redrive_policy).maxReceiveCount == 5
    error_message = "Jobs of scans are not tried 5 times."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.scans_dead_letter.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.scans.arn]
    error_message = "Another queue may fill scans_dead_letter."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.scans_dead_letter.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Any queue may fill scans_dead_letter."
  }

  assert {
    condition     = aws_sqs_queue.scans_dead_letter.message_retention_seconds > aws_sqs_queue.scans.message_retention_seconds
    error_message = "A job that failed late is gone from scans_dead_letter before anyone looks."
  }

  assert {
    condition     = aws_sqs_queue.scans_dead_letter.fifo_queue == aws_sqs_queue.scans.fifo_queue
    error_message = "A queue and its dead letter queue are of different kinds: scans."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.scans_dead_letter.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "scans_dead_letter can be read in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.scans.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "scans takes jobs in plain text."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sqs_queue_policy.scans.policy).Statement :
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "sqs:DeleteQueue")
    ])
    error_message = "scans can be deleted in spite of deletion_protection."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.scans.policy).Statement :
      statement.Effect == "Deny" || statement.Principal != "*"
    ])
    error_message = "Anyone may send to scans."
  }

  assert {
    condition     = aws_sqs_queue.scans.kms_master_key_id != null
    error_message = "scans is not encrypted."
  }
}

run "worker_document_worker" {
  command = apply

  assert {
    condition     = aws_sqs_queue.documents.visibility_timeout_seconds >= 6 * aws_lambda_function.document_worker.timeout
    error_message = "A job may come again while document_worker still runs it."
  }

  assert {
    condition     = aws_sqs_queue.scans.visibility_timeout_seconds >= 6 * aws_lambda_function.document_worker.timeout
    error_message = "A job may come again while document_worker still runs it."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.document_worker_documents.event_source_arn == aws_sqs_queue.documents.arn
    error_message = "document_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.document_worker_documents.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of document_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.document_worker_documents.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of document_worker is not limited."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.document_worker_scans.event_source_arn == aws_sqs_queue.scans.arn
    error_message = "document_worker reads another queue."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.document_worker_scans.function_response_types, "ReportBatchItemFailures")
    error_message = "One failed job would bring the whole batch of document_worker back."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.document_worker_scans.scaling_config[0].maximum_concurrency >= 2
    error_message = "The concurrency of document_worker is not limited."
  }

  assert {
    condition = sum([
      aws_lambda_event_source_mapping.document_worker_documents.scaling_config[0].maximum_concurrency,
      aws_lambda_event_source_mapping.document_worker_scans.scaling_config[0].maximum_concurrency,
    ]) <= 8
    error_message = "document_worker may run more than 8 jobs at once."
  }

  assert {
    condition     = aws_cloudwatch_log_group.document_worker.retention_in_days > 0
    error_message = "The log of document_worker is kept for ever."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.document_worker.policy).Statement :
      !contains(flatten([statement.Resource]), "*")
      if !contains(["Trace", "SeeNetwork"], try(statement.Sid, "")) && !startswith(try(statement.Sid, ""), "Own")
    ])
    error_message = "The role of document_worker reaches more than its own resources."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.document_worker.policy).Statement :
      statement.Resource
      if length(setsubtract(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], flatten([statement.Action]))) == 0
    ])) == toset([aws_sqs_queue.documents.arn, aws_sqs_queue.scans.arn])
    error_message = "The role of document_worker may not take, delay and delete the jobs of its own queues, and of no other."
  }

  assert {
    condition     = aws_lambda_function.document_worker.role == aws_iam_role.document_worker.arn
    error_message = "document_worker runs under another role."
  }

  assert {
    condition     = aws_lambda_function.document_worker.environment[0].variables["INFERA_IDEMPOTENCY_TABLE"] == aws_dynamodb_table.document_worker.name
    error_message = "document_worker would run a job twice."
  }

  assert {
    condition     = aws_dynamodb_table.document_worker.ttl[0].enabled && aws_dynamodb_table.document_worker.ttl[0].attribute_name == "expires_at"
    error_message = "document_worker remembers every job for ever."
  }
}
