# Queue images

# Redis makes a queue when its first job comes: there is nothing to make here. A client is told:
locals {
  images_producer = {
    type                   = "celery"
    name                   = "${var.name_prefix}-images"
    names                  = ["${var.name_prefix}-images"]
    prefix                 = ""
    redis_url_env          = "INFERA_REDIS_URL"
    priorities             = ["urgent", "normal", "bulk"]
    default_level          = "normal"
    delay_s                = 0
    attempts               = 5
    min_backoff_s          = 10
    max_backoff_s          = 600
    backoff                = "exponential"
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
