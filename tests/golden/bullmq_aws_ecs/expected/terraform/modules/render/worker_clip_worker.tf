# Worker clip_worker
locals {
  # The placeholder lets a first apply succeed; nothing runs until an image is pushed.
  clip_worker_deployed = var.clip_worker_image != "public.ecr.aws/docker/library/hello-world:latest"
}

resource "aws_ecr_repository" "clip_worker" {
  #checkov:skip=CKV_AWS_51:deployed by digest, which nothing moves
  name         = "render/clip_worker"
  force_delete = !var.deletion_protection

  encryption_configuration {
    encryption_type = "KMS"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "clip_worker" {
  repository = aws_ecr_repository.clip_worker.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Keep the last 50 images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 50
        }
        action = { type = "expire" }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "clip_worker" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/ecs/render-clip-worker"
  retention_in_days = 30
}

# The handlers' own role.
resource "aws_iam_role" "clip_worker" {
  name = "render-clip-worker"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "ecs-tasks.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "clip_worker" {
  name = "worker"
  role = aws_iam_role.clip_worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # CloudWatch knows no resources to restrict this to; the namespace does.
        Sid       = "PublishBacklog"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = "infera/render" } }
      },
    ]
  })
}

# What ECS needs to start the container, and the handlers don't.
resource "aws_iam_role" "clip_worker_execution" {
  name = "render-clip-worker-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "ecs-tasks.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "clip_worker_execution" {
  name = "start"
  role = aws_iam_role.clip_worker_execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.clip_worker.arn}:*"
      },
      {
        Sid    = "ReadSecrets"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          aws_secretsmanager_secret.redis_url.arn,
          "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:render/license-??????",
        ]
      },
      {
        # A token is for the whole registry.
        Sid      = "LogInToRegistry"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Sid      = "PullImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.clip_worker.arn
      },
    ]
  })
}

resource "aws_ecs_task_definition" "clip_worker" {
  family                   = "render-clip-worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 2048
  memory                   = 4096
  execution_role_arn       = aws_iam_role.clip_worker_execution.arn
  task_role_arn            = aws_iam_role.clip_worker.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  # The root is read-only; this is for what writes temporary files.
  volume {
    name = "tmp"
  }

  container_definitions = jsonencode([
    {
      name      = "worker"
      image     = var.clip_worker_image
      essential = true
      # The most that Fargate waits for a job in hand before it kills.
      stopTimeout            = 120
      readonlyRootFilesystem = true
      linuxParameters        = { initProcessEnabled = true }
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
      environment = [
        {
          name  = "INFERA_PROJECT"
          value = "render"
        },
        {
          name  = "INFERA_ENVIRONMENT"
          value = "default"
        },
        {
          name  = "INFERA_WORKER"
          value = "clip_worker"
        },
        {
          name = "INFERA_QUEUES"
          value = jsonencode([
            {
              queue         = "clips"
              level         = ""
              type          = "bullmq"
              name          = "render-clips"
              dead_letter   = "render-clips-dead-letter"
              dead_letters  = false
              max_attempts  = 5
              min_backoff_s = 10
              max_backoff_s = 600
              backoff       = "exponential"
              envelope      = "infera"
              ordered       = false
              paused        = false
              prefix        = "bull"
              delay_s       = 10
              priorities    = ["high", "normal"]
              rate_limit = {
                max         = 20
                duration_ms = 1000
              }
              visibility_timeout_s = 1500
              schedules = [
                {
                  name     = "nightly"
                  cron     = "0 4 * * *"
                  timezone = "America/Los_Angeles"
                  job      = "clips"
                  payload  = {}
                },
              ]
            },
          ])
        },
        {
          name  = "INFERA_CONCURRENCY"
          value = "4"
        },
        {
          name  = "INFERA_TIMEOUT_S"
          value = "600"
        },
        {
          name  = "INFERA_SHUTDOWN_S"
          value = "110"
        },
        {
          name  = "INFERA_LOG_LEVEL"
          value = "info"
        },
        {
          name  = "INFERA_REGION"
          value = var.region
        },
        {
          name  = "INFERA_METRIC_NAMESPACE"
          value = "infera/render"
        },
        {
          name  = "INFERA_IDEMPOTENCY_TTL_S"
          value = "86400"
        },
      ]
      secrets = [
        {
          name      = "INFERA_REDIS_URL"
          valueFrom = aws_secretsmanager_secret.redis_url.arn
        },
        {
          name      = "LICENSE"
          valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:render/license"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.clip_worker.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "worker"
          mode                  = "non-blocking"
        }
      }
      healthCheck = {
        command = [
          "CMD",
          "node",
          "-e",
          "fetch('http://127.0.0.1:8080/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
        ]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 60
      }
    },
  ])

  depends_on = [aws_iam_role_policy.clip_worker_execution]
}

resource "aws_ecs_service" "clip_worker" {
  name                               = "render-clip-worker"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.clip_worker.arn
  desired_count                      = local.clip_worker_deployed ? 1 : 0
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  enable_execute_command             = false
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_1.id, aws_subnet.private_2.id]
    security_groups  = [aws_security_group.redis_clients.id]
    assign_public_ip = false
  }
  propagate_tags = "SERVICE"

  lifecycle {
    ignore_changes = [desired_count] # the scaling below decides
  }

  depends_on = [aws_iam_role_policy.clip_worker]
}

resource "aws_appautoscaling_target" "clip_worker" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.clip_worker.name}"
  min_capacity       = local.clip_worker_deployed ? 1 : 0
  max_capacity       = local.clip_worker_deployed ? 4 : 0
}

# One of the workers counts the jobs that wait and publishes how many there are for each of them.
resource "aws_appautoscaling_policy" "clip_worker" {
  name               = "backlog-per-worker"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.clip_worker.service_namespace
  scalable_dimension = aws_appautoscaling_target.clip_worker.scalable_dimension
  resource_id        = aws_appautoscaling_target.clip_worker.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 40
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    customized_metric_specification {
      namespace   = "infera/render"
      metric_name = "BacklogPerWorker"
      statistic   = "Average"

      dimensions {
        name  = "Worker"
        value = "clip_worker"
      }
    }
  }
}
