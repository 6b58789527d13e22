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
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn = "arn:aws:ecr:us-east-1:123456789012:repository/worker"
    }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = {
      id  = "arn:aws:ecs:us-east-1:123456789012:cluster/cluster"
      arn = "arn:aws:ecs:us-east-1:123456789012:cluster/cluster"
    }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/worker:1"
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:redis-AbCdEf"
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

mock_provider "random" {
  mock_resource "random_password" {
    defaults = {
      result = "0123456789abcdef"
    }
  }
}

variables {
  deletion_protection = true
  region              = "eu-west-1"
}

run "redis" {
  command = apply

  assert {
    condition     = one([for each in aws_elasticache_parameter_group.redis.parameter : each.value if each.name == "maxmemory-policy"]) == "noeviction"
    error_message = "A full Redis would drop jobs."
  }

  assert {
    condition     = tobool(aws_elasticache_replication_group.redis.transit_encryption_enabled) && tobool(aws_elasticache_replication_group.redis.at_rest_encryption_enabled)
    error_message = "Redis is not encrypted."
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.auth_token == random_password.redis.result
    error_message = "Redis has no password."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.redis.referenced_security_group_id == aws_security_group.redis_clients.id && aws_vpc_security_group_ingress_rule.redis.cidr_ipv4 == null
    error_message = "Redis lets in more than workers and producers."
  }
}

run "worker_sum_worker" {
  command = apply

  assert {
    condition     = aws_ecs_service.sum_worker.desired_count == 0
    error_message = "sum_worker would run the placeholder."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.sum_worker.container_definitions)[0].stopTimeout >= 120
    error_message = "A deploy would cut the jobs of sum_worker off."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.sum_worker.container_definitions)[0].readonlyRootFilesystem
    error_message = "sum_worker can change its own image."
  }

  assert {
    condition = anytrue([
      for secret in jsondecode(aws_ecs_task_definition.sum_worker.container_definitions)[0].secrets : secret.name == "INFERA_REDIS_URL"
    ])
    error_message = "sum_worker does not know where Redis is."
  }

  assert {
    condition     = contains(aws_ecs_service.sum_worker.network_configuration[0].security_groups, aws_security_group.redis_clients.id)
    error_message = "Redis does not let sum_worker in."
  }

  assert {
    condition     = !aws_ecs_service.sum_worker.network_configuration[0].assign_public_ip
    error_message = "sum_worker has a public address."
  }
}

run "image_of_sum_worker" {
  command = apply

  variables {
    sum_worker_image = "registry.example.com/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = aws_ecs_service.sum_worker.desired_count >= 1
    error_message = "sum_worker does not run."
  }
}

run "worker_undertaker" {
  command = apply

  assert {
    condition     = aws_ecs_service.undertaker.desired_count == 0
    error_message = "undertaker would run the placeholder."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.undertaker.container_definitions)[0].stopTimeout >= 120
    error_message = "A deploy would cut the jobs of undertaker off."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.undertaker.container_definitions)[0].readonlyRootFilesystem
    error_message = "undertaker can change its own image."
  }

  assert {
    condition = anytrue([
      for secret in jsondecode(aws_ecs_task_definition.undertaker.container_definitions)[0].secrets : secret.name == "INFERA_REDIS_URL"
    ])
    error_message = "undertaker does not know where Redis is."
  }

  assert {
    condition     = contains(aws_ecs_service.undertaker.network_configuration[0].security_groups, aws_security_group.redis_clients.id)
    error_message = "Redis does not let undertaker in."
  }

  assert {
    condition     = !aws_ecs_service.undertaker.network_configuration[0].assign_public_ip
    error_message = "undertaker has a public address."
  }
}

run "image_of_undertaker" {
  command = apply

  variables {
    undertaker_image = "registry.example.com/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = aws_ecs_service.undertaker.desired_count >= 1
    error_message = "undertaker does not run."
  }
}

run "no_viewer" {
  command = apply

  assert {
    condition     = length(aws_secretsmanager_secret.queue_viewer_login) == 0
    error_message = "A viewer is there, and costs, that nobody asked for."
  }

  assert {
    condition     = length(aws_ecs_service.celery_viewer) == 0
    error_message = "celery_viewer is there, and costs, though nobody asked for it."
  }
}

run "viewer" {
  command = apply

  variables {
    queue_viewer        = true
    celery_viewer_image = "registry.example.com/viewer@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = aws_ecs_service.celery_viewer[0].desired_count == 1
    error_message = "celery_viewer does not run."
  }

  assert {
    condition = contains([
      for secret in jsondecode(aws_ecs_task_definition.celery_viewer[0].container_definitions)[0].secrets : secret.name
    ], "INFERA_VIEWER_PASSWORD")
    error_message = "celery_viewer has no password."
  }

  assert {
    condition     = !aws_ecs_service.celery_viewer[0].network_configuration[0].assign_public_ip && contains(aws_ecs_service.celery_viewer[0].network_configuration[0].security_groups, aws_security_group.redis_clients.id)
    error_message = "celery_viewer has a public address, or does not reach Redis."
  }
}
