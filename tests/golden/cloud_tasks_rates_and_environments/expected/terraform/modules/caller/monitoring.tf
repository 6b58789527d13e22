# What wakes someone.

resource "google_monitoring_notification_channel" "email" {
  for_each     = toset(["ops@example.com"])
  project      = var.project_id
  display_name = each.value
  type         = "email"
  labels       = { email_address = each.value }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "calls_oldest_age" {
  project      = var.project_id
  display_name = "${var.name_prefix}: jobs of calls wait too long"
  combiner     = "OR"
  enabled      = true
  severity     = "CRITICAL"
  notification_channels = [
    google_monitoring_notification_channel.email["ops@example.com"].id,
    "projects/caller-production/notificationChannels/123",
  ]

  conditions {
    display_name = "delay of attempts, in ms"
    condition_threshold {
      filter          = "metric.type = \"cloudtasks.googleapis.com/queue/task_attempt_delays\" AND resource.type = \"cloud_tasks_queue\" AND resource.labels.queue_id = \"${google_cloud_tasks_queue.calls.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1860000
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_PERCENTILE_99"
      }
    }
  }

  conditions {
    display_name = "attempts keep failing"
    condition_threshold {
      filter          = "metric.type = \"cloudtasks.googleapis.com/queue/task_attempt_count\" AND resource.type = \"cloud_tasks_queue\" AND resource.labels.queue_id = \"${google_cloud_tasks_queue.calls.name}\" AND metric.labels.response_code != \"ok\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "900s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of calls wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "calls_depth" {
  project      = var.project_id
  display_name = "${var.name_prefix}: too many jobs of calls wait"
  combiner     = "OR"
  enabled      = true
  severity     = "CRITICAL"
  notification_channels = [
    google_monitoring_notification_channel.email["ops@example.com"].id,
    "projects/caller-production/notificationChannels/123",
  ]

  conditions {
    display_name = "jobs that wait"
    condition_threshold {
      filter          = "metric.type = \"cloudtasks.googleapis.com/queue/depth\" AND resource.type = \"cloud_tasks_queue\" AND resource.labels.queue_id = \"${google_cloud_tasks_queue.calls.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 500
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Too many jobs of calls wait. More comes in than the worker does: raise its concurrency, or find out who sends."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "calls_dead_letters" {
  project      = var.project_id
  display_name = "${var.name_prefix}: jobs of calls failed for good"
  combiner     = "OR"
  enabled      = true
  severity     = "WARNING"
  notification_channels = [
    google_monitoring_notification_channel.email["ops@example.com"].id,
    "projects/caller-production/notificationChannels/123",
  ]

  conditions {
    display_name = "moved by the worker"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.calls_dead_letter.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of calls failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}
