# What workers and producers wear; Redis lets in nobody else.
resource "aws_security_group" "redis_clients" {
  name        = "render-redis-clients"
  description = "Workers and producers of render"
  vpc_id      = aws_vpc.redis.id
}

# Handlers call databases, mail servers and other services: any TCP, but only from inside.
resource "aws_vpc_security_group_egress_rule" "redis_clients" {
  security_group_id = aws_security_group.redis_clients.id
  description       = "Whatever handlers call"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 65535
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "redis" {
  name        = "render-redis"
  description = "Queues of render"
  vpc_id      = aws_vpc.redis.id
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  security_group_id            = aws_security_group.redis.id
  referenced_security_group_id = aws_security_group.redis_clients.id
  description                  = "Workers and producers alone"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

# noeviction: a full Redis refuses new jobs instead of dropping old ones.
resource "aws_elasticache_parameter_group" "redis" {
  name        = "render-redis"
  family      = "valkey8"
  description = "Queues of render"

  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_elasticache_subnet_group" "redis" {
  name        = "render-redis"
  description = "Queues of render"
  subnet_ids  = [aws_subnet.private_1.id, aws_subnet.private_2.id]
}

# ElastiCache takes few special characters in a token, and a URL fewer still.
resource "random_password" "redis" {
  length  = 64
  special = false
}

resource "aws_elasticache_replication_group" "redis" {
  #checkov:skip=CKV_AWS_191:encrypted with the key of ElastiCache
  replication_group_id       = "render-redis"
  description                = "Queues of render"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.redis.name
  subnet_group_name          = aws_elasticache_subnet_group.redis.name
  security_group_ids         = [aws_security_group.redis.id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = random_password.redis.result
  auth_token_update_strategy = "ROTATE"
  snapshot_retention_limit   = 7
  final_snapshot_identifier  = var.deletion_protection ? "render-redis-final" : null
  auto_minor_version_upgrade = true
  apply_immediately          = false
}

# The whole address with its password: containers get it from here, and it stands in no task definition.
resource "aws_secretsmanager_secret" "redis_url" {
  #checkov:skip=CKV_AWS_149:encrypted with the key of Secrets Manager
  #checkov:skip=CKV2_AWS_57:rotation needs a rotator, and workers that read the secret anew
  name = "render-redis-url"
  # At once, since a name that waits for its deletion cannot be made again.
  recovery_window_in_days = var.deletion_protection ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "redis_url" {
  secret_id     = aws_secretsmanager_secret.redis_url.id
  secret_string = "rediss://:${random_password.redis.result}@${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379/0"
}
