# Queue pushes

# Redis makes a queue when its first job comes: there is nothing to make here. A client is told:
locals {
  pushes_producer = {
    type                   = "bullmq"
    name                   = "notify-pushes"
    names                  = ["notify-pushes"]
    prefix                 = "bull"
    redis_url_env          = "INFERA_REDIS_URL"
    priorities             = []
    default_level          = ""
    delay_s                = 0
    attempts               = 8
    min_backoff_s          = 2
    max_backoff_s          = 600
    backoff                = "exponential"
    deduplication          = false
    max_message_size_bytes = 262144
  }
}
