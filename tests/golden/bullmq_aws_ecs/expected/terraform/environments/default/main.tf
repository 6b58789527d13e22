module "render" {
  source = "../../modules/render"

  bullmq_viewer_image = var.bullmq_viewer_image
  clip_worker_image   = var.clip_worker_image
  deletion_protection = var.deletion_protection
  queue_viewer        = var.queue_viewer
  region              = "us-west-2"
}
