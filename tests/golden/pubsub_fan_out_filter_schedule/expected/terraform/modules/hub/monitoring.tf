# What wakes someone.

resource "google_monitoring_alert_policy" "events_oldest_age" {
  project               = var.project_id
  display_name          = "hub: jobs of events wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = []

  conditions {
    display_name = "age of the oldest job (audit)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.audit.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 900
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  conditions {
    display_name = "age of the oldest job (search)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.search.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 900
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of events wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "events_dead_letters" {
  project               = var.project_id
  display_name          = "hub: jobs of events failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = []

  conditions {
    display_name = "moved by Pub/Sub (audit)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.audit.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }

  conditions {
    display_name = "moved by Pub/Sub (search)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.search.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }

  conditions {
    display_name = "moved by the worker"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.events_dead_letter.name}\""
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
    content   = "Jobs of events failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "bulk_oldest_age" {
  project               = var.project_id
  display_name          = "hub: jobs of bulk wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = []

  conditions {
    display_name = "age of the oldest job (bulk_high)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.bulk_high.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 900
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  conditions {
    display_name = "age of the oldest job (bulk_low)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.bulk_low.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 900
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of bulk wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}
