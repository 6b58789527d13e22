module "label" {
  source = "../../modules/label"

  deletion_protection = var.deletion_protection
  environment         = "staging"
  images_producer = {
    type                   = "celery"
    name                   = "label-staging-images"
    names                  = ["label-staging-images"]
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
  labeller_image         = var.labeller_image
  labeller_max_instances = 3
  labeller_min_instances = 0
  labeller_queues = [
    {
      queue                = "images"
      level                = ""
      type                 = "celery"
      name                 = "label-staging-images"
      dead_letter          = "label-staging-images-dead-letter"
      dead_letters         = false
      max_attempts         = 5
      min_backoff_s        = 10
      max_backoff_s        = 600
      backoff              = "exponential"
      envelope             = "infera"
      ordered              = false
      paused               = false
      prefix               = ""
      delay_s              = 0
      priorities           = ["urgent", "normal", "bulk"]
      rate_limit           = null
      visibility_timeout_s = 900
      schedules            = []
    },
  ]
  labeller_request_concurrency = 8
  name_prefix                  = "label-staging"
  project_id                   = var.project_id
}
