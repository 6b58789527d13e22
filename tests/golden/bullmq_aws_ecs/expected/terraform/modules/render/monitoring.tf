resource "aws_cloudwatch_metric_alarm" "clips_oldest_age" {
  alarm_name        = "render-clips-oldest-age"
  alarm_description = "Jobs of clips wait too long, or no worker runs."
  namespace         = "infera/render"
  metric_name       = "OldestAge"
  dimensions = {
    Queue  = "clips"
    Worker = "clip_worker"
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1210
  # Workers report each minute: silence is a worker that does not run.
  treat_missing_data = local.clip_worker_deployed ? "breaching" : "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
}

resource "aws_cloudwatch_metric_alarm" "clips_dead_letter" {
  alarm_name          = "render-clips-dead-letter"
  alarm_description   = "A job of clips failed for good."
  namespace           = "infera/render"
  metric_name         = "Failed-clips"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
}

resource "aws_cloudwatch_metric_alarm" "redis_memory" {
  alarm_name        = "render-redis-memory"
  alarm_description = "Redis is almost full and will refuse jobs."
  namespace         = "AWS/ElastiCache"
  metric_name       = "DatabaseMemoryUsagePercentage"
  dimensions = {
    CacheClusterId = "${aws_elasticache_replication_group.redis.replication_group_id}-001"
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 75
  # An idle queue reports nothing.
  treat_missing_data = "notBreaching"
  actions_enabled    = true
  alarm_actions      = []
  ok_actions         = []
}

# A worker logs an error for each job that it gives up on.
resource "aws_cloudwatch_log_metric_filter" "clip_worker" {
  name           = "failed-clips"
  log_group_name = aws_cloudwatch_log_group.clip_worker.name
  pattern        = "{ ($.severity = \"ERROR\") && ($.queue = \"clips\") && ($.dead_error = \"*\") }"

  metric_transformation {
    name      = "Failed-clips"
    namespace = "infera/render"
    value     = "1"
  }
}
