module "notify" {
  source = "../../modules/notify"

  bullmq_viewer_image  = var.bullmq_viewer_image
  deletion_protection  = var.deletion_protection
  project_id           = var.project_id
  push_worker_image    = var.push_worker_image
  queue_viewer         = var.queue_viewer
  queue_viewer_members = var.queue_viewer_members
}
