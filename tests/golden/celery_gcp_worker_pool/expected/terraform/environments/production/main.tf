module "label" {
  source = "../../modules/label"

  celery_viewer_image          = var.celery_viewer_image
  deletion_protection          = var.deletion_protection
  environment                  = "production"
  labeller_image               = var.labeller_image
  labeller_max_instances       = 6
  labeller_min_instances       = 2
  labeller_request_concurrency = 4
  name_prefix                  = "label-production"
  project_id                   = var.project_id
  queue_viewer                 = var.queue_viewer
  queue_viewer_members         = var.queue_viewer_members
}
