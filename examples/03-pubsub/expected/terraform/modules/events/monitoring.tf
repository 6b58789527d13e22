# What wakes someone.

resource "google_monitoring_notification_channel" "email" {
  for_each     = toset(["ops@example.com"])
  project      = var.project_id
  display_name = each.value
  type         = "email"
  labels       = { email_address = each.value }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "thumbnails_oldest_age" {
  project               = var.project_id
  display_name          = "events: jobs of thumbnails wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "age of the oldest job"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.thumbnail_worker.name}\""
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
    content   = "Jobs of thumbnails wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "thumbnails_dead_letters" {
  project               = var.project_id
  display_name          = "events: jobs of thumbnails failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "moved by Pub/Sub"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.thumbnail_worker.name}\""
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
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.thumbnails_dead_letter.name}\""
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
    content   = "Jobs of thumbnails failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "ledger_oldest_age" {
  project               = var.project_id
  display_name          = "events: jobs of ledger wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "age of the oldest job"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.ledger_worker.name}\""
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
    content   = "Jobs of ledger wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "ledger_dead_letters" {
  project               = var.project_id
  display_name          = "events: jobs of ledger failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "moved by Pub/Sub"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.ledger_worker.name}\""
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
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.ledger_dead_letter.name}\""
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
    content   = "Jobs of ledger failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "user_events_oldest_age" {
  project               = var.project_id
  display_name          = "events: jobs of user-events wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "age of the oldest job (analytics)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.analytics.name}\""
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
    display_name = "age of the oldest job (mailer)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.mailer.name}\""
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
    content   = "Jobs of user-events wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "user_events_dead_letters" {
  project               = var.project_id
  display_name          = "events: jobs of user-events failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "moved by Pub/Sub (analytics)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.analytics.name}\""
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
    display_name = "moved by Pub/Sub (mailer)"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.mailer.name}\""
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
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.user_events_dead_letter.name}\""
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
    content   = "Jobs of user-events failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "exports_oldest_age" {
  project               = var.project_id
  display_name          = "events: jobs of exports wait too long"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "age of the oldest job"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.export_worker.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 14400
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Jobs of exports wait too long. The worker is down, too slow, or failing: see its logs."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "exports_dead_letters" {
  project               = var.project_id
  display_name          = "events: jobs of exports failed for good"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.email["ops@example.com"].id]

  conditions {
    display_name = "moved by Pub/Sub"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.export_worker.name}\""
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
      filter          = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${google_pubsub_topic.exports_dead_letter.name}\""
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
    content   = "Jobs of exports failed for good. They lie in the dead letter queue: `infera dead-letter list` shows them."
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_project_service.this]
}
