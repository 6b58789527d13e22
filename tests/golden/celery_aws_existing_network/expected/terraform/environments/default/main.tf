module "crunch" {
  source = "../../modules/crunch"

  celery_viewer_image = var.celery_viewer_image
  deletion_protection = var.deletion_protection
  queue_viewer        = var.queue_viewer
  region              = "eu-west-1"
  sum_worker_image    = var.sum_worker_image
  undertaker_image    = var.undertaker_image
}
