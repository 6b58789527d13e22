# A look into the queues, behind a login. Nothing of it is there until `queue_viewer` is true.
# Whoever gets through to it needs this too.
resource "random_password" "queue_viewer" {
  count = var.queue_viewer ? 1 : 0

  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "queue_viewer_login" {
  #checkov:skip=CKV_AWS_149:encrypted with the key of Secrets Manager
  #checkov:skip=CKV2_AWS_57:`terraform apply -replace` of the password rotates it; a rotator costs more than the viewer
  count = var.queue_viewer ? 1 : 0

  name = "crunch-queue-viewer-login"
  # At once, since a name that waits for its deletion cannot be made again.
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "queue_viewer_login" {
  count = var.queue_viewer ? 1 : 0

  secret_id     = aws_secretsmanager_secret.queue_viewer_login[0].id
  secret_string = random_password.queue_viewer[0].result
}

# Flower
resource "aws_ecr_repository" "celery_viewer" {
  #checkov:skip=CKV_AWS_51:deployed by digest, which nothing moves
  count = var.queue_viewer ? 1 : 0

  name         = "crunch/celery-viewer"
  force_delete = !var.deletion_protection

  encryption_configuration {
    encryption_type = "KMS"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "celery_viewer" {
  count = var.queue_viewer ? 1 : 0

  repository = aws_ecr_repository.celery_viewer[0].name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Keep the last 5 images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 5
        }
        action = { type = "expire" }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "celery_viewer" {
  #checkov:skip=CKV_AWS_158:logs hold no payloads; CloudWatch encrypts them with its own key
  #checkov:skip=CKV_AWS_338:a year of logs of a viewer costs more than it tells
  count = var.queue_viewer ? 1 : 0

  name              = "/ecs/crunch-celery-viewer"
  retention_in_days = 30
}

# The viewer itself needs nothing of AWS; this is for who comes in through Session Manager.
resource "aws_iam_role" "celery_viewer" {
  count = var.queue_viewer ? 1 : 0

  name = "crunch-celery-viewer"
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

resource "aws_iam_role_policy" "celery_viewer" {
  count = var.queue_viewer ? 1 : 0

  name = "viewer"
  role = aws_iam_role.celery_viewer[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "LetIn"
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
    ]
  })
}

# What ECS needs to start the container.
resource "aws_iam_role" "celery_viewer_execution" {
  count = var.queue_viewer ? 1 : 0

  name = "crunch-celery-viewer-execution"
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

resource "aws_iam_role_policy" "celery_viewer_execution" {
  count = var.queue_viewer ? 1 : 0

  name = "start"
  role = aws_iam_role.celery_viewer_execution[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.celery_viewer[0].arn}:*"
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [aws_secretsmanager_secret.redis_url.arn, aws_secretsmanager_secret.queue_viewer_login[0].arn]
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
        Resource = aws_ecr_repository.celery_viewer[0].arn
      },
    ]
  })
}

resource "aws_ecs_task_definition" "celery_viewer" {
  #checkov:skip=CKV_AWS_336:ECS Exec, which is the way in, works with no read-only root; the user of the image owns nothing in it
  count = var.queue_viewer ? 1 : 0

  family                   = "crunch-celery-viewer"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.celery_viewer_execution[0].arn
  task_role_arn            = aws_iam_role.celery_viewer[0].arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([
    {
      name                   = "viewer"
      image                  = var.celery_viewer_image
      essential              = true
      readonlyRootFilesystem = false
      linuxParameters        = { initProcessEnabled = true }
      environment = [
        {
          name  = "INFERA_VIEWER_QUEUES"
          value = "crunch-sums,crunch-sums-dead-letter"
        },
        {
          name  = "INFERA_VIEWER_LEVELS"
          value = "1"
        },
      ]
      secrets = [
        { name = "INFERA_REDIS_URL", valueFrom = aws_secretsmanager_secret.redis_url.arn },
        { name = "INFERA_VIEWER_PASSWORD", valueFrom = aws_secretsmanager_secret.queue_viewer_login[0].arn },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.celery_viewer[0].name
          awslogs-region        = var.region
          awslogs-stream-prefix = "viewer"
          mode                  = "non-blocking"
        }
      }
      healthCheck = {
        command = [
          "CMD",
          "python",
          "-c",
          "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5555/healthcheck', timeout=4)",
        ]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 60
      }
    },
  ])

  depends_on = [
    aws_iam_role_policy.celery_viewer_execution,
    aws_secretsmanager_secret_version.queue_viewer_login,
  ]
}

# Nothing can connect to it from anywhere: the way in is a session of Session Manager, which IAM grants.
resource "aws_ecs_service" "celery_viewer" {
  count = var.queue_viewer ? 1 : 0

  name                   = "crunch-celery-viewer"
  cluster                = aws_ecs_cluster.this.id
  task_definition        = aws_ecs_task_definition.celery_viewer[0].arn
  desired_count          = var.celery_viewer_image != "public.ecr.aws/docker/library/hello-world:latest" ? 1 : 0
  launch_type            = "FARGATE"
  platform_version       = "LATEST"
  enable_execute_command = true
  # One is enough, and looks better than two: each would know what itself has seen.
  availability_zone_rebalancing      = "DISABLED"
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
    security_groups  = [aws_security_group.redis_clients.id]
    assign_public_ip = false
  }
  propagate_tags = "SERVICE"

  depends_on = [aws_iam_role_policy.celery_viewer]
}
