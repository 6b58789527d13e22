# Worker sum_worker
locals {
  # The placeholder lets a first apply succeed; nothing runs until an image is pushed.
  sum_worker_deployed = var.sum_worker_image != "public.ecr.aws/docker/library/hello-world:latest"
}

resource "aws_ecr_repository" "sum_worker" {
  #checkov:skip=CKV_AWS_51:deployed by digest, which nothing moves
  name         = "crunch/sum_worker"
  force_delete = !var.deletion_protection

  encryption_configuration {
    encryption_type = "KMS"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "sum_worker" {
  repository = aws_ecr_repository.sum_worker.name
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

resource "aws_cloudwatch_log_group" "sum_worker" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:`log_retention` decides; a year of worker logs costs more than it tells
  name              = "/ecs/crunch-sum-worker"
  retention_in_days = 30
}

# The handlers' own role.
resource "aws_iam_role" "sum_worker" {
  name = "crunch-sum-worker"
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

resource "aws_iam_role_policy" "sum_worker" {
  name = "worker"
  role = aws_iam_role.sum_worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # CloudWatch knows no resources to restrict this to; the namespace does.
        Sid       = "PublishBacklog"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = "infera/crunch" } }
      },
    ]
  })
}

# What ECS needs to start the container, and the handlers don't.
resource "aws_iam_role" "sum_worker_execution" {
  name = "crunch-sum-worker-execution"
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

resource "aws_iam_role_policy" "sum_worker_execution" {
  name = "start"
  role = aws_iam_role.sum_worker_execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.sum_worker.arn}:*"
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [aws_secretsmanager_secret.redis_url.arn]
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
        Resource = aws_ecr_repository.sum_worker.arn
      },
    ]
  })
}

resource "aws_ecs_task_definition" "sum_worker" {
  family                   = "crunch-sum-worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.sum_worker_execution.arn
  task_role_arn            = aws_iam_role.sum_worker.arn

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
      image     = var.sum_worker_image
      essential = true
      # The most that Fargate waits for a job in hand before it kills.
      stopTimeout            = 120
      readonlyRootFilesystem = true
      linuxParameters        = { initProcessEnabled = true }
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
      environment = [
        {
          name  = "INFERA_PROJECT"
          value = "crunch"
        },
        {
          name  = "INFERA_ENVIRONMENT"
          value = "default"
        },
        {
          name  = "INFERA_WORKER"
          value = "sum_worker"
        },
        {
          name = "INFERA_QUEUES"
          value = jsonencode([
            {
              queue         = "sums"
              level         = ""
              type          = "celery"
              name          = "crunch-sums"
              dead_letter   = "crunch-sums-dead-letter"
              dead_letters  = false
              max_attempts  = 5
              min_backoff_s = 10
              max_backoff_s = 600
              backoff       = "exponential"
              envelope      = "infera"
              ordered       = false
              paused        = false
              prefix        = ""
              delay_s       = 0
              priorities    = []
              rate_limit = {
                max         = 10
                duration_ms = 1000
              }
              visibility_timeout_s = 2100
              schedules            = []
            },
          ])
        },
        {
          name  = "INFERA_CONCURRENCY"
          value = "8"
        },
        {
          name  = "INFERA_TIMEOUT_S"
          value = "900"
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
          value = "infera/crunch"
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
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.sum_worker.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "worker"
          mode                  = "non-blocking"
        }
      }
      healthCheck = {
        command     = ["CMD", "python", "-m", "infera.health"]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 60
      }
    },
  ])

  depends_on = [aws_iam_role_policy.sum_worker_execution]
}

resource "aws_ecs_service" "sum_worker" {
  name                               = "crunch-sum-worker"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.sum_worker.arn
  desired_count                      = local.sum_worker_deployed ? 1 : 0
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
    subnets          = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
    security_groups  = [aws_security_group.redis_clients.id, "sg-0cccccccccccccccc"]
    assign_public_ip = false
  }
  propagate_tags = "SERVICE"

  depends_on = [aws_iam_role_policy.sum_worker]
}
