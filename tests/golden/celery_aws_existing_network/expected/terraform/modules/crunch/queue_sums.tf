# Queue sums

# Redis makes a queue when its first job comes: there is nothing to make here. A client is told:
locals {
  sums_producer = {
    type                   = "celery"
    name                   = "crunch-sums"
    names                  = ["crunch-sums"]
    prefix                 = ""
    redis_url_env          = "INFERA_REDIS_URL"
    priorities             = []
    default_level          = ""
    delay_s                = 0
    attempts               = 5
    min_backoff_s          = 10
    max_backoff_s          = 600
    backoff                = "exponential"
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
