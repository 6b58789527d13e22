# What wakes someone.

resource "google_monitoring_alert_policy" "images_oldest_age" {
  project               = var.project_id
  display_name          = "${var.name_prefix}: jobs of images wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = []

  conditions {
    display_name = "what the workers log"
    condition_matched_log {
      filter = "jsonPayload.message = \"backlog\" AND jsonPayload.oldest_age_s > 900 AND jsonPayload.queue = \"images\" AND (resource.labels.worker_pool_name = \"${var.name_prefix}-labeller\")"
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of images wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
    notification_rate_limit {
      period = "300s"
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "images_dead_letters" {
  project               = var.project_id
  display_name          = "${var.name_prefix}: jobs of images failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = []

  conditions {
    display_name = "what the workers log"
    condition_matched_log {
      filter = "severity >= ERROR AND jsonPayload.dead_error:* AND jsonPayload.queue = \"images\" AND (resource.labels.worker_pool_name = \"${var.name_prefix}-labeller\")"
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of images failed for good. The worker says so in its log: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
    notification_rate_limit {
      period = "300s"
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "redis_memory" {
  project               = var.project_id
  display_name          = "${var.name_prefix}: Redis is three quarters full"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = []

  conditions {
    display_name = "share of memory in use"
    condition_threshold {
      filter          = "metric.type = \"redis.googleapis.com/stats/memory/usage_ratio\" AND resource.type = \"redis_instance\" AND resource.labels.instance_id = \"${google_redis_instance.redis.id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0.75
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MEAN"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Redis is three quarters full. A full Redis refuses new jobs: find out which queue grows, or give it a larger `node_type`."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}
