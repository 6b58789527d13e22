# Queue clips

# Redis makes a queue when its first job comes: there is nothing to make here. A client is told:
locals {
  clips_producer = {
    type                   = "bullmq"
    name                   = "render-clips"
    names                  = ["render-clips"]
    prefix                 = "bull"
    redis_url_env          = "INFERA_REDIS_URL"
    priorities             = ["high", "normal"]
    default_level          = "normal"
    delay_s                = 10
    attempts               = 5
    min_backoff_s          = 10
    max_backoff_s          = 600
    backoff                = "exponential"
    deduplication          = true
    max_message_size_bytes = 262144
  }
}
